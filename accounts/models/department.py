"""The city's departments and who held which post when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DepartmentQuerySet(models.QuerySet):
    def active(self):
        """Departments that exist today."""
        return self.filter(is_active=True)


class Department(models.Model):
    """A department of the city; departments form a tree."""

    name = models.CharField(_("이름"), max_length=60, unique=True)
    slug = models.SlugField(_("주소 이름"), max_length=60, unique=True, allow_unicode=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("상위 부서")
    )
    is_active = models.BooleanField(_("지금 있는 부서"), default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("부서")
        verbose_name_plural = _("부서")
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="department_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet):
    def current(self, day=None):
        """Posts held on `day` (a date in Seoul; today by default)."""
        day = day or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def absent(self, day=None):
        """Posts whose holder is away on `day` (a date in Seoul; today by default)."""
        day = day or timezone.localdate()
        return self.current(day).filter(absent_from__lte=day, absent_until__gte=day)


class Appointment(models.Model):
    """A member holds a post in a department from one day to another; rows are ended, never deleted."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="appointments", verbose_name=_("회원"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="appointments", verbose_name=_("부서"))
    post = models.CharField(_("직위"), max_length=40)
    starts_on = models.DateField(_("부터"), default=timezone.localdate)
    ends_on = models.DateField(_("까지"), null=True, blank=True)
    absent_from = models.DateField(_("자리를 비우는 날"), null=True, blank=True)
    absent_until = models.DateField(_("돌아오기 전날"), null=True, blank=True)
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="stands_in_for", verbose_name=_("대신하는 사람")
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("발령")
        verbose_name_plural = _("발령")
        indexes = [models.Index(fields=["user", "starts_on"], name="appointment_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="appointment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(absent_from__isnull=True, absent_until__isnull=True) | Q(absent_until__gte=F("absent_from")),
                name="appointment_absence_whole",
            ),
            models.CheckConstraint(condition=Q(deputy__isnull=True) | ~Q(deputy=F("id")), name="appointment_not_its_own_deputy"),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.post}"
