"""Founding a panel, its criteria and quotas, and the group of those who sit in one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import roles
from ideas.models import Criterion, Panel
from ideas.panel import terms
from ideas.panel.criteria import DEFAULTS, Refused, Wanted, set_criteria
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DistrictFactory
from tests.factories.panel import MembershipFactory, PanelFactory, RoundFactory, this_day

pytestmark = pytest.mark.django_db


def new(**more):
    return Panel(name="봄 누리단", **({"starts_on": this_day(), "ends_on": this_day(365)} | more))


def in_group(user):
    return user.groups.filter(name=roles.PANEL).exists()


def test_a_new_panel_starts_with_the_five_criteria_of_the_rule_that_make_100():
    panel = terms.keep_panel(new())
    found = list(panel.criteria.all())
    assert [each.code for each in found] == ["feasibility", "creativity", "effect", "scope", "lasting"]
    assert [each.name for each in found] == ["실시가능성", "창의성", "효율성·효과성", "적용범위", "계속성"]
    assert [each.weight for each in found] == [20] * 5
    assert all(each.explanation and each.low and each.high for each in found)


@pytest.mark.parametrize("weights", [[], [99], [101], [50, 51], [100, 0]])
def test_weights_that_do_not_make_100_are_refused_and_nothing_is_saved(weights):
    wanted = [Wanted(f"c{number}", "기준", "", "적어요", "많아요", weight) for number, weight in enumerate(weights)]
    with pytest.raises(Refused):
        terms.keep_panel(new(), wanted)
    assert not Panel.objects.exists()


def test_criteria_keep_their_rows_when_their_words_change():
    panel = terms.keep_panel(new())
    before = panel.criteria.get(code="creativity").pk
    set_criteria(
        panel, [Wanted("creativity", "새로움", "", "그대로", "처음", 60), Wanted("joy", "즐거움", "", "덤덤", "신나", 40)]
    )
    assert panel.criteria.get(code="creativity").pk == before
    assert list(panel.criteria.values_list("name", "weight")) == [("새로움", 60), ("즐거움", 40)]


def test_the_same_code_twice_is_refused():
    with pytest.raises(Refused):
        terms.keep_panel(new(), [Wanted("a", "하나", "", "", "", 50), Wanted("a", "둘", "", "", "", 50)])


def test_criteria_stand_still_once_a_round_was_assigned():
    panel = terms.keep_panel(new())
    RoundFactory(panel=panel, assigned_at=timezone.now())
    set_criteria(panel, DEFAULTS)
    with pytest.raises(Refused):
        set_criteria(panel, [Wanted("creativity", "창의성", "", "", "", 100)])
    assert Criterion.objects.filter(panel=panel).count() == 5


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(Refused):
        terms.keep_panel(new(ends_on=this_day(-1)))


def test_quotas_name_something_and_come_once():
    panel, district = PanelFactory(), DistrictFactory()
    terms.set_quotas(panel, [(district, "", 3), (None, "30", 2), (district, "30", 1)])
    assert panel.quotas.count() == 3
    for wrong in ([(None, "", 3)], [(district, "", 1), (district, "", 2)]):
        with pytest.raises(Refused):
            terms.set_quotas(panel, wrong)
    assert panel.quotas.count() == 3


def test_the_group_holds_whoever_sits_in_a_running_panel():
    now, later = MembershipFactory(), MembershipFactory(panel=PanelFactory(coming=True))
    asks, by_hand = MembershipFactory(applied=True), UserFactory(role=roles.PANEL)
    terms.keep_group()
    assert [in_group(user) for user in (now.member, later.member, asks.member, by_hand)] == [True, False, False, True]
    with time_machine.travel(timezone.now() + timedelta(days=336)):
        terms.keep_group()
        terms.keep_group()
    assert [in_group(user) for user in (now.member, later.member, asks.member, by_hand)] == [False, True, False, True]


def test_a_member_of_two_panels_stays_while_one_of_them_runs():
    over = MembershipFactory(panel=PanelFactory(over=True))
    MembershipFactory(member=over.member)
    terms.keep_group()
    assert in_group(over.member)
