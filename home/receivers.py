"""What the site does when something changes elsewhere."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from common.kept_pages import forget_pages
from home import shelves
from home.models import BrandSettings
from home.navigation import forget_frames
from ideas.signals import idea_advanced


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
@receiver([post_save, post_delete], sender=BrandSettings)
@receiver([post_save, post_delete], sender=Site)
def read_the_frame_anew(**kwargs):
    """Names and menus changed, and they stand on every page."""
    forget_frames()
    forget_pages()


@receiver(idea_advanced)
def refill_the_shelves(**kwargs):
    """An idea came or went."""
    shelves.forget()
