"""One idea from 상상제안 to 완료 through every stage, clicked through in eight roles; the public page says each step."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import roles
from ideas.models import AgendaItem, Card, Debate, HallEntry, Idea, Question, Review, Round
from ideas.panel import assigning, results
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.panel import MembershipFactory, PanelFactory, RoundFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


class City:
    """The eight roles, each at a window of their own, and the visitor who reads the public page after each step."""

    def __init__(self, open_page, log_in, axe):
        self.open_page, self.log_in, self.axe = open_page, log_in, axe
        self.department = DepartmentFactory(name="보행자전거과")
        people = {
            "proposer": UserFactory(nickname="건널목지기"),
            "neighbour": UserFactory(nickname="옆집사람"),
            "office": UserFactory(role=roles.IDEA_OFFICE),
            "official": AppointmentFactory(department=self.department, post="팀장").user,
            "expert": UserFactory(role=roles.EXPERTS, nickname="신호박사"),
            "panel": UserFactory(nickname="누리단원"),
            "moderator": UserFactory(nickname="사회자"),
        }
        self.people = people
        self.pages = {name: self.seat(user) for name, user in people.items()}
        self.visitor = open_page(width=390, height=844, touch=True)
        self.idea = None

    def seat(self, user):
        """A window in which that member is logged in."""
        page = self.open_page(width=1280, height=900)
        self.log_in(page, user)
        return page

    def go(self, who, path):
        """Open an address as somebody."""
        page = self.pages[who]
        page.goto(path)
        return page

    def public(self, *words):
        """What a visitor without an account reads on the page of the idea now."""
        self.visitor.goto(self.idea.get_absolute_url())
        for said in words:
            expect(self.visitor.locator("main")).to_contain_text(said)
        self.axe(self.visitor)

    def step(self, name, button, reason=""):
        """The idea office takes a step of the lifecycle on its page."""
        page = self.go("office", f"{self.idea.get_absolute_url()}steps/{name}/")
        if reason:
            page.get_by_label("까닭").fill(reason)
        page.get_by_role("button", name=button).click()
        expect(page.locator(".messages")).to_be_visible()


@pytest.fixture
def city(open_page, log_in, axe):
    return City(open_page, log_in, axe)


def test_one_idea_goes_all_the_way(city):
    propose(city)
    rate(city)
    debate(city)
    pick(city)
    decide(city)
    build(city)
    city.idea.refresh_from_db()
    assert (city.idea.stage, city.idea.outcome, city.idea.closed_from) == (Stage.CLOSED, Outcome.ADOPTED, Stage.REALISATION)
    assert HallEntry.objects.get().member == city.people["proposer"]


def propose(city):
    """A citizen writes, a neighbour recommends and follows, the idea office puts a department in charge."""
    page = city.go("proposer", "/ideas/new/")
    page.get_by_label("제목").fill("학교 앞 건널목 초록불을 5초만 더")
    page.get_by_label("내용").fill("어르신은 열두 초에 여섯 차선을 건너기 어려워요. 5초만 늘려 주세요.")
    page.get_by_role("button", name="올리기").click()
    page.wait_for_url("**/ideas/*/")
    city.idea = Idea.objects.get()
    city.public("상상제안", "추천 0/10", "창의담당관이")
    page = city.go("neighbour", city.idea.get_absolute_url())
    page.locator(".action-bar").get_by_role("button", name="추천").click()
    expect(page.locator(".idea__support")).to_contain_text("1")
    page = city.go("office", f"/desk/ideas/{city.idea.number}/routing/")
    page.get_by_label("담당 부서").select_option(label="보행자전거과")
    page.get_by_role("button", name="맡기기").click()
    city.public("보행자전거과", "추천 1/10")


def rate(city):
    """A member of the panel rates it; the score is public only once the round is closed."""
    panel = PanelFactory()
    MembershipFactory(panel=panel, member=city.people["panel"])
    round = RoundFactory(panel=panel, name="봄 평가")
    assigning.choose_ideas(round, [city.idea], city.people["office"])
    assigning.assign(round, city.people["office"])
    review = Review.objects.get()
    page = city.go("panel", "/panel/reviews/")
    page.get_by_role("link", name=city.idea.title).first.click()
    page.wait_for_url(f"**/panel/reviews/{review.pk}/")
    for scale in page.locator("fieldset.scale").all():
        scale.locator("label", has_text="4").click()
    page.get_by_label("한마디").fill("어르신께 꼭 필요해요.")
    city.axe(page)
    page.locator("main").get_by_role("button", name="저장").click()
    expect(page.locator("main")).to_contain_text("1개 가운데 1개 읽었어요")
    city.visitor.goto(city.idea.get_absolute_url())
    expect(city.visitor.locator("main")).not_to_contain_text("상상누리단은 이렇게 봤어요")
    results.close_round(Round.objects.get(), city.people["office"])
    city.public("상상누리단은 이렇게 봤어요", "80")


def debate(city):
    """Super-pass opens the debate; people stand, argue and respond; the moderator closes it and writes what came out."""
    city.step("super_pass", "슈퍼패스로 상상토론 열기", "겨울이 오기 전에 이야기해야 해요.")
    talk = Debate.objects.get(idea=city.idea)
    Debate.objects.filter(pk=talk.pk).update(moderator=city.people["moderator"])
    here = f"/debates/{talk.pk}/"
    city.public("상상토론", "찬성 0")
    page = city.go("neighbour", here)
    page.locator(".stand").get_by_role("button", name="찬성").click()
    expect(page.locator(".stand")).to_contain_text("지금 내 생각은 찬성")
    argue(city, "neighbour", here, "찬성", "아침마다 할머니와 건너는데 늘 중간에서 멈춰요.")
    argue(city, "expert", here, "반대", "초록불을 늘리면 옆 교차로가 밀려요. 함께 맞춰야 해요.")
    for who, words in (("official", "옆 교차로와 함께 재어 볼게요."), ("proposer", "출근 시간을 빼고라도 좋아요.")):
        page = city.go(who, f"{here}?side=con")
        page.locator(".argument--con").get_by_role("link", name="답하기").click()
        page.get_by_label("답", exact=True).fill(words)
        page.get_by_role("button", name="답 남기기").click()
        expect(page.locator("main")).to_contain_text(words)
    for side in ("pro", "con"):
        page = city.go("panel", f"{here}?side={side}")
        page.locator(f".argument--{side}").get_by_role("button", name="도움이 돼요").click()
        expect(page.locator(".argument__helpful [aria-pressed=true]")).to_have_count(1 if side == "pro" else 2)
    city.visitor.goto(here)
    expect(city.visitor.locator("main")).to_contain_text("찬성")
    city.axe(city.visitor)
    page = city.go("moderator", f"{here}run/")
    page.get_by_label("되돌릴 수 없다는 것을 알아요").check()
    page.get_by_role("button", name="토론 닫기").click()
    page.goto(f"{here}run/")
    page.get_by_label("뜻이 모인 것").fill("어르신이 건널 시간이 모자란다는 데 모두 같은 뜻이에요.")
    page.get_by_label("시가 가져가는 것").fill("옆 교차로와 함께 시간을 재요.")
    page.get_by_role("button", name="정리한 글 올리기").click()
    city.visitor.goto(here)
    expect(city.visitor.locator("main")).to_contain_text("옆 교차로와 함께 시간을 재요.")
    city.public("찬성 1 · 반대 1", "할머니와 건너는데")


def argue(city, who, here, side, words):
    """Somebody adds an argument."""
    page = city.go(who, here)
    page.locator("#write > summary").click()
    page.locator("#write").get_by_label(side, exact=True).check()
    page.locator("#write").get_by_label("내 생각").fill(words)
    page.locator("#write").get_by_role("button", name="보태기").click()
    expect(page.locator("main")).to_contain_text(words)


def record(city, meeting, agenda_words):
    """The idea office looks at what the record will do, and publishes it."""
    page = city.go("office", f"/desk/meetings/{meeting.pk}/preview/")
    expect(page.locator("main")).to_contain_text(agenda_words)
    city.axe(page)
    page.get_by_role("button", name="기록 공개하기").click()
    meeting.refresh_from_db()
    expect(page.locator("main")).to_contain_text(meeting.title)
    assert meeting.recorded_at or type(meeting).objects.get(pk=meeting.pk).recorded_at


def put_on(city, meeting):
    """The idea office puts the idea on the agenda of a meeting."""
    page = city.go("office", f"/desk/meetings/{meeting.pk}/agenda/")
    page.get_by_label("번호로 올리기").fill(str(city.idea.number))
    page.locator(".agenda-builder__number").get_by_role("button", name="올리기").click()
    expect(page.locator(".agenda-list")).to_contain_text(city.idea.title)
    page.get_by_role("button", name="안건 알리기").click()
    expect(page.locator(".agenda-builder__announce")).to_contain_text("알렸어요")


def pick(city):
    """The working meeting picks it for the 실현회의."""
    city.step("send_to_working", "실무회의로 보내기")
    city.public("실무회의")
    city.realisation = MeetingFactory(title="14차 실현회의")
    working = MeetingFactory(working=True, today=True, title="27차 실무회의")
    put_on(city, working)
    city.public("27차 실무회의")
    page = city.go("office", f"/desk/meetings/{working.pk}/")
    page.get_by_label("실현회의로 올려요").check()
    page.locator("#decision").get_by_label("올릴 실현회의").select_option(label="14차 실현회의")
    page.locator("#decision").get_by_label("나눈 이야기").fill("모두 찬성했어요.")
    page.locator("#decision").get_by_role("button", name="저장").first.click()
    record(city, working, city.idea.title)
    city.public("실현회의", "실현회의로 올려요")
    assert AgendaItem.objects.filter(meeting=city.realisation, idea=city.idea).exists()


def decide(city):
    """A neighbour takes a seat, a visitor asks, the clerk writes down the decision, the record adopts it."""
    meeting = city.realisation
    page = city.go("neighbour", f"/meetings/{meeting.pk}/")
    page.get_by_role("button", name="자리 신청하기").click()
    expect(page.locator("main")).to_contain_text("자리가 있어요")
    now = timezone.now()
    type(meeting).objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=2), takes_questions=True
    )
    page.goto(f"/meetings/{meeting.pk}/check-in/")
    page.get_by_label("코드").fill(meeting.code)
    page.get_by_role("button", name="들어가기").click()
    expect(page.locator("main")).to_contain_text("들어왔어요")
    city.visitor.goto(f"/meetings/{meeting.pk}/live/")
    city.visitor.locator("main textarea").fill("다른 학교 앞도 바뀌나요?")
    city.visitor.locator("main form", has=city.visitor.locator("textarea")).get_by_role("button").first.click()
    expect(city.visitor.locator("main")).to_contain_text("다른 학교 앞도 바뀌나요?")
    assert Question.objects.count() == 1
    page = city.go("office", f"/desk/meetings/{meeting.pk}/agenda/")
    page.get_by_role("button", name="안건 알리기").click()
    page = city.go("office", f"/desk/meetings/{meeting.pk}/")
    form = page.locator("#decision")
    form.get_by_label("채택", exact=True).check()
    form.get_by_label("까닭").fill("다음 달부터 초록불을 5초 늘리기로 했어요.")
    form.get_by_label("맡을 부서").select_option(label="보행자전거과")
    form.get_by_label("실시 예정 시기").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    city.axe(page)
    form.get_by_role("button", name="저장").first.click()
    city.public("실현회의")
    record(city, meeting, "다음 달부터 초록불을 5초 늘리기로 했어요.")
    city.public("채택했어요", "다음 달부터 초록불을 5초 늘리기로 했어요.", "이렇게 이루고 있어요", "검토")
    city.visitor.goto(f"/meetings/{meeting.pk}/")
    expect(city.visitor.locator("main")).to_contain_text("채택")
    city.axe(city.visitor)


def build(city):
    """The department plans, starts, reports and finishes; the proposer enters the hall of fame."""
    card = Card.objects.get(idea=city.idea)
    here = f"/desk/cards/{card.pk}/"
    page = city.go("official", f"{here}plan/")
    today = timezone.localdate()
    page.get_by_label("추진계획", exact=True).fill("경찰과 함께 시간을 재고 신호기를 바꿔요.")
    page.get_by_label("시작하는 날").fill(today.isoformat())
    page.get_by_label("마치는 날").fill((today + timedelta(days=90)).isoformat())
    page.get_by_label("예산(원)").fill("12,000,000")
    page.get_by_label("단계 1").fill("신호 시간 재기")
    page.get_by_label("하기로 한 날").first.fill((today + timedelta(days=20)).isoformat())
    city.axe(page)
    page.get_by_role("button", name="이대로 알리기").click()
    city.public("이렇게 이루고 있어요", "계획수립")
    page = city.go("official", f"{here}start/")
    page.get_by_role("button", name="실행을 시작해요").click()
    city.public("실행 중")
    page = city.go("official", here)
    page.get_by_role("link", name="했어요").first.click()
    page.get_by_role("button", name="적어 두기").click()
    page = city.go("official", f"{here}report/")
    page.get_by_label("어떻게 되어 가나요?").fill("신호 시간을 쟀고, 5초를 늘릴 수 있어요.")
    page.get_by_role("button", name="알리기", exact=True).click()
    city.public("100%")
    page = city.go("official", f"{here}finish/")
    page.get_by_label("무엇을 이루었나요?").fill("초록불이 5초 길어졌어요.")
    page.get_by_label("확인했어요").check()
    page.get_by_role("button", name="완료하기").click()
    city.public("완료")
    for path in (f"/cards/{card.pk}/", "/hall-of-fame/", "/cards/"):
        city.visitor.goto(path)
        city.axe(city.visitor)
        expect(city.visitor.locator("main")).to_contain_text("학교 앞 건널목 초록불을 5초만 더")
    city.visitor.goto("/hall-of-fame/")
    expect(city.visitor.locator("main")).to_contain_text("건널목지기")
