"""An idea is merged while people press its buttons."""

import pytest
from django.contrib.auth.models import Group

from accounts import roles
from ideas import merging, participation
from ideas.lifecycle import StepRefused
from ideas.models import Idea, Merge, Recommendation
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.faults.test_concurrent_recommendations import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def office_member():
    member = UserFactory()
    member.groups.add(Group.objects.get(name=roles.IDEA_OFFICE))
    return member


def pressed(idea, member, act) -> bool:
    """One press; what is refused because the idea went away meanwhile is no fault."""
    try:
        return act(Idea.objects.get(pk=idea.pk), member)
    except (participation.Refused, StepRefused):
        return False


def counts_are_rows(*ideas) -> bool:
    return all(
        Idea.objects.get(pk=idea.pk).recommendation_count == Recommendation.objects.filter(idea=idea).count() for idea in ideas
    )


def test_a_merge_among_twenty_people_who_recommend_and_take_back_leaves_counts_equal_to_rows():
    office, members = office_member(), UserFactory.create_batch(20)
    idea, into = IdeaFactory(), IdeaFactory()
    for member in members[:10]:
        participation.recommend(idea, member)
    acts = [lambda _: merging.merge(idea, into, office, "같은 이야기예요")]
    for place, member in enumerate(members):
        for target in (idea, into):
            act = participation.take_back if place % 2 and target is idea else participation.recommend
            acts.append(lambda _, target=target, member=member, act=act: pressed(target, member, act))
    all_at_once(lambda act: act(None), acts)
    assert Idea.objects.get(pk=idea.pk).merged_into_id == into.pk
    assert counts_are_rows(idea, into)
    merge = Merge.objects.get()
    merging.undo(merge, office, "다른 이야기였어요")
    assert counts_are_rows(idea, into)
    assert not Recommendation.objects.filter(merge=merge).exists()


def test_of_many_merges_and_ways_back_at_once_each_happens_once():
    office, members = office_member(), UserFactory.create_batch(5)
    idea, into = IdeaFactory(), IdeaFactory()
    for member in members:
        participation.recommend(idea, member)

    def merge(pair):
        try:
            merging.merge(*pair, office, "같은 이야기예요")
        except StepRefused:
            return False
        return True

    assert sum(all_at_once(merge, [(idea, into), (into, idea)] * 6)) == 1
    assert Merge.objects.count() == 1
    assert counts_are_rows(idea, into)

    def undo(merge):
        try:
            merging.undo(merge, office, "다른 이야기였어요")
        except StepRefused:
            return False
        return True

    assert sum(all_at_once(undo, [Merge.objects.get()] * 8)) == 1
    assert counts_are_rows(idea, into)
