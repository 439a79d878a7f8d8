"""Pictures and documents of the editors' library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """A picture with where it came from."""

    credit = models.CharField(_("출처"), max_length=200, blank=True)
    source_url = models.URLField(_("출처 주소"), blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "source_url")


class CustomRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(CustomImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"


class CustomDocument(AbstractDocument):
    """A document of the library."""

    admin_form_fields = Document.admin_form_fields
