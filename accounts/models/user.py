"""A member of the city: citizen by nickname, official by post."""

import secrets
import unicodedata

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.nicknames import KEY_LENGTH, LONGEST, nickname_key


class UserManager(BaseUserManager):
    """Makes members; the e-mail address is the log-in name."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A new member. Without a nickname a free one is made up. Raises ValueError without an e-mail address."""
        if not email:
            raise ValueError("a member needs an e-mail address")
        fields.setdefault("nickname", f"시민{secrets.token_hex(4)}")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """A new administrator (manage.py createsuperuser)."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A member. `first_name` and `last_name` are only for staff in the administration and are never shown to the public."""

    username = None
    email = models.EmailField(_("이메일"), unique=True)
    nickname = models.CharField(_("별명"), max_length=LONGEST)
    nickname_key = models.CharField(max_length=KEY_LENGTH, editable=False, unique=True)
    introduction = models.CharField(_("한 줄 소개"), max_length=100, blank=True)
    expertise = models.CharField(_("전문 분야"), max_length=40, blank=True, help_text=_("전문가의 글 옆에 보여요. 예: 도시 교통"))

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower")]

    def __str__(self) -> str:
        return self.nickname

    def save(self, *args, **kwargs):
        self.nickname = unicodedata.normalize("NFC", self.nickname).strip()
        self.nickname_key = nickname_key(self.nickname)
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return super().get_full_name() or self.nickname

    def get_short_name(self) -> str:
        return self.nickname

    @cached_property
    def appointment(self):
        """The post this member holds today, with its department, or None; one query, kept for the request."""
        return self.appointments.current().select_related("department").order_by("-starts_on", "-id").first()

    @cached_property
    def department_ids(self) -> frozenset[int]:
        """The departments this member acts for today: of the posts held, and of posts whose holder is away and named this member
        as deputy; one query, kept for the request."""
        mine = self.appointments.current()
        away = mine.model.objects.absent().filter(deputy__in=mine)
        departments = mine.order_by().values_list("department_id", flat=True)
        return frozenset(departments.union(away.order_by().values_list("department_id", flat=True)))

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Names of the groups this member is in; one query, kept for the request, none when the groups were prefetched."""
        return frozenset(group.name for group in self.groups.all())

    @cached_property
    def has_confirmed_email(self) -> bool:
        """Whether the member has shown that an address is really theirs; one query, kept for the request."""
        return self.emailaddress_set.filter(verified=True).exists()

    @property
    def may_take_part(self) -> bool:
        """Whether the member may post, comment and recommend: an account in force and, where the site asks for it
        (settings.OASIS_CONFIRMED_EMAIL), a confirmed e-mail address."""
        return self.is_active and (not settings.OASIS_CONFIRMED_EMAIL or self.has_confirmed_email)
