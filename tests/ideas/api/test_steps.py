"""/api/v1/ideas/<number>/steps/: the same steps with the same rights as on the page."""

import pytest

from accounts import roles
from ideas.lifecycle import NOT_BY_THEMSELVES, STEPS, advance
from ideas.models import Idea
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import GroundFactory, IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(calling):
    return calling(UserFactory(role=roles.IDEA_OFFICE))


def url(idea, step="") -> str:
    return f"/api/v1/ideas/{idea.number}/steps/{step}{'/' if step else ''}"


def names(client, idea) -> list[str]:
    return [step["name"] for step in client.get(url(idea)).json()["steps"]]


def test_everybody_sees_the_steps_open_to_them(api, calling, office):
    idea = IdeaFactory()
    assert api.get(url(idea)).json() == {"known": 0, "steps": []}
    assert names(calling(UserFactory()), idea) == []
    assert names(calling(idea.author), idea) == ["withdraw"]
    assert {"super_pass", "not_adopt", "ask_supplement"} <= set(names(office, idea))
    assert "merge" not in names(office, idea)


def test_a_step_is_described(calling):
    idea = IdeaFactory()
    (step,) = calling(idea.author).get(url(idea)).json()["steps"]
    assert step == {"name": "withdraw", "title": "상상 거둬들이기", "needs_reason": True, "to_stage": "closed"}


def test_a_step_is_taken_and_the_idea_comes_back(office):
    idea = IdeaFactory(stage=Stage.WORKING)
    response = office.post(url(idea, "put_on_agenda"), {"reason": "이웃들이 기다려요", "known": 0})
    assert response.status_code == 200
    assert (response.json()["number"], response.json()["stage"]) == (idea.number, "realisation")
    assert Idea.objects.get(pk=idea.pk).trail.get(kind="put_on_agenda").reason == "이웃들이 기다려요"


def test_the_caller_hears_what_happened_meanwhile(office):
    idea = IdeaFactory()
    advance(idea, "super_pass", UserFactory(role=roles.IDEA_OFFICE), "때를 놓치면 안 돼요")
    response = office.post(url(idea, "ask_supplement"), {"reason": "글", "known": 0})
    told = response.json()
    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")
    assert told["type"] == "urn:oasis:problem:conflict"
    told_of = [(entry["kind"], entry["reason"]) for entry in told["entries"]]
    assert told_of == [("super_pass", "때를 놓치면 안 돼요"), ("debate_opened", "")]
    assert told["entries"][0]["words"]
    assert office.post(url(idea, "ask_supplement"), {"reason": "글", "known": told["known"]}).status_code == 200


def test_a_step_that_is_over_is_a_conflict_with_its_history(office):
    idea = IdeaFactory()
    advance(idea, "ask_supplement", UserFactory(role=roles.IDEA_OFFICE), "먼저 물었어요")
    response = office.post(url(idea, "ask_supplement"), {"reason": "글", "known": 0})
    assert response.status_code == 409
    assert response.json()["entries"][0]["reason"] == "먼저 물었어요"


def test_a_step_of_another_stage_is_a_conflict(office):
    assert office.post(url(IdeaFactory(), "put_on_agenda"), {"reason": "글", "known": 0}).status_code == 409


@pytest.mark.parametrize("step", sorted(set(STEPS) - {"publish", "merge", "undo_merge"}))
def test_a_citizen_may_take_no_step_with_somebody_elses_idea(calling, step):
    idea = IdeaFactory(ended=Outcome.HELD) if STEPS[step].from_stages == {Stage.CLOSED} else IdeaFactory()
    response = calling(UserFactory()).post(url(idea, step), {"reason": "글", "known": 0})
    assert response.status_code == 403
    assert Idea.objects.get(pk=idea.pk).trail_length == 0


def test_without_a_key_nobody_takes_a_step(api):
    assert api.post(url(IdeaFactory(), "hold"), {"reason": "글", "known": 0}).status_code == 401


@pytest.mark.parametrize("step", ["publish", "merge", "undo_merge", "fly"])
def test_what_is_done_elsewhere_is_no_step_here(office, step):
    assert office.post(url(IdeaFactory(), step), {"reason": "글", "known": 0}).status_code == 404


def test_a_hidden_idea_is_not_there(api, calling):
    idea = IdeaFactory(visibility="hidden")
    assert api.get(url(idea)).status_code == 404
    official = calling(AppointmentFactory().user)
    assert official.get(url(idea)).status_code == 404
    assert official.post(url(idea, "hold"), {"reason": "글", "known": 0}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": "글"}, "known"),
        ({"reason": "글", "known": "0"}, "known"),
        ({"known": 0}, "reason"),
        ({"reason": " ", "known": 0}, "reason"),
        ({"reason": "가" * 1_001, "known": 0}, "reason"),
        ({"reason": "010-1234-5678로 전화했어요", "known": 0}, "reason"),
        ({"reason": "글", "known": 0, "ground": "no-such"}, "ground"),
        ({"reason": "글", "known": 0, "stage": "closed"}, "stage"),
    ],
)
def test_what_is_wrong_is_named(office, sent, field):
    response = office.post(url(IdeaFactory(), "ask_supplement"), sent)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_department_decides_with_ground_and_place(calling):
    post, ground = AppointmentFactory(), GroundFactory(code="not-ours")
    official = calling(post.user)
    idea = IdeaFactory(department=post.department)
    assert official.post(url(idea, "conclude"), {"reason": "글", "known": 0}).json()["errors"][0]["field"] == "ground"
    assert official.post(url(idea, "conclude"), {"reason": "글", "known": 0, "ground": ground.code}).status_code == 200
    assert Idea.objects.get(pk=idea.pk).ground == ground
    other = IdeaFactory(department=post.department)
    assert official.post(url(other, "transfer"), {"reason": "글", "known": 0}).json()["errors"][0]["field"] == "transfer_to"
    sent = {"reason": "글", "known": 0, "transfer_to": "국토교통부"}
    assert official.post(url(other, "transfer"), sent).json()["outcome"] == "transferred"


def test_below_the_bar_nobody_promotes(office):
    idea = IdeaFactory(gated=True)
    assert office.post(url(idea, "promote"), {"reason": "", "known": 0}).status_code == 403


def test_every_step_that_stands_by_itself_is_in_the_schema(api):
    paths = api.get("/api/v1/schema/", headers={"accept": "application/json"}).json()["paths"]
    (step,) = [
        parameter
        for parameter in paths["/api/v1/ideas/{number}/steps/{step}/"]["post"]["parameters"]
        if parameter["name"] == "step"
    ]
    assert set(STEPS) - NOT_BY_THEMSELVES <= set(step["schema"]["enum"])


def test_an_idea_says_what_is_promised_and_how_far_it_is(api, office, statements):
    idea = IdeaFactory(gated=True)
    promise = PromiseFactory(idea=idea, department=AppointmentFactory(department__name="버스정책과").department)
    Idea.objects.filter(pk=idea.pk).update(answer_state="awaiting")
    shown = api.get(f"/api/v1/ideas/{idea.number}/").json()
    assert shown["promise"] == {
        "kind": "answer",
        "owner": "department",
        "department": {"slug": promise.department.slug, "name": "버스정책과"},
        "due_on": promise.due_on.isoformat(),
        "first_due_on": promise.due_on.isoformat(),
        "is_late": False,
        "is_stopped": False,
    }
    assert shown["gate"]["passage"] == "debate"
    assert shown["gate"]["measures"] == [{"name": "recommendations", "have": 0, "need": 10}]
    assert (shown["closed_from"], shown["merged_into"]) == (None, None)
    api.get("/api/v1/ideas/")
    with statements(5):
        assert api.get("/api/v1/ideas/").json()["results"][0]["promise"] == shown["promise"]


def test_a_merged_idea_names_where_it_went_if_that_may_be_read(api):
    idea = IdeaFactory(ended=Outcome.MERGED)
    assert api.get(f"/api/v1/ideas/{idea.number}/").json()["merged_into"] == idea.merged_into.number
    Idea.objects.filter(pk=idea.merged_into_id).update(visibility="hidden")
    assert api.get(f"/api/v1/ideas/{idea.number}/").json()["merged_into"] is None
