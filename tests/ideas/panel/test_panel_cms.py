"""Terms, applications and rounds in /cms/."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts import roles
from ideas.models import Membership, MembershipState, Panel, Review, Round
from ideas.panel import results
from ideas.panel.criteria import DEFAULTS
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DistrictFactory, IdeaFactory
from tests.factories.panel import (
    MembershipFactory,
    PanelFactory,
    QuotaFactory,
    ReviewFactory,
    RoundFactory,
    RoundIdeaFactory,
    this_day,
)

pytestmark = pytest.mark.django_db
NEW_PANEL, NEW_ROUND = "/cms/panels/new/", "/cms/panel_rounds/new/"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(is_superuser=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent_panel(weights=(20,) * 5, quotas=(), **more):
    """What the form of a new panel is sent with."""
    sent = {"name": "여름 누리단", "intro": "", "starts_on": this_day(), "ends_on": this_day(300), "seats": 20, "lift_votes": 10}
    sent |= {"criteria-TOTAL_FORMS": len(weights), "criteria-INITIAL_FORMS": 0}
    sent |= {"quotas-TOTAL_FORMS": len(quotas), "quotas-INITIAL_FORMS": 0}
    for place, (weight, each) in enumerate(zip(weights, DEFAULTS, strict=False)):
        for name in ("code", "name", "explanation", "low", "high"):
            sent[f"criteria-{place}-{name}"] = getattr(each, name)
        sent[f"criteria-{place}-weight"] = weight
    for place, (district, age_band, seats) in enumerate(quotas):
        sent |= {f"quotas-{place}-district": district, f"quotas-{place}-age_band": age_band, f"quotas-{place}-seats": seats}
    return sent | more


def test_the_form_of_a_new_panel_offers_the_five_criteria(office):
    page = office.get(NEW_PANEL)
    assert page.status_code == 200
    assert "효율성·효과성" in page.content.decode()


def test_a_panel_is_made_with_criteria_and_quotas(office):
    district = DistrictFactory()
    answer = office.post(NEW_PANEL, sent_panel(quotas=[(district.pk, "", 3), ("", "20", 5), ("", "", "")]))
    assert answer.status_code == 302
    panel = Panel.objects.get()
    assert panel.criteria.count() == 5
    assert sorted(panel.quotas.values_list("district", "age_band", "seats"), key=str) == sorted(
        [(district.pk, "", 3), (None, "20", 5)], key=str
    )
    page = office.get(f"/cms/panels/edit/{panel.pk}/")
    assert page.status_code == 200
    changed = sent_panel(weights=(10, 30, 20, 20, 20), name="가을 누리단")
    assert office.post(f"/cms/panels/edit/{panel.pk}/", changed).status_code == 302
    panel.refresh_from_db()
    assert (panel.name, panel.quotas.count()) == ("가을 누리단", 0)
    assert panel.criteria.get(code="creativity").weight == 30


def test_weights_that_do_not_make_100_come_back_with_a_word(office):
    page = office.post(NEW_PANEL, sent_panel(weights=(20, 20, 20, 20, 19)))
    assert page.status_code == 200
    assert "더하면 100이 되어야" in page.content.decode()
    assert not Panel.objects.exists()


def test_applications_stand_in_order_and_are_decided_by_buttons(office):
    panel = PanelFactory(seats=1)
    second = MembershipFactory(panel=panel, applied=True, member__nickname="나중달")
    first = MembershipFactory(panel=panel, applied=True, member__nickname="먼저별", asked_at=timezone.now() - timedelta(days=1))
    address = f"/cms/panels/inspect/{panel.pk}/"
    page = office.get(address).content.decode()
    assert page.index("먼저별") < page.index("나중달")
    office.post(address, {"act": "accept", "row": first.pk})
    page = office.post(address, {"act": "accept", "row": second.pk}, follow=True).content.decode()
    assert "1자리가 모두 찼어요" in page
    office.post(address, {"act": "decline", "row": second.pk})
    states = dict(Membership.objects.values_list("pk", "state"))
    assert states == {first.pk: MembershipState.MEMBER, second.pk: MembershipState.DECLINED}
    guest = UserFactory()
    office.post(address, {"act": "invite", "who": guest.email})
    assert Membership.objects.get(member=guest).state == MembershipState.INVITED
    assert office.post(address, {"act": "accept", "row": MembershipFactory(applied=True).pk}).status_code == 404
    assert office.post(address, {"act": "save"}).status_code in (302, 403)


def test_a_round_takes_ideas_by_number_and_by_recommendations(office):
    panel, one, liked = PanelFactory(), IdeaFactory(), IdeaFactory(recommendation_count=30)
    IdeaFactory(recommendation_count=3)
    now = timezone.localtime()
    sent = {
        "panel": panel.pk,
        "name": "9월",
        "opens_at": f"{now:%Y-%m-%d %H:%M}",
        "closes_at": f"{now + timedelta(days=9):%Y-%m-%d %H:%M}",
        "reviews_per_idea": 2,
        "numbers": f"{one.number}",
        "recommendations": 10,
        "days": 30,
    }
    assert office.get(NEW_ROUND).status_code == 200
    assert office.post(NEW_ROUND, sent | {"numbers": "424242"}).status_code == 200
    assert not Round.objects.exists()
    assert office.post(NEW_ROUND, sent).status_code == 302
    made = Round.objects.get()
    assert set(made.round_ideas.values_list("idea", flat=True)) == {one.pk, liked.pk}


def test_a_round_is_assigned_and_closed_by_buttons_and_tells_no_score_before(office):
    panel = PanelFactory()
    for _ in range(3):
        MembershipFactory(panel=panel)
    made = RoundFactory(panel=panel, reviews_per_idea=2)
    kept, taken = RoundIdeaFactory(round=made), RoundIdeaFactory(round=made)
    address = f"/cms/panel_rounds/inspect/{made.pk}/"
    office.post(address, {"act": "take_out", "number": taken.idea.number})
    office.post(address, {"act": "assign"})
    assert list(Review.objects.values_list("round_idea", flat=True)) == [kept.pk] * 2
    page = office.get(address).content.decode()
    assert "평가 2개 가운데 0개가 끝났어요" in page
    ReviewFactory(round_idea=kept, points=5, remark="비밀 한마디")
    page = office.get(address).content.decode()
    assert "비밀 한마디" not in page
    assert not any(word in page for word in ("100점", "100.0", ">100<", ">100/"))
    office.post(address, {"act": "close"})
    made.refresh_from_db()
    assert made.closed_at
    assert reverse("ideas:panel_round", args=[made.pk]) in office.get(address).content.decode()


def test_citizens_press_nothing_here(client):
    panel = PanelFactory()
    row = MembershipFactory(panel=panel, applied=True)
    client.force_login(UserFactory(role=roles.PANEL), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(f"/cms/panels/inspect/{panel.pk}/", {"act": "accept", "row": row.pk})
    row.refresh_from_db()
    assert row.state == MembershipState.APPLIED


def log_in(client, **more):
    client.force_login(UserFactory(**more), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def cells(answer) -> list[list]:
    """The rows of a sheet that was taken away."""
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_what_was_saved_is_looked_at_next(office):
    answer = office.post(NEW_PANEL, sent_panel())
    assert answer.url == f"/cms/panels/inspect/{Panel.objects.get().pk}/"
    assert office.get(answer.url).status_code == 200


def test_the_words_at_both_ends_of_a_scale_are_needed(office):
    page = office.post(NEW_PANEL, sent_panel() | {"criteria-1-low": " "})
    assert "‘창의성’의 1점과 5점이 어떤 뜻인지" in page.content.decode()
    assert not Panel.objects.exists()


def test_criteria_of_ones_own_get_codes_that_nobody_has(office):
    sent = sent_panel()
    for place in (0, 2):
        sent |= {f"criteria-{place}-code": "", f"criteria-{place}-name": f"우리 기준 {place}"}
    assert office.post(NEW_PANEL, sent | {"criteria-4-code": "own-1"}).status_code == 302
    assert list(Panel.objects.get().criteria.values_list("code", flat=True)) == ["own-2", "creativity", "own-3", "scope", "own-1"]


def test_an_assigned_round_whose_start_has_seconds_can_be_given_more_time(office):
    made = RoundFactory(assigned_at=timezone.now())
    address, later = f"/cms/panel_rounds/edit/{made.pk}/", timezone.localtime() + timedelta(days=30)
    page = office.get(address).content.decode()
    assert 'name="closes_at"' in page
    assert 'name="numbers"' not in page
    answer = office.post(address, {"name": "더 넉넉히", "closes_at": f"{later:%Y-%m-%d %H:%M}"})
    assert answer.status_code == 302, answer.content.decode()
    made.refresh_from_db()
    assert (made.name, timezone.localtime(made.closes_at).date()) == ("더 넉넉히", later.date())


def test_a_closed_round_is_not_changed(office):
    made = RoundFactory(closed=True, assigned_at=timezone.now())
    answer = office.get(f"/cms/panel_rounds/edit/{made.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/cms/panel_rounds/inspect/{made.pk}/")
    assert f"/cms/panel_rounds/edit/{made.pk}/" not in office.get(answer.url).content.decode()


@pytest.mark.parametrize("numbers", ["9" * 5_000, "1" * 19, "0"])
def test_numbers_that_no_idea_can_have_come_back_with_a_word(office, numbers):
    now = timezone.localtime()
    hours = {"opens_at": f"{now:%Y-%m-%d %H:%M}", "closes_at": f"{now + timedelta(days=9):%Y-%m-%d %H:%M}"}
    sent = {"panel": PanelFactory().pk, "name": "9월", "reviews_per_idea": 2, "numbers": numbers, "days": 30, **hours}
    assert "찾지 못했어요" in office.post(NEW_ROUND, sent).content.decode()


def test_a_round_that_would_be_over_at_once_is_refused(office):
    now = timezone.localtime()
    hours = {"opens_at": f"{now - timedelta(days=9):%Y-%m-%d %H:%M}", "closes_at": f"{now - timedelta(days=1):%Y-%m-%d %H:%M}"}
    page = office.post(NEW_ROUND, {"panel": PanelFactory().pk, "name": "8월", "reviews_per_idea": 2, "days": 30, **hours})
    assert "마감은 지금보다 뒤여야 해요" in page.content.decode()
    assert not Round.objects.exists()


def test_neither_a_panel_nor_a_round_can_be_deleted_by_anybody(office):
    made = RoundFactory(assigned_at=timezone.now())
    for address in (f"/cms/panel_rounds/delete/{made.pk}/", f"/cms/panels/delete/{made.panel_id}/"):
        office.post(address)
    assert Round.objects.filter(pk=made.pk).exists()


def test_lists_tell_the_day_and_how_far_a_round_is(office):
    RoundFactory(closes_at=timezone.datetime(2031, 5, 6, 9, tzinfo=timezone.get_current_timezone()), assigned_at=timezone.now())
    page = office.get("/cms/panel_rounds/").content.decode()
    assert "2031" in page
    assert "단원들이 읽고 있어요" in page
    assert office.get("/cms/panels/").status_code == 200


def test_the_office_reminds_with_a_button(office):
    made = RoundFactory(assigned_at=timezone.now())
    waits = ReviewFactory(round_idea=RoundIdeaFactory(round=made))
    address = f"/cms/panel_rounds/inspect/{made.pk}/"
    assert f"{waits.membership.member}: 1개 남았어요" in office.get(address).content.decode()
    assert "1명에게 알렸어요" in office.post(address, {"act": "remind"}, follow=True).content.decode()
    assert Notice.objects.filter(member=waits.membership.member).count() == 1


def test_why_somebody_could_not_be_fair_is_read_by_the_office_alone(client):
    made = RoundFactory(assigned_at=timezone.now())
    ReviewFactory(round_idea=RoundIdeaFactory(round=made), state="conflict", conflict="쓴 사람이 언니예요")
    MembershipFactory(panel=made.panel, applied=True, motivation="비밀스러운 까닭")
    addresses = (f"/cms/panel_rounds/inspect/{made.pk}/", f"/cms/panels/inspect/{made.panel_id}/")
    secrets = ("쓴 사람이 언니예요", "비밀스러운 까닭")
    log_in(client, role=roles.IDEA_OFFICE)
    assert all(secret in client.get(address).content.decode() for address, secret in zip(addresses, secrets, strict=True))
    for role in (roles.ADMINISTRATORS, roles.EDITORS):
        log_in(client, role=role)
        pages = [client.get(address, follow=True) for address in addresses]
        assert not any(secret in page.content.decode() for page in pages for secret in secrets)
        assert 'name="act"' not in pages[0].content.decode()
        assert all(client.get(f"{address}?export=csv").status_code == 302 for address in addresses)


def test_attendance_is_taken_away_with_those_who_left_and_no_cell_is_a_formula(office):
    panel = PanelFactory()
    done = ReviewFactory(panel=panel, points=4, membership__member__nickname="=1+1")
    ReviewFactory(round_idea=done.round_idea, membership__state=MembershipState.LEFT, membership__member__nickname="떠난별")
    MembershipFactory(panel=panel, state=MembershipState.LEFT, member__nickname="신청만")
    address = f"/cms/panels/inspect/{panel.pk}/"
    head, *rows = cells(office.get(f"{address}?export=xlsx"))
    assert head[:2] == ["누구", "지금"]
    assert {(row[0], row[4], row[5]) for row in rows} == {("=1+1", 1, 1), ("떠난별", 1, 0)}
    text = b"".join(office.get(f"{address}?export=csv").streaming_content).decode()
    assert text.startswith("\ufeff누구")
    assert "'=1+1" in text


def test_results_are_taken_away_once_the_round_is_closed_and_not_before(office):
    made = RoundFactory(assigned_at=timezone.now())
    idea = IdeaFactory(title="=HYPERLINK(1)")
    ReviewFactory(round_idea=RoundIdeaFactory(round=made, idea=idea), points=5)
    ReviewFactory(round_idea=RoundIdeaFactory(round=made))
    address = f"/cms/panel_rounds/inspect/{made.pk}/?export=xlsx"
    assert len(cells(office.get(address))) == 1
    results.close_round(made)
    head, row = cells(office.get(address))
    assert dict(zip(head, row, strict=True)) == {
        "번호": idea.number,
        "상상": "=HYPERLINK(1)",
        "평가한 단원": 1,
        "가운데 점수 (100점 만점)": 100,
        "가운데 절반 아래": 100,
        "가운데 절반 위": 100,
        "창의성 (20점 만점)": 20,
        **dict.fromkeys(("실시가능성", "창의성", "효율성·효과성", "적용범위", "계속성"), 5),
    }
    assert office.get(address.replace("xlsx", "exe")).status_code == 302


def test_the_page_of_a_panel_costs_the_same_with_many_quotas_and_applications(office, django_assert_max_num_queries):
    panel = PanelFactory(seats=100)
    for number in range(12):
        district = DistrictFactory()
        QuotaFactory(panel=panel, district=district, age_band="", seats=1)
        MembershipFactory(panel=panel, applied=True, district=district)
        ReviewFactory(panel=panel, membership=MembershipFactory(panel=panel, district=district if number < 3 else None))
    address = f"/cms/panels/inspect/{panel.pk}/"
    page = office.get(address).content.decode()
    assert page.count("<span>자리가 찼어요</span>") == 3
    with django_assert_max_num_queries(26):
        office.get(address)


def test_the_first_page_of_the_office_leads_to_whoever_has_waited_longest(client):
    log_in(client, role=roles.IDEA_OFFICE)
    assert 'href="/cms/panels/"' in client.get("/cms/").content.decode()
    row = MembershipFactory(applied=True, asked_at=timezone.now() - timedelta(days=3))
    MembershipFactory(applied=True)
    MembershipFactory(applied=True, panel=PanelFactory(over=True), asked_at=timezone.now() - timedelta(days=90))
    page = " ".join(client.get("/cms/").content.decode().split())
    assert f'<a href="/cms/panels/inspect/{row.panel_id}/"><strong>2</strong> 상상누리단에 신청했어요</a>' in page


def test_a_name_that_nobody_has_stays_in_the_form(office):
    address = f"/cms/panels/inspect/{PanelFactory().pk}/"
    page = office.post(address, {"act": "invite", "who": "없는이름"}).content.decode()
    assert 'value="없는이름"' in page
    assert "그런 회원을 찾지 못했어요" in page
    member = MembershipFactory(panel=Panel.objects.get()).member
    assert f'value="{member.email}"' in office.post(address, {"act": "invite", "who": member.email}).content.decode()
