"""What a member agreed to, each consent on its own (PIPA §15②, §22; RULES.md 3.3)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """One answer to one consent question in the wording of one version; taking it back sets withdrawn_at."""

    class Purpose(models.TextChoices):
        TERMS = "terms", _("이용약관")
        PRIVACY = "privacy", _("개인정보 수집·이용 (필수)")
        NEWSLETTER = "newsletter", _("소식 메일 받기 (선택)")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    version = models.CharField(max_length=20, help_text="which wording was shown, e.g. 2026-11")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=Q(withdrawn_at__isnull=True), name="consent_one_in_force"
            ),
            models.CheckConstraint(condition=Q(purpose__in=["terms", "privacy", "newsletter"]), name="consent_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.purpose} {self.version}"
