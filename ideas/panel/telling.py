"""What members of a panel are told: their place, what there is to rate, that a round is about to close, and what came out.

Kept in the inbox in the city's language, whoever does what leads to it.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from ideas.models import Membership, MembershipState, Review, ReviewState, Round
from ideas.panel.eligible import STILL_RATABLE
from notifications import inbox
from notifications.kinds import Kind

KIND = Kind.PANEL
# Before a round closes, those who have something left hear of it so many days before.
MARKS = (3, 1)


def tell_of_place(row: Membership, *, was_invited: bool = False) -> None:
    """Tell somebody what became of their application, that they are invited, or (was_invited) are so no longer; once for each
    time it was asked."""
    with translation.override(settings.LANGUAGE_CODE):
        words = place_words(row, was_invited)
    page = "ideas:panel_apply" if row.state == MembershipState.INVITED else "ideas:panel"
    key = f"panel-{row.pk}-{row.state}-{int(row.asked_at.timestamp())}"
    inbox.tell([row.member_id], key, KIND, row.panel.name, words, reverse(page))


def place_words(row: Membership, was_invited: bool) -> str:
    """What the city says to an applicant, a guest or a member."""
    if row.state == MembershipState.INVITED:
        return _("상상누리단에 초대해요. 함께할지 알려 주세요.")
    if row.state == MembershipState.MEMBER:
        day = formats.date_format(row.panel.starts_on, "DATE_FORMAT")
        if row.panel.starts_on <= timezone.localdate():
            return _("상상누리단이 되었어요! 오늘부터 함께해요.")
        return _("상상누리단이 되었어요! 임기는 %(day)s에 시작해요.") % {"day": day}
    if row.state == MembershipState.LEFT:
        return _("상상누리단 자리를 마쳤어요. 그동안 함께해 주셔서 고마워요. 궁금한 것은 창의담당관에게 물어봐 주세요.")
    if was_invited:
        return _("초대를 거두게 되었어요. 다음에 다시 모실게요.")
    return _("이번 기수에는 함께하지 못해요. 손 들어 주셔서 고마워요.")


def tell_of_answer(row: Membership) -> None:
    """Tell whoever of the idea office invited somebody what they said; once for each time it was asked."""
    with translation.override(settings.LANGUAGE_CODE):
        says = (
            _("%(name)s님이 초대를 받고 함께하기로 했어요.")
            if row.state == MembershipState.MEMBER
            else _("%(name)s님이 이번에는 함께하기 어렵다고 했어요.")
        )
        words = says % {"name": row.member}
    key = f"panel-{row.pk}-answered-{int(row.asked_at.timestamp())}"
    inviter = [row.decided_by_id] if row.decided_by_id else []
    inbox.tell(inviter, key, KIND, row.panel.name, words, reverse("panels:inspect", args=[row.panel_id]))


def tell_of_round(round: Round) -> None:
    """Tell those who were asked that a round has begun for them, or when it will."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("읽고 평가할 상상이 왔어요. %(when)s까지 기다려요.") % {"when": when(round.closes_at)}
        if round.opens_at > timezone.now():
            hours = {"from": when(round.opens_at), "until": when(round.closes_at)}
            words = _("읽고 평가할 상상을 나누었어요. %(from)s부터 %(until)s까지 읽어 주세요.") % hours
    asked = Review.objects.filter(round_idea__round=round, state=ReviewState.ASKED)
    members = asked.order_by().values_list("membership__member_id", flat=True).distinct()
    inbox.tell(members, f"round-{round.pk}-asked", KIND, round.name, words, reverse("ideas:panel_reviews"))


def tell_of_handed_on(review: Review, round: Round) -> None:
    """Tell somebody that a review came to them because another member could not do it."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("다른 단원 대신 읽어 줄 상상이 하나 왔어요. %(when)s까지 기다려요.") % {"when": when(round.closes_at)}
    member = review.membership.member_id
    inbox.tell([member], f"review-{review.pk}-asked", KIND, round.name, words, reverse("ideas:panel_reviews"))


def tell_of_results(round: Round) -> None:
    """Tell those who rated in a round that it is closed and anybody may read what came out."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("함께 읽은 결과가 나왔어요. 이제 누구나 볼 수 있어요.")
    done = Review.objects.filter(round_idea__round=round, state=ReviewState.DONE)
    members = done.order_by().values_list("membership__member_id", flat=True).distinct()
    inbox.tell(members, f"round-{round.pk}-closed", KIND, round.name, words, reverse("ideas:panel_round", args=[round.pk]))


def remind() -> int:
    """Tell everybody with something left to rate that the round closes in three days, and again in one; returns how many.

    Whoever was told of a mark is not told again, however often this runs; days late, only the last mark that passed is told.
    """
    now, told = timezone.now(), 0
    closing = Round.objects.filter(closed_at__isnull=True, closes_at__gt=now, closes_at__lte=now + timedelta(days=max(MARKS)))
    for round in closing.filter(assigned_at__isnull=False, opens_at__lte=now):
        mark = min(days for days in MARKS if round.closes_at <= now + timedelta(days=days))
        told += remind_of(round, mark)
    return told


def remind_of(round: Round, mark: int) -> int:
    """Tell of one round at one mark. Who was asked after the mark had passed has just been told."""
    passed = round.closes_at - timedelta(days=mark)
    left = left_in(round).filter(asked_at__lt=passed).exclude(reminded_at__gte=passed)
    # A round that was given more time reminds again before its new end.
    return tell_of_left(round, left, f"round-{round.pk}-{mark}-{round.closes_at.timestamp():.0f}")


def nudge(round: Round) -> int:
    """Tell everybody who has something left in a round, for the office; once in a day of Seoul. Returns how many there are."""
    return tell_of_left(round, left_in(round), f"round-{round.pk}-nudge-{timezone.localdate()}")


def left_in(round: Round) -> QuerySet[Review]:
    """The reviews of a round that wait for somebody and can be written still."""
    return Review.objects.filter(STILL_RATABLE, round_idea__round=round, state=ReviewState.ASKED)


def tell_of_left(round: Round, left: QuerySet[Review], key: str) -> int:
    """Tell the members of these reviews that the round closes soon; returns how many there are."""
    members = set(left.order_by().values_list("membership__member_id", flat=True))
    if not members:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        words = _("아직 평가하지 않은 상상이 있어요. %(when)s에 마감해요.") % {"when": when(round.closes_at)}
    told = inbox.tell(members, key, KIND, round.name, words, reverse("ideas:panel_reviews"))
    left.update(reminded_at=timezone.now())
    return told


def when(moment) -> str:
    """A day and an hour for people."""
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
