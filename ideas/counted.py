"""Whoever was counted stays: an account is closed, and its row is never deleted from under the numbers that it is part of.

A deleted row would take its recommendations, stances, seats and reviews along by the database's own cascade, past the verbs
that keep the counters right: tallies, seats and gates would drift for good.
"""

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.models import Membership, Recommendation, Seat, Stance
from ideas.models.debate import Helpful

# Each has a column `member` that cascades, and a number somewhere that counts its rows. Votes and reviews hang on Membership.
COUNTED = (Recommendation, Stance, Helpful, Seat, Membership)


@receiver(pre_delete, sender=User)
def keep_who_is_counted(sender, instance: User, **more) -> None:
    """Refuse to delete a member of whom something is counted. Raises ProtectedError, and the transaction undoes the rest."""
    for model in COUNTED:
        if row := model.objects.filter(member=instance).first():
            words = _("이 회원이 함께 만든 숫자가 있어서 지울 수 없어요. 계정을 쓰지 않게 바꿔 주세요.")
            raise ProtectedError(words, {row})
