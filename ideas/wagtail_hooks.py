"""What this app adds to /cms/."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.permissions import register_permission_policy

from ideas import gathering_reports, reports
from ideas.card_viewsets import CardViewSet
from ideas.debate_viewsets import DebateViewSet
from ideas.lifecycle import STEPS
from ideas.meeting_viewsets import MeetingsGroup
from ideas.models import (
    AnswerTemplate,
    Card,
    Category,
    Debate,
    District,
    GateSet,
    Ground,
    Idea,
    Meeting,
    Panel,
    PlainWord,
    Round,
)
from ideas.panel_viewsets import PanelGroup
from ideas.panels import PipelinePanel
from ideas.pipeline_viewsets import AddedOnly, PipelineGroup
from ideas.step_words import STEP_WORDS
from ideas.viewsets import IdeasGroup, KeptForever, ReadOnly

register_permission_policy(Idea, ReadOnly(Idea))
register_permission_policy(Card, ReadOnly(Card))
register_permission_policy(Category, KeptForever(Category))
register_permission_policy(District, KeptForever(District))
register_permission_policy(GateSet, AddedOnly(GateSet))
for kept in (Ground, PlainWord, AnswerTemplate, Debate, Meeting, Panel, Round):
    register_permission_policy(kept, KeptForever(kept))


REPORTS = (*reports.REPORTS, gathering_reports.DebateReport, gathering_reports.MeetingReport)


@hooks.register("register_log_actions")
def register_steps(actions):
    """Each step of the lifecycle leaves a line in the history of its idea; the reason is shown beside it."""
    for name in STEPS:

        @actions.register_action(f"ideas.{name}")
        class StepFormatter(LogFormatter):
            label, message = STEP_WORDS[name]

            def format_comment(self, log_entry):
                return log_entry.data.get("reason", "")


@hooks.register("register_log_actions")
def register_debates(actions):
    """What the idea office and moderators do with a debate leaves a line in its history."""
    actions.register_action("ideas.debate_extended", _("토론 늘리기"), _("토론을 늘렸어요"))
    actions.register_action("ideas.debate_closed", _("토론 닫기"), _("토론을 닫았어요"))
    actions.register_action("ideas.debate_summarised", _("토론 정리"), _("토론을 정리한 글을 올렸어요"))


@hooks.register("register_log_actions")
def register_meetings(actions):
    """Who put the record of a meeting into the open stands in the history of the meeting."""
    actions.register_action("ideas.record_published", _("기록 공개"), _("회의 기록을 공개했어요"))


@hooks.register("register_admin_viewset")
def ideas_and_lists():
    """The menu entry with ideas, categories and districts."""
    return IdeasGroup()


@hooks.register("register_admin_viewset")
def pipeline_lists():
    """The menu entry with bars, grounds, templates, plain words and days off."""
    return PipelineGroup()


@hooks.register("register_admin_viewset")
def debates_panel_meetings_and_cards():
    """Menu entries of their own."""
    return [DebateViewSet(), PanelGroup(), MeetingsGroup(), CardViewSet()]


@hooks.register("register_admin_urls")
def report_addresses():
    """Reports stand under /cms/reports/ideas/."""
    return [path("reports/ideas/", include((reports.addresses(REPORTS), "idea_reports")))]


for order, report in enumerate(REPORTS, start=100):

    @hooks.register("register_reports_menu_item")
    def report_in_menu(report=report, order=order):
        """Each report has an entry of its own."""
        return reports.menu_item(report, order)


@hooks.register("construct_homepage_panels")
def what_waits(request, panels):
    """The state of the pipeline on the first page of /cms/."""
    panels.append(PipelinePanel())
