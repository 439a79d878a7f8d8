"""How the wording of an idea changed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from rules import has_perm

from ideas.differences import compare
from ideas.models import Idea, IdeaVersion
from ideas.personal_data import masked

LONGEST_LIST = 100


@require_safe
def history(request, number):
    """All wordings, newest first, and what one of them (`?n=`, the newest unless asked) changed in the one before it."""
    idea = get_object_or_404(Idea.objects.select_related("author"), number=number)
    if not has_perm("ideas.read_idea", request.user, idea):
        raise Http404
    if not has_perm("ideas.read_wording", request.user, idea):
        raise PermissionDenied
    versions = list(idea.versions.order_by("-number").only("idea", "number", "created_at")[:LONGEST_LIST])
    shown = request.GET.get("n", "")
    chosen = int(shown) if shown.isdecimal() and len(shown) < 9 else (versions[0].number if versions else 0)
    pair = {v.number: v for v in IdeaVersion.objects.filter(idea=idea, number__in=(chosen, chosen - 1))}
    if versions and chosen not in pair:
        raise Http404
    context = {"idea": idea, "versions": versions, "now": pair.get(chosen), "before": pair.get(chosen - 1)}
    return render(request, "ideas/versions.html", {**context, **changes(pair.get(chosen - 1), pair.get(chosen))})


def changes(before, now) -> dict:
    """Title and body with what was added and removed; personal data is blotted out, for it is what wordings are corrected for."""
    if now is None:
        return {"title_changes": [], "body_changes": []}
    return {
        "title_changes": compare(masked(before.title if before else now.title), masked(now.title)),
        "body_changes": compare(masked(before.body if before else now.body), masked(now.body)),
    }
