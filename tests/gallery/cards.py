"""The awkward city's cards: long names, much drift, no money, a stale one, a stopped one, one that waits for its hand-over, and
an old one that came with its idea."""

from datetime import datetime, timedelta

from django.utils import timezone

from ideas import routing
from ideas.cards import doing, ending, handing_over, planning
from ideas.importing.loader import load
from ideas.importing.rows import SEOUL, Ending, ImportedIdea
from ideas.lifecycle import advance
from ideas.models import Card, CardHolder, Idea, Promise, PromiseKind
from tests.factories.accounts import AppointmentFactory
from tests.factories.uploads import photo
from tests.gallery.pipeline import LONG, published
from tests.gallery.scenes import Scene


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def card_of(who: dict, title: str, held) -> Card:
    """The card of an idea that was adopted at once."""
    made = published(who["writer"], title, 3)
    made = routing.assign(made, held.department, who["office"], post=held.post)
    advance(Idea.objects.get(pk=made.pk), "fast_adopt", who["office"], "바로 시작할 수 있어요.")
    return Card.objects.select_related("idea", "department").get(idea=made)


def planned(who: dict, title: str, held, budget: int | None = 123_456_789_012) -> Card:
    """One with a long plan and many steps."""
    card = card_of(who, title, held)
    steps = tuple(planning.Step(f"{number}번째로 할 일은 {LONG[:60]}", day(number * 20), number + 1) for number in range(4))
    planning.plan(card, who["official"], LONG, day(0), day(100), budget, steps)
    return Card.objects.select_related("idea", "department").get(pk=card.pk)


def came_over() -> Card:
    """One that was adopted before the city ran this site, with the plan of that day."""
    answer = {"summary": LONG[:120], "necessity": LONG[:300], "plan": LONG}
    old = ImportedIdea(
        *(71, "옮겨 온 상상: 정류소마다 긴 의자를", LONG, 40, datetime(2014, 5, 1, 9, 30, tzinfo=SEOUL)),
        ending=Ending("도시교통본부 옛 버스정책과", answer=answer),
    )
    load([(1, old)], "gallery")
    return Card.objects.get(idea__source="gallery")


def awkward_cards(who: dict) -> dict[str, int]:
    """Make all of it; returns the ids that addresses of scenes need."""
    official = who["official"]
    held = official.appointment
    made = {"review": card_of(who, "아직 계획이 없는 카드", held)}
    made["drift"] = planned(who, "늦어지고 비싸진 카드: " + "가나다라마바사" * 6, held)
    drifted = made["drift"]
    planning.plan(drifted, official, LONG, day(0), day(400), 987_654_321_098, reason=LONG[:200])
    doing.start(drifted, official)
    doing.report(drifted, official, LONG, 999_999_999_999, photos=[(photo(), LONG[:120]), (photo(size=(48, 96)), "세로 사진")])
    planning.finish_milestone(drifted.milestones.first(), official, day(0))
    made["stale"] = planned(who, "소식이 끊긴 카드", held, None)
    Promise.objects.filter(idea=made["stale"].idea, kind=PromiseKind.REPORT).update(due_on=day(-9), first_due_on=day(-9))
    doing.look_for_stale()
    made["stopped"] = planned(who, "멈춘 카드", held)
    ending.stop(made["stopped"], official, LONG[:300])
    made["done"] = planned(who, "다 이룬 카드", held)
    ending.finish(made["done"], official, day(0), LONG)
    ending.measure(made["done"], official, LONG)
    made["leaving"] = planned(who, "손이 바뀌는 카드", held)
    left = AppointmentFactory(department=held.department, post="팀장", starts_on=day(-90), ends_on=day(-1))
    CardHolder.objects.filter(card=made["leaving"]).update(appointment=left, since=day(-80))
    handing_over.look_for_leavers()
    handing_over.write_note(made["leaving"], official, LONG)
    made["old"] = came_over()
    return {f"card_{name}": card.pk for name, card in made.items()}


SCENES = (
    Scene("cards", "/cards/"),
    Scene("cards-list", "/cards/?status=doing"),
    Scene("cards-stale", "/cards/?stale=1"),
    *(
        Scene(f"card-{name}", f"/cards/{{card_{name}}}/")
        for name in ("review", "drift", "stale", "stopped", "done", "leaving", "old")
    ),
    Scene("hall-of-fame", "/hall-of-fame/"),
    Scene("desk-cards", "/desk/cards/", "official"),
    Scene("desk-card", "/desk/cards/{card_drift}/", "official"),
    Scene("desk-card-plan", "/desk/cards/{card_review}/plan/", "official"),
    Scene("desk-card-report", "/desk/cards/{card_drift}/report/", "official"),
    Scene("desk-card-finish", "/desk/cards/{card_drift}/finish/", "official"),
    Scene("desk-card-note", "/desk/cards/{card_leaving}/note/", "official"),
)
