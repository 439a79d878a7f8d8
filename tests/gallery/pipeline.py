"""The awkward city's pipeline: late, stopped, answered at length, objected to, merged; as few ideas as show everything."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import roles
from accounts.models import Appointment
from ideas import answers, merging, participation, routing, seals, standings, submission
from ideas.answer_words import AnswerWords
from ideas.lifecycle import advance
from ideas.models import AnswerKind, AnswerTemplate, Idea, Promise
from ideas.plain.load import load_defaults
from tests.factories.accounts import DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory

LONG = "다리 가운데에 그늘과 의자를 놓는 일은 다리가 견디는 무게를 먼저 따져야 해요. 그래서 가벼운 천막을 쓰기로 했어요. " * 6


def staff(who: dict) -> None:
    """Who works on the pipeline: the idea office."""
    who["office"] = UserFactory(nickname="상상지기하나")
    who["office"].groups.add(Group.objects.get_or_create(name=roles.IDEA_OFFICE)[0])


def published(author, title: str, supporters: int = 0) -> Idea:
    """An idea that went the usual way."""
    draft = IdeaFactory(draft=True, author=author, title=title)
    made = submission.publish(draft, author)
    Idea.objects.filter(pk=made.pk).update(recommendation_count=supporters)
    return Idea.objects.get(pk=made.pk)


def awkward_pipeline(who: dict) -> dict[str, int]:
    """Make all of it; returns the numbers that addresses of scenes need."""
    load_defaults()
    writer, neighbour, official, office = (who[name] for name in ("writer", "neighbour", "official", "office"))
    department = official.appointment.department
    AnswerTemplate.objects.create(
        name="고맙다는 말로 여는 답변", summary="{제목}을(를) 살펴보았어요.", plan="{부서}에서 이어 갈게요."
    )
    names = (*("awaiting", "late", "answered", "objected", "asked", "refused", "merged", "interim", "scheduled", "unrouted"),)
    made = {name: published(writer, f"다리 위 쉼터 {order}: {LONG[:40]}", order) for order, name in enumerate(names)}
    for name in names[:-1]:
        made[name] = routing.assign(made[name], department, office, post=official.appointment.post)
    participation.comment(made["awaiting"], neighbour, "비 오는 날에는 어떻게 하나요? 지붕이 꼭 있으면 좋겠어요.")
    late_day = timezone.localdate() - timedelta(days=9)
    Promise.objects.filter(idea__in=[made["late"], made["interim"]]).update(due_on=late_day, first_due_on=late_day)
    words = AnswerWords(
        summary="내년 봄에 다리 두 곳부터 그늘과 의자를 놓을게요.",
        **dict.fromkeys(("necessity", "effect", "feasibility", "plan"), LONG),
        verdict="fast_adopt",
        starts_on=timezone.localdate(),
        expected_cost=123_456_789,
    )
    answers.publish(answers.save(made["answered"], official, words), official)
    routing.object_to(
        made["objected"], official, "다리의 무게는 우리 부서가 아니라 시설 부서가 살펴요.", DepartmentFactory(name="시설과")
    )
    routing.ask_department(
        made["awaiting"],
        DepartmentFactory(name="한강사업본부"),
        office,
        "언제쯤 놓을 수 있을까요?",
        late_day + timedelta(days=30),
    )
    advance(made["asked"], "ask_supplement", official, "어느 다리인지 조금만 더 알려 주세요.")
    refused = AnswerWords(summary="이번에는 함께하지 못해요.", refusal=LONG, verdict="not_adopt")
    answers.publish(answers.save(made["refused"], official, refused), official)
    advance(Idea.objects.get(pk=made["refused"].pk), "ask_re_review", writer, "천막이면 괜찮지 않을까요?")
    merging.merge(made["merged"], made["awaiting"], office, "같은 다리 이야기예요.")
    soon = timezone.localdate() + timedelta(days=10)
    interim = AnswerWords(summary="무게를 다시 재느라 열흘만 더 걸려요.", new_due_on=soon)
    answers.publish(answers.save(made["interim"], official, interim, AnswerKind.INTERIM), official)
    waiting = answers.save(made["scheduled"], official, AnswerWords(summary="봄에 다시 알려 드릴게요."))
    answers.schedule(waiting, official, timezone.now() + timedelta(days=2))
    ended = UserFactory()
    Appointment.objects.create(user=ended, department=department, post="팀장", starts_on=late_day, ends_on=late_day)
    standings.refresh()
    seals.seal()
    return {f"n_{name}": idea.number for name, idea in made.items()} | {"department_slug": department.slug}
