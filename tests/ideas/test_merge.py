"""Merging two ideas, and undoing it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import roles
from ideas import merging, participation
from ideas.lifecycle import SomebodyWasQuicker, StepRefused, advance
from ideas.models import GateCrossing, Idea, Merge, Promise, Recommendation
from ideas.search import matching
from ideas.stages import Outcome, Stage
from ideas.submission import publish
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    from django.contrib.auth.models import Group

    member = UserFactory()
    member.groups.add(Group.objects.get(name=roles.IDEA_OFFICE))
    return member


def supported(*members, **more) -> Idea:
    idea = IdeaFactory(**more)
    for member in members:
        participation.recommend(idea, member)
    return Idea.objects.get(pk=idea.pk)


def fresh(idea: Idea) -> Idea:
    return Idea.objects.get(pk=idea.pk)


def test_supporters_go_along_each_once_and_stay_on_the_old_page_too(office):
    both, only_here, only_there = UserFactory.create_batch(3)
    idea, into = supported(both, only_here), supported(both, only_there)
    merge = merging.merge(idea, into, office, "같은 이야기예요")
    idea, into = fresh(idea), fresh(into)
    assert (idea.stage, idea.outcome, idea.merged_into, idea.recommendation_count) == (Stage.CLOSED, Outcome.MERGED, into, 2)
    assert into.recommendation_count == into.recommendation_rows.count() == 3
    assert merge.moved == 1
    assert Recommendation.objects.get(idea=into, member=only_here).merge == merge
    assert Recommendation.objects.filter(idea=idea).count() == 2


def test_a_moved_recommendation_keeps_its_day(office):
    row = RecommendationFactory(created_at=timezone.now() - timedelta(days=90))
    into = IdeaFactory()
    merging.merge(row.idea, into, office, "같은 이야기예요")
    assert Recommendation.objects.get(idea=into).created_at == row.created_at


def test_both_trails_tell_of_it(office):
    idea, into = supported(UserFactory()), IdeaFactory()
    merging.merge(idea, into, office, "같은 이야기예요")
    went, came = idea.trail.get(kind="merge"), into.trail.get(kind="merged_here")
    assert went.data == {"into": into.number, "moved": 1}
    assert came.data == {"number": idea.number, "moved": 1}
    assert went.reason == came.reason == "같은 이야기예요"


def test_a_moved_supporter_can_take_it_back(office):
    member = UserFactory()
    idea, into = supported(member), IdeaFactory()
    merging.merge(idea, into, office, "같은 이야기예요")
    assert participation.take_back(fresh(into), member)
    assert fresh(into).recommendation_count == 0
    assert Recommendation.objects.filter(idea=idea, member=member).exists()


def test_undoing_makes_both_sides_what_they_were_but_for_what_people_did_since(office):
    stays, leaves, comes = UserFactory.create_batch(3)
    idea, into = supported(stays, leaves), IdeaFactory()
    merge = merging.merge(idea, into, office, "같은 이야기예요")
    participation.take_back(fresh(into), leaves)
    participation.recommend(fresh(into), comes)
    merging.undo(merge, office, "다른 이야기였어요")
    idea, into = fresh(idea), fresh(into)
    assert (idea.stage, idea.outcome, idea.merged_into, idea.merged_at) == (Stage.PROPOSED, Outcome.NONE, None, None)
    assert idea.recommendation_count == 2
    assert [row.member for row in into.recommendation_rows.all()] == [comes]
    assert into.recommendation_count == 1
    assert into.trail.get(kind="merge_undone").data == {"number": idea.number, "moved": 1}
    assert participation.take_back(idea, leaves)


def test_who_recommends_the_other_idea_anew_stays_there_after_undoing(office):
    member = UserFactory()
    idea, into = supported(member), IdeaFactory()
    merge = merging.merge(idea, into, office, "같은 이야기예요")
    participation.take_back(fresh(into), member)
    participation.recommend(fresh(into), member)
    merging.undo(merge, office, "다른 이야기였어요")
    assert fresh(into).recommendation_count == fresh(into).recommendation_rows.count() == 1


def test_undoing_twice_or_after_the_days_for_it_is_refused(office):
    idea, into = IdeaFactory(), IdeaFactory()
    merge = merging.merge(idea, into, office, "같은 이야기예요")
    Idea.objects.filter(pk=idea.pk).update(merged_at=timezone.now() - timedelta(days=15))
    with pytest.raises(StepRefused):
        merging.undo(merge, office, "늦었어요")
    Idea.objects.filter(pk=idea.pk).update(merged_at=timezone.now() - timedelta(days=13))
    merging.undo(merge, office, "다른 이야기였어요")
    with pytest.raises(StepRefused, match="이미"):
        merging.undo(merge, office, "또")


def test_a_chain_points_to_its_end_and_is_undone_from_there(office):
    first, second, third = supported(UserFactory()), IdeaFactory(), IdeaFactory()
    early = merging.merge(first, second, office, "같은 이야기예요")
    late = merging.merge(fresh(second), third, office, "이것도요")
    assert merging.end_of_way(fresh(first)) == third
    assert fresh(third).recommendation_count == 1
    assert {idea.pk for idea in merging.came_together(third)} == {first.pk, second.pk}
    with pytest.raises(StepRefused, match="그것부터"):
        merging.undo(early, office, "먼저 되돌릴래요")
    merging.undo(late, office, "다른 이야기였어요")
    merging.undo(early, office, "이것도요")
    assert [fresh(idea).recommendation_count for idea in (first, second, third)] == [1, 0, 0]


@pytest.mark.parametrize("target", [{"withdrawn": True}, {"visibility": "hidden"}, {"ended": Outcome.MERGED}, {"draft": True}])
def test_nothing_goes_into_an_idea_that_has_ended_or_is_not_public(office, target):
    idea, into = IdeaFactory(), IdeaFactory(**target)
    with pytest.raises(StepRefused):
        merging.merge(idea, into, office, "같은 이야기예요")
    assert fresh(idea).outcome == Outcome.NONE
    assert not Merge.objects.filter(idea=idea).exists()


def test_an_idea_goes_neither_into_itself_nor_away_twice_nor_round_in_a_circle(office):
    idea, into = IdeaFactory(), IdeaFactory()
    with pytest.raises(StepRefused):
        merging.merge(idea, idea, office, "같아요")
    merging.merge(idea, into, office, "같은 이야기예요")
    for one, other in ((idea, IdeaFactory()), (into, idea)):
        with pytest.raises(StepRefused):
            merging.merge(fresh(one), fresh(other), office, "같은 이야기예요")


def test_only_the_idea_office_merges_and_says_why(office):
    idea, into = IdeaFactory(), IdeaFactory()
    for by, reason in ((UserFactory(), "같아요"), (idea.author, "같아요"), (office, " ")):
        with pytest.raises(StepRefused):
            merging.merge(idea, into, by, reason)
    assert not Merge.objects.exists()


def test_a_page_that_is_old_is_refused(office):
    idea, into = IdeaFactory(), IdeaFactory()
    advance(idea, "super_pass", office, "좋아서요")
    with pytest.raises(SomebodyWasQuicker):
        merging.merge(idea, into, office, "같은 이야기예요", known=0)
    assert not Merge.objects.exists()


def test_search_forgets_what_was_merged_and_finds_it_again_once_undone(office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        idea, into = IdeaFactory(title="물총새 둥지를 지켜요"), IdeaFactory()
    with django_capture_on_commit_callbacks(execute=True):
        merge = merging.merge(idea, into, office, "같은 이야기예요")
    assert not matching(Idea.objects.public(), "물총새").exists()
    with django_capture_on_commit_callbacks(execute=True):
        merging.undo(merge, office, "다른 이야기였어요")
    assert matching(Idea.objects.public(), "물총새").exists()


def test_moved_supporters_can_lift_an_idea_over_a_bar(office):
    from ideas.gate_sets import PRESETS, put_preset_in_force

    put_preset_in_force(next(name for name in PRESETS if "2016" in name), office)
    idea, into = supported(*UserFactory.create_batch(6)), IdeaFactory(gated=True)
    merging.merge(idea, into, office, "같은 이야기예요")
    assert GateCrossing.objects.filter(idea=into).exists()


COLUMNS = (
    *("stage", "outcome", "closed_from", "answer_state", "visibility", "merged_into_id", "merged_at"),
    *("recommendation_count", "recommendations", "comment_count", "trend", "title", "body", "excerpt"),
)


def picture(*ideas: Idea) -> list:
    """Everything about ideas and their supporters that undoing has to bring back."""
    columns = list(Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).order_by("pk").values_list(*COLUMNS))
    rows = Recommendation.objects.filter(idea__in=ideas).order_by("pk").values_list("pk", "idea", "member", "created_at", "merge")
    return [columns, list(rows)]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["recommend", "take_back", "merge", "undo"]), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)
    ),
    max_size=25,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_happens_in_whatever_order_counts_are_rows_and_undoing_restores(office, acts):
    ideas, members = IdeaFactory.create_batch(3), UserFactory.create_batch(4)
    before: dict[int, list] = {}
    for act, one, other, who in acts:
        idea, into = fresh(ideas[one]), fresh(ideas[other])
        quiet = picture(*ideas)
        try:
            if act == "merge":
                before = {merging.merge(idea, into, office, "까닭").pk: quiet}
            elif act == "undo" and (merge := merging.in_force(idea)):
                merging.undo(merge, office, "까닭")
                assert picture(*ideas) == before.get(merge.pk, picture(*ideas))
                before = {}
            elif act in ("recommend", "take_back") and getattr(participation, act)(idea, members[who]):
                before = {}
        except (StepRefused, participation.Refused):
            assert picture(*ideas) == quiet
        for each in map(fresh, ideas):
            supporters = list(each.recommendation_rows.values_list("member", flat=True))
            assert each.recommendation_count == len(supporters) == len(set(supporters))
            assert each.trend == pytest.approx(participation.trend(each))


def test_what_an_idea_was_waiting_for_comes_back_with_it(office):
    draft, into = IdeaFactory(draft=True), IdeaFactory()
    idea = publish(draft, draft.author)
    for supporter in UserFactory.create_batch(10):
        participation.recommend(idea, supporter)
    advance(idea, "ask_supplement", office, "어느 다리인지 알려 주세요.")
    kept = (
        *("stage", "outcome", "answer_state", "awaits_supplement"),
        *("gate_reached_at", "closed_from", "merged_into_id", "merged_at"),
    )
    before = Idea.objects.values(*kept).get(pk=idea.pk)
    promised = list(Promise.objects.filter(idea=idea).order_by("pk").values())
    assert (before["awaits_supplement"], bool(before["gate_reached_at"]), len(promised)) == (True, True, 2)
    row = merging.merge(idea, into, office, "같은 이야기예요.")
    assert not Promise.objects.open().filter(idea=idea).exists()
    merging.undo(row, office, "다른 다리였어요.")
    assert Idea.objects.values(*kept).get(pk=idea.pk) == before
    assert list(Promise.objects.filter(idea=idea).order_by("pk").values()) == promised


def test_who_presses_in_the_instant_of_the_merge_is_told(office):
    idea, into = IdeaFactory(), IdeaFactory()
    as_loaded = Idea.objects.get(pk=idea.pk)
    merging.merge(idea, into, office, "같은 이야기예요.")
    with pytest.raises(participation.Refused):
        participation.recommend(as_loaded, UserFactory())
    assert Idea.objects.get(pk=idea.pk).recommendation_count == idea.recommendation_rows.count() == 0
