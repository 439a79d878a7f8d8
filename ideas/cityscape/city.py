"""Fills the database with a made-up city, chunk by chunk."""

import math
import random
import secrets
import time
from contextlib import ExitStack
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from modelsearch.conf import get_app_config

from accounts.models import Department, User
from accounts.models.user import nickname_key
from common.korean import block
from common.models import Sequence
from common.words import excerpt
from ideas.cityscape import vocabulary
from ideas.cityscape.bulk import Table, indexes_later
from ideas.cityscape.chance import Calendar, distinct, power_law
from ideas.cityscape.pipeline import IDEA_COLUMNS, Pipeline
from ideas.cityscape.writer import Scene, Writer
from ideas.importing.indexing import index_new
from ideas.models import Category, Comment, District, Idea, IdeaTag, IdeaVersion, Recommendation, TaggedIdea
from ideas.participation import WEEK

CHUNK = 1_000
WITHDRAWN, REPLIES = 0.015, 0.3
IN_DISTRICT = 0.4
TAGS = (0, 0, 0, 1, 1, 2, 3)


@dataclass(frozen=True)
class Size:
    """How much of everything. `password`: one for all members, None for none; `years`: how far back the city began."""

    ideas: int
    members: int
    comments: int
    recommendations: int
    password: str | None = None
    years: float = 6
    indexed: bool = True


class City:
    """Makes a city of a size in one transaction (`build`) and tells the rows of each table and how fast they came."""

    def __init__(self, size: Size, seed: int | None = None):
        self.size, self.rng = size, random.Random(seed)  # noqa: S311 - a made-up city
        self.calendar = Calendar(self.rng, size.years, timezone.now().date())
        self.writer = Writer(self.rng)
        self.users = Table(User, *"id email nickname nickname_key password is_active date_joined".split())  # noqa: SIM905
        self.emails = Table(EmailAddress, "user", "email", "verified", "primary")
        self.ideas = Table(
            Idea,
            *("id", "number", "author", "title", "body", "excerpt", "category", "district"),
            *("created_at", "edited_at", "published_at", "withdrawal_reason"),
            *("recommendation_count", "comment_count", "view_count", "trend", *IDEA_COLUMNS),
        )
        self.versions = Table(IdeaVersion, "idea", "number", "title", "body", "editor", "created_at")
        self.recommendations = Table(Recommendation, "idea", "member", "created_at")
        self.comments = Table(Comment, "id", "idea", "author", "parent", "body", "reply_count", "created_at")
        self.tagged = Table(TaggedIdea, "content_object", "tag")
        self.pipeline = Pipeline(self.rng, self.calendar)
        self.tables = [
            *(self.users, self.emails, self.ideas, self.versions, self.recommendations, self.comments, self.tagged),
            *self.pipeline.tables,
        ]
        self.indexed, self.index_seconds, self.seconds = 0, 0.0, 0.0

    def build(self, step=lambda count: None) -> None:
        """Write everything or nothing. step: called with the number of ideas just written.

        Raises ValueError when there are more recommendations than members could give.
        """
        started = time.perf_counter()
        size = self.size
        supports = power_law(self.rng, size.ideas, size.recommendations, size.members)
        remarks = self._remarks(supports)
        entry = get_app_config().get_model("IndexEntry")
        expected = {
            User: size.members, EmailAddress: size.members, Idea: size.ideas, IdeaVersion: size.ideas, Comment: size.comments,
            Recommendation: size.recommendations, TaggedIdea: size.ideas, entry: size.ideas if size.indexed else 0,
            **{table.model: size.ideas // 2 for table in self.pipeline.tables},
        }  # fmt: skip
        with transaction.atomic(), ExitStack() as stack:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
            for model, count in expected.items():
                if count:
                    stack.enter_context(indexes_later(model._meta.db_table, count))
            self._lists()
            self._members()
            self._first_idea, self._first_number = self.ideas.reserve(size.ideas), Sequence.take("idea", size.ideas)
            self._next_comment = self.comments.reserve(size.comments)
            self.pipeline.settle(self.departments, self._first_member, size.members)
            self.pipeline.reserve(size.ideas)
            for start in range(0, size.ideas, CHUNK):
                some = range(start, min(start + CHUNK, size.ideas))
                self._write(some, supports, remarks)
                step(len(some))
        with connection.cursor() as cursor:
            for model in expected if connection.vendor == "postgresql" else ():
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
            if connection.vendor == "sqlite":
                cursor.execute("ANALYZE")
        self.seconds = time.perf_counter() - started

    def speeds(self) -> list[tuple[str, int, float]]:
        """Each table with its rows and the seconds spent on writing them; the search index last."""
        rows = [(table.name, table.rows, table.seconds) for table in self.tables if table.rows]
        return [*rows, ("search index", self.indexed, self.index_seconds)] if self.indexed else rows

    def _remarks(self, supports: list[int]) -> list[int]:
        """Comments per idea; what is recommended is also talked about, so most go where the support is."""
        rng, size = self.rng, self.size
        spread = power_law(rng, size.ideas, size.comments, max(size.comments, 1))
        by_support = sorted(range(size.ideas), key=lambda place: supports[place] * rng.uniform(0.2, 1) + rng.random())
        ordered = sorted(spread)
        remarks = [0] * size.ideas
        for place, count in zip(by_support, ordered, strict=True):
            remarks[place] = count
        return remarks

    def _lists(self) -> None:
        """Categories, districts, departments and tags; what editors already have is used."""
        topics = [(topic.name, topic.slug) for topic in vocabulary.TOPICS]
        self.categories = dict(zip((slug for _name, slug in topics), _listed(Category, topics), strict=True))
        self.districts = _listed(District, vocabulary.DISTRICTS)
        self.departments = _listed(Department, vocabulary.DEPARTMENTS)
        names = dict.fromkeys(tag for topic in vocabulary.TOPICS for tag in topic.tags)
        pairs = _listed(IdeaTag, [(name, name) for name in names])
        ids = dict(zip(names, pairs, strict=True))
        self.tags = {topic.slug: [ids[tag] for tag in topic.tags] for topic in vocabulary.TOPICS}

    def _members(self) -> None:
        """Members with made-up names; without a password nobody can log in as them."""
        size, rng = self.size, self.rng
        self._first_member = self.users.reserve(size.members)
        shared = make_password(size.password) if size.password else ""
        for start in range(0, size.members, CHUNK):
            keys = range(self._first_member + start, self._first_member + min(start + CHUNK, size.members))
            names = {key: f"{rng.choice(vocabulary.NICKNAMES)}{key}" for key in keys}
            by_key = {nickname_key(name): key for key, name in names.items()}
            for taken in User.objects.filter(nickname_key__in=by_key).values_list("nickname_key", flat=True):
                names[by_key[taken]] = f"시{by_key[taken]:x}{secrets.token_hex(2)}"
            rows, emails = [], []
            for key, name in names.items():
                email = f"city-{key}@example.invalid"
                password = shared or UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20)
                rows.append((key, email, name, nickname_key(name), password, True, self.calendar.published(0)[0]))
                emails.append((key, email, True, True))
            self.users.write(rows)
            self.emails.write(emails)

    def _write(self, places: range, supports: list[int], remarks: list[int]) -> None:
        """One chunk of ideas and everything that hangs on them."""
        size, rng, first_member = self.size, self.rng, self._first_member
        ideas, versions, recommendations, tagged, comments, indexed = [], [], [], [], [], []
        for place, scene in zip(places, self.writer.scenes_for(len(places)), strict=True):
            key = self._first_idea + place
            published, seconds, day = self.calendar.published((place + rng.random()) / size.ideas)
            title, sentences = self.writer.title(scene), self.writer.body(scene)
            body = self.writer.text(sentences)
            author = first_member + int(size.members * rng.random() ** 3)
            withdrawn = None
            if rng.random() < WITHDRAWN:
                withdrawn = self.calendar.after(day, published), rng.choice(vocabulary.REASONS)
            support, talk = supports[place], remarks[place]
            number = self._first_number + place
            way = self.pipeline.live(key, number, title, author, day, published, seconds, support, withdrawn)
            ideas.append((
                key, number, author, title, body, "" if withdrawn else excerpt(body),
                self.categories[scene.topic.slug],
                rng.choice(self.districts) if rng.random() < IN_DISTRICT else None,
                published, published, published, withdrawn[1] if withdrawn else "",
                support, talk, int(rng.paretovariate(1.2) * 4) + support * 3 + talk * 2,
                seconds / WEEK + math.log10(1 + support + talk), *way.values(),
            ))  # fmt: skip
            versions.append((key, 1, title, body, author, published))
            if support:
                recommendations += [
                    (key, first_member + member, self.calendar.after(day, published))
                    for member in distinct(rng, support, size.members)
                ]
            if talk:
                comments += self._comments_on(key, scene, talk, day, published)
            if wanted := rng.choice(TAGS):
                tags = self.tags[scene.topic.slug]
                tagged += [(key, tag) for tag in rng.sample(tags, min(wanted, len(tags)))]
            if size.indexed:
                idea = Idea(pk=key, title=title, body=body, stage=way.state["stage"], outcome=way.state["outcome"])
                if not withdrawn:
                    # The same as the method of that name gives, without cutting every sentence again.
                    idea.korean_pieces = f"{self.writer.pieces(title, sentences)} {block(key)}"
                indexed.append(idea)
        self.ideas.write(ideas)
        self.versions.write(versions)
        self.recommendations.write(recommendations)
        self.comments.write(comments)
        self.tagged.write(tagged)
        self.pipeline.write()
        started = time.perf_counter()
        self.indexed += index_new(indexed)
        self.index_seconds += time.perf_counter() - started

    def _comments_on(self, idea: int, scene: Scene, count: int, day: int, published: str) -> list[tuple]:
        """Comments and replies in the order they were written, each comment with the number of its replies."""
        rng = self.rng
        first, self._next_comment = self._next_comment, self._next_comment + count
        parents: list[int | None] = []
        tops: list[int] = []
        replies: dict[int, int] = {}
        for key in range(first, first + count):
            parent = rng.choice(tops) if tops and rng.random() < REPLIES else None
            if parent is None:
                tops.append(key)
            else:
                replies[parent] = replies.get(parent, 0) + 1
            parents.append(parent)
        moments = sorted([self.calendar.after(day, published) for _ in range(count)])
        return [
            (
                key, idea, self._first_member + int(self.size.members * rng.random() ** 2), parent,
                self.writer.comment(scene, parent is not None), replies.get(key, 0), moment,
            )
            for key, parent, moment in zip(range(first, first + count), parents, moments, strict=True)
        ]  # fmt: skip


def _listed(model, entries) -> list[int]:
    """Primary keys of entries given as (name, slug), made where there is none of that name or address."""
    keys = []
    for position, (name, slug) in enumerate(entries):
        found = model.objects.filter(Q(name=name) | Q(slug=slug)).first()
        if not found:
            extra = {"position": position} if any(field.name == "position" for field in model._meta.fields) else {}
            found = model.objects.create(name=name, slug=slug, **extra)
        keys.append(found.pk)
    return keys
