"""Telling people what becomes of an idea: whoever proposed it at once, those who support or follow it in the background.

An entry of the trail that is news leaves a row Telling in the transaction in which it counts as told (ideas.trail.tell). The
city's clock then works through the crowd in batches and moves `told_to` on together with the batch, so that a process which
dies leaves nobody out and tells nobody twice.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from ideas.following import listeners
from ideas.models import Card, Follow, Lift, Telling, TrailEntry
from ideas.signals import entry_recorded
from ideas.trail_words import sentence
from notifications import inbox
from notifications.kinds import Kind

BATCH = 1_000
# One turn of the clock tells this many batches at most; the others wait for the next turn, and other jobs have theirs.
BATCHES_A_TURN = 100
# What happened so long ago is history: a story that is written down afterwards fills nobody's inbox.
NEWS_FOR = timedelta(days=30)

# kind of entry → sort of news. What always comes together with something that says more is left out: a promotion opens a debate
# (debate_opened), and the adoption itself says that a card begins.
FOR_ALL: dict[str, Kind] = {
    **dict.fromkeys(("send_to_working", "super_pass_to_working", "withdraw", "merge", "merged_here", "reopen"), Kind.IDEA),
    **dict.fromkeys(("adopt", "fast_adopt", "adopt_in_part", "hold", "not_adopt", "transfer", "conclude"), Kind.DECISION),
    **dict.fromkeys(("uphold", "reconsider"), Kind.DECISION),
    **dict.fromkeys(("answered", "interim_answered", "answer_changed"), Kind.ANSWER),
    **dict.fromkeys(("debate_opened", "debate_closed", "debate_extended", "debate_summarised"), Kind.DEBATE),
    **dict.fromkeys(("rated", "lift_passed"), Kind.PANEL),
    **dict.fromkeys(("put_on_agenda", "on_meeting", "off_meeting", "not_picked", "not_discussed"), Kind.MEETING),
    **dict.fromkeys(("card_planned", "card_moved", "card_delayed", "card_cost_moved", "card_reported"), Kind.CARD),
    **dict.fromkeys(("card_stale", "card_left", "card_handed_over", "card_measured", "card_joined", "entered_hall"), Kind.CARD),
}
FOR_THE_PROPOSER: dict[str, Kind] = {"gate_reached": Kind.IDEA, "lift_opened": Kind.PANEL, "ask_supplement": Kind.TASK}
NEWS = {**FOR_ALL, **FOR_THE_PROPOSER}
# Keys of lines that carry the title of an idea, and whose row leads to it (ideas.panel.lifts tells of votes).
OF_AN_IDEA = re.compile(r"(trail|lift)(?:-passed)?-(\d{1,18})")
LEADS_TO_IDEA = {"trail": TrailEntry, "lift": Lift}


@receiver(entry_recorded)
def hear(sender, entry: TrailEntry, **more) -> None:
    """Tell the proposer, and remember that the others have to be told."""
    if entry.kind not in NEWS or entry.at < timezone.now() - NEWS_FOR or not may_be_told(entry):
        return
    tell_proposer(entry)
    if entry.kind in FOR_ALL:
        Telling.objects.get_or_create(entry=entry)


def may_be_told(entry: TrailEntry) -> bool:
    """Nobody hears of a hidden idea, and of a withdrawn one only that it was withdrawn."""
    return entry.idea.is_public and (entry.kind == "withdraw" or not entry.idea.is_withdrawn)


def tell_proposer(entry: TrailEntry) -> None:
    """Tell whoever wrote the idea, unless they did it themselves or want silence; what is asked of them they hear anyway."""
    author = entry.idea.author_id
    if author is None or author == entry.actor_id:
        return
    is_silent = Follow.objects.filter(idea=entry.idea_id, member=author, is_muted=True).exists()
    if not is_silent or NEWS[entry.kind] == Kind.TASK:
        inbox.tell([author], **line_of(entry))


def line_of(entry: TrailEntry) -> dict:
    """The line of an inbox that an entry makes, in the language of the city."""
    with translation.override(settings.LANGUAGE_CODE):
        words = sentence(entry)
    return {
        "key": f"trail-{entry.pk}",
        "kind": NEWS[entry.kind],
        "title": str(entry.idea),
        "words": words,
        "url": address(entry),
        "at": entry.at,
    }


def address(entry: TrailEntry) -> str:
    """Where to look: the debate, the card, or the page of the idea."""
    if entry.kind.startswith("debate_") and (debate := entry.data.get("debate")):
        return reverse("ideas:debate", args=[debate])
    if NEWS[entry.kind] == Kind.CARD and (card := Card.objects.filter(idea=entry.idea_id).first()):
        return card.get_absolute_url()
    return entry.idea.get_absolute_url()


def spread() -> int:
    """Tell those who still have to be told, oldest news first; returns how many lines were written for."""
    told = turns = 0
    for pk in Telling.objects.order_by("id").values_list("pk", flat=True)[:BATCHES_A_TURN]:
        while turns < BATCHES_A_TURN and (batch := spread_batch(pk)) is not None:
            turns, told = turns + 1, told + batch
    return told


def spread_batch(pk: int) -> int | None:
    """Tell the next batch of one entry's listeners; None once all have been told, and the row is gone.

    The lines and the place up to which they go are kept together or not at all. Another process at the same row is left to it.
    """
    with transaction.atomic():
        waiting = Telling.objects.select_for_update(skip_locked=True, of=("self",)).select_related("entry__idea")
        telling = waiting.filter(pk=pk).first()
        if telling is None:
            return None
        entry = telling.entry
        members, up_to = listeners(entry.idea, telling.told_to, BATCH) if may_be_told(entry) else ([], None)
        if up_to is None:
            telling.delete()
            return None
        told_already = {entry.actor_id, entry.idea.author_id}
        told = inbox.tell([member for member in members if member not in told_already], **line_of(entry))
        telling.told_to = up_to
        telling.save(update_fields=["told_to"])
    return told


@inbox.veil
def out_of_sight(member: User, keys: list[str]) -> set[str]:
    """The keys of those lines that name an idea which was hidden since, to all but whoever wrote it; two queries at most."""
    asked = {key: found.groups() for key in keys if (found := OF_AN_IDEA.fullmatch(key))}
    gone = set()
    for what, model in LEADS_TO_IDEA.items():
        if pks := [int(pk) for name, pk in asked.values() if name == what]:
            hidden = model.objects.filter(pk__in=pks, idea__public_since__isnull=True).exclude(idea__author=member)
            gone |= {(what, str(pk)) for pk in hidden.values_list("pk", flat=True)}
    return {key for key, row in asked.items() if row in gone}
