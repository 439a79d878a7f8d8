"""Reports on what people do together: debates with who took part in them, meetings with who came and what was decided."""

from collections import Counter

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn

from ideas.models import (
    AgendaItem,
    Debate,
    Decision,
    Guest,
    Meeting,
    MeetingState,
    Question,
    QuestionState,
    Seat,
    SeatState,
)
from ideas.reports import RowsReport, months_ago
from ideas.stages import Visibility


def day(moment) -> str:
    """The day of a moment in Seoul; nothing for none."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


class GatheringReport(RowsReport):
    """A report whose rows lead to the page of a debate or meeting, which `url` names; the file leaves that out."""

    def column(self, name, heading):
        if name == "title":
            return TitleColumn(name, label=heading, accessor=lambda row: row["title"], get_url=lambda row: row["url"])
        return super().column(name, heading)


class DebateReport(GatheringReport):
    """Each debate: how many took part, where they stood, whether it was summed up."""

    page_title = _("상상토론")
    definition = _("지난 두 해 동안 닫혔거나 아직 열려 있는 토론이에요. 사람 수는 어느 쪽인지 고른 사람이에요.")
    index_url_name = "idea_reports:debates"
    index_results_url_name = "idea_reports:debates_results"
    export_headings = {
        "title": _("토론"),
        "opened": _("연 날"),
        "closed": _("닫은 날"),
        "people": _("함께한 사람"),
        "pro": _("찬성"),
        "con": _("반대"),
        "how": _("실현방안"),
        "changes": _("생각을 바꾼 횟수"),
        "arguments": _("나온 생각"),
        "summarised": _("정리한 날"),
    }
    list_export = list(export_headings)

    def rows(self):
        """What ends last stands first."""
        debates = Debate.objects.filter(visibility=Visibility.PUBLIC, closes_at__gte=months_ago()).order_by("-closes_at", "-id")
        return [
            {
                "title": debate.title,
                "url": debate.get_absolute_url(),
                "opened": day(debate.opens_at),
                "closed": day(debate.closed_at),
                "people": debate.people,
                "pro": debate.pro,
                "con": debate.con,
                "how": debate.how,
                "changes": debate.changes,
                "arguments": debate.pro_arguments + debate.con_arguments + debate.how_arguments,
                "summarised": day(debate.summarised_at),
            }
            for debate in debates
        ]


class MeetingReport(GatheringReport):
    """Each meeting: who signed up, who came, how many ideas were decided how."""

    page_title = _("회의")
    definition = _("지난 두 해 동안 열렸거나 열릴 회의예요. 온 사람은 입장할 때 확인한 사람과 초대한 손님이에요.")
    index_url_name = "idea_reports:meetings"
    index_results_url_name = "idea_reports:meetings_results"
    export_headings = {
        "title": _("회의"),
        "kind": _("종류"),
        "day": _("날"),
        "state": _("어디까지"),
        "signed_up": _("신청한 사람"),
        "waiting": _("기다린 사람"),
        "came": _("온 사람"),
        "questions": _("질문"),
        "items": _("안건"),
        **{f"decided_{decision}": decision.label for decision in Decision},
        "recorded": _("회의록을 펴낸 날"),
    }
    list_export = list(export_headings)

    def rows(self):
        """Newest first; seven queries for any number."""
        known = Meeting.objects.exclude(state=MeetingState.DRAFT).filter(starts_at__gte=months_ago())
        there = Q(meeting__in=known)
        signed_up = per_meeting(Seat.objects.filter(there, state=SeatState.SEATED))
        let_in = per_meeting(Seat.objects.filter(there, checked_in_at__isnull=False))
        guests = per_meeting(Guest.objects.filter(there))
        questions = per_meeting(Question.objects.filter(there).exclude(state=QuestionState.HIDDEN))
        items = per_meeting(AgendaItem.objects.filter(there))
        # What the clerk has written down is a draft until the record is published.
        told = AgendaItem.objects.filter(there, meeting__recorded_at__isnull=False)
        decided = Counter(told.order_by().values_list("meeting", "decision"))
        return [
            {
                "title": meeting.title,
                "url": meeting.get_absolute_url(),
                "kind": str(meeting.get_kind_display()),
                "day": day(meeting.starts_at),
                "state": str(meeting.get_state_display()),
                "signed_up": signed_up[meeting.pk],
                "waiting": meeting.waiting,
                "came": let_in[meeting.pk] + guests[meeting.pk],
                "questions": questions[meeting.pk],
                "items": items[meeting.pk],
                **{f"decided_{decision}": decided[meeting.pk, decision] for decision in Decision},
                "recorded": day(meeting.recorded_at),
            }
            for meeting in known.order_by("-starts_at", "-id")
        ]


def per_meeting(rows: QuerySet) -> Counter:
    """How many of these rows belong to each meeting; one query."""
    return Counter(dict(rows.order_by().values_list("meeting").annotate(Count("pk"))))
