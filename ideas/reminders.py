"""Reminding those who promised: one letter a day to everybody who owes something soon, and only when a day has come near.

Each promise has marks: some days before its day (PipelineSettings.near_days, interim_days), the day itself, and the day after.
Its owner hears of it once for each mark; when the job was away for days, once for the last mark that passed meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import roles
from accounts.models import Appointment, User
from common import workdays
from common.tasks import after_commit, task
from ideas import deadlines
from ideas.models import Owner, Promise

# Letters go out while offices are open: from nine, and what changed hands later on the same day until six.
OPENS, CLOSES = 9, 18
# A letter names this many promises; the others are on the desk.
MOST_NAMED = 30
LATE = -1


def remind() -> int:
    """Send the letters that are due; returns how many. Run again on the same day it sends nothing that was sent.

    Who works for the city hears nothing at night and on free days; the next workday's letter says it.
    """
    if not OPENS <= timezone.localtime().hour < CLOSES:
        return 0
    today = timezone.localdate()
    works = workdays.works_on(today, deadlines.free_days())
    with transaction.atomic():
        due = claim(today, of_the_city=works)
        letters = letters_for(due)
        for reader, promises in letters.items():
            after_commit(send, reader, [made.pk for made in promises])
    return len(letters)


def claim(today: date, of_the_city: bool) -> list[Promise]:
    """The promises of which somebody is to hear today, marked as told; by due day. Those that are being changed at this moment
    are left to the next run."""
    marks = marks_of_today()
    near = today + timedelta(days=max(marks))
    open_ = Promise.objects.running().filter(due_on__lte=near, idea__visibility="public")
    # Those late that were told so already are the most; the database leaves them out.
    open_ = open_.filter(Q(due_on__gte=today) | Q(reminded_on__isnull=True) | Q(reminded_on__lte=F("due_on")))
    if not of_the_city:
        open_ = open_.filter(owner=Owner.PROPOSER)
    rows = open_.select_for_update(skip_locked=True, of=("self",)).select_related("idea").defer("idea__body")
    due = [made for made in rows.order_by("due_on", "id") if is_due(made, today, marks)]
    for start in range(0, len(due), 500):
        Promise.objects.filter(pk__in=[made.pk for made in due[start : start + 500]]).update(reminded_on=today)
    return due


def marks_of_today() -> tuple[int, ...]:
    """How many days before its day a promise is spoken of; LATE is the day after."""
    set_ = deadlines.settings_in_force()
    return set_.near_days, set_.interim_days, 0, LATE


def is_due(made: Promise, today: date, marks: Iterable[int]) -> bool:
    """Whether a mark of this promise passed since its owner was told last. A mark that had passed when the promise was made
    needs no letter: the promise itself was the news."""
    if made.owner == Owner.PROPOSER:
        marks = [mark for mark in marks if mark >= 0]
    passed = [day for mark in marks if (day := made.due_on - timedelta(days=mark)) <= today]
    if not passed or max(passed) <= timezone.localdate(made.opened_at):
        return False
    return made.reminded_on is None or made.reminded_on < max(passed)


def letters_for(due: list[Promise]) -> dict[int, list[Promise]]:
    """Who hears of which promises: member → promises, nobody twice. The idea office hears what a department without people
    owes."""
    people = readers({made.department_id for made in due if made.owner == Owner.DEPARTMENT})
    office = idea_office() if any(made.owner != Owner.PROPOSER for made in due) else []
    letters: dict[int, list[Promise]] = defaultdict(list)
    for made in due:
        if made.owner == Owner.PROPOSER:
            hearing = [made.idea.author_id] if made.idea.author_id else []
        elif made.owner == Owner.DEPARTMENT:
            hearing = people.get(made.department_id) or office
        else:
            hearing = office
        for reader in dict.fromkeys(hearing):
            letters[reader].append(made)
    return dict(letters)


def readers(departments: set[int]) -> dict[int, list[int]]:
    """Who speaks for each department today: those who hold a post there, and for those who are away their deputies, as far as
    these are there themselves."""
    held = Appointment.objects.current().filter(department__in=departments, user__is_active=True).select_related("deputy__user")
    away = set(Appointment.objects.absent().values_list("pk", flat=True))
    there = set(Appointment.objects.current().filter(stands_in_for__in=held).values_list("pk", flat=True)) - away
    found: dict[int, list[int]] = defaultdict(list)
    for post in held.order_by("department", "pk"):
        if post.pk not in away:
            found[post.department_id].append(post.user_id)
        elif post.deputy_id in there and post.deputy.user.is_active:
            found[post.department_id].append(post.deputy.user_id)
    return found


def idea_office() -> list[int]:
    """The members of the idea office."""
    return list(User.objects.filter(groups__name=roles.IDEA_OFFICE, is_active=True).order_by("pk").values_list("pk", flat=True))


@task
def send(reader: int, promises: list[int]) -> bool:
    """Write one letter about these promises; returns whether there was something to say. What was kept, stopped or postponed
    meanwhile is left out, so a letter that comes late tells nothing old."""
    member = User.objects.filter(pk=reader, is_active=True).first()
    marks, today = marks_of_today(), timezone.localdate()
    near = today + timedelta(days=max(marks))
    still = Promise.objects.running().filter(pk__in=promises, due_on__lte=near, idea__visibility="public")
    found = list(still.select_related("idea", "department").defer("idea__body").order_by("due_on", "id"))
    if member is None or not member.email or not found:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        is_own = all(made.owner == Owner.PROPOSER for made in found)
        context = {
            "parts": parts(found, marks),
            "more": max(0, len(found) - MOST_NAMED),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        text = render_to_string(f"emails/reminder{'_proposer' if is_own else ''}.txt", context)
        subject = f"[{settings.WAGTAIL_SITE_NAME}] {subject_of(found, is_own)}"
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [member.email])
    return True


def parts(found: list[Promise], marks: tuple[int, ...]) -> list[tuple[str, list[Promise]]]:
    """The promises of a letter under headings, what is most pressing first; no heading stands over nothing."""
    near, interim, _today, _late = marks
    named = found[:MOST_NAMED]
    groups = (
        (_("약속한 날이 지났어요"), [made for made in named if made.days_left < 0]),
        (_("오늘까지예요"), [made for made in named if made.days_left == 0]),
        (
            _("곧 약속한 날이에요. 제때 답하기 어려우면 중간 답변으로 새 날을 알려 주세요"),
            [made for made in named if 0 < made.days_left <= interim],
        ),
        (
            ngettext("%(days)d일 안에 다가와요", "%(days)d일 안에 다가와요", near) % {"days": near},
            [made for made in named if made.days_left > interim],
        ),
    )
    return [(heading, inside) for heading, inside in groups if inside]


def subject_of(found: list[Promise], is_own: bool) -> str:
    """What the letter is about, for a full inbox."""
    if is_own:
        return _("상상에 이야기를 조금 더 들려주세요")
    late = sum(made.days_left < 0 for made in found)
    if late:
        return ngettext("늦은 약속이 %(count)d개 있어요", "늦은 약속이 %(count)d개 있어요", late) % {"count": late}
    return ngettext("다가오는 약속이 %(count)d개 있어요", "다가오는 약속이 %(count)d개 있어요", len(found)) % {
        "count": len(found)
    }
