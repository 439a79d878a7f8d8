"""What a meeting said and decided, to read and to print (DESIGN.md §4.7); the only module that knows of WeasyPrint."""

import hashlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import structlog
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import ImageFile

from accounts.models import Appointment
from common.webfont import print_font
from ideas.meetings import effects
from ideas.models import AgendaItem, AttendeeRole, Decision, Meeting, Question, QuestionState, Seat, SeatState, TrailEntry

log = structlog.get_logger("oasis.minutes")

SUPER_PASSES = ("super_pass", "super_pass_to_working")
MOST_QUESTIONS = 200
# A site of nobody: what the printed page names stands under it, and nothing is ever fetched from there.
BASE = "http://static.invalid/"
PRINT_FACES = {"print/regular.ttf": False, "print/bold.ttf": True}
FACES = "".join(
    f'@font-face {{ font-family: "Oasis Print"; font-weight: {700 if bold else 400}; src: url("{BASE}{name}"); }}'
    for name, bold in PRINT_FACES.items()
)
KEPT_SECONDS = 60 * 60


class NoPrinter(Exception):
    """WeasyPrint is not installed, or the libraries it draws with are missing."""


@dataclass(frozen=True)
class Line:
    """What was decided on one idea. is_shown: False for an idea that nobody may read now; then nothing else of it is said."""

    item: AgendaItem
    is_shown: bool
    has_super_pass: bool
    video_url: str

    @property
    def is_adopted(self) -> bool:
        return self.item.decision in effects.ADOPTIONS

    @property
    def was_decided(self) -> bool:
        return self.item.decision != Decision.NOT_DISCUSSED

    @property
    def has_votes(self) -> bool:
        return self.item.votes_for is not None or self.item.votes_against is not None


@dataclass(frozen=True)
class Record:
    """What a meeting decided, and the questions that were answered there."""

    meeting: Meeting
    lines: list[Line]
    totals: str
    questions: list[Question]


def record_of(meeting: Meeting) -> Record:
    """The decisions of a meeting in the order of its agenda; 3 queries whatever its length."""
    items = list(meeting.items.select_related("idea__card", "department", "goes_to"))
    lifted = super_passed(item.idea_id for item in items)
    lines = [
        Line(item, item.idea.is_public, item.idea_id in lifted, video_from(meeting.video_url, item.video_at)) for item in items
    ]
    answered = meeting.questions.filter(state=QuestionState.ANSWERED).order_by("answered_at", "id")[:MOST_QUESTIONS]
    return Record(meeting, lines, effects.totals_words(items), list(answered))


def super_passed(ideas: Iterable[int]) -> set[int]:
    """Those of some ideas that missed a bar and were lifted over it, with a public reason in their trails; 1 query."""
    return set(TrailEntry.objects.filter(idea__in=list(ideas), kind__in=SUPER_PASSES).values_list("idea_id", flat=True))


def video_from(url: str, seconds: int | None) -> str:
    """The address of a film from so many seconds on; empty without a film or a time."""
    if not url or seconds is None:
        return ""
    parts = urlsplit(url)
    if parts.hostname and parts.hostname.removeprefix("www.").removeprefix("m.") in ("youtube.com", "youtu.be"):
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{seconds}s")])))
    # Media fragments (W3C): players of files and of most other sites begin there.
    return urlunsplit(parts._replace(fragment=f"t={seconds}"))


def attendees_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Who was there, by role: guests by name, officials by post, everybody else counted; only those who were checked in.

    No name of a member stands in minutes: they came as citizens. 3 queries.
    """
    here = Seat.objects.filter(meeting=meeting, state=SeatState.SEATED, checked_in_at__isnull=False)
    counts = dict(here.order_by().values_list("role").annotate(n=Count("pk")))
    posts = posts_of(here.filter(role=AttendeeRole.OFFICIAL).values("member"), meeting)
    counts[AttendeeRole.OFFICIAL] = counts.get(AttendeeRole.OFFICIAL, 0) - len(posts)
    named: dict[str, list[str]] = {role: [] for role in AttendeeRole.values}
    for guest in meeting.guests.all():
        named[guest.role].append(f"{guest.name}({guest.affiliation})" if guest.affiliation else guest.name)
    named[AttendeeRole.OFFICIAL] += posts
    found = []
    for role in AttendeeRole:
        count = max(0, counts.get(role, 0))
        words = [*named[role], *([ngettext("%(count)s명", "%(count)s명", count) % {"count": count}] if count else [])]
        if words:
            found.append((str(role.label), ", ".join(words)))
    return found


def posts_of(members, meeting: Meeting) -> list[str]:
    """Departments and posts that some members held on the day of a meeting, one each."""
    held = Appointment.objects.current(timezone.localdate(meeting.starts_at)).filter(user__in=members)
    posts = {}
    for user, department, post in held.order_by("starts_on", "id").values_list("user_id", "department__name", "post"):
        posts[user] = f"{department} {post}"
    return sorted(posts.values())


def context_of(meeting: Meeting) -> dict:
    """Everything the minutes show, on the screen and on paper."""
    record = record_of(meeting)
    return {"meeting": meeting, "record": record, "attendees": attendees_of(meeting), "can_print": can_print()}


# -- paper --------------------------------------------------------------------------------------------------------
def can_print() -> bool:
    """Whether this site makes PDFs (the extra `pdf`); without it people print the page."""
    return importlib.util.find_spec("weasyprint") is not None


def pdf_of(meeting: Meeting) -> bytes:
    """The minutes as a tagged PDF. Each process keeps what it drew until something in it changes. Raises NoPrinter."""
    html = render_to_string("meetings/minutes_print.html", context_of(meeting))
    key = f"minutes-{hashlib.sha256(html.encode()).hexdigest()}"
    made = caches["pages"].get(key)
    if made is None:
        made = draw(html)
        caches["pages"].set(key, made, KEPT_SECONDS)
    return made


def draw(html: str) -> bytes:
    """A page of ours as PDF. Raises NoPrinter."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        # WeasyPrint tells Pillow to take broken pictures everywhere; those that people send have to be whole.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    except (ImportError, OSError) as missing:
        # OSError: the package is there, but not the Pango that it draws with.
        log.warning("minutes_without_weasyprint", why=str(missing))
        raise NoPrinter from missing

    class Ours(URLFetcher):
        """Gives the faces and style sheets of this site, and opens nothing else: no file, no other host."""

        def fetch(self, url, headers=None):
            return URLFetcherResponse(url, our_file(url), {"Content-Type": kind_of(url)})

    fonts, ours = FontConfiguration(), Ours()
    faces = CSS(string=FACES, base_url=BASE, url_fetcher=ours, font_config=fonts)
    page = HTML(string=html, base_url=BASE, url_fetcher=ours)
    return page.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")


def our_file(url: str) -> bytes:
    """A static file of ours that a printed page names. Raises ValueError for anything else."""
    name = url.removeprefix(BASE)
    if name == url:
        raise ValueError(f"not ours: {url}")
    try:
        path = print_font(bold=PRINT_FACES[name]) if name in PRINT_FACES else finders.find(name)
    except SuspiciousFileOperation:
        path = None
    if path is None:
        raise ValueError(f"no such file of ours: {url}")
    with open(path, "rb") as file:
        return file.read()


def kind_of(url: str) -> str:
    """What sort of file an address names."""
    return "text/css" if url.endswith(".css") else "font/ttf" if url.endswith(".ttf") else "application/octet-stream"


def file_name(meeting: Meeting) -> str:
    """What the PDF is called when it is saved."""
    return _("회의록") + f"-{timezone.localdate(meeting.starts_at).isoformat()}-{meeting.pk}.pdf"
