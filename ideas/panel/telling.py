"""What members of a panel are told: their place, what there is to rate, and that a round is about to close.

Kept in the inbox in the city's language, whoever does what leads to it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from ideas.models import Membership, MembershipState, Review, ReviewState, Round
from notifications import inbox

KIND = "panel"
# Before a round closes, those who have something left hear of it so many days before.
MARKS = (3, 1)


def tell_of_place(row: Membership) -> None:
    """Tell somebody what became of their application, or that they are invited; once for each time it was asked."""
    with translation.override(settings.LANGUAGE_CODE):
        words = place_words(row)
    page = "ideas:panel_apply" if row.state == MembershipState.INVITED else "ideas:panel"
    key = f"panel-{row.pk}-{row.state}-{int(row.asked_at.timestamp())}"
    inbox.tell([row.member_id], key, KIND, row.panel.name, words, reverse(page))


def place_words(row: Membership) -> str:
    """What the city says to an application."""
    if row.state == MembershipState.INVITED:
        return _("상상누리단에 초대해요. 함께할지 알려 주세요.")
    if row.state == MembershipState.MEMBER:
        day = formats.date_format(row.panel.starts_on, "DATE_FORMAT")
        return _("상상누리단이 되었어요! 임기는 %(day)s에 시작해요.") % {"day": day}
    return _("이번 기수에는 함께하지 못해요. 손 들어 주셔서 고마워요.")


def tell_of_round(round: Round) -> None:
    """Tell those who were asked that a round has begun for them."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("읽고 평가할 상상이 왔어요. %(when)s까지 기다려요.") % {"when": when(round.closes_at)}
    asked = Review.objects.filter(round_idea__round=round, state=ReviewState.ASKED)
    members = asked.order_by().values_list("membership__member_id", flat=True).distinct()
    inbox.tell(members, f"round-{round.pk}-asked", KIND, round.name, words, reverse("ideas:panel_reviews"))


def tell_of_handed_on(review: Review, round: Round) -> None:
    """Tell somebody that a review came to them because another member could not do it."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("다른 단원 대신 읽어 줄 상상이 하나 왔어요. %(when)s까지 기다려요.") % {"when": when(round.closes_at)}
    member = review.membership.member_id
    inbox.tell([member], f"review-{review.pk}-asked", KIND, round.name, words, reverse("ideas:panel_reviews"))


def remind() -> int:
    """Tell everybody with something left to rate that the round closes in three days, and again in one; returns how many.

    Whoever was told of a mark is not told again, however often this runs; days late, only the last mark that passed is told.
    """
    now, told = timezone.now(), 0
    closing = Round.objects.filter(closed_at__isnull=True, closes_at__gt=now, closes_at__lte=now + timedelta(days=max(MARKS)))
    for round in closing.filter(assigned_at__isnull=False, opens_at__lte=now):
        mark = min(days for days in MARKS if round.closes_at <= now + timedelta(days=days))
        told += remind_of(round, mark, now)
    return told


def remind_of(round: Round, mark: int, now: datetime) -> int:
    """Tell of one round at one mark. Who was asked after the mark had passed has just been told."""
    passed = round.closes_at - timedelta(days=mark)
    left = Review.objects.filter(round_idea__round=round, state=ReviewState.ASKED, asked_at__lt=passed)
    left = left.exclude(reminded_at__gte=passed)
    members = set(left.order_by().values_list("membership__member_id", flat=True))
    if not members:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        words = _("아직 평가하지 않은 상상이 있어요. %(when)s에 마감해요.") % {"when": when(round.closes_at)}
    made = inbox.tell(members, f"round-{round.pk}-{mark}", KIND, round.name, words, reverse("ideas:panel_reviews"))
    left.update(reminded_at=now)
    return made


def when(moment: datetime) -> str:
    """A day and an hour for people."""
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
