"""Reports for the idea office in /cms/: late promises, answers by department and month, what the bars let through."""

from django.core.exceptions import PermissionDenied
from django.db.models import Avg, Count, F, Q
from django.db.models.functions import TruncMonth
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from rules import has_perm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from common.spreadsheets import SafeSpreadsheetMixin
from ideas.cards.keeping import OF_CARDS
from ideas.models import Answer, AnswerKind, AnswerStatus, Gate, GateCrossing, Passage, Promise, PromiseKind

# Older months are found in the archive of the statistics; a report is for steering.
MONTHS = 24


class PipelineReport(SafeSpreadsheetMixin, ReportView):
    """A report that the idea office may see; each says in `definition` what its numbers mean."""

    template_name = "desk/cms_report.html"
    header_icon = "list-ul"
    any_permission_required = []
    is_searchable = False
    definition = ""

    def dispatch(self, request, *args, **kwargs):
        if not has_perm("ideas.run_pipeline", request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.definition

    def get_filename(self):
        return f"oasis-{short(self.index_url_name)}-{timezone.localdate()}"

    def get_heading(self, queryset, field):
        return str(self.export_headings[field])

    @property
    def columns(self):
        """The same columns on the page as in the file."""
        return [self.column(name, heading) for name, heading in self.export_headings.items()]

    def column(self, name, heading):
        """How one column is shown."""
        return Column(name, label=heading, accessor=lambda row, name=name: row[name])


class RowsReport(PipelineReport):
    """A report whose rows are plain dictionaries."""

    def get_queryset(self):
        return self.rows()

    def filter_queryset(self, queryset):
        return queryset

    def order_queryset(self, queryset):
        return queryset


class LateReport(PipelineReport):
    """Promises of the city past their day, the longest late first."""

    page_title = _("늦은 약속")
    definition = _("시가 한 약속 가운데 오늘까지 지키지 못한 것이에요. 멈춘 시계는 세지 않아요.")
    index_url_name = "idea_reports:late"
    index_results_url_name = "idea_reports:late_results"
    export_headings = {
        "idea.number": _("번호"),
        "idea.title": _("상상"),
        "get_kind_display": _("약속"),
        "owner_name": _("누가"),
        "opened_at": _("약속한 때"),
        "first_due_on": _("처음 약속한 날"),
        "due_on": _("약속한 날"),
        "days_late": _("늦은 날수"),
    }
    list_export = list(export_headings)

    def get_queryset(self):
        return Promise.objects.late().of_the_city().select_related("idea", "department").order_by("due_on", "id")

    def filter_queryset(self, queryset):
        return queryset

    def order_queryset(self, queryset):
        return queryset

    def to_row_dict(self, item):
        item.days_late = -item.days_left
        return super().to_row_dict(item)

    def column(self, name, heading):
        if name == "idea.title":
            return TitleColumn(name, label=heading, accessor="idea.title", get_url=lambda row: row.idea.get_absolute_url())
        if name == "days_late":
            return Column(name, label=heading, accessor=lambda row: -row.days_left)
        if name == "opened_at":
            return Column(name, label=heading, accessor=lambda row: date_format(timezone.localtime(row.opened_at), "DATE_FORMAT"))
        return Column(name, label=heading)


class CardReport(LateReport):
    """What is owed on cards and past its day."""

    page_title = _("늦은 관리카드")
    definition = _("추진계획, 추진현황, 인수인계 가운데 약속한 날이 지난 것이에요.")
    index_url_name = "idea_reports:cards"
    index_results_url_name = "idea_reports:cards_results"

    def get_queryset(self):
        return super().get_queryset().filter(kind__in=OF_CARDS)


class AnswerReport(RowsReport):
    """How many answers each department gave in each month, and how long they took."""

    page_title = _("부서와 달마다 답변")
    definition = _("그 달에 공개한 답변이에요. 걸린 날수는 답변 약속을 한 날부터 지킨 날까지이고, 멈춘 날은 뺐어요.")
    index_url_name = "idea_reports:answers"
    index_results_url_name = "idea_reports:answers_results"
    export_headings = {
        "month": _("달"),
        "department": _("부서"),
        "answers": _("답변"),
        "interim": _("중간 답변"),
        "kept": _("지킨 약속"),
        "in_time": _("제때 지킨 약속"),
        "days": _("걸린 날수(평균)"),
    }
    list_export = list(export_headings)

    def rows(self):
        """Newest month first; within it by department."""
        answers = (
            Answer.objects.filter(published_at__gte=months_ago(), is_imported=False)
            .exclude(status=AnswerStatus.WITHDRAWN)
            .values(month=TruncMonth("published_at"), name=F("department__name"))
            .annotate(
                answers=Count("pk", filter=Q(kind=AnswerKind.FINAL)), interim=Count("pk", filter=Q(kind=AnswerKind.INTERIM))
            )
        )
        kept = (
            Promise.objects.filter(kept_at__gte=months_ago(), kind=PromiseKind.ANSWER)
            .values(month=TruncMonth("kept_at"), name=F("department__name"))
            .annotate(kept=Count("pk"), in_time=Count("pk", filter=Q(was_late=False)), days=Avg("days_to_keep"))
        )
        rows = {}
        for found in (*answers, *kept):
            key = (found["month"], found["name"] or "")
            empty = {"answers": 0, "interim": 0, "kept": 0, "in_time": 0, "days": None}
            rows.setdefault(key, empty).update({name: found[name] for name in empty if name in found})
        return [
            {
                **row,
                "month": timezone.localtime(month).strftime("%Y-%m"),
                "department": department or str(_("창의담당관")),
                "days": None if row["days"] is None else round(float(row["days"]), 1),
            }
            for (month, department), row in sorted(rows.items(), key=lambda item: (-item[0][0].timestamp(), item[0][1]))
        ]


class GateReport(RowsReport):
    """How many ideas passed each bar in each month."""

    page_title = _("문턱을 넘은 상상")
    definition = _("그 달에 문턱을 넘은 상상의 수예요. 문턱은 지금 쓰는 판이에요. 상상은 올라온 날의 판을 지녀요.")
    index_url_name = "idea_reports:gates"
    index_results_url_name = "idea_reports:gates_results"
    export_headings = {"month": _("달"), "passage": _("문턱"), "bar": _("지금 문턱"), "ideas": _("넘은 상상")}
    list_export = list(export_headings)

    def rows(self):
        """Newest month first."""
        bars = {gate.passage: bar_words(gate) for gate in Gate.objects.order_by("gate_set__number")}
        found = (
            GateCrossing.objects.filter(crossed_at__gte=months_ago())
            .values("passage", month=TruncMonth("crossed_at"))
            .annotate(ideas=Count("pk"))
            .order_by("-month", "passage")
        )
        return [
            {
                "month": timezone.localtime(row["month"]).strftime("%Y-%m"),
                "passage": str(Passage(row["passage"]).label),
                "bar": bars.get(row["passage"], ""),
                "ideas": row["ideas"],
            }
            for row in found
        ]


def bar_words(gate: Gate) -> str:
    """A bar in a few words."""
    named = (
        ("min_recommendations", _("추천")),
        ("min_comments", _("의견")),
        ("min_views", _("읽음")),
        ("min_creativity", _("창의성")),
    )
    parts = [f"{name} {getattr(gate, column):,}" for column, name in named if getattr(gate, column)]
    if gate.window_days:
        parts.append(str(_("%(days)s일 안")) % {"days": gate.window_days})
    return ", ".join(parts) or str(gate.get_mode_display())


def months_ago():
    """The first moment of the months that reports look back on."""
    today = timezone.localtime()
    years, month = divmod(today.month - 1 - MONTHS, 12)
    return today.replace(year=today.year + years, month=month + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


REPORTS = (LateReport, CardReport, AnswerReport, GateReport)


def short(url_name: str) -> str:
    """The name of an address without its namespace."""
    return url_name.rpartition(":")[2]


def addresses(reports) -> list:
    """The addresses of reports, each with that of its rows alone."""
    found = []
    for report in reports:
        name, results = short(report.index_url_name), short(report.index_results_url_name)
        found += [
            path(f"{name}/", report.as_view(), name=name),
            path(f"{name}/results/", report.as_view(results_only=True), name=results),
        ]
    return found


class ReportMenuItem(MenuItem):
    """A report in the menu of those who may see it."""

    def is_shown(self, request):
        return has_perm("ideas.run_pipeline", request.user)


def menu_item(report, order: int) -> ReportMenuItem:
    """The entry of a report in the reports menu."""
    name = short(report.index_url_name)
    return ReportMenuItem(
        report.page_title, reverse(report.index_url_name), name=f"ideas-{name}", icon_name="list-ul", order=order
    )
