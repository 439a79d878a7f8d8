"""Rounds: which ideas, who rates them, and handing on what somebody cannot rate (DESIGN.md §4.6)."""

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from ideas import freshness
from ideas.models import Idea, Membership, MembershipState, Panel, Review, ReviewState, Round, RoundIdea
from ideas.panel import telling
from ideas.panel.criteria import Refused
from ideas.panel.eligible import STILL_RATABLE, is_ratable, proposers_of
from ideas.panel.sharing_out import share_out, shuffled
from ideas.stages import Stage

MOST_IDEAS = 500
# What counts towards the reviews of an idea.
COUNTED = (ReviewState.ASKED, ReviewState.DONE)


def ready_ideas(recommendations: int, days: int) -> QuerySet[Idea]:
    """Ideas in 상상제안 of the last `days` days with at least so many recommendations, most recommended first; 500 at most."""
    since = timezone.now() - timedelta(days=days)
    found = Idea.objects.on_the_river().filter(stage=Stage.PROPOSED, public_since__gte=since)
    return found.filter(recommendations__gte=recommendations).order_by("-recommendations", "-id")[:MOST_IDEAS]


def choose_ideas(round: Round, ideas: Iterable[Idea], by: User) -> int:
    """Put ideas into a round that has not been assigned; returns how many are new in it.

    Raises Refused for others than the office, once it was assigned, for an idea nobody may read, and beyond 500 ideas.
    """
    refuse_others(by)
    ideas = list({idea.pk: idea for idea in ideas}.values())
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=round.pk)
        refuse_begun(round)
        for idea in ideas:
            if not is_ratable(idea):
                raise Refused(_("%(number)s번 상상은 지금 평가할 수 없어요.") % {"number": idea.number or ""})
        there = set(round.round_ideas.values_list("idea_id", flat=True))
        new = [idea for idea in ideas if idea.pk not in there]
        if len(there) + len(new) > MOST_IDEAS:
            raise Refused(_("한 회차에 상상은 %(most)s개까지 담을 수 있어요.") % {"most": MOST_IDEAS})
        RoundIdea.objects.bulk_create([RoundIdea(round=round, idea=idea) for idea in new], batch_size=500)
    return len(new)


def keep_round(round: Round, ideas: Iterable[Idea], by: User) -> Round:
    """Save a round, new or changed, and put ideas into it.

    Once it was assigned only its name and its end may change, and nothing once it is closed. Raises Refused as choose_ideas, and
    for hours in the wrong order.
    """
    refuse_others(by)
    if round.closes_at <= round.opens_at:
        raise Refused(_("마감이 시작보다 빨라요."))
    ideas = list(ideas)
    with transaction.atomic():
        before = Round.objects.select_for_update().filter(pk=round.pk).first() if round.pk else None
        if before and before.closed_at:
            raise Refused(_("마감한 회차예요."))
        if before and before.assigned_at:
            kept = ("panel_id", "opens_at", "reviews_per_idea")
            if ideas or any(getattr(before, name) != getattr(round, name) for name in kept):
                raise Refused(_("평가를 시작한 뒤에는 이름과 마감만 바꿀 수 있어요."))
            if round.closes_at <= timezone.now():
                raise Refused(_("마감은 지금보다 뒤여야 해요. 바로 마감하려면 마감 단추를 눌러 주세요."))
            round.save(update_fields=["name", "closes_at"])
            freshness.city_changed()
            return round
        if round.closes_at <= timezone.now():
            raise Refused(_("마감은 지금보다 뒤여야 해요."))
        round.save()
        if ideas:
            choose_ideas(round, ideas, by)
    return round


def take_out(round: Round, idea: Idea, by: User) -> None:
    """Take an idea out of a round that has not been assigned; Refused as choose_ideas."""
    refuse_others(by)
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=round.pk)
        refuse_begun(round)
        round.round_ideas.filter(idea=idea).delete()


def assign(round: Round, by: User, seed: int | None = None) -> Round:
    """Ask members to rate the ideas of a round, and tell them; a second call changes nothing.

    Each idea gets Round.reviews_per_idea reviews, or as many as there are members who may rate it; nobody rates what they
    proposed, alone or with others. Everybody meets their ideas in an order of their own. seed: the same gives the same lots,
    None any. Raises Refused for others than the office, when the round is over, and without ideas or members.
    """
    refuse_others(by)
    with transaction.atomic():
        # The panel first, as whoever leaves it and whoever changes its criteria does: both wait, or we see what they did.
        Panel.objects.select_for_update().get(pk=round.panel_id)
        round = Round.objects.select_for_update(of=("self",)).select_related("panel").get(pk=round.pk)
        if round.assigned_at:
            return round
        refuse_begun(round)
        # The idea may have been hidden or have ended since it was chosen.
        chosen = [row for row in round.round_ideas.select_related("idea").order_by("pk") if is_ratable(row.idea)]
        members = dict(sitting(round).values_list("pk", "member_id"))
        if not chosen or not members:
            raise Refused(_("평가할 상상과 단원이 있어야 나눌 수 있어요."))
        own = proposers_of(row.idea for row in chosen)
        may_rate = {row.pk: {pk for pk, member in members.items() if member not in own[row.idea_id]} for row in chosen}
        # Not for secrets: a lot that the office can draw again.
        dice = random.Random(seed)  # noqa: S311
        write_down(share_out(may_rate, round.reviews_per_idea, dice), dice)
        round.round_ideas.exclude(pk__in=may_rate).delete()
        round.assigned_at = timezone.now()
        round.save(update_fields=["assigned_at"])
        telling.tell_of_round(round)
        freshness.city_changed()
    return round


def write_down(shares: dict[int, set[int]], dice: random.Random) -> None:
    """Keep who rates what, for each member in an order by lot."""
    mine = defaultdict(list)
    for row, members in shares.items():
        for member in members:
            mine[member].append(row)
    Review.objects.bulk_create(
        (
            Review(round_idea_id=row, membership_id=member, position=position, asked_at=timezone.now())
            for member in sorted(mine)
            for position, row in enumerate(shuffled(mine[member], dice), start=1)
        ),
        batch_size=500,
    )


def sitting(round: Round) -> QuerySet[Membership]:
    """The members of the round's panel whose accounts are in force."""
    return Membership.objects.filter(panel=round.panel_id, state=MembershipState.MEMBER, member__is_active=True)


def hand_on(review: Review, round: Round) -> Review | None:
    """Ask another member in place of one who cannot rate an idea: whoever may and has least to do in this round.

    Returns the new review; None when nobody may, and the idea stays one short (reading.short shows it to the office). The round
    must be locked.
    """
    if round.closed_at or round.closes_at <= timezone.now() or not is_ratable(review.round_idea.idea):
        return None
    asked = Review.objects.filter(round_idea=review.round_idea).values("membership")
    idea = review.round_idea.idea
    others = sitting(round).exclude(pk__in=asked).exclude(member__in=proposers_of([idea])[idea.pk])
    load = Count("reviews", filter=Q(reviews__round_idea__round=round, reviews__state__in=COUNTED))
    taker = others.annotate(load=load).order_by("load", "asked_at", "pk").first()
    if taker is None:
        return None
    place = Review.objects.filter(membership=taker, round_idea__round=round).count() + 1
    made = Review.objects.create(round_idea=review.round_idea, membership=taker, position=place)
    telling.tell_of_handed_on(made, round)
    return made


def open_rounds(panel: Panel) -> list[Round]:
    """The rounds of a panel that are not closed, locked in the order of their keys: nobody hands a review on meanwhile."""
    return list(Round.objects.select_for_update().filter(panel=panel, closed_at__isnull=True).order_by("pk"))


def hand_on_all(row: Membership, rounds: Iterable[Round]) -> int:
    """Hand on everything that somebody who left has not rated yet in these rounds (see open_rounds); returns how many found
    somebody else."""
    found = 0
    for round in rounds:
        waiting = Review.objects.filter(membership=row, state=ReviewState.ASKED, round_idea__round=round)
        for review in waiting.select_related("round_idea__idea").order_by("position", "pk"):
            review.state = ReviewState.RELEASED
            review.save(update_fields=["state"])
            found += hand_on(review, round) is not None
    return found


def hand_on_from_the_gone() -> int:
    """Hand on what waits with members whose accounts were closed during a round; returns how many found somebody else."""
    waiting = Review.objects.filter(state=ReviewState.ASKED, membership__member__is_active=False)
    waiting = waiting.filter(STILL_RATABLE, round_idea__round__closed_at__isnull=True)
    gone = Membership.objects.filter(pk__in=waiting.values("membership")).select_related("panel").order_by("pk")
    found = 0
    for row in gone:
        with transaction.atomic():
            found += hand_on_all(row, open_rounds(row.panel))
    return found


def remind(round: Round, by: User) -> int:
    """The idea office reminds everybody who has something left to rate; returns how many. Nobody hears of it twice a day.

    Raises Refused for others than the office, while the round does not run, and when nothing is left.
    """
    refuse_others(by)
    now = timezone.now()
    round = Round.objects.get(pk=round.pk)
    if round.assigned_at is None or round.closed_at or not round.opens_at <= now < round.closes_at:
        raise Refused(_("지금 열려 있는 회차가 아니에요."))
    told = telling.nudge(round)
    if not told:
        raise Refused(_("모두 마쳤어요. 기다리는 평가가 없어요."))
    return told


def refuse_begun(round: Round) -> None:
    """Raise Refused for a round that was assigned or is over."""
    if round.assigned_at:
        raise Refused(_("평가를 시작한 회차예요. 더 바꿀 수 없어요."))
    if round.closed_at or round.closes_at <= timezone.now():
        raise Refused(_("마감한 회차예요."))


def refuse_others(by: User) -> None:
    """Raise Refused for anybody but the idea office."""
    if not has_perm("ideas.run_panel", by):
        raise Refused(_("창의담당관이 할 수 있어요."))
