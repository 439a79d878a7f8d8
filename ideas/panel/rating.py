"""Rating an idea: points for each criterion and a remark, or saying that one cannot be fair."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_line
from ideas import reasons
from ideas.models import Membership, MembershipState, Review, ReviewState, Round, Score
from ideas.panel import assigning
from ideas.panel.criteria import MOST_POINTS, Refused, total_of
from ideas.panel.eligible import is_own, is_ratable


def rate(review: Review, by: User, points: Mapping[str, int], remark: str = "") -> Review:
    """Keep a member's points (criterion code → 1 to 5) and remark; until the round closes they may be changed.

    Nobody else sees them before. Raises Refused for others, while the round is not open, for what was handed on, for an idea
    that one proposed, when a criterion is missing, and for a remark that names somebody: it is public once the round is closed.
    """
    remark = clean_line(remark)[: Review._meta.get_field("remark").max_length]
    if wrong := reasons.what_is_wrong(remark):
        raise Refused(wrong)
    with transaction.atomic():
        review, round = locked(review, by)
        if is_own(review.round_idea.idea, by.pk):
            # It was given to somebody else's idea; theirs has gone into it since.
            raise Refused(_("내 상상과 합쳐진 상상이에요. ‘가까운 사이라 어려워요’를 눌러 다른 단원에게 넘겨 주세요."))
        criteria = list(round.panel.criteria.all())
        given = {criterion: points.get(criterion.code) for criterion in criteria}
        if any(type(each) is not int or not 1 <= each <= MOST_POINTS for each in given.values()):
            raise Refused(_("기준마다 1점에서 5점 가운데 하나를 골라 주세요."))
        review.scores.all().delete()
        Score.objects.bulk_create(Score(review=review, criterion=each, points=number) for each, number in given.items())
        review.state, review.remark, review.total = ReviewState.DONE, remark, total_of(given)
        review.submitted_at = timezone.now()
        review.save()
    return review


def declare_conflict(review: Review, by: User, reason: str) -> Review | None:
    """A member says that they cannot be fair to an idea; what they gave is dropped and somebody else is asked.

    The reason is for the office alone. Returns the review of whoever is asked instead, None when nobody may rate the idea.
    Raises Refused as rate, and without a reason.
    """
    reason = clean_line(reason)[: Review._meta.get_field("conflict").max_length]
    if not reason:
        raise Refused(_("어떤 사이인지 한 줄만 적어 주세요. 창의담당관만 볼 수 있어요."))
    with transaction.atomic():
        review, round = locked(review, by)
        review.scores.all().delete()
        review.state, review.conflict, review.remark = ReviewState.CONFLICT, reason, ""
        review.total = review.submitted_at = None
        review.save()
        return assigning.hand_on(review, round)


def locked(review: Review, by: User) -> tuple[Review, Round]:
    """The review and its round with their rows locked, so that a round that is closing waits. Raises Refused when it is not for
    this member, or not now."""
    round = Round.objects.select_for_update(of=("self",)).select_related("panel").get(round_ideas=review.round_idea_id)
    review = Review.objects.select_for_update(of=("self",)).select_related("round_idea__idea", "membership").get(pk=review.pk)
    if not has_perm("ideas.rate_idea", by, review):
        raise Refused(_("이 상상을 평가해 달라고 한 사람만 평가할 수 있어요."))
    if wrong := why_not(review.membership, review, round):
        raise Refused(wrong)
    return review, round


def why_not(member: Membership, review: Review, round: Round) -> str:
    """Why a review cannot be written now, in the member's words; empty when it can."""
    now = timezone.now()
    if member.state != MembershipState.MEMBER or review.state not in assigning.COUNTED:
        return _("다른 단원에게 넘긴 평가예요.")
    if round.closed_at or round.closes_at <= now:
        return _("마감한 회차예요. 평가를 더 바꿀 수 없어요.")
    if round.opens_at > now:
        return _("아직 시작하지 않은 회차예요.")
    if not is_ratable(review.round_idea.idea):
        return _("지금은 평가할 수 없는 상상이에요.")
    return ""
