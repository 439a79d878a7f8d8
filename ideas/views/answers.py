"""How a published answer was worded before."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from rules import has_perm

from ideas.answer_reading import wordings
from ideas.differences import compare
from ideas.models import Answer, AnswerStatus
from ideas.personal_data import masked
from ideas.reading import LARGEST_NUMBER
from ideas.views.loading import plain_idea


@require_safe
def versions(request, number, pk):
    """All wordings of an answer, newest first, and what one of them (`?n=`, by default the newest) changed in the one before."""
    idea = plain_idea(request, number)
    if not has_perm("ideas.read_wording", request.user, idea):
        raise PermissionDenied
    published = Answer.objects.filter(idea=idea, status=AnswerStatus.PUBLISHED).select_related("department")
    answer = get_object_or_404(published, pk=min(pk, LARGEST_NUMBER))
    shown = request.GET.get("n", "")
    chosen = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else answer.version
    kept, now, before = wordings(answer, chosen)
    if now is None:
        raise Http404
    context = {"idea": idea, "answer": answer, "versions": kept, "now": now, "before": before, "parts": changes(before, now)}
    return render(request, "ideas/answer_versions.html", context)


def changes(before, now) -> list[tuple[str, list]]:
    """Heading and pieces of every part that one of two wordings has; personal data is blotted out, as in ideas' own wordings."""
    fields = [now._meta.get_field(name) for name in ("summary", *now.SECTIONS)]
    pairs = [(field.verbose_name, getattr(before or now, field.name), getattr(now, field.name)) for field in fields]
    return [(heading, compare(masked(old), masked(new))) for heading, old, new in pairs if old or new]
