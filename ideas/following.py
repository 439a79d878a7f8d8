"""Who wants to hear of an idea: those who wrote it, support it or follow it, as long as they have not asked for silence."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from ideas.models import Follow, Idea, Recommendation
from ideas.participation import Refused


@dataclass(frozen=True)
class Standing:
    """What a reader is to the news of an idea."""

    is_own: bool = False
    supports: bool = False
    follows: bool = False
    is_muted: bool = False

    @property
    def hears(self) -> bool:
        """Whether news comes without asking for it."""
        return not self.is_muted and (self.is_own or self.supports or self.follows)

    @property
    def hears_anyway(self) -> bool:
        """Whether news would come without following."""
        return self.is_own or self.supports


def follow(idea: Idea, by: User) -> bool:
    """Hear of an idea from now on, also after silence; returns whether anything changed. Raises Refused."""
    return settle(idea, by, is_muted=False)


def mute(idea: Idea, by: User) -> bool:
    """Hear nothing of an idea any more, though one wrote or supports it; returns whether anything changed. Raises Refused."""
    return settle(idea, by, is_muted=True)


def settle(idea: Idea, by: User, *, is_muted: bool) -> bool:
    """Keep one row for a member and an idea, whatever is pressed at the same time. Raises Refused."""
    if not has_perm("ideas.follow_idea", by, idea):
        raise Refused(_("지금은 지켜볼 수 없는 상상이에요."))
    row, is_new = Follow.objects.get_or_create(idea=idea, member=by, defaults={"is_muted": is_muted})
    if is_new or row.is_muted == is_muted:
        return is_new
    return bool(Follow.objects.filter(pk=row.pk, is_muted=row.is_muted).update(is_muted=is_muted))


def unfollow(idea: Idea, by: User) -> bool:
    """Follow no longer; returns whether one did. An idea that has gone meanwhile can be let go, too."""
    gone, _rows = Follow.objects.filter(idea=idea, member=by, is_muted=False).delete()
    return bool(gone)


def standing(idea: Idea, reader: User | AnonymousUser) -> Standing:
    """What a reader is to the news of an idea; no query for its page, which knows it (ideas.reading.know_reader)."""
    if not reader.is_authenticated:
        return Standing()
    if hasattr(idea, "is_muted"):
        return Standing(idea.author_id == reader.pk, idea.is_recommended, idea.is_muted is False, idea.is_muted is True)
    muted = Follow.objects.filter(idea=idea, member=reader).values_list("is_muted", flat=True).first()
    supports = Recommendation.objects.filter(idea=idea, member=reader).exists()
    return Standing(idea.author_id == reader.pk, bool(supports), muted is False, muted is True)


def followed_by(member: User) -> QuerySet[Follow]:
    """The ideas a member follows that anybody may read, newest first."""
    mine = Follow.objects.filter(member=member, is_muted=False, idea__public_since__isnull=False)
    return mine.select_related("idea").defer("idea__body").order_by("-created_at", "-id")


def listeners(idea: Idea, after: int, most: int) -> tuple[list[int], int | None]:
    """The next members who want to hear of an idea, by number: who they are, and the number up to which that is everybody.

    after: the number of the last one asked before. The second value is None when nobody is left. Those who want silence are
    left out, but counted on. Three queries, each a walk along an index from `after`.
    """
    support = Recommendation.objects.filter(idea=idea, member__gt=after).order_by("member_id")
    follows = Follow.objects.filter(idea=idea, is_muted=False, member__gt=after).order_by("member_id")
    found = {*support.values_list("member_id", flat=True)[:most], *follows.values_list("member_id", flat=True)[:most]}
    batch = sorted(found)[:most]
    if not batch:
        return [], None
    silent = Follow.objects.filter(idea=idea, is_muted=True, member__gt=after, member__lte=batch[-1])
    quiet = set(silent.values_list("member_id", flat=True))
    return [pk for pk in batch if pk not in quiet], batch[-1]
