"""The page of an idea."""

from functools import partial

from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.kept_pages import kept_page
from common.paging import page_number
from ideas.forms.comment import CommentForm
from ideas.reading import complete, discussion
from ideas.viewing import note_view
from ideas.views.loading import readable_idea

# In the session of somebody who has just published an idea: its page celebrates once.
JUST_DROPPED = "just-dropped"


@require_safe
def idea(request, number):
    """An idea with its comments; a withdrawn one shows the reason in place of the text."""
    found = readable_idea(request, number)
    if not found.is_withdrawn:
        note_view(found, request)
    return kept_page(request, (found.pk, found.revision, found.view_count), partial(whole_page, request, found))


def whole_page(request, found):
    """The page with everything on it, for the person who asks."""
    context = {
        "idea": complete(found, request.user),
        "discussion": discussion(found, page_number(request.GET.get("comments")) or 1),
        "comment_form": CommentForm(),
        "offers_recommendation": request.GET.get("offer") == "recommend",
        "has_just_dropped": just_dropped(request, found),
    }
    return render(request, "ideas/detail.html", context)


def just_dropped(request, found) -> bool:
    """Whether the reader published this idea a moment ago and has not seen it since."""
    if not request.user.is_authenticated or request.session.get(JUST_DROPPED) != found.pk:
        return False
    del request.session[JUST_DROPPED]
    return True
