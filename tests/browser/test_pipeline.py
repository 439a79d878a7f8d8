"""The way of an idea clicked through: proposed, routed, answered, lifted, decided; by citizen, idea office and department."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import roles
from ideas.lifecycle import advance
from ideas.models import Idea
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

SHAPES = {"phone": {"width": 390, "height": 844, "touch": True}, "desktop": {"width": 1280, "height": 900}}


@pytest.fixture(params=SHAPES)
def shape(request):
    return SHAPES[request.param]


@pytest.fixture
def seat(open_page, shape, log_in, axe, no_sideways_scroll):
    """seat(user): a window of this shape in which that member is logged in; `seat.look(page)` checks what it shows."""

    def opened(user):
        page = open_page(**shape)
        log_in(page, user)
        return page

    def look(page):
        axe(page)
        no_sideways_scroll(page)

    opened.look = look
    return opened


def press_more(page, words):
    """Choose from the officials' bar what stands behind its second button."""
    page.locator(".desk-bar__more > summary").click()
    page.locator(".desk-bar").get_by_role("link", name=words, exact=True).click()


def test_an_idea_is_proposed_answered_and_adopted(seat):
    office, proposer = UserFactory(role=roles.IDEA_OFFICE), UserFactory()
    post = AppointmentFactory(department=DepartmentFactory(name="보행자전거과"), post="팀장")

    citizen = seat(proposer)
    citizen.goto("/ideas/new/")
    citizen.get_by_label("제목").fill("학교 앞 건널목 초록불을 5초만 더")
    citizen.get_by_label("내용").fill("어르신은 열두 초에 여섯 차선을 건너기 어려워요. 5초만 늘려 주세요.")
    citizen.get_by_role("button", name="올리기").click()
    citizen.wait_for_url("**/ideas/*/")
    idea = Idea.objects.get()
    here = idea.get_absolute_url()
    expect(citizen.locator(".ribbon__due")).to_contain_text("창의담당관이")
    expect(citizen.locator(".progress-drop")).to_contain_text("추천 0/10")
    seat.look(citizen)

    desk = seat(office)
    desk.goto(here)
    seat.look(desk)
    press_more(desk, "담당 부서 정하기")
    desk.get_by_label("담당 부서").select_option(label="보행자전거과")
    seat.look(desk)
    desk.get_by_role("button", name="맡기기").click()
    desk.goto(here)
    expect(desk.locator(".ribbon")).to_contain_text("보행자전거과")

    official = seat(post.user)
    official.goto(here)
    official.locator(".desk-bar").get_by_role("link", name="답변하기").click()
    official.get_by_label("한눈에 보기").fill("경찰과 함께 시간을 재고 있어요. 12월에 결과를 알려 드릴게요.")
    official.get_by_label("가능성").fill("신호 시간은 경찰과 함께 정해요.")
    seat.look(official)
    official.get_by_role("button", name="지금 공개하기").click()
    expect(official.locator(".messages")).to_contain_text("공개했어요")

    citizen.goto(here)
    expect(citizen.locator("#answers")).to_contain_text("12월에 결과를 알려 드릴게요.")
    expect(citizen.locator("#answers")).to_contain_text("보행자전거과")
    expect(citizen.locator(".ribbon__due")).not_to_contain_text("까지 답하기로")
    seat.look(citizen)

    desk.goto(here)
    press_more(desk, "슈퍼패스로 실무회의에 보내기")
    expect(desk.get_by_text("상상제안에서 실무회의로 옮겨가요.")).to_be_visible()
    seat.look(desk)
    desk.get_by_label("까닭").fill("겨울이 오기 전에 정해야 해요.")
    desk.get_by_role("button", name="슈퍼패스로 실무회의에 보내기").click()
    expect(desk.locator(".messages")).to_contain_text("슈퍼패스로 실무회의에 보냈어요")
    press_more(desk, "실현회의 안건으로 올리기")
    desk.get_by_role("button", name="실현회의 안건으로 올리기").click()
    expect(desk.locator(".ribbon__now")).to_contain_text("실현회의")

    desk.goto(f"{here}steps/adopt/")
    expect(desk.get_by_label("결정", exact=True)).to_have_value("adopt")
    desk.get_by_label("한눈에 보기").fill("1월부터 초록불이 5초 길어져요.")
    desk.get_by_label("시작하는 날").fill((timezone.localdate() + timedelta(days=40)).isoformat())
    seat.look(desk)
    desk.get_by_role("button", name="지금 공개하기").click()
    expect(desk.locator(".messages")).to_contain_text("공개했어요")

    citizen.goto(here)
    expect(citizen.locator(".outcome")).to_contain_text("채택했어요! 이루어질 때까지 함께 지켜봐요.")
    expect(citizen.locator("#answers article").first).to_contain_text("1월부터 초록불이 5초 길어져요.")
    citizen.locator(".outcome").get_by_role("link", name="답변 읽기").click()
    expect(citizen.locator("#answers article").first).to_be_in_viewport()
    seat.look(citizen)
    idea.refresh_from_db()
    assert (idea.stage, idea.outcome, idea.closed_from) == (Stage.CLOSED, Outcome.ADOPTED, Stage.REALISATION)


def test_the_city_asks_and_the_proposer_answers_on_the_page(seat):
    idea = IdeaFactory(answer_state="awaiting")
    PromiseFactory(idea=idea)
    advance(idea, "ask_supplement", UserFactory(role=roles.IDEA_OFFICE), "어느 다리인지 알려 주세요")
    citizen = seat(idea.author)
    citizen.goto(idea.get_absolute_url())
    expect(citizen.locator(".supplement")).to_contain_text("어느 다리인지 알려 주세요")
    citizen.locator(".promise__why > summary").click()
    expect(citizen.locator(".promise__why")).to_contain_text("쓴 사람의 보완을 기다려요.")
    seat.look(citizen)
    citizen.get_by_label("더 들려주고 싶은 이야기").fill("010-1234-5678로 전화 주세요")
    citizen.get_by_role("button", name="이야기 보태기").click()
    expect(citizen.get_by_text("개인정보를 지워 주세요: 전화번호").first).to_be_visible()
    seat.look(citizen)
    citizen.get_by_label("더 들려주고 싶은 이야기").fill("마포대교 북쪽이에요.")
    citizen.get_by_role("button", name="보완하기").click()
    expect(citizen.locator(".supplement__given")).to_contain_text("마포대교 북쪽이에요.")
    expect(citizen.locator(".ribbon__due")).to_contain_text("답하기로 했어요")


def test_of_two_officials_the_second_sees_what_the_first_did(seat):
    office = UserFactory(role=roles.IDEA_OFFICE)
    idea = IdeaFactory()
    desk = seat(office)
    desk.goto(f"{idea.get_absolute_url()}steps/ask_supplement/")
    desk.get_by_label("무엇을 더 들려 달라고 할까요?").fill("사진이 있으면 올려 주세요.")
    advance(idea, "super_pass", UserFactory(role=roles.IDEA_OFFICE), "때를 놓치면 안 돼요")
    desk.get_by_role("button", name="보완 부탁하기").click()
    expect(desk.get_by_role("alert")).to_contain_text("때를 놓치면 안 돼요")
    expect(desk.get_by_label("무엇을 더 들려 달라고 할까요?")).to_have_value("사진이 있으면 올려 주세요.")
    seat.look(desk)
    desk.get_by_role("button", name="보완 부탁하기").click()
    expect(desk.locator(".messages")).to_contain_text("조금 더 들려 달라고 부탁했어요")
