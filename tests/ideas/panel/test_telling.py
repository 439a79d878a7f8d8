"""What members of a panel and the idea office hear: each thing once, whatever is pressed twice."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import roles
from ideas.models import Idea, Review
from ideas.panel import applying, assigning, lifts, rating, results, telling
from ideas.panel.criteria import Refused
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import CRITERIA, MembershipFactory, PanelFactory, ReviewFactory, RoundFactory, RoundIdeaFactory

pytestmark = pytest.mark.django_db
ALL = {code: 4 for code, _name in CRITERIA}


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


def words_to(member) -> list[str]:
    return list(Notice.objects.filter(member=member).order_by("id").values_list("words", flat=True))


def open_round(**more):
    return RoundFactory(assigned_at=timezone.now(), **more)


@pytest.mark.parametrize(
    ("state", "verb", "words"),
    [
        ("applied", "accept", "상상누리단이 되었어요! 오늘부터 함께해요."),
        ("applied", "decline", "이번 기수에는 함께하지 못해요. 손 들어 주셔서 고마워요."),
        ("invited", "decline", "초대를 거두게 되었어요. 다음에 다시 모실게요."),
    ],
)
def test_whoever_is_taken_in_or_turned_down_hears_it_once(office, state, verb, words):
    row = MembershipFactory(**{state: True})
    for _ in range(2):
        getattr(applying, verb)(row, office)
    assert words_to(row.member) == [words]


def test_a_member_of_a_term_to_come_hears_when_it_begins(office):
    row = MembershipFactory(applied=True, panel=PanelFactory(coming=True))
    applying.accept(row, office)
    assert "에 시작해요" in words_to(row.member)[0]


@pytest.mark.parametrize(
    ("joins", "words"), [(True, "초대를 받고 함께하기로 했어요."), (False, "이번에는 함께하기 어렵다고 했어요.")]
)
def test_whoever_invited_hears_the_answer_once(office, joins, words):
    guest, panel = UserFactory(nickname="먼바다"), PanelFactory()
    for _ in range(2):
        row = applying.invite(panel, guest, office)
    for _ in range(2):
        applying.answer_invitation(row, guest, joins)
    assert words_to(guest) == ["상상누리단에 초대해요. 함께할지 알려 주세요."]
    assert words_to(office) == [f"먼바다님이 {words}"]
    assert Notice.objects.get(member=office).url == f"/cms/panels/inspect/{panel.pk}/"


def test_a_member_the_office_sees_out_hears_it_and_one_who_leaves_alone_does_not(office):
    out, left = MembershipFactory(), MembershipFactory()
    for _ in range(2):
        applying.leave(out, office)
        applying.leave(left, left.member)
    assert len(words_to(out.member)) == 1
    assert "자리를 마쳤어요" in words_to(out.member)[0]
    assert words_to(left.member) == []


def test_a_round_that_opens_later_says_when(office):
    later = timezone.now() + timedelta(days=2)
    made = RoundFactory(opens_at=later, reviews_per_idea=1)
    row = MembershipFactory(panel=made.panel)
    RoundIdeaFactory(round=made)
    for _ in range(2):
        assigning.assign(made, office)
    (words,) = words_to(row.member)
    assert "부터" in words


def test_those_who_rated_hear_that_the_results_are_there_once():
    made = open_round()
    done = ReviewFactory(round_idea=RoundIdeaFactory(round=made), points=4)
    ReviewFactory(round_idea=RoundIdeaFactory(round=made), membership=done.membership, points=3)
    idle = ReviewFactory(round_idea=done.round_idea)
    for _ in range(2):
        results.close_round(made)
    notice = Notice.objects.get(member=done.membership.member)
    assert (notice.words, notice.url) == ("함께 읽은 결과가 나왔어요. 이제 누구나 볼 수 있어요.", f"/panel/rounds/{made.pk}/")
    assert words_to(idle.membership.member) == []


def test_nobody_is_reminded_of_what_cannot_be_rated_any_more():
    made = open_round(closes_at=timezone.now() + timedelta(days=7))
    hidden, ended = (ReviewFactory(round_idea=RoundIdeaFactory(round=made)) for _ in range(2))
    Idea.objects.filter(pk=hidden.round_idea.idea_id).update(visibility="hidden")
    Idea.objects.filter(pk=ended.round_idea.idea_id).update(stage="closed", outcome="held")
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        assert telling.remind() == 0
    assert not Notice.objects.exists()


def test_a_round_that_is_given_more_time_reminds_before_its_new_end():
    now = timezone.now()
    made = open_round(closes_at=now + timedelta(days=4))
    waits = ReviewFactory(round_idea=RoundIdeaFactory(round=made))
    with time_machine.travel(now + timedelta(days=2), tick=False):
        telling.remind()
    made.closes_at = now + timedelta(days=20)
    made.save()
    with time_machine.travel(now + timedelta(days=18), tick=False):
        assert [telling.remind(), telling.remind()] == [1, 0]
    assert len(words_to(waits.membership.member)) == 2


def test_the_office_reminds_once_a_day_those_who_have_something_left(office):
    now = timezone.now()
    made = open_round()
    waits = ReviewFactory(round_idea=RoundIdeaFactory(round=made))
    ReviewFactory(round_idea=waits.round_idea, points=4)
    assert [assigning.remind(made, office) for _ in range(2)] == [1, 1]
    assert len(words_to(waits.membership.member)) == Notice.objects.count() == 1
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assigning.remind(made, office)
    assert Notice.objects.count() == 2
    rating.rate(waits, waits.membership.member, ALL)
    with pytest.raises(Refused):
        assigning.remind(made, office)


def test_only_the_office_reminds_and_only_of_a_round_that_runs(office):
    running, fresh = open_round(), RoundFactory()
    review = ReviewFactory(round_idea=RoundIdeaFactory(round=running))
    early = open_round(opens_at=timezone.now() + timedelta(hours=1))
    for made, who in ((running, review.membership.member), (fresh, office), (early, office)):
        with pytest.raises(Refused):
            assigning.remind(made, who)
    assert not Notice.objects.exists()


def test_the_panel_hears_once_that_a_vote_began_and_that_it_passed(office):
    panel = PanelFactory(lift_votes=1)
    opener, other = (MembershipFactory(panel=panel).member for _ in range(2))
    idea = IdeaFactory(gated=True)
    lift, _again = (lifts.open_lift(panel, idea, opener, "꼭 필요해요") for _ in range(2))
    lifts.vote(lift, opener, True)
    assert words_to(opener) == ["슈퍼패스에 뽑혔어요. 올릴지는 창의담당관이 정해요"]
    assert len(words_to(other)) == 2
    assert len(words_to(office)) == 1


def test_what_waits_with_a_closed_account_goes_to_somebody_else(office):
    made = RoundFactory(reviews_per_idea=1)
    gone = MembershipFactory(panel=made.panel)
    RoundIdeaFactory(round=made)
    assigning.assign(made, office)
    heir = MembershipFactory(panel=made.panel)
    gone.member.is_active = False
    gone.member.save()
    assert [assigning.hand_on_from_the_gone() for _ in range(2)] == [1, 0]
    assert Review.objects.filter(state="asked").get().membership == heir
    assert len(words_to(heir.member)) == 1
