"""The sections that editors arrange on the front page: what each shows, alone in the editor and together on the page."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError

from accounts import roles
from home import shelves
from home.blocks import HomeBlock, StepsBlock
from home.demo import words
from home.front import is_wide
from home.models import StandardPage
from ideas import participation
from ideas.models import Idea
from ideas.stages import RIVER, Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CategoryFactory, CommentFactory, IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrange(front):
    """arrange(*sections): the front page holds these, as an editor publishes them; without any, those of a new city."""

    def published(*sections):
        front.sections = list(sections or words.SECTIONS)
        front.save_revision().publish()

    return published


PULSE = ("pulse", {"title": "요즘 움직인 것", "count": 6})


def test_a_new_city_has_every_live_section(arrange, client):
    arrange()
    IdeaFactory.create_batch(7)
    text = client.get("/").text
    for title in ("지금 흐르는 상상", "상상의 물길", "요즘 움직인 것", "이렇게 흘러요", "막 떨어진 상상", "분야로 찾기"):
        assert f"<h2>{title}</h2>" in text


def test_sections_stand_in_the_order_of_the_editor_and_words_between_them_are_one_text(arrange, client):
    arrange(
        ("subjects", {"title": "분야로"}),
        ("heading", "작은 제목"),
        ("paragraph", "<p>글</p>"),
        ("river", {"title": "물길", "intro": ""}),
    )
    response = client.get("/")
    assert [part.kind for part in response.context["parts"]] == ["subjects", "prose", "river"]
    assert len(response.context["parts"][1].blocks) == 2


def test_the_pulse_tells_who_did_what_in_plain_words(arrange, client):
    arrange(PULSE)
    idea = IdeaFactory(
        title="걷고 싶은 한강다리", author__nickname="느린산책", published_at=timezone.now() - timedelta(minutes=3)
    )
    RecommendationFactory.create_batch(2, idea=idea)
    post = AppointmentFactory(department__name="버스정책과")
    CommentFactory(idea=idea, author=post.user, appointment=post)
    text = client.get("/").text
    assert "<strong>느린산책</strong>님이 상상을 떨어뜨렸어요" in text
    assert "오늘 이웃 <strong>2명</strong>이 추천했어요" in text
    assert "<strong>버스정책과가</strong> 의견을 남겼어요" in text
    assert "3분 전" in text
    assert text.count(f'href="/ideas/{idea.number}/"') == 3


def test_a_quiet_city_is_told_to_be_quiet(arrange, client):
    arrange(PULSE)
    text = client.get("/").text
    assert "요 며칠은 고요했어요" in text
    assert "pulse__moves" not in text


def test_an_idea_that_is_hidden_or_reworded_is_so_in_the_pulse_at_once(arrange, client):
    arrange(PULSE)
    idea = IdeaFactory(title="처음 제목")
    assert "처음 제목" in client.get("/").text
    Idea.objects.filter(pk=idea.pk).update(title="고친 제목", revision=1)
    assert "고친 제목" in client.get("/").text
    Idea.objects.filter(pk=idea.pk).update(visibility="hidden")
    assert "고친 제목" not in client.get("/").text


def test_a_title_and_a_nickname_are_never_markup(arrange, client):
    arrange()
    IdeaFactory(title="<script>alert(1)</script>", author__nickname="<b>굵게</b>")
    text = client.get("/").text
    assert "<script>alert" not in text
    assert "<b>굵게" not in text


def test_every_reach_of_the_river_leads_to_its_ideas(arrange, client):
    arrange(("river", {"title": "상상의 물길", "intro": ""}))
    IdeaFactory.create_batch(3)
    IdeaFactory(stage=Stage.CLOSED, outcome=Outcome.PARTLY_ADOPTED)
    response = client.get("/")
    [part] = response.context["parts"]
    assert [(reach.code, reach.count) for reach in part.live] == list(zip(RIVER, (3, 0, 0, 0, 1), strict=True))
    for reach in part.live:
        assert reach.href.replace("&", "&amp;") in response.text
        assert reach.name in response.text


def test_a_subject_shows_its_number_and_an_empty_one_none(arrange, client):
    arrange(("subjects", {"title": "분야로 찾기"}))
    CategoryFactory(name="빈 분야", slug="empty")
    IdeaFactory.create_batch(2, category=CategoryFactory(name="공원과 숲", slug="parks"))
    text = client.get("/").text
    assert 'href="/ideas/?category=empty">빈 분야</a>' in text
    assert 'href="/ideas/?category=parks">공원과 숲 <span class="subject__count" aria-hidden="true">2' in text


def test_steps_show_what_the_editor_wrote_with_a_picture_of_either_family(arrange, client):
    steps = [{"picture": "wow", "title": "하나", "text": "첫 걸음"}, {"picture": "working", "title": "둘", "text": ""}]
    arrange(("steps", {"title": "이렇게", "steps": steps}))
    text = client.get("/").text
    assert "첫 걸음" in text
    assert "stage-icon--working" in text


def test_steps_take_two_to_four():
    block = StepsBlock()
    step = {"picture": "glad", "title": "걸음", "text": ""}
    for many in (1, 5):
        with pytest.raises(StructBlockValidationError):
            block.clean(block.to_python({"title": "이렇게", "steps": [step] * many}))


def test_an_unpublished_page_is_not_featured(arrange, client, front):
    open_page, closed = StandardPage(title="열린 쪽", slug="open"), StandardPage(title="닫힌 쪽", slug="closed", live=False)
    front.add_child(instance=open_page)
    front.add_child(instance=closed)
    arrange(("featured", {"title": "함께 볼 쪽", "pages": [open_page, closed]}))
    text = client.get("/").text
    assert "열린 쪽" in text
    assert "닫힌 쪽" not in text


@pytest.mark.parametrize("name", HomeBlock().child_blocks)
def test_every_block_names_itself_to_editors(name):
    block = HomeBlock().child_blocks[name]
    assert block.label
    assert block.meta.icon
    assert block.meta.group
    if is_wide(block):
        assert block.get_description()


@pytest.mark.parametrize("name", [name for name, block in HomeBlock().child_blocks.items() if block.is_previewable])
def test_every_block_can_be_looked_at_before_it_is_chosen(client, name):
    IdeaFactory(title="미리 보는 상상")
    client.force_login(UserFactory(role=roles.EDITORS), backend="allauth.account.auth_backends.AuthenticationBackend")
    block = HomeBlock().child_blocks[name]
    page = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert page.status_code == 200
    assert f'<section class="band band--{name}">' in page.text
    if name in ("newest", "trending", "pulse"):
        assert "미리 보는 상상" in page.text


def test_only_pictures_and_documents_of_the_editor_cannot_be_previewed():
    assert {name for name, block in HomeBlock().child_blocks.items() if not block.is_previewable} <= {"image", "paper", "links"}


@pytest.mark.parametrize("many", [2, 30])
def test_the_page_costs_the_same_few_queries_for_any_number_of_ideas(arrange, client, many, django_assert_max_num_queries):
    arrange()
    for idea in IdeaFactory.create_batch(many, category=CategoryFactory()):
        participation.recommend(idea, UserFactory())
    client.get("/")
    with django_assert_max_num_queries(6):
        client.get("/")
    # Made anew by a process that knows the frame of the site and its figures.
    shelves.forget()
    caches["local"].delete("pulse")
    caches["pages"].clear()
    with django_assert_max_num_queries(13):
        client.get("/")


def test_a_shelf_with_nothing_left_to_show_is_left_out_and_an_empty_city_invites_once(arrange, client):
    shelf = {"title": "상상", "count": 3}
    arrange(PULSE, ("trending", shelf), ("newest", shelf))
    text = client.get("/").text
    assert text.count("첫 물결을 일으켜 볼까요?") + text.count("첫 상상을 떨어뜨려 볼까요?") == 1
    IdeaFactory.create_batch(2)
    caches["local"].clear()
    response = client.get("/")
    assert [part.kind for part in response.context["parts"]] == ["pulse", "trending"]
