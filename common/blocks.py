"""The parts that editors build pages from; apps extend BodyBlock where they need more."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PARAGRAPH_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]


class LinkBlock(blocks.StructBlock):
    """A link with its words, to a page of ours or to an address elsewhere."""

    text = blocks.CharBlock(label=_("보이는 글"), max_length=80)
    page = blocks.PageChooserBlock(label=_("우리 쪽"), required=False)
    url = blocks.CharBlock(
        label=_("주소"),
        required=False,
        max_length=500,
        help_text=_("우리 쪽을 고르지 않았을 때 써요. 예: /ideas/ 또는 https://example.org"),
    )

    class Meta:
        icon = "link"
        label = _("링크")
        template = "components/blocks/link.html"

    def clean(self, value):
        """A link leads to exactly one place, and an address is ours (/…) or on the web."""
        value = super().clean(value)
        errors = {}
        if bool(value["page"]) == bool(value["url"]):
            errors["url"] = ValidationError(_("우리 쪽이나 주소 가운데 하나만 골라 주세요."))
        elif value["url"] and not is_safe_address(value["url"]):
            errors["url"] = ValidationError(_("주소는 / 나 https:// 로 시작해야 해요."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    def get_context(self, value, parent_context=None):
        """The address to go to, as `href`; a page that has been unpublished gives none."""
        context = super().get_context(value, parent_context)
        context["href"] = address_of(value, parent_context)
        return context


def is_safe_address(url: str) -> bool:
    """Whether an address typed by an editor stays on the web: a path of ours, http(s), mail or telephone."""
    return url.startswith(("https://", "http://", "mailto:", "tel:")) or (
        url.startswith("/") and not url.startswith(("//", "/\\"))
    )


def address_of(link, parent_context=None) -> str:
    """Where a LinkBlock's value leads; empty when its page is not public any more."""
    page = link["page"]
    if page:
        request = (parent_context or {}).get("request")
        return (page.get_url(request) or "") if page.live else ""
    return link["url"] or ""


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("글"), rows=3)
    source = blocks.CharBlock(label=_("누구의 말"), required=False, max_length=100)

    class Meta:
        icon = "openquote"
        label = _("인용")
        template = "components/blocks/quote.html"
        preview_value = {"text": "상상은 함께 나눌 때 자라요.", "source": "어느 시민"}


class FigureBlock(blocks.StructBlock):
    """A picture with its description for those who cannot see it, and a line beneath."""

    image = ImageBlock(label=_("사진"))
    caption = blocks.CharBlock(label=_("사진 아래 글"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("사진")
        template = "components/blocks/figure.html"


class LinkListBlock(blocks.StructBlock):
    """Several links under each other."""

    links = blocks.ListBlock(LinkBlock(), label=_("링크"), min_num=1, max_num=20)

    class Meta:
        icon = "list-ul"
        label = _("링크 모음")
        template = "components/blocks/link_list.html"


class PaperBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("문서"))

    class Meta:
        icon = "doc-full"
        label = _("문서")
        template = "components/blocks/paper.html"


class BodyBlock(blocks.StreamBlock):
    """What the body of an ordinary page can hold."""

    # The title of the page is its only h1.
    heading = blocks.CharBlock(
        label=_("작은 제목"),
        icon="title",
        max_length=80,
        template="components/blocks/heading.html",
        group=_("글"),
        preview_value="이렇게 참여해요",
    )
    paragraph = blocks.RichTextBlock(
        label=_("글"),
        icon="pilcrow",
        features=PARAGRAPH_FEATURES,
        group=_("글"),
        preview_value="<p>제목과 몇 줄이면 충분해요. 틀에 맞춰 쓰지 않아도 돼요.</p>",
    )
    quote = QuoteBlock(group=_("글"))
    image = FigureBlock(group=_("보여 주기"))
    links = LinkListBlock(group=_("이어 주기"))
    paper = PaperBlock(group=_("이어 주기"))


def searchable_text(value) -> str:
    """All words of a StreamField value, for the search index."""
    return " ".join(value.stream_block.get_searchable_content(value)) if value else ""
