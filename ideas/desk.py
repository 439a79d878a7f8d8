"""The officials' desk: what somebody owes, and what they may do with an idea from wherever they see it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from ideas.desk_queues import QUEUES, beside, queues_of, viewer
from ideas.lifecycle import NOT_BY_THEMSELVES, steps_open_to
from ideas.models import Idea
from ideas.step_words import STEP_WORDS

# Steps that are a citizen's own even when the citizen works for the city; their buttons stand with the text.
OF_THE_WRITER = frozenset({"give_supplement", "ask_re_review"})


@dataclass(frozen=True)
class Action:
    """A way from an idea to one thing that can be done with it."""

    words: str
    href: str
    icon: str = ""


@dataclass(frozen=True)
class Bar:
    """What an official may do with an idea. main: what is done most, shown at once; more: the rest, behind a button."""

    main: tuple[Action, ...]
    more: tuple[Action, ...]


def bar_of(user: User | AnonymousUser, idea: Idea) -> Bar | None:
    """What this member may do with an idea on behalf of the city; None for citizens, who see nothing of it."""
    if not user.is_authenticated or idea.is_draft or not has_perm("ideas.see_desk", user):
        return None
    main, more = [], [*routing_actions(user, idea), *step_actions(user, idea)]
    if has_perm("ideas.answer_idea", user, idea):
        main.append(Action(_("답변하기"), reverse("ideas:desk_idea", args=[idea.number]), "edit"))
    if more and not main:
        main.append(more.pop(0))
    return Bar(tuple(main), tuple(more)) if main else None


def routing_actions(user: User, idea: Idea) -> list[Action]:
    """Who takes care of it, and who else is asked."""
    ways = (
        ("ideas.route_idea", "ideas:desk_routing", _("담당 부서 바꾸기") if idea.department_id else _("담당 부서 정하기")),
        ("ideas.object_to_routing", "ideas:desk_objection", _("우리 부서 일이 아니에요")),
        ("ideas.ask_department", "ideas:desk_ask", _("다른 부서에 의견 묻기")),
    )
    return [Action(words, reverse(name, args=[idea.number])) for right, name, words in ways if has_perm(right, user, idea)]


def step_actions(user: User, idea: Idea) -> list[Action]:
    """The steps of the lifecycle that stand by themselves, and merging, which has a page of its own."""
    found = []
    for step in steps_open_to(user, idea):
        if step.name in ("merge", "undo_merge"):
            found.append(Action(str(STEP_WORDS[step.name][0]), reverse("ideas:merge", args=[idea.number])))
        elif step.name not in NOT_BY_THEMSELVES | OF_THE_WRITER:
            found.append(Action(str(STEP_WORDS[step.name][0]), reverse("ideas:step", args=[idea.number, step.name])))
    return found


def neighbours(user: User, queue: str, idea: Idea, own_post: bool = False) -> tuple[int | None, int | None]:
    """The numbers of the ideas before and after one in a queue of the desk (a name of ideas.desk_queues.QUEUES).

    (None, None) for a queue there is not or that is not this member's. Three small queries.
    """
    seen, asked = viewer(user, own_post), QUEUES.get(queue)
    if asked is None or not any(asked in group for group in queues_of(seen)):
        return None, None
    before, after = (row and asked.idea_of(row) for row in beside(asked, seen, idea))
    return before and before.number, after and after.number
