"""Posts that change hands and officials who are away: nothing in care of the city stays behind (EXPECTATIONS §1)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import Appointment, User
from ideas import deadlines
from ideas.freshness import city_changed
from ideas.models import HandOver, Idea
from ideas.stages import Stage

# However long the city's clock stood still, nobody remembers more than this.
LOOKS_BACK = timedelta(days=180)


class Refused(Exception):
    """What cannot be done with a post; `str()` says why in the reader's words."""


def open_due(day: date | None = None) -> int:
    """Ask for a note for every post that ended, or ends today, with ideas in its care; returns how many were asked for now.

    day: a date in Seoul, today by default. Runs again and days late without harm: one row for each post that was left.
    """
    day = day or timezone.localdate()
    in_care = Idea.objects.filter(department=OuterRef("department_id"), post=OuterRef("post"), public_since__isnull=False)
    in_care = in_care.exclude(stage__in=(Stage.CLOSED, Stage.DRAFT))
    ended = Appointment.objects.filter(ends_on__lte=day, ends_on__gt=day - LOOKS_BACK).exclude(post="")
    ended = ended.filter(Exists(in_care), hand_over__isnull=True)
    due_on = deadlines.to_workday(day + timedelta(days=deadlines.settings_in_force().hand_over_days))
    made = 0
    for left in ended.select_related("department"):
        defaults = {"department": left.department, "post": left.post, "successor": successor_of(left, day), "due_on": due_on}
        made += HandOver.objects.get_or_create(left=left, defaults=defaults)[1]
    if made:
        with transaction.atomic():
            city_changed()
    return made


def successor_of(left: Appointment, day: date | None = None) -> Appointment | None:
    """Who holds the post after somebody left, if it is known yet."""
    after = Appointment.objects.filter(department=left.department_id, post=left.post, starts_on__gt=left.starts_on)
    after = after.exclude(pk=left.pk).exclude(user=left.user_id)
    return after.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day or timezone.localdate())).order_by("starts_on", "id").first()


def write_note(hand_over: HandOver, by: User, note: str) -> HandOver:
    """Whoever left, or a colleague, writes what a successor has to know.

    Raises Refused for others, without words, and once it was confirmed.
    """
    with transaction.atomic():
        row = HandOver.objects.select_for_update(of=("self",)).select_related("left").get(pk=hand_over.pk)
        if not may_write(by, row):
            raise Refused(_("떠난 사람이나 같은 부서 사람이 적을 수 있어요."))
        if row.confirmed_at:
            raise Refused(_("이미 넘겨받은 자리예요. 적은 말은 그대로 남아 있어요."))
        if not note.strip():
            raise Refused(_("무엇을 넘기는지 적어 주세요."))
        row.note, row.noted_at = note, timezone.now()
        row.save(update_fields=["note", "noted_at"])
        city_changed()
    return row


def confirm(hand_over: HandOver, by: User) -> HandOver:
    """Whoever came to the post has read the note; pressing twice is the same as once.

    Raises Refused for whoever left, for other departments, and while there is no note.
    """
    with transaction.atomic():
        row = HandOver.objects.select_for_update(of=("self",)).select_related("left").get(pk=hand_over.pk)
        if row.confirmed_at:
            return row
        mine = may_confirm(by, row)
        if mine is None:
            raise Refused(_("그 자리를 새로 맡은 사람이나 같은 부서 사람이 넘겨받을 수 있어요."))
        if not row.note:
            raise Refused(_("넘기는 말이 아직 없어요. 먼저 적어 달라고 해 주세요."))
        row.successor, row.confirmed_at = mine, timezone.now()
        row.save(update_fields=["successor", "confirmed_at"])
        city_changed()
    return row


def may_write(user: User, row: HandOver) -> bool:
    """Whoever left may, even after the post has ended, and everybody in the department."""
    return user.is_active and (user.pk == row.left.user_id or row.department_id in user.department_ids)


def may_confirm(user: User, row: HandOver) -> Appointment | None:
    """The post with which a member may confirm: the same post first, else any other in the department; None for whoever left."""
    if not user.is_active or user.pk == row.left.user_id:
        return None
    held = sorted(user.appointments.current().filter(department=row.department_id), key=lambda held: held.post != row.post)
    return held[0] if held else None


def stay_away(held: Appointment, by: User, absent_from: date, absent_until: date, deputy: Appointment | None) -> Appointment:
    """Somebody will be away from a post from one day to another; the deputy acts for its department meanwhile.

    Raises Refused for the post of somebody else or one that is over, for days in the wrong order, and for a deputy who does not
    hold a post on that day or is away then too.
    """
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=held.pk)
        _refuse_foreign(row, by)
        if absent_until < absent_from or absent_until < timezone.localdate():
            raise Refused(_("돌아오기 전날이 자리를 비우는 날보다 앞설 수 없어요."))
        if deputy and deputy.user_id == by.pk:
            raise Refused(_("나를 대신할 다른 사람을 골라 주세요."))
        if deputy and not Appointment.objects.current(absent_from).filter(pk=deputy.pk).exists():
            raise Refused(_("그날 자리에 있는 사람을 골라 주세요."))
        if deputy and Appointment.objects.absent(absent_from).filter(pk=deputy.pk).exists():
            raise Refused(_("그 사람도 그날 자리를 비워요. 다른 사람을 골라 주세요."))
        row.absent_from, row.absent_until, row.deputy = absent_from, absent_until, deputy
        row.save(update_fields=["absent_from", "absent_until", "deputy"])
    return row


def come_back(held: Appointment, by: User) -> Appointment:
    """Somebody is at the post again; the deputy's turn ends. Raises Refused for the post of somebody else."""
    with transaction.atomic():
        row = Appointment.objects.select_for_update().get(pk=held.pk)
        _refuse_foreign(row, by)
        row.absent_from, row.absent_until, row.deputy = None, None, None
        row.save(update_fields=["absent_from", "absent_until", "deputy"])
    return row


def _refuse_foreign(row: Appointment, by: User) -> None:
    if row.user_id != by.pk or (row.ends_on and row.ends_on < timezone.localdate()):
        raise Refused(_("지금 내가 맡은 자리만 바꿀 수 있어요."))


def may_read(user: User, row: HandOver) -> bool:
    """Whoever may write or confirm it, and the idea office."""
    return may_write(user, row) or has_perm("ideas.run_pipeline", user)


def waiting_for(user: User) -> QuerySet[HandOver]:
    """Hand-overs that wait for this member: of the departments, and of posts left."""
    mine = Q(department__in=user.department_ids) | Q(left__user=user)
    return HandOver.objects.filter(mine, confirmed_at__isnull=True).order_by("due_on", "id")


def in_care_of(row: HandOver) -> QuerySet[Idea]:
    """The ideas that the post takes care of, newest first; they belong to the post and stay with it."""
    ideas = Idea.objects.public().filter(department=row.department_id, post=row.post).exclude(stage=Stage.CLOSED)
    return ideas.only("number", "title", "public_since").order_by("-public_since", "-id")
