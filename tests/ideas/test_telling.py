"""Who hears what became of an idea, and that a process which dies on the way leaves nobody out and tells nobody twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from common.jobs import all_jobs
from ideas import following, telling, trail
from ideas.lifecycle import advance
from ideas.models import Idea, Telling, TrailEntry
from ideas.trail_words import WORDS
from notifications import inbox
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory
from tests.factories.trails import tell

pytestmark = pytest.mark.django_db(transaction=True)


def readers() -> set[int]:
    """Who has a line in the inbox."""
    return set(Notice.objects.values_list("member_id", flat=True))


def test_every_kind_that_is_told_has_words():
    assert set(telling.NEWS) <= set(WORDS)


def test_the_proposer_hears_at_once_and_the_others_from_the_clock():
    idea = RecommendationFactory().idea
    follower = UserFactory()
    following.follow(idea, follower)
    tell(idea, "answered", UserFactory(role=roles.IDEA_OFFICE))
    assert readers() == {idea.author_id}
    next(job for job in all_jobs() if job.name == "ideas.spread_news").work()
    assert readers() == {idea.author_id, idea.recommendation_rows.get().member_id, follower.pk}
    assert not Telling.objects.exists()
    line = Notice.objects.filter(member=follower).get()
    assert (line.title, line.url, line.kind) == (idea.title, idea.get_absolute_url(), "answer")
    assert line.words.endswith("창의담당관이 답변했어요")


def test_nobody_hears_of_what_they_did_themselves():
    supporter = RecommendationFactory(idea__stage="working").member
    idea = Idea.objects.get()
    tell(idea, "not_picked", supporter, meeting="실무회의")
    telling.spread()
    assert readers() == {idea.author_id}
    tell(idea, "withdraw", idea.author)
    assert Notice.objects.count() == 1


def test_silence_is_kept_but_what_is_asked_of_the_proposer_comes_through():
    row = RecommendationFactory()
    following.mute(row.idea, row.member)
    following.mute(row.idea, row.idea.author)
    tell(row.idea, "answered")
    telling.spread()
    assert readers() == set()
    tell(row.idea, "ask_supplement", reason="어느 다리인가요?")
    telling.spread()
    assert readers() == {row.idea.author_id}


def test_what_is_asked_of_the_proposer_is_told_to_nobody_else():
    row = RecommendationFactory()
    tell(row.idea, "ask_supplement")
    assert not Telling.objects.exists()


@pytest.mark.parametrize("kind", ["promised", "routed", "publish", "blotted_out"])
def test_book_keeping_is_no_news(kind):
    tell(RecommendationFactory().idea, kind, promise="answer", department="버스정책과")
    telling.spread()
    assert readers() == set()


def test_a_hidden_idea_is_told_of_to_nobody():
    idea = RecommendationFactory(idea__visibility="hidden").idea
    tell(idea, "answered")
    telling.spread()
    assert readers() == set()


def test_an_idea_that_is_hidden_before_the_clock_comes_stays_untold():
    idea = RecommendationFactory().idea
    tell(idea, "answered")
    Idea.objects.update(visibility="hidden")
    telling.spread()
    assert readers() == {idea.author_id}
    assert not Telling.objects.exists()


def test_supporters_hear_that_an_idea_was_withdrawn_and_nothing_else_of_it():
    idea = RecommendationFactory().idea
    tell(idea, "answered")
    advance(Idea.objects.get(), "withdraw", idea.author, "다시 쓸게요.")
    telling.spread()
    assert [line.words.split(", ")[1] for line in Notice.objects.exclude(member=idea.author)] == ["쓴 사람이 상상을 거둬들였어요"]


def test_history_that_is_written_down_later_fills_nobodys_inbox(monkeypatch):
    idea = RecommendationFactory().idea
    long_ago = timezone.now() - timedelta(days=31)
    with trail.changing(idea) as idea:
        trail.record(idea, "answered", None, at=long_ago)
    telling.spread()
    assert readers() == set()


def test_news_is_told_once_however_often_the_clock_comes():
    row = RecommendationFactory()
    tell(row.idea, "answered")
    entry = TrailEntry.objects.get(kind="answered")
    for _turn in range(3):
        trail.tell(entry.pk)
        telling.hear(sender=TrailEntry, entry=entry)
        telling.spread()
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("dies_after", range(6))
def test_a_process_that_dies_on_the_way_leaves_nobody_out_and_tells_nobody_twice(monkeypatch, dies_after):
    monkeypatch.setattr(telling, "BATCH", 3)
    idea = IdeaFactory()
    members = {row.member_id for row in RecommendationFactory.create_batch(10, idea=idea)}
    tell(idea, "answered")
    whole, calls = Telling.save, []

    def dying(row, *args, **kwargs):
        calls.append(row)
        if len(calls) > dies_after:
            raise SystemExit("killed")
        return whole(row, *args, **kwargs)

    monkeypatch.setattr(Telling, "save", dying)
    if dies_after < 4:
        with pytest.raises(SystemExit):
            telling.spread()
        assert len(readers()) == 3 * dies_after + 1
    else:
        telling.spread()
    monkeypatch.setattr(Telling, "save", whole)
    telling.spread()
    assert readers() == members | {idea.author_id}
    assert Notice.objects.count() == 11
    assert not Telling.objects.exists()


def test_a_turn_of_the_clock_ends_even_where_the_crowd_does_not(monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 1)
    monkeypatch.setattr(telling, "BATCHES_A_TURN", 4)
    idea = IdeaFactory()
    RecommendationFactory.create_batch(6, idea=idea)
    tell(idea, "answered")
    assert telling.spread() == 4
    assert telling.spread() == 2
    assert not Telling.objects.exists()


def test_a_batch_costs_the_same_wherever_it_begins(django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 20)
    idea = IdeaFactory()
    RecommendationFactory.create_batch(40, idea=idea)
    tell(idea, "answered")
    pk = Telling.objects.get().pk
    for _batch in range(2):
        with django_assert_max_num_queries(9):
            assert telling.spread_batch(pk) == 20


def test_a_fault_while_telling_leaves_the_entry_waiting(monkeypatch):
    idea = IdeaFactory()

    def fails(*args, **kwargs):
        raise RuntimeError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(inbox, "tell", fails)
        with pytest.raises(RuntimeError):
            tell(idea, "answered")
    assert trail.waiting() == [TrailEntry.objects.get(kind="answered").pk]
    next(job for job in all_jobs() if job.name == "ideas.tell_news").work()
    assert readers() == {idea.author_id}
