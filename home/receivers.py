"""What the site does when something changes elsewhere."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from common.kept_pages import forget_pages
from home import shelves
from home.models import Announcement, BrandSettings, CustomImage
from home.navigation import forget_frames
from ideas.signals import idea_advanced


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
@receiver([post_save, post_delete], sender=Announcement)
@receiver([post_save, post_delete], sender=BrandSettings)
@receiver([post_save, post_delete], sender=CustomImage)
@receiver([post_save, post_delete], sender=Site)
def read_the_frame_anew(**kwargs):
    """Names, menus or pictures changed, and they stand on every page."""
    forget_the_frame()
    # Somebody may read what was there before until the change is committed.
    transaction.on_commit(forget_the_frame)


def forget_the_frame() -> None:
    """Drop the frame and every page it stands around."""
    forget_frames()
    forget_pages()


@receiver(idea_advanced)
def refill_the_shelves(**kwargs):
    """An idea came or went."""
    shelves.forget()
