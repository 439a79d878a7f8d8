"""Nothing that is hidden, unfinished or private reaches somebody it is not for: pages, API, feeds, calendars and tables are read
as a whole, and searched for words that stand nowhere else (TRUST.md §3, ASVS 8)."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from accounts.models import User
from ideas.models import Answer, Argument, BoardPost, Debate, Idea, Meeting, Membership, Review
from tests.security.addresses import Targets, patterns
from tests.security.city import build
from tests.security.rights import Door

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
STAFF = {"moderator", "idea office"}
# What → who may read it; whoever stands in nobody's row reads none of it anywhere outside /cms/.
SECRETS = {
    "숨긴상상": {"proposer", *STAFF},
    "쓰던상상": {"proposer"},
    "숨긴토론": STAFF,
    "숨긴의견": set(),
    "준비회의": {"idea office"},
    "쓰던답변": {"official", "idea office"},
    "열린점수": {"panel member"},
    "신청까닭": set(),
    "누리단글": {"panel member", "idea office"},
    "거둔상상": {"proposer", *STAFF},
    "참본이름": set(),
}


def hide_words(city) -> None:
    """Put the words where they belong."""
    Idea.objects.filter(visibility="hidden").update(title="숨긴상상", body="숨긴상상", excerpt="숨긴상상")
    Idea.objects.filter(pk=city.ideas.draft.pk).update(title="쓰던상상", body="쓰던상상", excerpt="쓰던상상")
    Idea.objects.filter(pk=city.ideas.withdrawn.pk).update(body="거둔상상", excerpt="거둔상상")
    hidden = Debate.objects.filter(pk__in=[city.debates.hidden.pk, city.debates.of_hidden.pk])
    hidden.update(title="숨긴토론", question="숨긴토론", lead="숨긴토론")
    Argument.objects.filter(pk__in=[city.debates.arguments[name].pk for name in ("hidden", "of hidden idea")]).update(
        body="숨긴의견"
    )
    Meeting.objects.filter(state="draft").update(title="준비회의", place="준비회의", intro="준비회의")
    Answer.objects.filter(status="draft").update(summary="쓰던답변", feasibility="쓰던답변")
    Review.objects.filter(pk=city.panels.reviews["open"].pk).update(
        remark="열린점수", state="done", total=80, submitted_at=timezone.now()
    )
    Membership.objects.update(motivation="신청까닭")
    BoardPost.objects.filter(visibility="public").update(title="누리단글", body="누리단글")
    User.objects.update(first_name="참본이름", last_name="참본이름")


def texts(door: Door, targets: Targets, role: str):
    """Everything the site tells somebody outside /cms/ and the pages of their own account."""
    for pattern in patterns():
        if not pattern.startswith(("cms/", "accounts/", "me/settings")):
            for state, address in targets.of(pattern).items():
                yield f"{address} [{state}]", b"".join(door.ask(role, "GET", address)).decode("utf-8", "replace")


@pytest.mark.parametrize("role", ["visitor", "expert", "other official", "panel member", "closed account"])
def test_what_is_not_for_somebody_stands_nowhere(role):
    city = build()
    hide_words(city)
    door, targets = Door(city), Targets(city)
    mine = city.who[role].email if role in city.who else ""
    forbidden = [words for words, readers in SECRETS.items() if role not in readers]
    leaks = []
    for address, text in texts(door, targets, role):
        leaks += [f"{words} at {address}" for words in forbidden if words in text]
        leaks += [f"an e-mail at {address}" for _one in [1] if "@example.org" in text.replace(mine or "\0", "")]
    assert not leaks, "\n".join(leaks)


def test_a_page_kept_for_many_keeps_nothing_of_one():
    """The same page for one member, a visitor and another member, from full caches."""
    city = build()
    User.objects.filter(pk=city.who["panel member"].pk).update(nickname="나만의별명", nickname_key="나만의별명")
    door, targets = Door(city), Targets(city)
    leaks = []
    for pattern in patterns():
        if pattern.startswith(("cms/", "accounts/", "api/", "panel/", "desk/", "me/")):
            continue
        for state, address in targets.of(pattern).items():
            door.ask("panel member", "GET", address)
            for role in ("visitor", "citizen", "visitor"):
                if "나만의별명".encode() in b"".join(door.ask(role, "GET", address)):
                    leaks.append(f"{address} [{state}] as {role}")
    assert caches["pages"]
    assert not leaks, "\n".join(leaks)
