"""The share picture of an idea."""

from django.http import Http404
from django.views.decorators.http import require_safe

from common.poster import answer
from ideas.share_images import poster, shared_idea


@require_safe
def image(request, number):
    """The picture with title, stage and support, under an address that changes with what stands on it."""
    idea = shared_idea(number)
    if idea is None:
        raise Http404
    return answer(request, f"idea-{idea.number}", poster(idea))
