"""Building the demo city, through the same verbs that citizens use."""

import random
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from accounts.models import Department, User
from home.demo import accounts, pictures, places, words
from home.demo.sketches import DRAFT_BODY, DRAFT_BY, DRAFT_KEY, DRAFT_TITLE, SKETCHES, Remark, Sketch
from home.models import BrandSettings, HomePage, StandardPage
from ideas import attachments, participation, submission
from ideas.models import Category, Comment, District, Idea, IdeaVersion, Recommendation

# The same names give the same keys, so that loading again finds what is there.
NAMESPACE = uuid.UUID("6f0f1c1e-5d0e-4b53-9a51-0a5150a51500")


def load_defaults() -> None:
    """Categories and districts that a real city starts with too; what an editor changed stays."""
    for model, entries in ((Category, places.CATEGORIES), (District, places.DISTRICTS)):
        for position, (name, slug) in enumerate(entries):
            if not model.objects.filter(name=name).exists():
                model.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})


@transaction.atomic
def load_city() -> int:
    """Everything of the demo that is not there yet; returns how many ideas were added."""
    load_defaults()
    load_departments()
    people = accounts.settle()
    load_pages()
    added = sum(load_sketch(sketch, people) for sketch in sorted(SKETCHES, key=lambda sketch: -sketch.days))
    wording = submission.Wording(title=DRAFT_TITLE, body=DRAFT_BODY)
    if not Idea.objects.filter(draft_key=key_of(DRAFT_KEY)).exists():
        submission.save_draft(people[DRAFT_BY], key_of(DRAFT_KEY), wording)
    return added


def load_departments() -> None:
    """The departments with those above them."""
    for name, slug, above in places.DEPARTMENTS:
        parent = Department.objects.get(slug=above) if above else None
        Department.objects.get_or_create(slug=slug, defaults={"name": name, "parent": parent})


def key_of(name: str) -> uuid.UUID:
    """The key of something in the demo, the same in every run."""
    return uuid.uuid5(NAMESPACE, name)


def load_sketch(sketch: Sketch, people: dict[str, User]) -> bool:
    """One idea with its photo, recommendations and comments; returns whether it was added."""
    author = people[sketch.by]
    if Idea.objects.filter(author=author, draft_key=key_of(sketch.key)).exists():
        return False
    wording = submission.Wording(
        title=sketch.title,
        body=sketch.body,
        category=Category.objects.filter(slug=sketch.category).first(),
        district=District.objects.filter(slug=sketch.district).first(),
        tags=list(sketch.tags),
    )
    idea = submission.save_draft(author, key_of(sketch.key), wording)
    if sketch.photo:
        photo = attachments.add_photo(idea, author, pictures.upload_of(sketch.photo))
        attachments.describe(photo, author, sketch.photo_words)
    idea = submission.publish(idea, author)
    born = timezone.now() - timedelta(days=sketch.days)
    gather_support(idea, sketch, people, born)
    for remark in sketch.remarks:
        say(idea, remark, people, born)
    if sketch.withdrawn_because:
        submission.withdraw(idea, author, sketch.withdrawn_because)
    set_back_in_time(idea, born)
    return True


def gather_support(idea: Idea, sketch: Sketch, people: dict[str, User], born: datetime) -> None:
    """So many recommendations, by the same neighbours in every run, most of them in the first days."""
    dice = random.Random(sketch.key)  # noqa: S311 - only to look alive
    neighbours = [user for name, user in people.items() if name != sketch.by]
    for user in dice.sample(neighbours, sketch.hearts):
        participation.recommend(idea, user)
        moment = born + (timezone.now() - born) * dice.random() ** 2
        Recommendation.objects.filter(idea=idea, member=user).update(created_at=moment)
    Idea.objects.filter(pk=idea.pk).update(view_count=sketch.hearts * dice.randint(9, 17) + dice.randint(3, 30))


def say(idea: Idea, remark: Remark, people: dict[str, User], born: datetime, above: Comment | None = None) -> None:
    """A comment at its hour, and its replies; never later than now."""
    made = participation.comment(idea, people[remark.by], remark.text, parent=above)
    moment = min(born + timedelta(hours=remark.hours), timezone.now())
    Comment.objects.filter(pk=made.pk).update(created_at=moment)
    for reply in remark.replies:
        say(idea, reply, people, born, above=made)


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
    for slug, title, intro, in_menu, at_foot, body in words.PAGES:
        if not front.get_children().filter(slug=slug).exists():
            page = StandardPage(
                title=title, slug=slug, intro=intro, show_in_menus=in_menu, show_in_footer=at_foot, body=list(body)
            )
            front.add_child(instance=page)
            page.save_revision().publish()
