"""Why the record of a meeting cannot be published yet, in the words of whoever has to mend it."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import Department, User
from ideas import reasons
from ideas.lifecycle import STEPS
from ideas.meetings.agenda import stands_before
from ideas.meetings.live import first_day, last_day
from ideas.models import AgendaItem, Decision, Meeting, MeetingKind, MeetingState
from ideas.models.meeting import DECISIONS

# Decisions that leave an idea where it is; only its trail says so.
STAYS = {MeetingKind.WORKING: Decision.NOT_PICKED, MeetingKind.REALISATION: Decision.NOT_DISCUSSED}
STAYING = tuple(STAYS.values())


def of_meeting(meeting: Meeting, items: list[AgendaItem]) -> list[str]:
    """What is wrong with the record as a whole."""
    found = []
    if meeting.state == MeetingState.CANCELLED:
        found.append(_("취소한 회의라서 정한 것을 공개할 수 없어요."))
    if timezone.localdate(meeting.starts_at) > timezone.localdate():
        found.append(_("아직 열리지 않은 회의예요. 회의하는 날부터 공개할 수 있어요."))
    if not items:
        found.append(_("안건이 하나도 없어요."))
    for text in (meeting.summary, meeting.minutes):
        if wrong := reasons.what_is_wrong(text):
            found.append(_("회의록: %(wrong)s") % {"wrong": wrong})
    return found


def of_item(item: AgendaItem, meeting: Meeting, by: User) -> Iterable[str]:
    """What is wrong with one item, whatever was decided. by: whoever would publish."""
    if not item.decision:
        yield _("아직 정하지 않았어요.")
    elif item.decision not in DECISIONS[MeetingKind(meeting.kind)]:
        yield _("이 회의에서 할 수 있는 결정이 아니에요.")
    if not stands_before(meeting, item.idea):
        if item.decision not in STAYING:
            stays = STAYS[MeetingKind(meeting.kind)].label
            yield _("그사이에 상상이 이 회의의 단계를 떠났어요. “%(stays)s”를 고르고 까닭을 적어 주세요.") % {"stays": stays}
    elif item.decision in STEPS and not has_perm(STEPS[item.decision].permission, by, item.idea):
        yield _("이 상상에 그 결정을 적을 수 있는 사람이 아니에요.")
    if item.decision and item.decision != Decision.PUT_ON_AGENDA and not item.reason.strip():
        yield _("까닭을 한 줄만 적어 주세요.")
    for text in (item.reason, item.minutes):
        if wrong := reasons.what_is_wrong(text):
            yield wrong
    if item.department_id and item.department_id != item.idea.department_id and not item.department.is_active:
        yield _("지금은 없는 부서예요. 다른 부서를 골라 주세요.")


def of_way(goes_to: Meeting | None, coming: list[Meeting], elsewhere: set[int]) -> Iterable[str]:
    """Why an idea cannot go on to a 실현회의. elsewhere: the other ones to come on whose agenda it stands."""
    if goes_to is None:
        if coming:
            yield _("다가오는 실현회의가 여럿이에요. 어느 회의로 올릴지 골라 주세요.")
        else:
            yield _("다가오는 실현회의가 없어요. 회의를 먼저 알려 주세요.")
    elif goes_to.pk not in {meeting.pk for meeting in coming}:
        yield _("올릴 실현회의가 이미 지났거나 열리지 않아요. 다른 회의를 골라 주세요.")
    elif elsewhere - {goes_to.pk}:
        yield _("이미 다른 실현회의 안건에 있어요.")


def of_adoption(item: AgendaItem, meeting: Meeting, department: Department | None) -> Iterable[str]:
    """What an adopted idea lacks: somebody to do it, and a day within three years (국민 제안 규정 §10②)."""
    if department is None:
        yield _("맡을 부서를 골라 주세요.")
    if item.starts_on is None:
        yield _("언제 시작하는지 적어 주세요.")
    elif not first_day(meeting) <= item.starts_on <= last_day(meeting):
        yield _("시작하는 날은 회의한 날부터 3년 안이어야 해요.")
