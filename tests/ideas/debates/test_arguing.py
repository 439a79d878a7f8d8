"""Writing and deleting arguments, finding them helpful, responding beneath."""

import uuid

import pytest
from django.utils import timezone

from accounts import roles
from ideas.debates.arguing import argue, delete_argument, find_helpful, respond, take_back_helpful
from ideas.debates.standing import take_stance
from ideas.models import Argument, Debate, Helpful, Response, Stance, Voice
from ideas.participation import Refused
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import DebateFactory

pytestmark = pytest.mark.django_db


def test_an_argument_counts_and_takes_a_stance_for_who_had_none():
    debate, citizen = DebateFactory(), UserFactory()
    argue(debate, citizen, "con", "  다리가 무거워져요. ")
    debate.refresh_from_db()
    assert (debate.con_arguments, debate.con, debate.changes) == (1, 1, 0)
    assert Argument.objects.get().body == "다리가 무거워져요."
    assert Stance.objects.get().side == "con"


def test_arguing_for_the_other_side_leaves_a_stance_as_it_is():
    debate, citizen = DebateFactory(), UserFactory()
    take_stance(debate, citizen, "pro")
    argue(debate, citizen, "con", "다만 바람이 걱정이에요.")
    debate.refresh_from_db()
    assert (debate.pro, debate.con, debate.con_arguments) == (1, 0, 1)


def test_a_form_sent_twice_makes_one_argument():
    debate, citizen, key = DebateFactory(), UserFactory(), uuid.uuid4()
    first = argue(debate, citizen, "pro", "그늘이 필요해요.", key)
    assert argue(debate, citizen, "pro", "그늘이 필요해요.", key) == first
    Debate.objects.update(closed_at=timezone.now())
    assert argue(debate, citizen, "pro", "그늘이 필요해요.", key) == first
    assert Debate.objects.get().pro_arguments == 1


@pytest.mark.parametrize("body", ["", " \n ", "가" * 501, "제 번호는 900101-1234568이에요"])
def test_words_that_may_not_stand_are_refused(body):
    with pytest.raises(Refused):
        argue(DebateFactory(), UserFactory(), "pro", body)
    assert not Argument.objects.exists()


def test_five_hundred_letters_fit():
    assert len(argue(DebateFactory(), UserFactory(), "pro", "가" * 500).body) == 500


def test_officials_write_under_their_post_and_experts_as_experts():
    debate, post = DebateFactory(), AppointmentFactory()
    assert argue(debate, post.user, "how", "가벼운 천막이면 돼요.").appointment == post
    assert argue(debate, UserFactory(role=roles.EXPERTS), "how", "하중을 재 봐야 해요.").is_expert
    assert not argue(debate, UserFactory(), "how", "저는 시민이에요.").is_expert


def test_deleting_takes_the_words_and_the_count_away_once():
    debate, citizen = DebateFactory(), UserFactory()
    made = argue(debate, citizen, "pro", "그늘이 필요해요.")
    delete_argument(made, citizen)
    delete_argument(made, citizen)
    made.refresh_from_db()
    assert (made.body, bool(made.deleted_at)) == ("", True)
    assert Debate.objects.get().pro_arguments == 0


def test_nobody_deletes_what_others_wrote_or_what_a_closed_debate_keeps():
    debate, citizen = DebateFactory(), UserFactory()
    made = argue(debate, citizen, "pro", "그늘이 필요해요.")
    with pytest.raises(Refused):
        delete_argument(made, UserFactory())
    Debate.objects.update(closed_at=timezone.now())
    with pytest.raises(Refused, match="끝나면"):
        delete_argument(made, citizen)


def test_helpful_counts_once_and_is_taken_back_once():
    made, reader = argue(DebateFactory(), UserFactory(), "pro", "그늘이 필요해요."), UserFactory()
    assert [find_helpful(made, reader), find_helpful(made, reader)] == [True, False]
    assert Argument.objects.get().helpful_count == 1
    assert [take_back_helpful(made, reader), take_back_helpful(made, reader)] == [True, False]
    assert (Argument.objects.get().helpful_count, Helpful.objects.count()) == (0, 0)


def test_ones_own_deleted_and_frozen_arguments_cannot_be_found_helpful():
    debate, author, reader = DebateFactory(), UserFactory(), UserFactory()
    made = argue(debate, author, "pro", "그늘이 필요해요.")
    with pytest.raises(Refused, match="내가 쓴"):
        find_helpful(made, author)
    Debate.objects.update(closed_at=timezone.now())
    with pytest.raises(Refused, match="끝나서"):
        find_helpful(made, reader)
    Debate.objects.update(closed_at=None)
    delete_argument(made, author)
    with pytest.raises(Refused):
        find_helpful(made, reader)


def test_the_proposer_officials_and_experts_respond_each_in_their_voice():
    post = AppointmentFactory()
    debate = DebateFactory()
    made = argue(debate, UserFactory(), "con", "다리가 무거워져요.")
    answers = {
        Voice.PROPOSER: debate.idea.author,
        Voice.OFFICIAL: post.user,
        Voice.EXPERT: UserFactory(role=roles.EXPERTS),
    }
    for voice, person in answers.items():
        assert respond(made, person, "가벼운 것을 쓸게요.").voice == voice
    assert Response.objects.get(author=post.user).appointment == post
    assert respond(made, UserFactory(role=roles.IDEA_OFFICE), "살펴볼게요.").voice == Voice.OFFICIAL


def test_a_proposer_who_is_an_official_or_an_expert_stays_recognisable():
    post, expert = AppointmentFactory(), UserFactory(role=roles.EXPERTS)
    for proposer, spoken in ((post.user, (Voice.OFFICIAL, post)), (expert, (Voice.EXPERT, None))):
        debate = DebateFactory(idea__author=proposer)
        made = argue(debate, UserFactory(), "con", "다리가 무거워져요.")
        response = respond(made, proposer, "제가 쓴 상상이라 한마디만요.")
        assert (response.voice, response.appointment) == spoken


def test_citizens_do_not_duel_and_nobody_responds_twice():
    made, expert = argue(DebateFactory(), UserFactory(), "con", "다리가 무거워져요."), UserFactory(role=roles.EXPERTS)
    with pytest.raises(Refused):
        respond(made, UserFactory(), "아니에요!")
    with pytest.raises(Refused):
        respond(made, made.author, "덧붙일게요.")
    first = respond(made, expert, "재 보았어요.")
    assert respond(made, expert, "재 보았어요.") == first
    with pytest.raises(Refused, match="한 번만"):
        respond(made, expert, "한마디 더요.")
