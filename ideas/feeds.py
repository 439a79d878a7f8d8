"""New ideas for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ideas import bylines
from ideas.lists import SORTS, Selection, read_selection

NEWEST = 50


class NewIdeas(Feed):
    """The newest ideas; takes the same filters in its address as the list (?category=, ?tag=, …)."""

    feed_type = Atom1Feed

    def get_object(self, request) -> Selection:
        return read_selection(request.GET)

    def title(self, selection: Selection) -> str:
        return _("새 상상: %(words)s") % {"words": selection.q} if selection.q else _("새 상상")

    def subtitle(self, selection: Selection) -> str:
        return _("시민들이 막 떨어뜨린 상상이에요.")

    def link(self, selection: Selection) -> str:
        return reverse("ideas:list")

    def items(self, selection: Selection):
        newest = selection.ideas().order_by(*SORTS["new"][1])
        found = list(newest.select_related("author", "category").defer("body")[:NEWEST])
        bylines.label(found)
        return found

    def item_title(self, idea) -> str:
        return idea.title

    def item_description(self, idea) -> str:
        return idea.excerpt

    def item_author_name(self, idea) -> str:
        return bylines.byline(idea).words

    def item_pubdate(self, idea):
        return idea.published_at

    def item_updateddate(self, idea):
        return idea.edited_at

    def item_categories(self, idea) -> list[str]:
        return [idea.category.name] if idea.category else []
