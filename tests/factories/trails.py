"""Ideas that have been through something, and databases whose guards somebody has taken away."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection, transaction

from accounts import roles
from ideas.lifecycle import advance
from ideas.models import Idea
from ideas.trail import blot_out, changing, hash_of, record
from ideas.verifying import verify_all
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

guards = import_module("ideas.migrations.0005_trail_is_append_only")


def long_story() -> Idea:
    """An idea with a trail of every sort: steps, promises, reasons, one of them blotted out, a decision looked at again."""
    office = UserFactory(role=roles.IDEA_OFFICE)
    idea = IdeaFactory(draft=True)
    idea = advance(idea, "publish", idea.author)
    idea = advance(idea, "ask_supplement", office, "어느 다리인지 알려 주세요.")
    idea = advance(idea, "give_supplement", idea.author, "마포대교예요. 전화는 010-0000-0000")
    blot_out(idea.trail.get(kind="give_supplement"), office, "전화번호가 있었어요.")
    idea = advance(idea, "super_pass", office, "모두에게 필요한 일이에요. “그늘”은 여름마다 모자라요.")
    idea = advance(idea, "not_adopt", office, "다리에 무거운 것을 둘 수 없어요.\n대신 강가에 둘게요.")
    idea = advance(idea, "ask_re_review", idea.author, "가벼운 천막이면 돼요.")
    return advance(idea, "reconsider", office, "다시 살펴볼게요.")


def tell(idea: Idea, kind: str, by=None, reason: str = "", **data) -> Idea:
    """Write something into the trail of an idea that changes nothing about it."""
    with changing(idea) as idea:
        record(idea, kind, by, reason, data=data)
    return idea


@contextmanager
def without_guards():
    """Nothing keeps the trail from being changed meanwhile: no trigger, and no check of foreign keys."""
    schema = connection.schema_editor(atomic=False, collect_sql=False)
    schema.deferred_sql = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        guards.drop_triggers(None, schema)
        try:
            yield cursor
        finally:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            guards.add_triggers(None, schema)


class Undo(Exception):
    """Take everything back."""


def changed_by(*changes) -> list:
    """What verifying says after somebody changed the database so, which is then taken back.

    changes: statements, each with the list of its parameters behind it.
    """
    try:
        with transaction.atomic():
            with without_guards() as cursor:
                for sql, params in zip(changes[::2], changes[1::2], strict=True):
                    cursor.execute(sql, params)
                    assert cursor.rowcount > 0, sql
                found = list(verify_all())
            raise Undo
    except Undo:
        return found


def made_anew(idea: Idea, number: int, **other) -> None:
    """Change an entry and make every hash from there on fit again, as somebody with the whole database could."""
    head = ""
    with without_guards():
        for entry in idea.trail.order_by("number"):
            if entry.number >= number:
                for name, value in other.items() if entry.number == number else ():
                    setattr(entry, name, value)
                entry.previous_hash = head
                entry.hash = hash_of(entry, idea.number)
                entry.save()
            head = entry.hash
        Idea.objects.filter(pk=idea.pk).update(trail_head=head)
