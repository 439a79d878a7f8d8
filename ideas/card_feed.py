"""What moved on implementation cards, for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ideas.cards.board import Wanted, read_wanted, with_faces
from ideas.models import Card

NEWEST = 50


class CardsMoved(Feed):
    """The cards that moved last; takes the same filters in its address as the board (?status=, ?department=, …)."""

    feed_type = Atom1Feed

    def get_object(self, request) -> Wanted:
        return read_wanted(request.GET)

    def title(self, wanted: Wanted) -> str:
        return _("채택한 상상의 소식")

    def subtitle(self, wanted: Wanted) -> str:
        return _("시가 채택한 상상을 어떻게 이루고 있는지 알려 드려요.")

    def link(self, wanted: Wanted) -> str:
        return reverse("ideas:cards")

    def items(self, wanted: Wanted):
        return with_faces(wanted.cards())[:NEWEST]

    def item_title(self, card: Card) -> str:
        return f"{card.title} · {card.get_status_display()}"

    def item_description(self, card: Card) -> str:
        return card.idea.excerpt

    def item_pubdate(self, card: Card):
        return card.opened_at

    def item_updateddate(self, card: Card):
        return card.moved_at

    def item_categories(self, card: Card) -> list[str]:
        return [str(card.get_status_display())]
