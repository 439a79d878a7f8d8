"""The parts of the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from common.blocks import BodyBlock, LinkBlock
from home import shelves


class ButtonBlock(LinkBlock):
    """A link that wants to be pressed."""

    class Meta:
        icon = "placeholder"
        label = _("단추")
        template = "components/blocks/button.html"


class ShelfBlock(blocks.StructBlock):
    """Some ideas beside each other; `order` says which."""

    order = shelves.NEWEST
    title = blocks.CharBlock(label=_("제목"), max_length=40)
    count = blocks.IntegerBlock(label=_("몇 개"), min_value=1, max_value=shelves.LONGEST, default=3)

    class Meta:
        icon = "list-ul"
        template = "home/_shelf.html"

    def get_context(self, value, parent_context=None):
        """The ideas of this shelf alone, for the editor's preview; the front page fills all its shelves together."""
        context = super().get_context(value, parent_context)
        [ideas] = shelves.fill([(self.order, value["count"] or 3)])
        return {**context, "ideas": ideas, "order": self.order}


class NewestIdeasBlock(ShelfBlock):
    """The ideas that came last."""

    order = shelves.NEWEST

    class Meta:
        label = _("새로 온 상상")
        preview_value = {"title": "막 떨어진 상상", "count": 3}


class TrendingIdeasBlock(ShelfBlock):
    """The ideas that people are gathering around."""

    order = shelves.TRENDING

    class Meta:
        label = _("지금 뜨는 상상")
        preview_value = {"title": "지금 흐르는 상상", "count": 3}


class FeaturedPagesBlock(blocks.StructBlock):
    """Pages worth a visit."""

    title = blocks.CharBlock(label=_("제목"), max_length=40)
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("쪽"), min_num=1, max_num=6)

    class Meta:
        icon = "doc-full-inverse"
        label = _("함께 볼 쪽")
        template = "home/_featured_pages.html"


class HomeBlock(BodyBlock):
    """What the front page can hold beneath its opening scene."""

    newest = NewestIdeasBlock(group=_("상상"))
    trending = TrendingIdeasBlock(group=_("상상"))
    featured = FeaturedPagesBlock(group=_("이어 주기"))
    button = ButtonBlock(group=_("이어 주기"))
