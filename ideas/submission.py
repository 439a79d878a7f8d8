"""From the first letter to the open: drafts, publishing, changing the wording."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_line, clean_text, excerpt
from ideas import freshness, participation, personal_data
from ideas.lifecycle import StepRefused, advance
from ideas.models import Category, District, Idea, IdeaVersion
from ideas.stages import Stage

TITLE_COLUMN = Idea._meta.get_field("title").max_length


class Stale(Exception):
    """The words were saved elsewhere since this page was opened; `idea` holds what is there now."""

    def __init__(self, idea: Idea):
        super().__init__(_("그사이에 다른 화면에서 이 글이 바뀌었어요."))
        self.idea = idea


@dataclass
class Wording:
    """What the writer fills in. Only title and body are needed, and only to publish."""

    title: str = ""
    body: str = ""
    category: Category | None = None
    district: District | None = None
    tags: list[str] | None = None

    COLUMNS: ClassVar = ("title", "body", "excerpt", "category", "district", "edited_at")

    def put_on(self, idea: Idea) -> None:
        """Copy the cleaned words onto an idea; tags follow after saving (see keep_tags)."""
        idea.title = clean_line(self.title)[:TITLE_COLUMN]
        idea.body = clean_text(self.body)
        idea.excerpt = excerpt(idea.body)
        idea.category = self.category
        idea.district = self.district
        idea.edited_at = timezone.now()


def keep_tags(idea: Idea, wording: Wording) -> None:
    """Set the tags of an idea when the form had a field for them."""
    if wording.tags is not None:
        idea.tags.set([clean_line(tag) for tag in wording.tags if clean_line(tag)])


def refuse_unfinished(idea: Idea) -> None:
    """Raise StepRefused for a wording that may not stand in public: empty, too long, or with a resident registration number.

    Resident registration numbers may not be processed without a law that says so (PIPA §24-2), least of all published.
    """
    if not idea.title or not idea.body:
        raise StepRefused(_("제목과 내용을 조금만 적어 주세요."))
    if len(idea.title) > Idea.TITLE_LENGTH or len(idea.body) > Idea.BODY_LENGTH:
        raise StepRefused(_("글이 너무 길어요. 제목은 80자, 내용은 2만 자까지 쓸 수 있어요."))
    if personal_data.forbidden(f"{idea.title}\n{idea.body}"):
        raise StepRefused(_("주민등록번호가 들어 있으면 올릴 수 없어요. 그 부분을 지우고 다시 올려 주세요."))


def open_draft(author: User, draft_key: uuid.UUID) -> Idea:
    """The idea written on the page `draft_key`, made empty when there is none yet."""
    mine = Idea.objects.filter(author=author, draft_key=draft_key)
    if not mine.exists():
        Idea.objects.bulk_create([Idea(author=author, draft_key=draft_key)], ignore_conflicts=True)
    return mine.get()


def save_draft(author: User, draft_key: uuid.UUID, wording: Wording, known: datetime | None = None) -> Idea:
    """Keep what has been typed on the page `draft_key`; saving again changes the same draft.

    known: `edited_at` of the draft as the page knows it; raises Stale when it was saved elsewhere since. Without it the words
    sent last win. An idea that was published from this page meanwhile is returned unchanged.
    """
    idea = open_draft(author, draft_key)
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if idea.stage == Stage.DRAFT:
            if known and idea.edited_at > known:
                raise Stale(idea)
            wording.put_on(idea)
            # No signals: nobody searches drafts, so saving one every few seconds need not queue work for the index.
            Idea.objects.filter(pk=idea.pk).update(**{name: getattr(idea, name) for name in Wording.COLUMNS})
            keep_tags(idea, wording)
    return idea


def publish(idea: Idea, by: User) -> Idea:
    """Put a draft into the open: it gets its number, its first version and its place among the trending.

    Publishing what is published already returns it as it is, so that sending twice is harmless.
    Raises StepRefused when `by` did not write it or the wording may not stand in public (refuse_unfinished).
    """
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if idea.stage != Stage.DRAFT and idea.author_id == by.pk:
            return idea
        refuse_unfinished(idea)
        if not by.may_take_part:
            raise StepRefused(participation.why_not(by, _("지금은 상상을 올릴 수 없어요.")))
        idea = advance(idea, "publish", by)
        idea.trend = participation.trend(idea)
        Idea.objects.filter(pk=idea.pk).update(trend=idea.trend)
        IdeaVersion.objects.create(idea=idea, number=1, title=idea.title, body=idea.body, editor=by, created_at=idea.published_at)
    return idea


def last_version(idea: Idea) -> int:
    """The number of the newest wording, 0 when none was kept."""
    return idea.versions.order_by("-number").values_list("number", flat=True).first() or 0


def edit(idea: Idea, by: User, wording: Wording, base: int | None = None) -> Idea:
    """Change a published wording and keep the old one; without a real change nothing is written.

    base: number of the version the writer started from; raises Stale when there is a newer one.
    Raises StepRefused once the city has answered or the idea moved on, or as refuse_unfinished does.
    """
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if not has_perm("ideas.edit_idea", by, idea):
            raise StepRefused(_("답변이 나오거나 다음 단계로 넘어간 상상은 고칠 수 없어요."))
        last = last_version(idea)
        if base is not None and base != last:
            raise Stale(idea)
        before = (idea.title, idea.body)
        wording.put_on(idea)
        refuse_unfinished(idea)
        idea.revision += 1
        idea.save()
        freshness.city_changed()
        keep_tags(idea, wording)
        if (idea.title, idea.body) != before:
            if not last:
                # Ideas that came without a history keep their first wording before it changes.
                last = 1
                IdeaVersion.objects.create(
                    idea=idea, number=1, title=before[0], body=before[1], editor=by, created_at=idea.published_at
                )
            IdeaVersion.objects.create(idea=idea, number=last + 1, title=idea.title, body=idea.body, editor=by)
    return idea


def withdraw(idea: Idea, by: User, reason: str) -> Idea:
    """Take an idea back; its page stays with the reason in place of the text. Raises StepRefused (see advance)."""
    return advance(idea, "withdraw", by, clean_line(reason))


def discard(idea: Idea, by: User) -> None:
    """Throw a draft away with its files. Raises StepRefused for anything that is not the member's own draft."""
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if not has_perm("ideas.discard_draft", by, idea):
            raise StepRefused(_("쓰는 중인 내 상상만 버릴 수 있어요."))
        idea.delete()
