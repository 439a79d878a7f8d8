"""The page of an idea."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas.lifecycle import advance
from ideas.models import Gate, GateSet, Idea, IdeaVersion, Photo, Promise
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import (
    AnswerFactory,
    CategoryFactory,
    CommentFactory,
    DistrictFactory,
    GroundFactory,
    IdeaFactory,
    PromiseFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def read(client, idea, **query):
    """The page as the view makes it; pages kept for visitors are looked at in test_kept_pages.py."""
    caches["pages"].clear()
    return client.get(reverse("ideas:detail", args=[idea.number]), query)


def test_everybody_reads_a_public_idea(client):
    idea = IdeaFactory(category=CategoryFactory(name="교통"), district=DistrictFactory(name="마포구"))
    idea.tags.add("그늘")
    text = read(client, idea).text
    for words in (idea.title, "여름에 다리를", "교통", "마포구", "#그늘", idea.author.nickname):
        assert words in text


@pytest.mark.parametrize("number", ["0", "999999999", "9223372036854775807", "9223372036854775808", "9" * 60])
def test_an_unknown_number_is_a_page_not_found(client, number):
    assert client.get(f"/ideas/{number}/").status_code == 404


def test_a_hidden_idea_is_there_only_for_its_author_and_the_staff(client):
    idea = IdeaFactory(visibility="hidden")
    assert read(client, idea).status_code == 404
    client.force_login(UserFactory())
    assert read(client, idea).status_code == 404
    client.force_login(idea.author)
    response = read(client, idea)
    assert response.status_code == 200
    assert "noindex" in response.text
    client.force_login(UserFactory(role="운영지기"))
    assert read(client, idea).status_code == 200


def test_a_withdrawn_idea_shows_the_reason_in_place_of_the_text(client):
    idea = IdeaFactory(withdrawn=True, withdrawal_reason="더 좋은 생각이 났어요")
    response = read(client, idea)
    assert response.status_code == 200
    assert "더 좋은 생각이 났어요" in response.text
    assert "여름에 다리를" not in response.text
    assert "noindex" in response.text
    assert "application/ld+json" not in response.text


def test_imported_support_is_explained(client):
    idea = IdeaFactory(imported=True, imported_recommendation_count=1_200, recommendation_count=34)
    text = read(client, idea).text
    assert "이웃 1,234명 추천 · 이 가운데 1,200명은 옮겨 온 기록이에요" in text
    assert "익명의 시민" in text


def test_an_edited_idea_leads_to_its_versions(client):
    idea = IdeaFactory()
    IdeaVersion.objects.create(idea=idea, number=1, title="처음", body="처음")
    assert reverse("ideas:versions", args=[idea.number]) not in read(client, idea).text
    IdeaVersion.objects.create(idea=idea, number=2, title="다음", body="다음")
    assert reverse("ideas:versions", args=[idea.number]) in read(client, idea).text


def test_only_the_author_sees_tools_and_only_while_they_work(client):
    idea = IdeaFactory()
    edit, withdraw = reverse("ideas:edit", args=[idea.number]), reverse("ideas:withdraw", args=[idea.number])
    client.force_login(UserFactory(is_superuser=True))
    assert edit not in read(client, idea).text
    client.force_login(idea.author)
    assert edit in read(client, idea).text
    type(idea).objects.filter(pk=idea.pk).update(stage=Stage.DEBATE)
    text = read(client, idea).text
    assert edit not in text
    assert withdraw in text


def test_an_official_proposer_is_named_by_post(client):
    post = AppointmentFactory(department__name="버스정책과")
    assert "버스정책과" in read(client, IdeaFactory(author=post.user)).text


def test_data_for_search_engines_cannot_break_out_of_its_element(client):
    idea = IdeaFactory(title="</script><script>alert(1)</script> & <b>")
    text = read(client, idea).text
    assert "<script>alert" not in text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL).group(1))
    assert data["headline"] == idea.title
    assert data["url"].endswith(idea.get_absolute_url())


def test_head_knows_the_one_address_of_the_page(client, settings):
    idea = IdeaFactory(title='"따옴표" 제목')
    text = read(client, idea, comments=2).text
    assert f'<link rel="canonical" href="{settings.SITE_URL}{idea.get_absolute_url()}">' in text
    assert '<meta property="og:title" content="&quot;따옴표&quot; 제목">' in text


def test_a_visitor_gets_no_cookie(client):
    response = read(client, IdeaFactory())
    assert not response.cookies


def test_scripts_and_links_of_citizens_are_tamed(client):
    idea = IdeaFactory(body="<script>alert(1)</script>\n\nhttps://example.org/길?a=1&b=2\n\njavascript:alert(1)")
    text = read(client, idea).text
    assert "<script>alert" not in text
    assert 'href="https://example.org/" rel="nofollow ugc noopener"' in text
    assert 'href="javascript' not in text


def test_a_post_is_refused(client):
    assert client.post(reverse("ideas:detail", args=[IdeaFactory().number])).status_code == 405


def full_idea():
    idea = IdeaFactory(category=CategoryFactory(), district=DistrictFactory(), comment_count=40)
    idea.tags.add("하나", "둘")
    for n in range(3):
        Photo.objects.create(idea=idea, image=f"photos/{n}.webp", thumbnail=f"photos/{n}s.webp", width=10, height=10, position=n)
    for n in range(30):
        post = AppointmentFactory() if n % 5 == 0 else None
        top = CommentFactory(idea=idea, author=post.user if post else UserFactory(), appointment=post, reply_count=4)
        CommentFactory.create_batch(4, idea=idea, parent=top)
    IdeaFactory.create_batch(3)
    return idea


def official_of(idea):
    return UserFactory(role=roles.IDEA_OFFICE)


def promised(idea):
    PromiseFactory(idea=idea, department=AppointmentFactory().department)
    Idea.objects.filter(pk=idea.pk).update(answer_state="awaiting")


def asked_for_more(idea):
    promised(idea)
    advance(idea, "ask_supplement", official_of(idea), "어느 다리인지 알려 주세요")


def supplemented(idea):
    asked_for_more(idea)
    advance(idea, "give_supplement", idea.author, "마포대교예요")


def refused(idea):
    advance(idea, "not_adopt", official_of(idea), "다리가 버티지 못해요", ground=GroundFactory())
    AnswerFactory(idea=idea)


STATES = {
    "new": lambda idea: None,
    "promised": promised,
    "asked": asked_for_more,
    "supplemented": supplemented,
    "refused": refused,
}


@pytest.mark.parametrize("state", STATES)
def test_a_visitor_costs_ten_queries_at_most(client, django_assert_max_num_queries, state):
    idea = full_idea()
    STATES[state](idea)
    read(client, idea)
    with django_assert_max_num_queries(10):
        response = read(client, idea)
    assert len(response.context["discussion"].comments) == 20


@pytest.mark.parametrize("state", STATES)
def test_a_member_costs_fourteen_queries_at_most(client, django_assert_max_num_queries, state):
    idea, citizen = full_idea(), UserFactory()
    STATES[state](idea)
    client.force_login(citizen)
    RecommendationFactory(idea=idea, member=citizen)
    read(client, idea)
    with django_assert_max_num_queries(14):
        response = read(client, idea)
    assert "추천한 상상이라 소식을 알려 드려요." in response.text


def test_a_promise_says_who_answers_until_when(client):
    idea = IdeaFactory(answer_state="awaiting")
    made = PromiseFactory(idea=idea, department=AppointmentFactory(department__name="버스정책과").department)
    text = read(client, idea).text
    assert f"버스정책과가 {made.due_on.month}월 {made.due_on.day}일까지 답하기로 했어요." in text
    assert "왜 늦어지나요?" not in text


def test_a_late_promise_is_marked_and_asks_why(client):
    idea = IdeaFactory(answer_state="awaiting")
    late = timezone.localdate() - timedelta(days=3)
    PromiseFactory(idea=idea, due_on=late)
    text = read(client, idea).text
    assert "창의담당관이 약속한 날이 3일 지났어요." in text
    assert "promise--late" in text
    assert "왜 늦어지나요?" in text


def test_a_stopped_clock_shows_its_reason(client):
    idea = IdeaFactory(answer_state="awaiting")
    PromiseFactory(idea=idea, stopped_on=timezone.localdate(), stop_reason="전문가에게 물었어요.")
    text = read(client, idea).text
    assert "까닭: 전문가에게 물었어요." in text
    assert "promise--late" not in text


def test_everybody_reads_what_was_asked_and_only_the_proposer_gets_the_form(client):
    idea = IdeaFactory()
    asked_for_more(idea)
    form = f'action="{reverse("ideas:step", args=[idea.number, "give_supplement"])}"'
    text = read(client, idea).text
    assert "어느 다리인지 알려 주세요" in text
    assert form not in text
    client.force_login(UserFactory())
    assert form not in read(client, idea).text
    client.force_login(idea.author)
    assert form in read(client, idea).text


def test_what_the_proposer_added_stands_below_the_text(client):
    idea = IdeaFactory()
    supplemented(idea)
    text = read(client, idea).text
    assert text.index(idea.title) < text.index("쓴 사람이 보탠 이야기") < text.index("마포대교예요")
    assert "조금 더 들려 달라고 부탁했어요</h2>" not in text


def test_a_refused_idea_shows_ground_and_reason(client):
    idea = IdeaFactory()
    ground = GroundFactory(name="이미 하고 있어요", explanation="지난봄부터 하고 있는 일이에요.")
    advance(idea, "not_adopt", official_of(idea), "다리가 버티지 못해요", ground=ground)
    text = read(client, idea).text
    for words in ("이번에는 이루지 못했어요. 까닭은 이래요.", ground.name, ground.explanation, "다리가 버티지 못해요"):
        assert words in text


def test_a_decision_told_with_an_answer_points_to_it(client):
    idea = IdeaFactory()
    answer = AnswerFactory(idea=idea, verdict="not_adopt", refusal="무거워서요")
    advance(idea, "not_adopt", official_of(idea), answer.summary, told={"answer": answer.pk})
    text = read(client, idea).text
    assert f'href="#answer-{answer.pk}"' in text
    assert f'id="answer-{answer.pk}"' in text


def test_the_proposer_may_ask_again_within_fifteen_days(client):
    idea = IdeaFactory()
    advance(idea, "not_adopt", official_of(idea), "까닭")
    ask = reverse("ideas:step", args=[idea.number, "ask_re_review"])
    last = timezone.localdate() + timedelta(days=15)
    assert ask not in read(client, idea).text
    client.force_login(idea.author)
    text = read(client, idea).text
    assert ask in text
    assert f"{last.month}월 {last.day}일까지 다시 살펴봐 달라고 할 수 있어요." in text
    with time_machine.travel(timezone.now() + timedelta(days=16)):
        client.force_login(idea.author)
        assert ask not in read(client, idea).text


def test_a_re_review_is_seen_by_everybody_until_it_is_settled(client):
    idea = IdeaFactory()
    office = official_of(idea)
    advance(idea, "not_adopt", office, "까닭")
    advance(idea, "ask_re_review", idea.author, "버스 노선이 바뀌었어요")
    text = read(client, idea).text
    assert "버스 노선이 바뀌었어요" in text
    assert "다시 살펴보기로 했어요" in text
    advance(idea, "uphold", office, "노선이 바뀌어도 같아요")
    text = read(client, idea).text
    assert "다시 살펴보았고, 결정은 그대로예요." in text
    assert "노선이 바뀌어도 같아요" in text


def test_a_merged_idea_points_on_unless_the_other_is_hidden(client):
    idea = IdeaFactory(ended=Outcome.MERGED)
    there = idea.merged_into
    assert f'href="{there.get_absolute_url()}"' in read(client, idea).text
    Idea.objects.filter(pk=there.pk).update(visibility="hidden")
    text = read(client, idea).text
    assert "비슷한 상상과 합쳐졌어요." in text
    assert there.title not in text
    assert there.get_absolute_url() not in text


def test_a_withdrawn_idea_quotes_nothing_of_what_was_said(client):
    idea = IdeaFactory()
    supplemented(idea)
    advance(idea, "withdraw", idea.author, "다시 쓸게요")
    text = read(client, idea).text
    assert "쓴 사람이 보탠 이야기" not in text


def test_the_end_of_the_trail_leads_to_all_of_it(client):
    idea = IdeaFactory()
    supplemented(idea)
    response = read(client, idea)
    assert [line.number for line in response.context["course"].lines] == list(range(idea_length(idea), idea_length(idea) - 5, -1))
    assert reverse("ideas:trail", args=[idea.number]) in response.text


def idea_length(idea) -> int:
    return Idea.objects.get(pk=idea.pk).trail_length


def test_a_kept_page_is_made_anew_when_the_day_is_over():
    idea = IdeaFactory(answer_state="awaiting")
    PromiseFactory(idea=idea, due_on=timezone.localdate())
    address = idea.get_absolute_url()
    assert "일 지났어요" not in Client().get(address).text
    Promise.objects.update(due_on=timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "창의담당관이 약속한 날이 1일 지났어요." in Client().get(address).text


def test_officials_see_their_bar_and_citizens_do_not(client):
    idea = IdeaFactory()
    client.force_login(UserFactory())
    assert "desk-bar" not in read(client, idea).text
    client.force_login(official_of(idea))
    assert "desk-bar" in read(client, idea).text


def bars(**more) -> GateSet:
    made = GateSet.objects.create(number=900, name="시험")
    Gate.objects.create(gate_set=made, passage="debate", **more)
    return made


def test_one_measure_is_said_as_a_fraction_with_the_days_left(client):
    idea = IdeaFactory(
        gate_set=bars(min_recommendations=10, window_days=14), published_at=timezone.now() - timedelta(days=10),
        recommendation_count=7, answer_state="answered",
    )  # fmt: skip
    text = read(client, idea).text
    assert "추천 7/10, 4일 남았어요" in text
    assert "3명만 더 모이면 상상토론으로 갈 수 있어요." in text


def test_several_measures_are_a_short_list(client):
    made = bars(min_recommendations=10, min_comments=5, min_views=100)
    text = read(client, IdeaFactory(gate_set=made, recommendation_count=12, comment_count=2)).text
    for words in ("3가지 가운데 1가지 채웠어요", "추천 12/10", "의견 2/5", "읽음 0/100"):
        assert words in text


def test_a_window_that_has_closed_says_what_can_still_happen(client):
    made = bars(min_recommendations=10, window_days=14)
    text = read(client, IdeaFactory(gate_set=made, published_at=timezone.now() - timedelta(days=20))).text
    assert "기간이 끝났어요. 상상은 그대로 읽을 수 있고, 슈퍼패스나 두 번째 삶을 받을 수 있어요." in text
    assert "bar--closed" in text


def test_a_bar_that_was_passed_says_so(client):
    made = bars(min_recommendations=10)
    text = read(client, IdeaFactory(gate_set=made, gate_reached_at=timezone.now(), recommendation_count=3)).text
    assert "다 모였어요!" in text
    assert "추천 3/10" not in text


def test_the_bar_before_an_answer_is_told_until_an_answer_is_promised(client):
    made = bars(min_recommendations=10)
    Gate.objects.create(gate_set=made, passage="answer", min_recommendations=3)
    idea = IdeaFactory(gate_set=made, recommendation_count=1)
    assert "2명만 더 모이면 시가 답을 약속해요." in read(client, idea).text
    Idea.objects.filter(pk=idea.pk).update(answer_state="awaiting")
    assert "시가 답을 약속해요." not in read(client, idea).text


@pytest.mark.parametrize("more", [{"ended": Outcome.HELD}, {"stage": Stage.WORKING}, {"imported": True}])
def test_no_bar_stands_before_what_is_past_all_of_them(client, more):
    text = read(client, IdeaFactory(gate_set=None if "imported" in more else bars(min_recommendations=10), **more)).text
    assert "progress-drop" not in text
