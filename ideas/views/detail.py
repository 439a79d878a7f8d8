"""The page of an idea."""

from functools import partial

from django.core.cache import caches
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from common.kept_pages import KEPT_SECONDS
from common.paging import page_number
from common.shared_pages import shared_page
from ideas import course
from ideas.answer_reading import answers_of
from ideas.cards import reading as cards
from ideas.debates import reading as debates
from ideas.desk import bar_of
from ideas.forms.step import StepForm
from ideas.lifecycle import STEPS
from ideas.panel import reading as panel
from ideas.reading import complete, discussion, know_reader
from ideas.viewing import note_view
from ideas.views.loading import plain_idea, readable_idea

# In the session of somebody who has just published an idea: its page celebrates once.
JUST_DROPPED = "just-dropped"


@require_safe
def idea(request, number):
    """An idea with its comments; a withdrawn one shows the reason in place of the text."""
    found = plain_idea(request, number)
    if not found.is_withdrawn:
        note_view(found, request)
    if not found.is_public:
        return whole_page(number, request)
    # Days that are left are fewer tomorrow, though nothing of the idea has changed.
    shown = (found.pk, found.revision, found.view_count, timezone.localdate())
    if found.author_id and found.author_id == request.user.pk:
        # Who has just changed their nickname sees it under their idea; others do so a little later.
        shown += (request.user.nickname,)
    return shared_page(request, shown, partial(whole_page, number), partial(own_parts, request, found))


def whole_page(number, request):
    """The page with everything on it, for the person who asks."""
    alike = complete(readable_idea(request, number))
    talk = discussion(alike, page_number(request.GET.get("comments")) or 1)
    context = {
        **way_of(alike),
        "discussion": talk,
        "offers_recommendation": request.GET.get("offer") == "recommend",
        **own_parts(request, alike),
    }
    response = render(request, "ideas/detail.html", context)
    # Whoever wrote one of the comments can change it.
    response.members = {said.author_id for comment in talk.comments for said in (comment, *comment.first_replies)} - {None}
    return response


def own_parts(request, found) -> dict:
    """What the page of an idea shows to one reader alone."""
    reader = request.user
    return {
        "idea": know_reader(found, reader),
        "has_just_dropped": just_dropped(request, found),
        "desk_bar": bar_of(reader, found),
        "merged_into": course.merged_into(found, reader),
        "ask_again_until": course.last_day_to_ask_again(found, reader),
        "supplement_form": StepForm(STEPS["give_supplement"], known=found.trail_length) if found.awaits_supplement else None,
    }


def way_of(found) -> dict:
    """How the idea came to where it is: promises, answers, decisions, the last lines of its trail."""
    alike = same_for_all(found)
    answers, way = alike["answers"], alike["course"]
    told_with = way.judgement.data.get("answer") if way.judgement else None
    return {**alike, "judged_by_answer": told_with if told_with in [answer.pk for answer in answers] else None}


def same_for_all(found) -> dict:
    """The answers to an idea, its course, debate, scores, meetings and card, which every reader sees alike; kept by the process
    while its revision stands, for members' pages are made anew each time."""
    key = f"way:{found.pk}:{found.revision}:{timezone.localdate()}:{get_language()}"
    kept = caches["local"].get(key)
    if kept is None:
        kept = {
            "answers": answers_of(found),
            "course": course.course_of(found),
            "talk": debates.of_idea(found),
            "panel_results": panel.results_of(found),
            "card": cards.of_idea(found),
        }
        caches["local"].set(key, kept, KEPT_SECONDS)
    return kept


def just_dropped(request, found) -> bool:
    """Whether the reader published this idea a moment ago and has not seen it since."""
    if not request.user.is_authenticated or request.session.get(JUST_DROPPED) != found.pk:
        return False
    del request.session[JUST_DROPPED]
    return True
