"""Where an idea belongs: its subject and its part of the city. Editors keep both lists in /cms/."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Listed(models.Model):
    """An entry of a short list that editors keep and order."""

    name = models.CharField(_("이름"), max_length=30, unique=True)
    slug = models.SlugField(_("주소 이름"), max_length=30, unique=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)
    is_active = models.BooleanField(_("고를 수 있음"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Category(Listed):
    """A subject, such as transport or parks."""

    class Meta:
        verbose_name = _("분야")
        verbose_name_plural = _("분야")
        indexes = [models.Index(fields=["position", "id"], name="category_order")]


class District(Listed):
    """A part of the city, such as 마포구."""

    class Meta:
        verbose_name = _("자치구")
        verbose_name_plural = _("자치구")
        indexes = [models.Index(fields=["position", "id"], name="district_order")]
