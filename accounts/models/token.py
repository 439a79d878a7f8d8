"""Personal keys for the API; only a hash is kept."""

import hashlib
import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A key with which a member's own programs speak to /api/v1/; shown once, hashed at rest, ended by `revoked_at`."""

    PREFIX = "oasis_"

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="personal_tokens")
    name = models.CharField(_("이름"), max_length=40)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="apitoken_of_user")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def hash(key: str) -> str:
        """The digest under which a key is kept; keys are long and random, so one round of SHA-256 is enough."""
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def make(cls, user, name: str) -> tuple["ApiToken", str]:
        """A new token and its key; the key cannot be read again later."""
        key = cls.PREFIX + secrets.token_urlsafe(32)
        return cls.objects.create(user=user, name=name, digest=cls.hash(key)), key
