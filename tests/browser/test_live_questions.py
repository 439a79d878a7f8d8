"""Live questions in a real browser: asked again and again without a new page, chosen without losing one's place."""

import pytest
from playwright.sync_api import expect

from ideas.meetings import questions
from tests.factories.meetings import MeetingFactory, QuestionFactory, office_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(transactional_db):
    """One that runs and takes questions."""
    return MeetingFactory(today=True, takes_questions=True)


def ask(page, words: str) -> None:
    page.get_by_label("무엇이 궁금한가요?").fill(words)
    page.get_by_role("button", name="질문 보내기").click()


def test_a_phone_asks_and_likes_without_loading_the_page_again(phone, meeting):
    other = QuestionFactory(meeting=meeting, body="꽃은 누가 가꾸나요?")
    phone.goto(f"/meetings/{meeting.pk}/live/")
    phone.evaluate("window.isSamePage = true")
    for words in ("어디에 심나요?", "언제 심나요?"):
        ask(phone, words)
        expect(phone.locator("#board").get_by_text(words)).to_be_visible()
        expect(phone.get_by_role("status").get_by_text("질문을 보냈어요.")).to_be_visible()
        expect(phone.get_by_label("무엇이 궁금한가요?")).to_have_value("")
        expect(phone.get_by_role("button", name="질문 보내기")).to_be_focused()
    phone.locator(f"#question-{other.pk}").get_by_role("button").click()
    expect(phone.locator(f"#question-{other.pk}").get_by_role("button", pressed=True)).to_contain_text("1")
    assert phone.evaluate("window.isSamePage")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_is_being_written_stays_when_asking_ends_and_begins_again(phone, meeting):
    office = office_member()
    phone.goto(f"/meetings/{meeting.pk}/live/")
    phone.get_by_label("무엇이 궁금한가요?").fill("쓰다 만 글")
    questions.switch(meeting, office, on=False)
    phone.wait_for_timeout(8_500)
    expect(phone.get_by_label("무엇이 궁금한가요?")).to_have_value("쓰다 만 글")
    phone.get_by_role("button", name="질문 보내기").click()
    expect(phone.locator("#ask").get_by_text("쓰다 만 글")).to_be_visible()
    questions.switch(meeting, office, on=True)
    expect(phone.get_by_role("button", name="질문 보내기")).to_be_visible(timeout=12_000)


def test_the_moderator_presses_and_stays_where_they_are(page, log_in, meeting):
    before = QuestionFactory(meeting=meeting, state="live", likes=5)
    chosen = QuestionFactory(meeting=meeting, likes=2)
    log_in(page, office_member())
    page.goto(f"/desk/meetings/{meeting.pk}/questions/")
    page.evaluate("window.isSamePage = true")
    page.locator(f"#question-{chosen.pk}").get_by_role("button", name="지금 답하기").click()
    expect(page.locator(f"#question-{chosen.pk}")).to_contain_text("지금 답하고 있어요")
    expect(page.locator(f"#question-{before.pk}")).to_contain_text("답했어요")
    assert page.evaluate("document.activeElement.closest('li').id") == f"question-{chosen.pk}"
    assert page.evaluate("window.isSamePage")
