"""The write page: /ideas/new/."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from ideas.models import Attachment, Idea, Photo
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import document, photo

pytestmark = pytest.mark.django_db
NEW = "/ideas/new/"


@pytest.fixture
def citizen(client):
    user = UserFactory()
    client.force_login(user)
    return user


def words(**more):
    return {"draft_key": uuid.uuid4(), "title": "다리에 그늘을", "body": "한강 다리는 여름에 너무 뜨거워요.", **more}


def test_everybody_may_open_the_page_and_type(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get(NEW, {"title": "그늘 쉼터"})
    assert page.status_code == 200
    assert 'value="그늘 쉼터"' in page.text
    assert 'type="file"' not in page.text


def test_the_page_needs_no_more_queries_with_more_drafts(client, citizen, django_assert_max_num_queries):
    IdeaFactory.create_batch(12, author=citizen, draft=True)
    client.get(NEW)
    with django_assert_max_num_queries(12):
        assert "쓰던 상상 12개" in client.get(NEW).text


def test_an_idea_goes_out_with_title_and_text_alone(client, citizen):
    page = client.post(NEW, words(), follow=True)
    idea = Idea.objects.get()
    assert (idea.author, idea.number, idea.title) == (citizen, 1, "다리에 그늘을")
    assert page.redirect_chain == [(idea.get_absolute_url(), 302)]
    assert "상상 한 방울이 떨어졌어요!" in page.text


def test_its_page_celebrates_once_and_only_for_the_one_who_wrote_it(client, citizen):
    client.post(NEW, words())
    address = Idea.objects.get().get_absolute_url()
    assert "celebration" not in Client().get(address).text
    assert "celebration" in client.get(address).text
    assert "celebration" not in client.get(address).text


def test_sending_twice_makes_one_idea(client, citizen):
    sent = words()
    first, second = client.post(NEW, sent), client.post(NEW, sent)
    assert first.url == second.url == Idea.objects.get().get_absolute_url()


def test_words_sent_while_logged_out_come_back_after_the_log_in(client):
    page = client.post(NEW, words(title="손님의 상상"), follow=True)
    assert page.redirect_chain[0][0] == f"{reverse('account_login')}?next=%2Fideas%2Fnew%2F"
    assert "로그인하면 이어서 쓸 수 있어요. 쓰던 글은 그대로 있어요." in [str(m) for m in page.context["messages"]]
    client.force_login(UserFactory())
    assert "손님의 상상" in client.get(NEW, follow=True).text
    assert Idea.objects.get().is_draft


def test_without_words_the_page_says_what_is_missing_and_keeps_no_empty_draft(client, citizen):
    page = client.post(NEW, {"draft_key": uuid.uuid4()})
    assert page.status_code == 422
    assert "제목을 한 줄만 적어 주세요." in page.text
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "제목을 한 줄만 적어 주세요."),
        ("title", "  \u3000\u200b\ufeff ", "제목을 한 줄만 적어 주세요."),
        ("title", "\x00\x01\u202e", "제목을 한 줄만 적어 주세요."),
        ("title", "길" * 81, "제목은 80자까지 쓸 수 있어요. 지금은 81자예요."),
        ("title", "깨진 \ufffd 글자", "글자가 깨져서"),
        ("body", "\n\n \t", "내용을 조금만 적어 주세요."),
        ("body", "가" * 20_001, "내용은 20000자까지 쓸 수 있어요. 지금은 20001자예요."),
        ("category", "999999", "고른 것이 목록에 없어요."),
        ("category", "교통", "고른 것이 목록에 없어요."),
        ("district", "9" * 40, "고른 것이 목록에 없어요."),
        ("district", "가\x00", "고른 것이 목록에 없어요."),
        ("tags", "하나,둘,셋,넷,다섯,여섯", "꼬리말은 5개까지"),
        ("tags", "스무글자가넘는아주아주아주긴꼬리말하나예요", "꼬리말 하나는 20자까지예요."),
    ],
)
def test_bad_words_get_a_clear_message_and_everything_typed_stays(client, citizen, field, value, said):
    sent = {**words(), field: value}
    page = client.post(NEW, sent)
    assert page.status_code == 422
    assert said in page.text.replace("20,00", "2000")
    kept = sent["body"] if field != "body" else sent["title"]
    assert kept in page.text
    assert Idea.objects.get().is_draft


def test_odd_but_good_letters_are_kept_in_one_form(client, citizen):
    client.post(NEW, words(title="\u1112\u1161\u11ab강 👨\u200d👩\u200d👧 다\u200b리\x00", body="줄\r\n줄\u202e\x07 끝"))
    idea = Idea.objects.get()
    assert (idea.title, idea.body, idea.is_draft) == ("한강 👨‍👩‍👧 다리", "줄\n줄 끝", False)


def test_bytes_that_are_not_utf_8_are_no_server_error(client, citizen):
    page = client.post(NEW, b"title=%ff%fe&body=abc", content_type="application/x-www-form-urlencoded")
    assert page.status_code == 422


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"]
)
def test_requests_of_a_wrong_kind_are_answered_plainly(client, citizen, content_type):
    page = client.post(NEW, b'{"title": "x"}', content_type=content_type)
    assert page.status_code in (413, 422)


@pytest.mark.parametrize("address", [NEW, "/ideas/drafts/7c9e6679-7425-40de-944b-e07fc1f90ae7/"])
def test_ten_megabytes_of_text_are_refused_with_words(client, citizen, address):
    page = client.post(address, {"title": "x", "body": "가" * 3_500_000})
    assert page.status_code == 413
    assert "너무 길어서 받지 못했어요" in page.text
    page = client.post(address, {"title": "x", "body": "가" * 3_500_000}, headers={"accept": "application/json"})
    assert page.status_code == 413
    assert "message" in page.json()


def test_thousands_of_fields_are_refused_with_words(client, citizen):
    assert client.post(NEW, {f"f{n}": "1" for n in range(3_000)}).status_code == 413


def test_the_page_is_protected_against_forms_from_elsewhere(citizen):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(citizen)
    assert strict.post(NEW, words()).status_code == 403
    strict.get(NEW)
    assert strict.post(NEW, words(csrfmiddlewaretoken=strict.cookies["csrftoken"].value)).status_code == 302


def test_files_come_with_the_form_and_stay_when_the_rest_fails(client, citizen):
    sent = words(title="", photos=[photo(), photo("b.png", kind="PNG")], documents=document())
    page = client.post(NEW, sent)
    assert page.status_code == 422
    assert (Photo.objects.count(), Attachment.objects.count()) == (2, 1)
    alts = {f"alt-{p.pk}": f"사진 {p.position}" for p in Photo.objects.all()}
    client.post(NEW, {**words(draft_key=sent["draft_key"]), **alts})
    idea = Idea.objects.get()
    assert (idea.is_draft, [p.alt for p in idea.photos.all()]) == (False, ["사진 0", "사진 1"])


def test_a_refused_file_is_named_and_the_words_stay(client, citizen):
    page = client.post(NEW, words(photos=[photo(), document("virus.exe", b"MZ")]))
    assert page.status_code == 422
    assert "virus.exe" in page.text
    assert "다리에 그늘을" in page.text
    assert (Photo.objects.count(), Idea.objects.get().is_draft) == (1, True)


def test_a_file_that_is_far_too_large_is_left_out_and_the_words_arrive(client, citizen):
    page = client.post(NEW, words(documents=document("huge.pdf", bytes(31 * 1024 * 1024))))
    assert page.status_code == 422
    assert "huge.pdf" in page.text
    assert Idea.objects.get().title == "다리에 그늘을"


def test_without_scripts_buttons_move_and_remove_files_and_save_the_words(client, citizen):
    sent = words(photos=[photo(), photo()])
    client.post(NEW, {**sent, "save": "1"})
    first, second = Photo.objects.order_by("position")
    again = {"draft_key": sent["draft_key"], "title": "고친 제목", "body": "글"}
    client.post(NEW, {**again, "change": f"photo:{second.pk}:earlier"})
    assert list(Photo.objects.all()) == [second, first]
    page = client.post(NEW, {**again, "change": f"photo:{first.pk}:remove"})
    assert "여기까지 저장했어요." in page.text
    assert (list(Photo.objects.all()), Idea.objects.get().title) == ([second], "고친 제목")
    for broken in ("photo:x:remove", "photo", "bus:1:remove", f"photo:{'9' * 30}:remove", f"photo:{second.pk}:fly"):
        assert client.post(NEW, {**again, "change": broken}).status_code == 200


def test_the_preview_shows_the_idea_and_publishes_what_it_shows(client, citizen):
    sent = words(body="■ 현황과 문제점\n뜨거워요 <b>정말</b>", preview="1")
    page = client.post(NEW, sent)
    assert "미리보기예요" in page.text
    assert "&lt;b&gt;정말&lt;/b&gt;" in page.text
    assert Idea.objects.get().is_draft
    del sent["preview"]
    client.post(NEW, sent)
    assert not Idea.objects.get().is_draft


def test_a_visitor_may_look_at_the_preview_too(client):
    assert "미리보기예요" in client.post(NEW, words(preview="1")).text
    assert "다리에 그늘을" in client.get(NEW).text


def test_tags_of_public_ideas_are_suggested(client):
    IdeaFactory().tags.add("그늘", "그림책")
    IdeaFactory(draft=True).tags.add("그네")
    assert client.get(reverse("ideas:tags"), {"q": "그"}).json() == {"tags": ["그늘", "그림책"]}
    assert client.get(reverse("ideas:tags"), {"q": "%"}).json() == {"tags": []}
    assert client.get(reverse("ideas:tags")).json() == {"tags": []}


def test_writing_too_often_keeps_the_words(client, citizen, settings):
    settings.RATE_LIMITS = True
    answers = [client.post(NEW, words()).status_code for _ in range(11)]
    assert answers[-1] == 429
    assert set(answers[:10]) == {302}
    assert Idea.objects.drafts_of(citizen).count() == 1


def typed_while_logged_out(client, **typed):
    key = uuid.uuid4()
    client.post(reverse("ideas:draft", args=[key]), words(draft_key=key, **typed), headers={"accept": "application/json"})


def test_a_title_from_the_front_page_does_not_push_out_what_a_visitor_was_writing(client):
    typed_while_logged_out(client, title="먼저 쓰던 상상")
    page = client.get(NEW, {"title": "새로 떠오른 상상"})
    assert 'value="새로 떠오른 상상"' in page.text
    assert "먼저 쓰던 글은 따로 두었어요." in page.text
    assert 'value="먼저 쓰던 상상"' in client.get(NEW, {"restore": 1}).text


def test_the_same_title_again_goes_on_with_what_was_typed_since(client):
    typed_while_logged_out(client, title="그늘 쉼터를 만들어요", body="여름에 더워요")
    page = client.get(NEW, {"title": "그늘 쉼터"})
    assert 'value="그늘 쉼터를 만들어요"' in page.text
    assert "여름에 더워요" in page.text


def test_a_member_finds_earlier_words_among_the_drafts_when_a_new_title_comes(client):
    typed_while_logged_out(client, title="먼저 쓰던 상상")
    client.force_login(UserFactory())
    page = client.get(NEW, {"title": "새로 떠오른 상상"})
    assert 'value="새로 떠오른 상상"' in page.text
    assert "쓰던 상상 1개" in page.text
    assert Idea.objects.get().title == "먼저 쓰던 상상"
