"""From the first letter to the open: drafts, publishing, changing the wording."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from common.words import clean_line, clean_text, excerpt
from ideas import participation
from ideas.lifecycle import StepRefused, advance
from ideas.models import Idea, IdeaVersion
from ideas.stages import Stage


@dataclass
class Wording:
    """What the writer fills in. Only title and body are needed, and only to publish."""

    title: str = ""
    body: str = ""
    category: object | None = None
    district: object | None = None
    tags: list[str] | None = None

    def put_on(self, idea: Idea) -> None:
        """Copy the cleaned words onto an idea; tags follow after saving (see keep_tags)."""
        idea.title = clean_line(self.title)
        idea.body = clean_text(self.body)
        idea.excerpt = excerpt(idea.body)
        idea.category = self.category
        idea.district = self.district
        idea.edited_at = timezone.now()


def keep_tags(idea: Idea, wording: Wording) -> None:
    """Set the tags of an idea when the form had a field for them."""
    if wording.tags is not None:
        idea.tags.set([clean_line(tag) for tag in wording.tags if clean_line(tag)])


def save_draft(author, draft_key: uuid.UUID, wording: Wording) -> Idea:
    """Keep what has been typed on the page `draft_key`; saving again changes the same draft.

    An idea that was published from this page meanwhile is returned unchanged.
    """
    try:
        with transaction.atomic():
            idea, _created = Idea.objects.get_or_create(author=author, draft_key=draft_key)
    except IntegrityError:
        idea = Idea.objects.get(author=author, draft_key=draft_key)
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if idea.stage == Stage.DRAFT:
            wording.put_on(idea)
            idea.save()
            keep_tags(idea, wording)
    return idea


def publish(idea: Idea, by) -> Idea:
    """Put a draft into the open: it gets its number, its first version and its place among the trending.

    Publishing what is published already returns it as it is, so that sending twice is harmless.
    Raises StepRefused when title or body is missing or `by` did not write it.
    """
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if idea.stage != Stage.DRAFT and idea.author_id == by.pk:
            return idea
        if not idea.title or not idea.body:
            raise StepRefused(_("제목과 내용을 조금만 적어 주세요."))
        idea = advance(idea, "publish", by)
        idea.trend = participation.trend(idea)
        idea.save(update_fields=["trend"])
        IdeaVersion.objects.create(idea=idea, number=1, title=idea.title, body=idea.body, editor=by, created_at=idea.published_at)
    return idea


def edit(idea: Idea, by, wording: Wording) -> Idea:
    """Change a published wording and keep the old one; without a real change nothing is written.

    Raises StepRefused once the city has answered or the idea moved on.
    """
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if not has_perm("ideas.edit_idea", by, idea):
            raise StepRefused(_("답변이 나오거나 다음 단계로 넘어간 상상은 고칠 수 없어요."))
        before = (idea.title, idea.body)
        wording.put_on(idea)
        if not idea.title or not idea.body:
            raise StepRefused(_("제목과 내용을 조금만 적어 주세요."))
        idea.save()
        keep_tags(idea, wording)
        if (idea.title, idea.body) != before:
            last = idea.versions.order_by("-number").values_list("number", flat=True).first() or 0
            IdeaVersion.objects.create(idea=idea, number=last + 1, title=idea.title, body=idea.body, editor=by)
    return idea


def withdraw(idea: Idea, by, reason: str) -> Idea:
    """Take an idea back; its page stays with the reason in place of the text. Raises StepRefused (see advance)."""
    return advance(idea, "withdraw", by, clean_line(reason))


def discard(idea: Idea, by) -> None:
    """Throw a draft away. Raises StepRefused for anything that is not the member's own draft."""
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if not has_perm("ideas.discard_draft", by, idea):
            raise StepRefused(_("쓰는 중인 내 상상만 버릴 수 있어요."))
        idea.delete()
