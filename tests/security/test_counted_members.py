"""No member is deleted from under the numbers of the city."""

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE, ProtectedError

from accounts.models import User
from ideas.counted import COUNTED
from ideas.debates.arguing import find_helpful
from ideas.debates.standing import take_stance
from ideas.meetings.seats import sign_up
from ideas.models import Debate, Idea, Meeting
from ideas.participation import recommend
from tests.factories.accounts import UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.panel import MembershipFactory

pytestmark = pytest.mark.django_db
# They cascade too, and nothing counts them.
UNCOUNTED = {"follow", "notice", "editlock"}


def recommended(member):
    recommend(IdeaFactory(), member)
    return lambda: Idea.objects.get().recommendations


def stood(member):
    take_stance(DebateFactory(), member, "pro")
    return lambda: Debate.objects.get().pro


def found_helpful(member):
    argument = ArgumentFactory()
    find_helpful(argument, member)
    return lambda: argument.debate.arguments.get().helpful_count


def sat(member):
    sign_up(MeetingFactory(), member)
    return lambda: Meeting.objects.get().open_taken


def joined(member):
    return MembershipFactory(member=member).panel.memberships.count


@pytest.mark.parametrize("do", [recommended, stood, found_helpful, sat, joined])
def test_who_was_counted_is_not_deleted_and_the_number_stays(do):
    member = UserFactory()
    number = do(member)
    assert number() == 1
    with pytest.raises(ProtectedError, match="지울 수 없어요"), transaction.atomic():
        member.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        User.objects.filter(pk=member.pk).delete()
    assert User.objects.filter(pk=member.pk).exists()
    assert number() == 1


def test_who_left_nothing_behind_can_go():
    member = UserFactory()
    member.delete()
    assert not User.objects.filter(nickname=member.nickname).exists()


def test_every_row_that_would_vanish_with_a_member_is_either_guarded_or_counted_nowhere():
    models = [*apps.get_app_config("ideas").get_models(), *apps.get_app_config("notifications").get_models()]
    vanishing = {
        model
        for model in models
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User and field.remote_field.on_delete is CASCADE
    }
    assert {model._meta.model_name for model in vanishing - set(COUNTED)} == UNCOUNTED
