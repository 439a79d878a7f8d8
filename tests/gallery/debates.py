"""The awkward city's debates: one with everything at its longest, one nobody has touched, one that ended with a summary."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import roles
from ideas import participation
from ideas.debates import arguing, running, standing
from ideas.debates.running import Summary
from ideas.models import Debate, DebateDay
from ideas.stages import Stage
from tests.factories.accounts import UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory
from tests.factories.ideas import IdeaFactory
from tests.gallery.scenes import Scene, press, send, unfold

LONG = "다리 가운데에 그늘과 의자를 놓는 일은 다리가 견디는 무게를 먼저 따져야 해요. 그래서 가벼운 천막을 쓰기로 했어요. "
WORD = "띄어쓰지않고이어쓴아주긴한낱말" * 12


def awkward_debates(who: dict) -> dict[str, int]:
    """Make all of it; returns the numbers that addresses of scenes need."""
    writer, neighbour, official, office = (who[name] for name in ("writer", "neighbour", "official", "office"))
    who["expert"] = expert = UserFactory(
        nickname="느티나무길", expertise="걷기 좋은 거리, 다리의 하중과 바람, 무장애 설계와 그 밖의 모든 것"[:40]
    )
    expert.groups.add(Group.objects.get_or_create(name=roles.EXPERTS)[0])
    idea = IdeaFactory(author=writer, title=f"다리 위 쉼터를 두고 {LONG}"[:80], stage=Stage.DEBATE, debated_at=timezone.now())
    full = DebateFactory(idea=idea, title=idea.title, lead=LONG * 4, moderator=expert)
    made = [
        arguing.argue(full, neighbour, side, body) for side in ("pro", "con", "how") for body in ("네.", (LONG * 9)[:500], WORD)
    ]
    arguing.argue(full, official, "how", LONG)
    arguing.argue(full, expert, "con", LONG)
    arguing.argue(full, writer, "pro", LONG)
    for person in (writer, official, expert):
        arguing.respond(made[1], person, (LONG * 9)[:500])
    arguing.find_helpful(made[1], writer)
    standing.take_stance(full, neighbour, "how")
    ArgumentFactory.create_batch(23, debate=full, author=neighbour, body=LONG)
    for day in range(1, 4):
        DebateDay.objects.create(debate=full, day=timezone.localdate() - timedelta(days=day), pro=40 - day, con=day, how=12)
    Debate.objects.filter(pk=full.pk).update(pro=12_345, con=678, how=9_012, pro_arguments=26, changes=1_234)
    running.extend(full, office, full.closes_at + timedelta(days=3), LONG * 2)
    quiet = DebateFactory(idea=None, title="아무도 오지 않은 물음")
    ended = DebateFactory(title="끝난 토론")
    best = arguing.argue(ended, neighbour, "pro", LONG)
    arguing.find_helpful(best, writer)
    running.close(ended, office)
    running.summarise(ended, office, Summary(agreed=LONG * 3, disagreed=LONG * 3, taken_along=LONG * 3))
    participation.comment(ended.idea, expert, LONG)
    unsummed = DebateFactory(title=f"정리를 기다리는 토론 {WORD}"[:120])
    running.close(unsummed, office)
    coming = DebateFactory(idea=None, coming=True, title="곧 열리는 토론")
    numbers = {"full": full.pk, "quiet": quiet.pk, "ended": ended.pk, "unsummed": unsummed.pk, "coming": coming.pk}
    return {f"d_{name}": pk for name, pk in numbers.items()} | {
        "d_argument": made[2].pk,
        "d_idea": idea.number,
        "d_over": ended.idea.number,
    }


DEBATES = (
    Scene("debates", "/debates/"),
    Scene("debate-full", "/debates/{d_full}/"),
    Scene("debate-full-member", "/debates/{d_full}/?side=con", "neighbour"),
    Scene("debate-full-official", "/debates/{d_full}/?sort=new", "official"),
    Scene("debate-known", "/debates/{d_full}/?voices=known", "office"),
    Scene("debate-further", "/debates/{d_full}/?side=pro&page=2"),
    Scene("debate-table", "/debates/{d_full}/", act=unfold(".stances__table")),
    Scene("debate-writing", "/debates/{d_full}/", "neighbour", unfold(".debate__write")),
    Scene("debate-stance", "/debates/{d_full}/", "writer", press("반대")),
    Scene("debate-argue", "/debates/{d_full}/arguments/", "neighbour"),
    Scene("debate-argue-refused", "/debates/{d_full}/arguments/", "neighbour", send(".debate__form", body="")),
    Scene("debate-respond", "/arguments/{d_argument}/respond/", "official"),
    Scene("debate-delete", "/arguments/{d_argument}/delete/", "neighbour"),
    Scene("debate-quiet", "/debates/{d_quiet}/", "neighbour"),
    Scene("debate-ended", "/debates/{d_ended}/", "neighbour"),
    Scene("debate-unsummed", "/debates/{d_unsummed}/"),
    Scene("debate-coming", "/debates/{d_coming}/"),
    Scene("debate-run", "/debates/{d_full}/run/", "office"),
    Scene("debate-close-refused", "/debates/{d_full}/run/", "office", send("form:has(#close-sure)")),
    Scene("debate-sum-up", "/debates/{d_ended}/run/", "office"),
    Scene("debate-open-again", "/desk/ideas/{d_over}/", "office"),
    Scene("debate-on-idea", "/ideas/{d_idea}/"),
    Scene("debate-expert", "/ideas/{d_over}/"),
)
