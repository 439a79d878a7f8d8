"""A debate in a real browser: a stance in place, the tabs of a phone, news that come by themselves, all of it without scripts."""

import pytest
from playwright.sync_api import expect

from accounts import roles
from ideas.debates.arguing import argue, find_helpful
from ideas.debates.running import Summary, close, summarise
from ideas.models import Argument, Debate, Stance
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def debate(transactional_db):
    """One that runs, with something on each side."""
    debate = DebateFactory(title="다리 위 쉼터")
    argue(debate, UserFactory(), "pro", "그늘이 필요해요.")
    argue(debate, AppointmentFactory().user, "con", "다리가 무거워져요.")
    argue(debate, UserFactory(role=roles.EXPERTS), "how", "가벼운 천막이면 돼요.")
    return debate


@pytest.mark.parametrize("shape", ["page", "phone"])
def test_a_stance_changes_in_place(request, shape, log_in, axe, debate):
    page = request.getfixturevalue(shape)
    log_in(page, UserFactory())
    page.goto(debate.get_absolute_url())
    axe(page)
    page.get_by_role("button", name="찬성", exact=True).click()
    expect(page.get_by_role("button", name="찬성", exact=True, pressed=True)).to_be_focused()
    expect(page.locator("#tally")).to_contain_text("찬성 2명")
    page.get_by_role("button", name="실현방안", exact=True).click()
    expect(page.locator("#tally")).to_contain_text("실현방안 2명")
    expect(page.locator("#stand")).to_contain_text("지금 내 생각은 실현방안 쪽이에요")
    expect(page.locator("#numbers")).to_contain_text("4명")
    expect(page.locator("#numbers")).to_contain_text("1번")
    axe(page)
    assert Stance.objects.get(changes=1).side == "how"
    page.get_by_role("button", name="고른 것 거두기").click()
    expect(page.locator("#numbers")).to_contain_text("3명")
    expect(page.get_by_role("button", name="실현방안", exact=True, pressed=False)).to_be_visible()
    expect(page.locator("#stand-ask")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_one_side_shows_and_tabs_turn_in_place(phone, debate):
    phone.goto(debate.get_absolute_url())
    expect(phone.get_by_text("그늘이 필요해요.")).to_be_visible()
    expect(phone.get_by_text("다리가 무거워져요.")).to_be_hidden()
    tab = phone.get_by_role("link", name="반대 1")
    tab.click()
    expect(phone.get_by_text("다리가 무거워져요.")).to_be_visible()
    expect(phone.get_by_text("그늘이 필요해요.")).to_be_hidden()
    expect(tab).to_have_attribute("aria-current", "true")
    assert "side=con" in phone.url
    phone.get_by_role("link", name="새로 쓴").click()
    expect(phone.get_by_text("다리가 무거워져요.")).to_be_visible()


def test_on_a_wide_window_three_columns_stand_beside_each_other(page, debate):
    page.goto(debate.get_absolute_url())
    tops = {page.locator(f"#side-{side}").bounding_box()["y"] for side in ("pro", "con", "how")}
    assert len(tops) == 1


def test_news_come_by_themselves_and_nothing_jumps(page, debate):
    page.clock.install()
    page.goto(debate.get_absolute_url())
    page.get_by_text("그늘이 필요해요.").scroll_into_view_if_needed()
    before = page.get_by_text("그늘이 필요해요.").bounding_box()
    argue(debate, UserFactory(), "pro", "저도 걸어요.")
    page.clock.run_for(16_000)
    link = page.get_by_role("link", name="새 생각 1개 보기")
    expect(link).to_be_visible()
    assert page.get_by_text("그늘이 필요해요.").bounding_box() == before
    expect(page.locator("#tally")).to_contain_text("찬성 2명")
    link.click()
    expect(page.get_by_text("저도 걸어요.")).to_be_visible()


def test_reading_on_adds_to_the_column(page, debate):
    ArgumentFactory.create_batch(25, debate=debate, side="con", body="바람이 세요.")
    page.goto(debate.get_absolute_url())
    expect(page.locator("#side-con .argument")).to_have_count(20)
    last = page.locator("#side-con .argument").nth(19).get_attribute("id").removeprefix("argument-")
    # Others find it less helpful than those below meanwhile: it would come once more.
    Argument.objects.filter(debate=debate, side="con").exclude(pk=last).update(helpful_count=1)
    page.locator("#side-con").get_by_role("link", name="더 보기").click()
    expect(page.locator(f"#argument-{last}")).to_have_count(1)
    expect(page.locator("#side-con .side__more")).to_have_count(0)
    expect(page.locator("#side-pro .argument")).to_have_count(1)


def test_without_scripts_a_phone_does_all_of_it(open_page, log_in, debate):
    plain, citizen = open_page(width=390, height=844, touch=True, scripts=False), UserFactory()
    log_in(plain, citizen)
    plain.goto(debate.get_absolute_url(), wait_until="domcontentloaded")
    plain.get_by_role("link", name="반대 1").click()
    expect(plain.get_by_text("다리가 무거워져요.")).to_be_visible()
    plain.locator("#side-con").get_by_role("button", name="도움이 돼요").click()
    assert Argument.objects.get(side="con").helpful_count == 1
    plain.get_by_role("button", name="반대", exact=True).click()
    expect(plain.locator("#stand")).to_contain_text("지금 내 생각은 반대 쪽이에요")
    plain.get_by_text("내 생각 보태기").click()
    plain.get_by_role("radio", name="찬성").check()
    plain.get_by_role("textbox", name="내 생각").fill("그래도 그늘은 있으면 좋겠어요.")
    plain.get_by_role("button", name="보태기").click()
    expect(plain.get_by_text("그래도 그늘은 있으면 좋겠어요.")).to_be_visible()
    plain.get_by_role("link", name="지우기").click()
    plain.get_by_role("button", name="지우기").click()
    expect(plain.get_by_text("의견을 지웠어요.")).to_be_visible()
    assert Debate.objects.get().pro_arguments == 1


@pytest.mark.parametrize("shape", ["page", "phone"])
def test_a_debate_that_ended_tells_what_it_came_to(request, shape, axe, debate):
    page, office = request.getfixturevalue(shape), UserFactory(role=roles.IDEA_OFFICE)
    find_helpful(Argument.objects.get(side="pro"), UserFactory())
    close(debate, office)
    summarise(debate, office, Summary(agreed="그늘은 모두가 바라요."))
    page.goto(debate.get_absolute_url())
    expect(page.get_by_role("heading", name="토론을 정리했어요")).to_be_visible()
    expect(page.get_by_text("가장 도움이 된 생각")).to_be_visible()
    expect(page.get_by_role("button", name="찬성", exact=True)).to_have_count(0)
    axe(page)
    page.get_by_text("표로 보기").click()
    axe(page)
    page.goto("/debates/")
    axe(page)
