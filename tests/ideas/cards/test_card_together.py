"""Ideas that share a card, or were merged into one that has it: they hear what happens, and their proposers are honoured."""

import pytest

from ideas import merging, participation
from ideas.cards import doing, ending, hall, joining, planning
from ideas.lifecycle import advance
from ideas.models import Card, HallEntry, Idea, Merge
from ideas.stages import Outcome
from ideas.telling import spread
from ideas.verifying import verify
from notifications.models import Notice
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.cards import day, fresh, idea_office, planned_card
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def now(idea: Idea) -> Idea:
    return Idea.objects.get(pk=idea.pk)


@pytest.fixture
def merged():
    """A planned card, an idea that was merged into its idea, one that went into that one before, and who did it."""
    office, held = idea_office(), AppointmentFactory(post="주무관")
    main = IdeaFactory(department=held.department, post=held.post)
    near, far = IdeaFactory(), IdeaFactory()
    merging.merge(far, near, office, "같은 이야기예요")
    merging.merge(now(near), now(main), office, "같은 이야기예요")
    advance(now(main), "fast_adopt", office, "바로 시작할 수 있어요.")
    card = Card.objects.get(idea=main)
    return planning.plan(card, held.user, "봄에 놓아요.", day(0), day(9)), held.user, now(near), now(far), office


def finish(card, by):
    return ending.finish(fresh(card), by, day(0), "모두 놓았어요.")


def test_proposers_of_merged_ideas_enter_the_hall_each_once_and_hear_of_it_once(merged, django_capture_on_commit_callbacks):
    card, official, near, far, _office = merged
    with django_capture_on_commit_callbacks(execute=True):
        finish(card, official)
    finish(card, official)
    assert set(HallEntry.objects.values_list("idea", "member")) == {(idea.pk, idea.author_id) for idea in (card.idea, near, far)}
    for idea in (near, far):
        assert idea.trail.filter(kind="entered_hall").count() == 1
        assert verify(now(idea)) is None
        spread()
        assert Notice.objects.filter(member=idea.author_id, words__contains="천상인").count() == 1


def test_what_is_taken_apart_again_leaves_the_hall_and_the_others_stay(merged):
    card, official, near, _far, office = merged
    finish(card, official)
    merging.undo(Merge.objects.get(idea=near), office, "다른 이야기였어요")
    # What had gone into the idea that left was honoured for the same card, and goes along with it.
    assert list(HallEntry.objects.values_list("idea", flat=True)) == [card.idea_id]
    assert verify(now(near)) is None


def test_a_hidden_merged_idea_is_not_honoured(merged):
    card, official, near, far, _office = merged
    Idea.objects.filter(pk=near.pk).update(visibility="hidden")
    finish(card, official)
    assert set(HallEntry.objects.values_list("idea", flat=True)) == {card.idea_id}
    assert far.pk not in hall.gone_into([card.idea_id])


def test_the_title_counts_ideas_that_everybody_may_read(merged):
    card, official, *_others = merged
    finish(card, official)
    author = card.idea.author
    assert hall.is_celestial(author)
    Idea.objects.filter(pk=card.idea_id).update(visibility="hidden")
    assert not hall.is_celestial(author)
    assert not hall.is_celestial(None)


def test_supporters_of_an_idea_that_shares_a_card_hear_every_step_once(client, django_capture_on_commit_callbacks):
    card, held = planned_card()
    office = idea_office()
    other = IdeaFactory(ended=Outcome.ADOPTED)
    joining.join(card, other, office)
    supporter = UserFactory()
    # Whoever supported it did so while it was flowing.
    Idea.objects.filter(pk=other.pk).update(stage="proposed", outcome="none", closed_from="")
    participation.recommend(now(other), supporter)
    Idea.objects.filter(pk=other.pk).update(stage="closed", outcome=Outcome.ADOPTED, closed_from="proposed")
    page = other.get_absolute_url()
    assert "계획수립" in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        doing.start(fresh(card), held.user)
        doing.report(fresh(card), held.user, "터를 다졌어요.")
    spread()
    assert Notice.objects.filter(member=supporter).count() == 2
    assert list(other.trail.values_list("kind", flat=True)) == ["card_joined", "card_moved", "card_reported"]
    assert "실행 중" in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        finish(card, held.user)
    spread()
    words = list(Notice.objects.filter(member=supporter).values_list("words", flat=True))
    assert sum("천상인" in one for one in words) == 1
    assert verify(now(other)) is None


def test_the_title_stands_beside_the_name_on_the_page_of_the_idea_and_of_the_member(client, merged):
    card, official, *_others = merged
    author = card.idea.author
    pages = [card.idea.get_absolute_url(), f"/members/{author.pk}/"]
    assert not any("천상인</" in client.get(page).content.decode() for page in pages)
    finish(card, official)
    assert all("천상인</" in client.get(page).content.decode() for page in pages)
    Idea.objects.filter(pk=card.idea_id).update(visibility="hidden")
    assert "천상인</" not in client.get(pages[1]).content.decode()
