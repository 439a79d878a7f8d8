"""What people read when something went wrong."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import path

from common.limits import TooOften
from oasis import urls, views
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def refuse(request):
    raise PermissionDenied


def stumble(request):
    raise RuntimeError("broken on purpose")


def choke(request):
    raise RequestDataTooBig


def doubt(request):
    raise SuspiciousOperation


urlpatterns = [
    path("refuse/", refuse),
    path("stumble/", stumble),
    path("choke/", choke),
    path("doubt/", doubt),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def city(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing-here/", 404, "여기는 아직 모래밭이에요. 주소를 다시 볼까요?"),
        ("/refuse/", 403, "정해진 사람만"),
        ("/stumble/", 500, "우리 쪽에서 문제가 생겼어요"),
        ("/choke/", 413, "한 번에 담기에 너무 커요"),
        ("/doubt/", 400, "알아듣지 못했어요"),
    ],
)
def test_every_error_has_a_page_in_plain_words(city, address, status, words):
    answer = city.get(address)
    assert (answer.status_code, words in answer.text, "drop__body" in answer.text) == (status, True, True)


def test_a_form_that_was_open_too_long_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    assert (answer.status_code, "화면이 너무 오래 열려 있었어요" in answer.text) == (403, True)


def test_who_is_not_allowed_is_told_under_which_name(city):
    city.force_login(UserFactory(nickname="물방울"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "물방울 이름으로 들어와 있어요" in city.get("/refuse/").text


def test_who_is_too_quick_is_told_how_long_to_wait(client):
    request = RequestFactory().get("/")
    answer = views.too_many(request, TooOften(42))
    assert (answer.status_code, answer["Retry-After"]) == (429, "42")
    assert "42초" in answer.content.decode()


def test_an_address_of_somebody_else_is_refused_with_a_page(settings, client):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    answer = client.get("/", headers={"host": "evil.example"})
    assert (answer.status_code, "알아듣지 못했어요" in answer.text) == (400, True)


def test_the_page_for_our_own_faults_needs_neither_database_nor_request(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = views.server_error(None)
    assert (answer.status_code, "우리 쪽에서 문제가 생겼어요" in answer.content.decode()) == (500, True)


def test_even_without_that_page_there_are_plain_words(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(views, "render", broken)
    answer = views.server_error(None)
    assert (answer.status_code, answer.content.decode()) == (500, views.PLAIN_WORDS)
