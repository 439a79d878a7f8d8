"""Photos and documents that come with an idea. ideas/attachments.py cleans them before they get here."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def photo_path(photo, name: str) -> str:
    """An unguessable place: the photos of drafts and hidden ideas cannot be found by counting."""
    return f"photos/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.webp"


def document_path(attachment, name: str) -> str:
    """Documents keep no name of their own on disk; the name is in the row."""
    return f"papers/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class Photo(models.Model):
    """A photo, re-encoded without EXIF, in two sizes."""

    MOST_PER_IDEA = 10

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="photos", db_index=False)
    image = models.ImageField(upload_to=photo_path, width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to=photo_path)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("사진 설명"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["idea", "position", "id"], name="photo_of_idea")]

    def __str__(self) -> str:
        return self.alt or str(_("설명 없는 사진"))

    @property
    def is_tall(self) -> bool:
        """Whether it is higher than wide; a page gives it less room than its width would take."""
        return self.height > self.width


class Attachment(models.Model):
    """A document, always served as a download."""

    MOST_PER_IDEA = 5

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="attachments", db_index=False)
    file = models.FileField(upload_to=document_path)
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField(help_text="bytes")
    kind = models.CharField(max_length=5, help_text="pdf, hwp, hwpx, docx, xlsx or pptx")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["idea", "id"], name="attachment_of_idea")]

    def __str__(self) -> str:
        return self.name
