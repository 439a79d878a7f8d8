"""/api/v1/debates/ and /api/v1/arguments/."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiToken
from ideas.debates.arguing import argue, respond
from ideas.debates.standing import take_stance
from ideas.models import Argument, Debate, Stance
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


@pytest.fixture
def citizen():
    return UserFactory()


@pytest.fixture
def caller(citizen):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {ApiToken.make(citizen, '시험')[1]}")
    return client


def test_the_list_goes_on_from_page_to_page(api):
    debates = [DebateFactory(closes_at=timezone.now() + timezone.timedelta(days=days)) for days in range(1, 6)]
    DebateFactory(visibility="hidden")
    first = api.get("/api/v1/debates/", {"page_size": 3}).json()
    rest = api.get(first["next"]).json()
    assert [one["id"] for one in first["results"] + rest["results"]] == [debate.pk for debate in reversed(debates)]
    assert rest["next"] is None


def test_one_debate_tells_the_tally_and_where_the_caller_stands(api, caller, citizen):
    debate = DebateFactory()
    take_stance(debate, citizen, "how")
    told = caller.get(f"/api/v1/debates/{debate.pk}/").json()
    assert (told["stance"], told["stances"], told["is_running"]) == ("how", {"pro": 0, "con": 0, "how": 1}, True)
    assert told["idea"]["number"] == debate.idea.number
    assert api.get(f"/api/v1/debates/{debate.pk}/").json()["stance"] is None
    assert api.get(f"/api/v1/debates/{DebateFactory(idea=None).pk}/").json()["idea"] is None


def test_a_stance_is_put_and_changed(caller):
    debate = DebateFactory()
    address = f"/api/v1/debates/{debate.pk}/stance/"
    assert caller.put(address, {"side": "pro"}, format="json").json()["stances"]["pro"] == 1
    told = caller.put(address, {"side": "con"}, format="json").json()
    assert told == {"stance": "con", "stances": {"pro": 0, "con": 1, "how": 0}}
    assert caller.put(address, {"side": "maybe"}, format="json").status_code == 400
    for _twice in range(2):
        assert caller.delete(address).json() == {"stance": None, "stances": {"pro": 0, "con": 0, "how": 0}}
    assert caller.put(address, {"side": "con"}, format="json").status_code == 200
    Debate.objects.update(closed_at=timezone.now())
    assert caller.put(address, {"side": "pro"}, format="json").status_code == 409
    assert caller.delete(address).status_code == 409


def test_arguments_are_read_by_side_with_labels_and_responses(api):
    debate, post = DebateFactory(), AppointmentFactory(post="교량팀장")
    made = argue(debate, UserFactory(), "con", "무거워요.")
    respond(made, post.user, "가벼운 것을 쓸게요.")
    ArgumentFactory(debate=debate, side="con", visibility="hidden")
    told = api.get(f"/api/v1/debates/{debate.pk}/arguments/", {"side": "con"}).json()["results"]
    assert [one["id"] for one in told] == [made.pk]
    assert told[0]["responses"][0]["author"]["post"] == "교량팀장"
    assert told[0]["responses"][0]["author"]["nickname"] is None
    assert api.get(f"/api/v1/debates/{debate.pk}/arguments/").status_code == 400
    assert api.get(f"/api/v1/debates/{debate.pk}/arguments/", {"side": "con", "sort": "x"}).status_code == 400


@pytest.mark.parametrize("sort", ["helpful", "new"])
def test_arguments_go_on_without_a_gap_within_six_queries(api, sort, django_assert_max_num_queries):
    debate = DebateFactory()
    made = [ArgumentFactory(debate=debate, helpful_count=number // 3) for number in range(25)]
    address, seen = f"/api/v1/debates/{debate.pk}/arguments/?side=pro&sort={sort}&page_size=10", []
    while address:
        with django_assert_max_num_queries(6):
            told = api.get(address).json()
        seen += [one["id"] for one in told["results"]]
        address = told["next"]
    assert seen == [argument.pk for argument in reversed(made)]


def test_an_argument_sent_twice_with_one_key_is_made_once(caller):
    debate = DebateFactory()
    for _twice in range(2):
        answer = caller.post(
            f"/api/v1/debates/{debate.pk}/arguments/",
            {"side": "pro", "body": "그늘이 필요해요."},
            format="json",
            headers={"Idempotency-Key": "abc"},
        )
        assert (answer.status_code, answer.json()["side"]) == (201, "pro")
    assert Argument.objects.count() == 1
    assert Stance.objects.get().side == "pro"


def test_helpful_is_put_and_deleted(caller, citizen):
    made = argue(DebateFactory(), UserFactory(), "pro", "그늘이 필요해요.")
    address = f"/api/v1/arguments/{made.pk}/helpful/"
    for _twice in range(2):
        assert caller.put(address).json() == {"helpful": 1, "found_helpful": True}
    for _twice in range(2):
        assert caller.delete(address).json() == {"helpful": 0, "found_helpful": False}
    own = argue(made.debate, citizen, "pro", "제 생각이에요.")
    assert caller.put(f"/api/v1/arguments/{own.pk}/helpful/").status_code == 409


def test_what_is_hidden_is_not_there_and_visitors_change_nothing(api, caller):
    hidden = DebateFactory(idea__visibility="hidden")
    made = ArgumentFactory(debate=hidden)
    assert api.get(f"/api/v1/debates/{hidden.pk}/").status_code == 404
    assert caller.get(f"/api/v1/debates/{hidden.pk}/arguments/", {"side": "pro"}).status_code == 404
    assert caller.put(f"/api/v1/debates/{hidden.pk}/stance/", {"side": "pro"}, format="json").status_code == 404
    assert caller.put(f"/api/v1/arguments/{made.pk}/helpful/").status_code == 404
    debate = DebateFactory()
    assert api.put(f"/api/v1/debates/{debate.pk}/stance/", {"side": "pro"}, format="json").status_code in (401, 403)
    assert not Stance.objects.exists()
