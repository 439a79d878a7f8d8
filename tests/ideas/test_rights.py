"""Who may take which verb in which state: one table, every cell asked."""

import pytest
from rules import has_perm

from accounts import roles
from ideas.stages import AnswerState, Outcome, Stage, Visibility
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CommentFactory, IdeaFactory

pytestmark = pytest.mark.django_db

STATES = {
    "draft": {"draft": True},
    "proposed": {},
    "answered": {"answer_state": AnswerState.ANSWERED},
    "debate": {"stage": Stage.DEBATE},
    "adopted": {"stage": Stage.CLOSED, "outcome": Outcome.ADOPTED},
    "withdrawn": {"withdrawn": True},
    "hidden": {"visibility": Visibility.HIDDEN},
}
EVERYBODY = {"anonymous", "author", "citizen", "official", "idea office", "moderator", "editor", "administrator"}
MEMBERS = EVERYBODY - {"anonymous"}
STAFF_EYES = {"author", "idea office", "moderator", "administrator"}
NOBODY: set[str] = set()

# verb → state → who may
TABLE = {
    "ideas.read_idea": {
        "draft": {"author"},
        "proposed": EVERYBODY,
        "answered": EVERYBODY,
        "debate": EVERYBODY,
        "adopted": EVERYBODY,
        "withdrawn": EVERYBODY,
        "hidden": STAFF_EYES,
    },
    "ideas.publish_idea": {"draft": {"author"}},
    "ideas.discard_draft": {"draft": {"author"}},
    "ideas.edit_idea": {"draft": {"author"}, "proposed": {"author"}, "hidden": {"author"}},
    "ideas.withdraw_idea": {"proposed": {"author"}, "answered": {"author"}, "debate": {"author"}},
    "ideas.recommend_idea": {"proposed": MEMBERS, "answered": MEMBERS, "debate": MEMBERS},
    "ideas.comment_on_idea": {"proposed": MEMBERS, "answered": MEMBERS, "debate": MEMBERS, "adopted": MEMBERS},
}


@pytest.fixture
def people(db):
    from django.contrib.auth.models import AnonymousUser

    return {
        "anonymous": AnonymousUser(),
        "author": UserFactory(),
        "citizen": UserFactory(),
        "official": AppointmentFactory().user,
        "idea office": UserFactory(role=roles.IDEA_OFFICE),
        "moderator": UserFactory(role=roles.MODERATORS),
        "editor": UserFactory(role=roles.EDITORS),
        "administrator": UserFactory(is_superuser=True),
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_each_verb_is_open_to_exactly_these_people(verb, state, people):
    idea = IdeaFactory(author=people["author"], **STATES[state])
    allowed = {name for name, person in people.items() if has_perm(verb, person, idea)}
    assert allowed == TABLE[verb].get(state, NOBODY)


def test_a_deactivated_member_may_do_nothing():
    idea, gone = IdeaFactory(), UserFactory(is_active=False)
    mine = IdeaFactory(author=gone)
    assert not any(has_perm(verb, gone, target) for verb in TABLE if verb != "ideas.read_idea" for target in (idea, mine))


def test_only_its_writer_changes_a_comment_and_only_while_it_stands(people):
    comment = CommentFactory(author=people["author"])
    gone = CommentFactory(author=people["author"], deleted_at=comment.created_at)
    for verb in ("ideas.edit_comment", "ideas.delete_comment"):
        assert {name for name, person in people.items() if has_perm(verb, person, comment)} == {"author"}
        assert not any(has_perm(verb, person, gone) for person in people.values())
