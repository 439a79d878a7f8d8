"""Building the demo city, through the same verbs that citizens use."""

import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from accounts.models import Department, User
from home.demo import accounts, clock, pages, pictures, pipeline, places, templates, words
from home.demo.ideas import DRAFTS, SKETCHES
from home.demo.pages import sheet
from home.demo.sketch import Remark, Sketch, key_of
from home.demo.stories import STORIES
from home.models import BrandSettings, HomePage
from ideas import attachments, participation, piece_counts, routing_words, standings, submission
from ideas.models import Category, Comment, District, Idea, IdeaVersion, Recommendation, TrailEntry
from ideas.plain.load import load_defaults as load_plain_words

# What was recommended "today" came within these hours, and after midnight.
LAST_HOURS = timedelta(hours=7)


def load_defaults() -> None:
    """What a real city starts with too: categories, districts, plain words, a front page; what an editor changed stays."""
    for model, entries in ((Category, places.CATEGORIES), (District, places.DISTRICTS)):
        for position, (name, slug) in enumerate(entries):
            if not model.objects.filter(name=name).exists():
                model.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
    load_plain_words()
    front = HomePage.objects.first()
    if front and front.latest_revision_id is None:
        front.sections = list(words.SECTIONS)
        front.save()


@transaction.atomic
def load_city() -> int:
    """Everything of the demo that is not there yet; returns how many ideas were added."""
    load_defaults()
    load_departments()
    people = accounts.settle()
    load_pages()
    there = keys_there()
    missing = sorted((sketch for sketch in SKETCHES if key_of(sketch.key) not in there), key=lambda sketch: -sketch.days)
    if not there:
        pipeline.settle()
        templates.load()
        pipeline.set_bars(timezone.now())
    for number, sketch in enumerate(missing):
        if not there and sketch.days < pipeline.NEW_BARS <= missing[number - 1].days:
            pipeline.lower_bars(timezone.now())
        load_sketch(sketch, people)
    if missing:
        standings.refresh()
        piece_counts.count_pieces()
        routing_words.learn()
        # Nobody waits for news of what happened before the city was there.
        TrailEntry.objects.filter(idea__draft_key__in=ours(), processed_at=None).update(processed_at=timezone.now())
        # Whoever threw a draft away does not get it back when nothing else is new either.
        load_drafts(people, there)
    return len(missing)


def load_departments() -> None:
    """The departments with those above them."""
    for name, slug, above in places.DEPARTMENTS:
        parent = Department.objects.get(slug=above) if above else None
        Department.objects.get_or_create(slug=slug, defaults={"name": name, "parent": parent})


def keys_there() -> set[uuid.UUID]:
    """The keys of the ideas and drafts of the demo that were loaded before, whoever they belong to by now."""
    return set(Idea.objects.filter(draft_key__in=ours()).values_list("draft_key", flat=True))


def ours() -> list[uuid.UUID]:
    """The keys of everything that people of the demo wrote."""
    return [key_of(one.key) for one in (*SKETCHES, *DRAFTS)]


def load_drafts(people: dict[str, User], there: set[uuid.UUID]) -> None:
    """What people of the demo are still writing; there: the keys that were loaded before."""
    for draft in DRAFTS:
        if key_of(draft.key) not in there:
            submission.save_draft(people[draft.by], key_of(draft.key), submission.Wording(title=draft.title, body=draft.body))


def load_sketch(sketch: Sketch, people: dict[str, User]) -> None:
    """One idea with its photos, recommendations, comments and what the city did with it, all on the days it happened."""
    author, now = people[sketch.by], timezone.now()
    born = now - timedelta(days=sketch.days)
    wording = submission.Wording(
        title=sketch.title,
        body=sketch.body,
        category=Category.objects.filter(slug=sketch.category).first(),
        district=District.objects.filter(slug=sketch.district).first(),
        tags=sketch.tags.split(),
    )
    idea = submission.save_draft(author, key_of(sketch.key), wording)
    for scene, shows in sketch.photos:
        photo = attachments.add_photo(idea, author, pictures.upload_of(scene))
        attachments.describe(photo, author, shows)
    with clock.at(born):
        idea = submission.publish(idea, author)
    clock.set_back(idea, born)
    for remark in sketch.remarks:
        say(idea, remark, people, born)
    dice = random.Random(sketch.key)  # noqa: S311 - only to look alive
    events = pipeline.events_of(sketch.category, sketch.days, STORIES.get(sketch.key, ()), dice)
    given = gather_support(idea, sketch, people, born, pipeline.end_of(events, born, now))
    set_back_in_time(idea, born)
    pipeline.live(idea, born, events, given, people)
    if sketch.withdrawn_because:
        moment = born + (now - born) / 2
        with clock.at(moment):
            submission.withdraw(idea, author, sketch.withdrawn_because)
        clock.set_back(idea, moment)


def gather_support(idea: Idea, sketch: Sketch, people: dict[str, User], born: datetime, until: datetime) -> list[datetime]:
    """So many recommendations, by the same neighbours in every run, most of them in the first days, some of them today; returns
    when each was given. until: when the idea was closed, or now.

    In one statement: a call of the verb for each would be half of the time that the first start of the site takes.
    """
    dice = random.Random(sketch.key)  # noqa: S311 - only to look alive
    neighbours = dice.sample([user for name, user in people.items() if name != sketch.by], sketch.hearts)
    moments = list(moments_of(sketch, born, until, dice))
    Recommendation.objects.bulk_create(
        Recommendation(idea=idea, member=user, created_at=moment) for user, moment in zip(neighbours, moments, strict=True)
    )
    views = sketch.hearts * dice.randint(9, 17) + dice.randint(3, 30)
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=sketch.hearts, view_count=views)
    return moments


def moments_of(sketch: Sketch, born: datetime, until: datetime, dice: random.Random) -> Iterator[datetime]:
    """When each neighbour recommended an idea: the first `sketch.today` of them within the last hours."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    lately = max(born, midnight, now - LAST_HOURS)
    for number in range(sketch.hearts):
        yield lately + (now - lately) * dice.random() if number < sketch.today else born + (until - born) * dice.random() ** 2


def say(idea: Idea, remark: Remark, people: dict[str, User], born: datetime) -> None:
    """A comment at its moment, and its replies, each some minutes after the one before."""
    above, earliest, now = None, born, timezone.now()
    for said in (remark, *remark.replies):
        author = people[said.by]
        moment = max(earliest, said.moment(born, now))
        if author.appointment:
            moment += until_the_desk_opens(moment, now)
        made = participation.comment(idea, author, said.text, parent=above)
        Comment.objects.filter(pk=made.pk).update(created_at=min(moment, now))
        above, earliest = above or made, moment + timedelta(minutes=11)


def until_the_desk_opens(moment: datetime, now: datetime) -> timedelta:
    """How much later an official says something, who does not write at night; nothing when it would be later than now."""
    here = timezone.localtime(moment)
    if 9 <= here.hour < 18:
        return timedelta()
    morning = here.replace(hour=9) + timedelta(days=here.hour >= 18)
    return morning - here if morning < now - timedelta(hours=1) else timedelta()


def set_back_in_time(idea: Idea, born: datetime) -> None:
    """Let an idea have come at `born`; its place among the trending follows."""
    Idea.objects.filter(pk=idea.pk).update(created_at=born, edited_at=born, published_at=born)
    IdeaVersion.objects.filter(idea=idea).update(created_at=born)
    idea = Idea.objects.get(pk=idea.pk)
    Idea.objects.filter(pk=idea.pk).update(trend=participation.trend(idea))


def load_pages() -> None:
    """Names, front page and the pages around it; a page that an editor has touched is left alone."""
    site = Site.objects.get(is_default_site=True)
    BrandSettings.objects.get_or_create(site=site, defaults=words.BRAND)
    front = HomePage.objects.filter(pk=site.root_page_id).first()
    if front is None:
        return
    if front.latest_revision_id is None:
        for field, value in words.HOME.items():
            setattr(front, field, value)
        front.save_revision().publish()
    sheet.load(pages.SHEETS, front)
