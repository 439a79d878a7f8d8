"""The picture that networks and messengers show beside a link to an idea: what stands on it, and where it is found."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.poster import CALM, Poster, mark
from common.site_name import site_name
from ideas.models import Idea
from ideas.reading import LARGEST_NUMBER
from ideas.stage_names import IMPLEMENTATION, stage_word
from ideas.stages import Outcome, Stage

# How the drop takes it. What did not come true is told calmly, never with a joke.
MOODS: dict[str, str] = {
    Stage.PROPOSED: "glad",
    Stage.DEBATE: "wow",
    Stage.WORKING: "think",
    Stage.REALISATION: "hope",
    Outcome.ADOPTED: "proud",
    Outcome.PARTLY_ADOPTED: "glad",
    Outcome.NOT_ADOPTED: "sorry",
    Outcome.TRANSFERRED: "hope",
    Outcome.MERGED: "glad",
}
CALM_MOOD = "think"


def shared_idea(number: int) -> Idea | None:
    """An idea that has a picture: one that everybody may read and that its author did not take back."""
    if number > LARGEST_NUMBER:
        return None
    readable = Idea.objects.public().exclude(outcome=Outcome.WITHDRAWN)
    return readable.only("number", "title", "stage", "outcome", "recommendations").filter(number=number).first()


def poster(idea: Idea) -> Poster:
    """What stands on the picture of an idea, in the site's main language whoever asks: a link is passed on to everybody."""
    flowing = idea.outcome == Outcome.NONE
    with translation.override(settings.LANGUAGE_CODE):
        return Poster(
            title=idea.title,
            brand=site_name(),
            label=stage_word(idea.stage) if flowing else idea.get_outcome_display(),
            reach=reach(idea),
            number=_("상상 %(number)s번") % {"number": idea.number},
            support=support(idea.recommendations),
            crowd=idea.recommendations,
            mood=MOODS.get(idea.stage if flowing else idea.outcome, CALM_MOOD),
        )


def reach(idea: Idea) -> str:
    """The reach of the river whose colour an idea carries; none when it has ended without being taken up."""
    if idea.outcome in (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED):
        return IMPLEMENTATION
    return CALM if idea.stage == Stage.CLOSED else str(idea.stage)


def support(count: int) -> str:
    """How many recommended it; nothing as long as nobody did."""
    if not count:
        return ""
    return ngettext("이웃 %(many)s명이 추천했어요", "이웃 %(many)s명이 추천했어요", count) % {"many": f"{count:,}"}


def share_path(idea: Idea) -> str:
    """Where the picture of an idea as it is now is found."""
    return f"{reverse('ideas:share_image', args=[idea.number])}?v={mark(poster(idea))}"
