"""The form in which the demo city keeps its pages, and loading them."""

from dataclasses import dataclass

from django.core.files.images import ImageFile
from wagtail.models import Page

from home.demo import pictures
from home.models import CustomImage, HomePage, StandardPage

Body = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Sheet:
    """A page of text: its address, title, opening line and blocks; `above` is the address of the page it stands under."""

    slug: str
    title: str
    intro: str
    body: Body
    above: str = ""
    in_menu: bool = False
    at_foot: bool = False


@dataclass(frozen=True)
class Figure:
    """A drawn picture on a page: its name in pictures.PICTURES, what it shows, and the line beneath."""

    picture: str
    shows: str
    caption: str = ""


def load(sheets: tuple[Sheet, ...], front: HomePage) -> None:
    """Put the pages that are not there yet under the front page; what an editor changed or moved stays."""
    for sheet in sheets:
        above = StandardPage.objects.filter(slug=sheet.above).first() if sheet.above else front
        if above is None or Page.objects.descendant_of(front).filter(slug=sheet.slug).exists():
            continue
        page = StandardPage(
            title=sheet.title,
            slug=sheet.slug,
            intro=sheet.intro,
            show_in_menus=sheet.in_menu,
            show_in_footer=sheet.at_foot,
            body=[filled(block) for block in sheet.body],
        )
        above.add_child(instance=page)
        page.save_revision().publish()


def filled(block: tuple[str, object]) -> tuple[str, object]:
    """A block as the page keeps it; a Figure gets its picture from the library, where it is put when it is missing."""
    kind, value = block
    if not isinstance(value, Figure):
        return block
    image = CustomImage.objects.filter(title=value.shows).first() or CustomImage.objects.create(
        title=value.shows,
        description=value.shows,
        credit="직접 그린 그림",
        file=ImageFile(pictures.upload_of(value.picture), name=f"demo-{value.picture}.jpg"),
    )
    image.contextual_alt_text, image.decorative = value.shows, False
    return kind, {"image": image, "caption": value.caption}
