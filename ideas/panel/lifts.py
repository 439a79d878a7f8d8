"""슈퍼패스 투표: the panel votes on lifting an idea that misses its bar; passed, the idea office may lift it (DESIGN.md §4.6).

A vote runs for two weeks and ends early when enough are in favour. What the panel wants is a request: the office takes the
step itself, with the panel's reason before it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_text
from ideas import freshness, gates, reasons
from ideas.lifecycle import STEPS
from ideas.models import Idea, Lift, LiftVote, Membership, MembershipState, Panel, TrailEntry
from ideas.panel.eligible import is_own, proposers_of
from ideas.participation import Refused
from ideas.reminders import idea_office
from ideas.signals import entry_recorded
from ideas.stages import Stage
from ideas.trail import changing, record
from notifications import inbox
from notifications.kinds import Kind

DAYS = 14
REASON_LENGTH = 500
# Where a super-pass still changes something, and the step that the office takes from there.
STEP_FROM = {Stage.PROPOSED: "super_pass", Stage.DEBATE: "super_pass_to_working"}


def why_not_open(idea: Idea) -> str:
    """Why no vote can begin on an idea, in the reader's words; empty when one can."""
    if not idea.is_public or idea.stage not in STEP_FROM:
        return _("슈퍼패스 투표는 공개된 상상제안과 상상토론에서만 열 수 있어요.")
    if gates.is_reached(idea):
        return _("이미 문턱을 넘은 상상이에요. 슈퍼패스가 없어도 올라갈 수 있어요.")
    return ""


def open_lift(panel: Panel, idea: Idea, by: User, reason: str) -> Lift:
    """Let the panel vote on an idea; a panel votes on one once, and asking again gives the vote there is.

    Raises Refused when `by` is not of the panel or proposed the idea, when the idea needs no lift, and for a reason that is
    empty, too long or names somebody.
    """
    reason = clean_text(reason)
    if not has_perm("ideas.open_lift", by, panel):
        raise Refused(_("상상누리단과 창의담당관만 슈퍼패스 투표를 열 수 있어요."))
    if not reason or len(reason) > REASON_LENGTH:
        raise Refused(_("까닭을 %(most)d자 안에서 적어 주세요.") % {"most": REASON_LENGTH})
    if wrong := reasons.what_is_wrong(reason):
        raise Refused(wrong)
    with transaction.atomic():
        locked = Idea.objects.select_for_update().get(pk=idea.pk)
        if there := Lift.objects.filter(panel=panel, idea=locked).first():
            return there
        if is_own(locked, by.pk):
            raise Refused(_("내 상상에는 슈퍼패스 투표를 열 수 없어요."))
        if wrong := why_not_open(locked):
            raise Refused(wrong)
        with changing(locked) as locked:
            lift = Lift.objects.create(
                panel=panel,
                idea=locked,
                reason=reason,
                opened_by=by,
                opened_at=timezone.now(),
                closes_at=last_moment(),
                needed=panel.lift_votes,
            )
            record(locked, "lift_opened", by, data={"lift": lift.pk})
        invite(lift, by)
    return lift


def last_moment() -> datetime:
    """When a vote that begins now closes: at midnight in Seoul after its last day."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=DAYS + 1)


def last_day(lift: Lift) -> date:
    """The last day in Seoul on which votes count."""
    return timezone.localdate(lift.closes_at - timedelta(seconds=1))


def invite(lift: Lift, by: User) -> None:
    """Tell the members of the panel that there is something to vote on."""
    members = Membership.objects.filter(panel=lift.panel_id, state=MembershipState.MEMBER).exclude(member=by)
    with translation.override(settings.LANGUAGE_CODE):
        words = _("슈퍼패스 투표가 열렸어요. 상상누리단의 한 표를 기다려요")
    inbox.tell(
        members.values_list("member_id", flat=True),
        *(f"lift-{lift.pk}", Kind.PANEL, lift.idea.title, words, reverse("ideas:panel_lifts")),
    )


def is_running(lift: Lift) -> bool:
    """Whether votes count now; the lift knows its idea."""
    if lift.passed_at or lift.taken_at or timezone.now() >= lift.closes_at:
        return False
    return lift.idea.is_public and lift.idea.stage in STEP_FROM


def vote(lift: Lift, by: User, is_for: bool) -> Lift:
    """Cast one's vote or change it; returns the vote as it stands then. With enough in favour it passes, once.

    Raises Refused when the vote is over, `by` does not sit in the panel, or proposed the idea.
    """
    with transaction.atomic():
        # The idea first, as everywhere: passing writes its trail.
        idea = Idea.objects.select_for_update().get(pk=lift.idea_id)
        lift = Lift.objects.select_for_update().get(pk=lift.pk)
        lift.idea = idea
        if not has_perm("ideas.vote_on_lift", by, lift.panel):
            raise Refused(_("임기 중인 상상누리단만 투표할 수 있어요."))
        if is_own(idea, by.pk):
            raise Refused(_("내 상상에는 투표하지 않아요."))
        if not is_running(lift):
            raise Refused(_("이 투표는 끝났어요."))
        seat = Membership.objects.get(panel=lift.panel_id, member=by)
        LiftVote.objects.update_or_create(lift=lift, membership=seat, defaults={"is_for": is_for, "cast_at": timezone.now()})
        count(lift)
        if lift.in_favour >= lift.needed:
            passed(lift)
    return lift


def count(lift: Lift) -> None:
    """Count the votes of a locked lift from their rows; a panel is small, and so the counts are always the rows."""
    cast = list(lift.votes.values_list("is_for", flat=True))
    lift.in_favour = sum(cast)
    lift.against = len(cast) - lift.in_favour
    lift.save(update_fields=["in_favour", "against"])


def passed(lift: Lift) -> None:
    """Enough are in favour: the trail says so, the idea office is asked to decide, and the panel hears what became of its votes.
    Nobody learns whose vote it was."""
    lift.passed_at = timezone.now()
    lift.save(update_fields=["passed_at"])
    with changing(lift.idea) as idea:
        record(idea, "lift_passed", None, data={"votes": lift.in_favour, "lift": lift.pk})
    with translation.override(settings.LANGUAGE_CODE):
        words = _("상상누리단 %(votes)d명이 슈퍼패스에 찬성했어요. 올릴지 정해 주세요") % {"votes": lift.in_favour}
        told = _("슈퍼패스에 뽑혔어요. 올릴지는 창의담당관이 정해요")
    step = reverse("ideas:step", args=[idea.number, STEP_FROM[Stage(idea.stage)]])
    office, key = idea_office(), f"lift-passed-{lift.pk}"
    inbox.tell(office, key, Kind.TASK, idea.title, words, step)
    members = Membership.objects.filter(panel=lift.panel_id, state=MembershipState.MEMBER).exclude(member__in=office)
    inbox.tell(members.values_list("member_id", flat=True), key, Kind.PANEL, idea.title, told, reverse("ideas:panel_lifts"))


@receiver(entry_recorded)
def take(sender, entry: TrailEntry, **more) -> None:
    """An idea that has moved on needs no lift any more, whether it was lifted or got there by itself."""
    step = STEPS.get(entry.kind)
    if step is not None and step.to_stage is not None:
        still = Lift.objects.filter(idea=entry.idea_id, taken_at__isnull=True, opened_at__lt=entry.at)
        if still.update(taken_at=entry.at):
            freshness.city_changed()


def reason_for(idea: Idea, step: str) -> str:
    """What the office can begin its reason with where the panel voted for a super-pass; empty elsewhere."""
    if step not in STEP_FROM.values():
        return ""
    lift = waiting().filter(idea=idea).order_by("-opened_at").first()
    if lift is None:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        said = _("상상누리단 %(votes)d명이 슈퍼패스에 찬성했어요.") % {"votes": lift.in_favour}
    return f"{said} {lift.reason}"


# -- reading ------------------------------------------------------------------------------------------
def waiting() -> QuerySet[Lift]:
    """Votes that passed and that the office has not answered, for the desk."""
    return Lift.objects.filter(passed_at__isnull=False, taken_at__isnull=True, idea__stage__in=STEP_FROM)


def panels_of(user: User) -> list[Panel]:
    """The panels whose votes and board somebody shares today: those in which they sit (`sits` is true), the youngest first, and
    for the idea office then all others whose term runs. None for everybody else."""
    if not user.is_authenticated:
        return []
    today = timezone.localdate()
    seat = Membership.objects.filter(panel=OuterRef("pk"), member=user, state=MembershipState.MEMBER)
    running = Panel.objects.filter(starts_on__lte=today, ends_on__gte=today).annotate(sits=Exists(seat))
    if not has_perm("ideas.run_panel", user):
        running = running.filter(sits=True)
    return list(running.order_by("-sits", "-starts_on", "-id"))


def panel_of(user: User) -> Panel | None:
    """The first of panels_of; None for strangers."""
    return next(iter(panels_of(user)), None)


def shown() -> QuerySet[Lift]:
    """Votes on ideas that anybody may read."""
    found = Lift.objects.filter(idea__public_since__isnull=False).exclude(idea__outcome="withdrawn")
    return found.select_related("idea", "panel").defer("idea__body")


def running(panels: Iterable[Panel]) -> QuerySet[Lift]:
    """The votes of these panels that go on, those that close first at the top."""
    still = shown().filter(panel__in=panels, passed_at__isnull=True, taken_at__isnull=True, idea__stage__in=STEP_FROM)
    return still.filter(closes_at__gt=timezone.now()).order_by("closes_at", "id")


def ended() -> Q:
    """Of a Lift: no vote counts any more."""
    return Q(passed_at__isnull=False) | Q(taken_at__isnull=False) | Q(closes_at__lte=timezone.now())


def over() -> QuerySet[Lift]:
    """The votes that have ended, newest first; everybody may read how."""
    return shown().filter(ended()).order_by("-id")


def readable(user: User) -> QuerySet[Lift]:
    """The votes somebody may read of: those that have ended, and those that go on in their own panel."""
    panels = panels_of(user)
    return shown().filter(ended() | Q(panel__in=panels) if panels else ended())


def mark_own(lifts: list[Lift], user: User) -> list[Lift]:
    """Note on each vote how the reader voted (`my_vote`, None where they did not) and whether the idea is theirs (`is_mine`);
    two queries for all of them."""
    votes, own = own_votes(lifts, user), proposers_of(lift.idea for lift in lifts)
    for lift in lifts:
        lift.my_vote = votes.get(lift.pk)
        lift.is_mine = user.pk in own[lift.idea_id]
    return lifts


def own_votes(lifts: list[Lift], user: User) -> dict[int, bool]:
    """How somebody voted: lift → in favour; one query for all of them."""
    mine = LiftVote.objects.filter(lift__in=lifts, membership__member=user)
    return dict(mine.values_list("lift_id", "is_for"))
