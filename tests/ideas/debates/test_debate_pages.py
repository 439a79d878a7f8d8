"""The pages of debates: what they show to whom, what they cost, and what pressing does without scripts and with htmx."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas.debates import running
from ideas.debates.arguing import argue, find_helpful, respond
from ideas.debates.standing import take_stance
from ideas.models import Argument, Debate, Response, Stance
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def citizen(client):
    citizen = UserFactory()
    client.force_login(citizen)
    return citizen


def page(client, debate, **query):
    return client.get(reverse("ideas:debate", args=[debate.pk]), query)


def many(debate, number=10_000):
    """So many arguments by some people, on all sides."""
    people = [*UserFactory.create_batch(5), *[AppointmentFactory().user for _ in range(3)]]
    posts = {person.pk: person.appointment for person in people}
    rows = [
        Argument(
            debate=debate,
            author=people[number % 8],
            appointment=posts[people[number % 8].pk],
            side=("pro", "con", "how")[number % 3],
            body=f"생각 {number}",
            helpful_count=number % 50,
        )
        for number in range(number)
    ]
    Argument.objects.bulk_create(rows)
    Response.objects.bulk_create(
        Response(argument=argument, author=people[7], appointment=posts[people[7].pk], voice="official", body="살펴볼게요")
        for argument in Argument.objects.filter(helpful_count=49)
    )


def test_a_debate_with_ten_thousand_arguments_stays_within_fourteen_queries(client, citizen, django_assert_max_num_queries):
    debate = DebateFactory(moderator=UserFactory())
    many(debate)
    take_stance(debate, citizen, "pro")
    page(client, debate)  # the frame of the page is kept by the process
    for query in ({}, {"sort": "new"}, {"voices": "known"}, {"side": "con", "page": "3"}):
        with django_assert_max_num_queries(14):
            assert page(client, debate, **query).text.count('class="argument argument--') in (20, 60)


def test_a_page_kept_for_visitors_costs_two_queries_and_sees_a_change_at_once(django_assert_max_num_queries):
    debate = DebateFactory()
    argue(debate, UserFactory(), "pro", "그늘이 필요해요.")
    visitor = Client()
    page(visitor, debate)
    with django_assert_max_num_queries(2):
        page(visitor, debate, **{})
    argue(debate, UserFactory(), "con", "바람이 세요.")
    assert "바람이 세요." in page(visitor, debate).text


def test_the_order_holds_still_while_somebody_reads(client):
    debate = DebateFactory()
    first = ArgumentFactory.create_batch(45, debate=debate)
    until = first[-1].pk
    seen = []
    for number in (1, 2, 3):
        ArgumentFactory.create_batch(7, debate=debate)
        answer = page(client, debate, side="pro", sort="new", until=until, page=number)
        seen += [argument.pk for argument in answer.context["columns"][0].arguments]
    assert seen == [argument.pk for argument in reversed(first)]


def test_reading_on_sends_only_what_comes_next(client):
    debate = DebateFactory()
    ArgumentFactory.create_batch(25, debate=debate, side="con")
    text = page(client, debate).text
    assert "side=con" in text
    assert "page=2" in text
    more = page(client, debate, side="con", page=2).text
    assert more.count('class="argument argument--con') == 5
    fragment = client.get(reverse("ideas:debate", args=[debate.pk]), {"side": "con", "page": 2}, headers=HTMX).text
    assert "<html" not in fragment
    assert fragment.count('class="argument argument--con') == 5


def test_officials_and_experts_are_labelled_and_can_be_shown_alone(client):
    debate, post = DebateFactory(), AppointmentFactory(post="교량팀장")
    made = argue(debate, post.user, "how", "가벼운 천막이면 돼요.")
    argue(debate, UserFactory(role=roles.EXPERTS), "how", "하중을 재 봐야 해요.")
    argue(debate, UserFactory(), "how", "시민의 생각이에요.")
    argue(debate, debate.idea.author, "pro", "제가 쓴 상상이에요.")
    respond(argue(debate, UserFactory(), "con", "무거워요."), post.user, "가벼워요.")
    text = page(client, debate).text
    assert text.count(post.department.name) == 2
    assert "교량팀장" in text
    assert text.count("전문가</span>") == 1
    assert '<span class="badge">쓴 사람</span>' in text
    known = page(client, debate, voices="known").text
    assert made.body in known
    assert "하중을 재 봐야 해요." in known
    assert "시민의 생각이에요." not in known


def test_deleted_and_hidden_arguments_are_nowhere(client):
    debate = DebateFactory()
    ArgumentFactory(debate=debate, body="지운 말", deleted_at=timezone.now())
    hidden = ArgumentFactory(debate=debate, body="가린 말", visibility="hidden")
    text = page(client, debate).text
    assert "지운 말" not in text
    assert "가린 말" not in text
    client.force_login(UserFactory())
    assert client.post(reverse("ideas:argument_helpful", args=[hidden.pk])).status_code == 404


def test_a_hidden_debate_or_one_of_a_hidden_idea_is_not_there(client, citizen):
    hidden, of_hidden = DebateFactory(visibility="hidden"), DebateFactory(idea__visibility="hidden")
    made = ArgumentFactory(debate=of_hidden)
    for debate in (hidden, of_hidden):
        assert page(client, debate).status_code == 404
        assert client.get(reverse("ideas:debate_news", args=[debate.pk])).status_code == 404
        assert client.post(reverse("ideas:debate_stance", args=[debate.pk]), {"side": "pro"}).status_code == 404
        assert client.post(reverse("ideas:debate_argue", args=[debate.pk]), {"side": "pro", "body": "말"}).status_code == 404
        assert debate.title not in client.get(reverse("ideas:debates")).text
    assert client.post(reverse("ideas:argument_helpful", args=[made.pk])).status_code == 404
    assert page(client, Debate(pk=2**63)).status_code == 404


def test_a_stance_is_taken_without_scripts_and_with(client, citizen):
    debate = DebateFactory()
    address = reverse("ideas:debate_stance", args=[debate.pk])
    assert client.post(address, {"side": "con"}).status_code == 302
    assert Stance.objects.get().side == "con"
    text = client.post(address, {"side": "how"}, headers=HTMX).text
    assert 'hx-swap-oob="true"' in text
    assert "지금 내 생각은 <strong>실현방안</strong> 쪽이에요" in text
    Debate.objects.update(closed_at=timezone.now())
    assert "토론이 끝나서" in client.post(address, {"side": "pro"}, headers=HTMX).text


def test_a_visitor_logs_in_first():
    debate, visitor = DebateFactory(), Client()
    for name in ("debate_stance", "debate_argue"):
        answer = visitor.post(reverse(f"ideas:{name}", args=[debate.pk]), {"side": "pro"})
        assert answer.status_code == 302
        assert "/account/" in answer.url or "login" in answer.url


def test_an_argument_is_written_and_refused_words_are_kept(client, citizen):
    debate = DebateFactory()
    address = reverse("ideas:debate_argue", args=[debate.pk])
    long = client.post(address, {"side": "pro", "body": "가" * 501})
    assert (long.status_code, "가" * 501 in long.text) == (422, True)
    sent = client.post(address, {"side": "pro", "body": "그늘이 필요해요."})
    made = Argument.objects.get()
    assert sent.url == f"/debates/{debate.pk}/?side=pro&sort=new#argument-{made.pk}"
    assert "그늘이 필요해요." in page(client, debate).text


def test_helpful_is_pressed_and_taken_back(client, citizen):
    made = argue(DebateFactory(), UserFactory(), "pro", "그늘이 필요해요.")
    address = reverse("ideas:argument_helpful", args=[made.pk])
    assert 'aria-pressed="true"' in client.post(address, {"action": "find"}, headers=HTMX).text
    assert Argument.objects.get().helpful_count == 1
    assert 'aria-pressed="false"' in client.post(address, {"action": "take_back"}, headers=HTMX).text
    assert client.post(address, {"action": "find"}).status_code == 302
    assert Argument.objects.get().helpful_count == 1
    assert client.get(address).status_code == 405


def test_only_the_writer_deletes_after_being_asked(client, citizen):
    made = argue(DebateFactory(), citizen, "pro", "그늘이 필요해요.")
    address = reverse("ideas:argument_delete", args=[made.pk])
    assert "지울까요?" in client.get(address).text
    other = Client()
    other.force_login(UserFactory())
    assert other.post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert Argument.objects.get().deleted_at


def test_responding_is_for_the_proposer_officials_and_experts(client):
    debate, post = DebateFactory(), AppointmentFactory()
    made = argue(debate, UserFactory(), "con", "무거워요.")
    address = reverse("ideas:argument_respond", args=[made.pk])
    client.force_login(UserFactory())
    assert client.post(address, {"body": "아니에요"}).status_code == 403
    assert address not in page(client, debate).text
    client.force_login(post.user)
    assert address in page(client, debate).text
    assert client.post(address, {"body": " "}).status_code == 422
    assert client.post(address, {"body": "가벼운 것을 쓸게요."}).status_code == 302
    text = page(client, debate).text
    assert "가벼운 것을 쓸게요." in text
    assert address not in text


def test_news_cost_one_query_and_nothing_while_nothing_changed(django_assert_num_queries):
    debate = DebateFactory()
    made = argue(debate, UserFactory(), "pro", "그늘이 필요해요.")
    debate.refresh_from_db()
    address = reverse("ideas:debate_news", args=[debate.pk])
    query = {"since": debate.revision, "until": made.pk}
    visitor = Client()
    with django_assert_num_queries(1):
        assert visitor.get(address, query).status_code == 204
    for side in ("con", "con", "how"):
        argue(debate, UserFactory(), side, "새 생각이에요.")
    with django_assert_num_queries(2):
        text = visitor.get(address, query).text
    assert "새 생각 3개 보기" in text
    assert 'id="tally" hx-swap-oob="true"' in text
    assert visitor.get(address, {"since": "x", "until": "9" * 40}).status_code == 200


def test_news_of_a_debate_that_ended_say_so():
    debate = DebateFactory()
    running.close(debate, UserFactory(role=roles.IDEA_OFFICE))
    text = Client().get(reverse("ideas:debate_news", args=[debate.pk]), {"since": 0, "until": 0}).text
    assert "토론이 끝났어요" in text
    assert "hx-trigger" not in text


def test_what_is_wrong_in_the_address_is_left_out(client):
    debate = DebateFactory()
    ArgumentFactory(debate=debate, body="첫 생각")
    for query in ({"sort": "x"}, {"side": "x"}, {"page": "x"}, {"until": "-1"}, {"until": "9" * 30}, {"page": "99999999"}):
        assert page(client, debate, **query).status_code == 200


def test_the_chart_has_its_table(client):
    debate = DebateFactory()
    take_stance(debate, UserFactory(), "pro")
    text = page(client, debate).text
    assert text.count("<polyline") == 3
    assert "표로 보기" in text
    assert 'scope="row"' in text


def test_a_summary_and_its_pins_stand_above(client):
    debate, office = DebateFactory(), UserFactory(role=roles.IDEA_OFFICE)
    best = argue(debate, UserFactory(), "pro", "가장 좋은 생각이에요.")
    argue(debate, UserFactory(), "pro", "다른 생각이에요.")
    find_helpful(best, UserFactory())
    client.force_login(office)
    address = reverse("ideas:debate_run", args=[debate.pk])
    assert client.post(address, {"action": "close"}).status_code == 422
    assert client.post(address, {"action": "close", "sure": "on"}).status_code == 302
    assert client.post(address, {"action": "summarise"}).status_code == 422
    assert client.post(address, {"action": "summarise", "agreed": "그늘은 모두가 바라요."}).status_code == 302
    text = page(client, debate).text
    assert "그늘은 모두가 바라요." in text
    assert text.count("가장 도움이 된 생각") == 1
    assert text.count("가장 좋은 생각이에요.") == 1


def test_the_window_is_extended_from_its_page(client):
    debate, moderator = DebateFactory(), UserFactory()
    address = reverse("ideas:debate_run", args=[debate.pk])
    client.force_login(moderator)
    assert client.get(address).status_code == 403
    Debate.objects.update(moderator=moderator)
    later = timezone.localtime(debate.closes_at + timedelta(days=5)).replace(second=0, microsecond=0)
    data = {"action": "extend", "closes_at": later.strftime("%Y-%m-%dT%H:%M"), "reason": "더 들을게요"}
    assert client.post(address, data).status_code == 302
    assert Debate.objects.get().closes_at == later
    assert client.post(address, data).status_code == 302
    assert debate.idea.trail.filter(kind="debate_extended").count() == 1
    assert client.post(address, data | {"reason": "한 번 더 늘려요"}).status_code == 422


def test_the_list_shows_what_runs_before_what_is_over_within_six_queries(client, citizen, django_assert_max_num_queries):
    over = DebateFactory(closed=True, title="끝난 이야기")
    DebateFactory.create_batch(25)
    question = DebateFactory(idea=None, title="차 없는 거리", closes_at=timezone.now() + timedelta(days=30))
    client.get(reverse("ideas:debates"))  # the frame of the page is kept by the process
    with django_assert_max_num_queries(6):
        text = client.get(reverse("ideas:debates")).text
    assert text.index(question.title) < text.index("다리 위 쉼터")
    assert over.title not in text
    further = client.get(reverse("ideas:debates")).context["further"]
    assert over.title in client.get(further).text
    assert client.get(reverse("ideas:debates"), {"cursor": "nonsense"}).status_code == 200


def test_a_city_without_debates_says_where_they_come_from(client):
    assert "아직 열린 토론이 없어요" in client.get(reverse("ideas:debates")).text
