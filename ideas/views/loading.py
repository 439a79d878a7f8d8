"""What the views of an idea begin with: the idea, if this person may read it, and the way to the log-in page."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django_htmx.http import HttpResponseClientRedirect
from rules import has_perm

from ideas import reading
from ideas.models import Comment, Idea


def readable_idea(request, number: int) -> Idea:
    """An idea with its author and places. Raises Http404 when there is none or it is not for this person."""
    try:
        found = reading.idea_by_number(number)
    except Idea.DoesNotExist:
        raise Http404 from None
    return checked(request, found)


def plain_idea(request, number: int) -> Idea:
    """An idea without what hangs on it, in one query. Raises Http404 as readable_idea does."""
    found = Idea.objects.filter(number=number).first() if number <= reading.LARGEST_NUMBER else None
    if found is None:
        raise Http404
    return checked(request, found)


def checked(request, idea: Idea) -> Idea:
    """The idea, or Http404: a hidden idea looks like one that was never there."""
    if not has_perm("ideas.read_idea", request.user, idea):
        raise Http404
    return idea


def own_comment(request, number: int, pk: int, permission: str) -> Comment:
    """A comment this person may change. Raises Http404 otherwise."""
    idea = plain_idea(request, number)
    comment = idea.comments.filter(pk=pk).first() if pk <= reading.LARGEST_NUMBER else None
    if comment is None or not has_perm(permission, request.user, comment):
        raise Http404
    return comment


def to_login(request, back: str):
    """Send somebody to the log-in page and from there to the address `back`."""
    response = redirect_to_login(back)
    return HttpResponseClientRedirect(response.url) if request.htmx else response
