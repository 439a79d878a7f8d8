"""What belongs to one member: drafts, published ideas, recommendations."""

from django.utils.translation import gettext_lazy

from common.paging import MOST_COUNTED, Pager
from ideas.lists import cards
from ideas.models import Idea

SHELVES = {
    "drafts": gettext_lazy("쓰는 중"),
    "published": gettext_lazy("올린 상상"),
    "recommended": gettext_lazy("추천한 상상"),
}
OVERVIEW = 3


def shelf(name: str, member):
    """The ideas on a shelf of a member (a key of SHELVES), in order; hidden ones only where they are the member's own."""
    if name == "drafts":
        return Idea.objects.drafts_of(member)
    if name == "published":
        return Idea.objects.published_by(member)
    return Idea.objects.public().filter(recommendation_rows__member=member).order_by("-recommendation_rows__created_at", "-id")


def counted(ideas) -> int:
    """How many ideas a queryset holds, as far as pages go."""
    return ideas.order_by().values("pk")[: MOST_COUNTED + 1].count()


def page_of(ideas, pager: Pager) -> list[Idea]:
    """The ideas of one page of a shelf, ready for cards."""
    return cards(ideas[pager.start : pager.start + pager.size])


def overview(member) -> list[tuple[str, str, list[Idea]]]:
    """The first few ideas of every shelf: (name, title, ideas)."""
    return [(name, title, cards(shelf(name, member)[:OVERVIEW])) for name, title in SHELVES.items()]


def how_many(member) -> dict[str, int]:
    """How many ideas lie on each shelf, as far as pages go."""
    return {name: counted(shelf(name, member)) for name in SHELVES}


def public_ideas_of(member):
    """What everybody sees of a member: ideas that are public and were not withdrawn or merged, newest first."""
    return Idea.objects.on_the_river().filter(author=member).order_by("-public_since", "-id")
