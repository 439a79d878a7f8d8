"""The term of a panel: founding it, its seats and quotas, and the group of those who sit in one now."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from ideas import freshness
from ideas.models import AgeBand, District, Membership, MembershipState, Panel, Quota
from ideas.panel.criteria import DEFAULTS, Refused, Wanted, set_criteria


def keep_panel(
    panel: Panel, criteria: Iterable[Wanted] = DEFAULTS, quotas: Iterable[tuple[District | None, str, int]] | None = None
) -> Panel:
    """Save a panel with its criteria and quotas, all or nothing; a new one starts with the five usual criteria.

    quotas: district or None, age band or "", seats; None leaves them as they are. Raises Refused for days in the wrong order,
    criteria that set_criteria refuses, and for a quota that names nothing or comes twice.
    """
    if panel.ends_on < panel.starts_on:
        raise Refused(_("임기가 끝나는 날이 시작하는 날보다 빨라요."))
    with transaction.atomic():
        panel.save()
        set_criteria(panel, criteria)
        if quotas is not None:
            set_quotas(panel, quotas)
        freshness.city_changed()
    keep_group()
    return panel


def set_quotas(panel: Panel, quotas: Iterable[tuple[District | None, str, int]]) -> None:
    """At most so many members from each district, of each age or both; whoever is a member already stays one."""
    quotas = list(quotas)
    names = [(district.pk if district else None, age) for district, age, _seats in quotas]
    if (None, "") in names:
        raise Refused(_("할당마다 자치구나 나이를 골라 주세요."))
    if len(set(names)) != len(names):
        raise Refused(_("같은 할당이 두 번 있어요."))
    with transaction.atomic():
        Panel.objects.select_for_update().get(pk=panel.pk)
        panel.quotas.all().delete()
        Quota.objects.bulk_create(
            Quota(panel=panel, district=district, age_band=AgeBand(age) if age else "", seats=seats)
            for district, age, seats in quotas
        )


def running(day: date | None = None):
    """The panels whose term runs on a day in Seoul, today by default."""
    day = day or timezone.localdate()
    return Panel.objects.filter(starts_on__lte=day, ends_on__gte=day)


def sits_now(day: date | None = None):
    """The ids of everybody who is a member of a panel whose term runs."""
    sitting = Membership.objects.filter(state=MembershipState.MEMBER, panel__in=running(day))
    return sitting.values_list("member_id", flat=True)


def keep_group(day: date | None = None) -> None:
    """Let the group 상상누리단 hold those who sit in a panel whose term runs; runs again without harm.

    Somebody who never was in any panel, put into the group by hand, stays there.
    """
    group, _made = Group.objects.get_or_create(name=roles.PANEL)
    with transaction.atomic():
        sitting = set(sits_now(day))
        inside = set(User.groups.through.objects.filter(group=group).values_list("user_id", flat=True))
        once = set(Membership.objects.filter(member__in=inside - sitting).values_list("member_id", flat=True))
        group.user_set.remove(*once)
        group.user_set.add(*User.objects.filter(pk__in=sitting - inside))


def keep_in_group(member: User) -> None:
    """The same for one member whose place has just changed."""
    group, _made = Group.objects.get_or_create(name=roles.PANEL)
    if sits_now().filter(member=member).exists():
        group.user_set.add(member)
    elif Membership.objects.filter(member=member).exists():
        group.user_set.remove(member)
