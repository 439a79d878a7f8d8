"""Similar ideas: while somebody writes, and below an idea."""

from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from common import limits
from common.words import clean_line, clean_text
from ideas import distinctions
from ideas.forms.writing import reasons_in
from ideas.models import Idea
from ideas.similarity import READ, similar_to, similar_to_text
from ideas.views.loading import plain_idea

SHORTEST = 2


def near(title: str, body: str, typed: dict[int, str], draft: Idea | None = None) -> list[Idea]:
    """The ideas most like what is being written, each with what makes this one different: as typed now, else as kept."""
    found = similar_to_text(title, body, leave_out=draft) if len(title) >= SHORTEST or len(body) >= SHORTEST else []
    if draft:
        distinctions.said_of(draft, found)
    for idea in found:
        idea.differs = typed.get(idea.number, getattr(idea, "differs", ""))
    return found


@cache_control(private=True, no_store=True)
@require_POST
def typing(request):
    """A part of the write page for the words typed so far. It is sent like a form, for texts are longer than addresses."""
    limits.check("similar", request)
    title = clean_line(request.POST.get("title", "")[:READ])
    body = clean_text(request.POST.get("body", "")[:READ])
    found = near(title, body, reasons_in(request.POST))
    return render(request, "ideas/_similar.html", {"similar_ideas": found, "may_differ": True})


@require_safe
def of_idea(request, number):
    """The ideas most like one: a part of its page that comes later, or a page of its own."""
    idea = plain_idea(request, number)
    limits.check("similar", request)
    found = [] if idea.is_withdrawn else similar_to(idea)
    distinctions.said_of(idea, found)
    template = "ideas/_similar_ideas.html" if request.htmx else "ideas/similar.html"
    return render(request, template, {"idea": idea, "similar_ideas": found, "is_here": True})
