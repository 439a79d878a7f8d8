"""What the idea office sees first in /cms/: what waits, and how the promises stand."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules import has_perm
from wagtail.admin.ui.components import Component

from ideas.models import Answer, Idea, Membership, MembershipState, Objection, Promise
from ideas.models.answer import AnswerStatus
from ideas.models.idea import UNROUTED
from ideas.panel import lifts

# Counting stops here: a desk with more than that has other worries than the exact number.
MOST = 1_000


class PipelinePanel(Component):
    """Counts that lead to the list they count, for those who run the pipeline."""

    name = "pipeline"
    order = 60
    template_name = "ideas/cms/pipeline_panel.html"

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        allowed = has_perm("ideas.run_pipeline", parent_context["request"].user)
        return {**context, "counts": self.counts() if allowed else []}

    def counts(self) -> list[dict]:
        """Label, number and address; each is served by an index and counted up to MOST."""
        desk = reverse("ideas:desk")
        scheduled = Answer.objects.filter(status=AnswerStatus.SCHEDULED, publish_at__isnull=False, published_at__isnull=True)
        asked = (
            (_("담당 부서를 기다려요"), "new", Idea.objects.public().filter(UNROUTED)),
            (_("문턱을 넘었어요"), "gate", Idea.objects.filter(gate_reached_at__isnull=False)),
            (_("약속이 늦었어요"), "late", Promise.objects.late().of_the_city()),
            (_("부서가 이의를 냈어요"), "objections", Objection.objects.filter(settled_at__isnull=True)),
            (_("공개를 기다리는 답변"), "scheduled", scheduled),
            (_("슈퍼패스에 뽑혔어요"), "lifted", lifts.waiting()),
        )
        found = [{"label": label, "number": bounded(rows), "address": f"{desk}?queue={queue}"} for label, queue, rows in asked]
        return [*found, self.applications()]

    def applications(self) -> dict:
        """Who asked to join a panel; leads to the panel of whoever has waited longest."""
        waiting = Membership.objects.filter(state=MembershipState.APPLIED, panel__ends_on__gte=timezone.localdate())
        panel = waiting.order_by("asked_at").values_list("panel", flat=True).first()
        address = reverse("panels:inspect", args=[panel]) if panel else reverse("panels:index")
        return {"label": _("상상누리단에 신청했어요"), "number": bounded(waiting), "address": address}


def bounded(rows) -> str:
    """How many rows there are, as people read it."""
    number = len(rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    return f"{MOST:,}+" if number > MOST else f"{number:,}"
