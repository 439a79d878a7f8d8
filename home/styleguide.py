"""The living style page: every token, colour pair, component and picture as they are now. Only developers see it (DEBUG).

Nothing here is a copy: the tokens are read from oasis.css, the contrasts are counted, the components are the real ones.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Department, User
from common.contrast import DAY, GRAPHIC, NIGHT, TEXT, contrast, declared_tokens, parse_tokens
from common.paging import Pager
from home.palette import PAIRS
from ideas.bylines import Byline
from ideas.models import Idea
from ideas.stages import RIVER, Outcome, Stage

# What a graphic needs to be seen on its ground: the signs of notices and the shapes of stages.
SHAPES = (("coral", "coral-pale"), ("leaf", "leaf-pale"), *((f"stage-{reach}", f"stage-{reach}-pale") for reach in RIVER))
MOODS = ("glad", "hope", "wow", "think", "proud", "sorry", "lost", "asleep")
SPOTS = ("sand", "signpost", "repair", "splash")
# Title of a kind of token, the names it goes by, and the property that shows it; the first that fits counts.
KINDS = (
    ("높이는 그림자", r"shadow", "box-shadow"),
    ("사이", r"space-|size-height-", "inline-size"),
    ("모서리", r"radius|round$", "border-radius"),
    ("글자 크기", r"heading-|body-", "font-size"),
    ("글꼴", r"font", "font-family"),
    ("모양", r"shape-|sign-", "mask-image"),
    ("너비와 시간", r"measure|wide|motion", ""),
    ("색", r"", "background-color"),
)
GROUPS = (
    ("buttons", "단추와 꼬리표"),
    ("forms", "적는 칸"),
    ("notices", "알림과 이름표"),
    ("river", "물길과 물방울"),
    ("moving", "오가는 길"),
    ("dialogs", "창과 짧은 알림"),
    ("moments", "빈 곳과 기쁜 때"),
)


@dataclass(frozen=True)
class Token:
    """A custom property of oasis.css. shown_by: the CSS property whose value it is in the sample."""

    name: str
    value: str
    kind: str
    shown_by: str


@dataclass(frozen=True)
class Pair:
    """Two colours that meet: words or a shape on their ground, with the contrast that is needed and the one there is."""

    above: str
    below: str
    least: float
    ratio: dict[str, float]

    @property
    def is_text(self) -> bool:
        return self.least == TEXT

    @property
    def is_enough(self) -> bool:
        return min(self.ratio.values()) >= self.least


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label="제목",
        max_length=80,
        help_text="한 줄이면 돼요.",
        error_messages={"required": "제목을 한 줄만 적어 주세요."},
        widget=forms.TextInput(attrs={"placeholder": "예: 다리에 그늘을"}),
    )
    body = forms.CharField(
        label="내용",
        max_length=100,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "%(limit_value)d자까지 쓸 수 있어요. 지금은 %(show_value)d자예요."},
    )
    category = forms.ChoiceField(
        label="분야", choices=[("", "고르지 않음"), ("way", "교통"), ("green", "환경과 공원")], required=False
    )
    when = forms.ChoiceField(label="언제", choices=[("day", "낮"), ("night", "밤")], widget=forms.RadioSelect, initial="day")
    photo = forms.FileField(label="사진", required=False)
    letters = forms.BooleanField(label="소식을 메일로 받을게요", required=False, initial=True)


@dataclass(frozen=True)
class Scheme:
    """Day or night, with forms whose fields have names of their own."""

    name: str

    @property
    def empty_form(self) -> SampleForm:
        return SampleForm(prefix=self.name, auto_id="empty_%s")

    @property
    def wrong_form(self) -> SampleForm:
        data = {f"{self.name}-{field}": words for field, words in {"body": "가" * 104, "when": "day"}.items()}
        return SampleForm(data, prefix=self.name, auto_id="wrong_%s")


def styles() -> str:
    """The style sheet that holds the tokens."""
    return Path(finders.find("css/oasis.css")).read_text()


def tokens(css: str) -> list[Token]:
    """Every token of the style sheet with the way to show it."""
    found = []
    for name, value in declared_tokens(css).items():
        kind, shown_by = next((title, shown_by) for title, names, shown_by in KINDS if re.match(names, name))
        found.append(Token(name, value, kind, shown_by))
    return found


def pairs(css: str) -> list[Pair]:
    """Every pair of colours in use with its contrast by day and by night."""
    schemes = parse_tokens(css)
    wanted = [*((above, below, TEXT) for above, below in PAIRS), *((above, below, GRAPHIC) for above, below in SHAPES)]
    return [
        Pair(above, below, least, {scheme: contrast(colours[above], colours[below]) for scheme, colours in schemes.items()})
        for above, below, least in wanted
    ]


def icons() -> list[str]:
    """The names that components/_icon.html knows."""
    return re.findall(r'name == "([a-z-]+)"', Path(get_template("components/_icon.html").origin.name).read_text())


@require_safe
def page(request):
    """The style page."""
    css = styles()
    shown = tokens(css)
    context = {
        "schemes": [Scheme(name) for name in (DAY, NIGHT)],
        "kinds": [(title, [token for token in shown if token.kind == title]) for title, _names, _by in reversed(KINDS)],
        "pairs": pairs(css),
        "groups": GROUPS,
        "icons": icons(),
        "moods": MOODS,
        "spots": SPOTS,
        "reaches": RIVER,
        **samples(request),
    }
    return render(request, "styleguide/page.html", context)


def samples(request) -> dict:
    """Things to show components with; none of them is in the database."""
    department = Department(pk=1, name="버스정책과", slug="bus")
    today = timezone.localdate()
    return {
        "pager": Pager(4, 240, request.GET),
        "members": [
            User(pk=number, nickname=name) for number, name in enumerate(("느린산책", "강변나무", "마포고양이", "옥상텃밭"), 1)
        ],
        "bylines": [Byline(1, "느린산책", has_page=True), Byline(2, "강변나무", has_page=True), Byline(None, "떠난 시민")],
        "labelled": [
            Byline(3, "마포고양이", department=department.name, post="버스혁신팀장"),
            Byline(4, "옥상텃밭", has_page=True, is_expert=True, field="도시 교통"),
            Byline(5, "물길읽는이", has_page=True, is_expert=True),
        ],
        "river_ideas": [
            Idea(stage=Stage.PROPOSED),
            Idea(stage=Stage.WORKING, department=department),
            Idea(stage=Stage.CLOSED, outcome=Outcome.ADOPTED),
            Idea(stage=Stage.CLOSED, outcome=Outcome.NOT_ADOPTED),
            Idea(stage=Stage.CLOSED, outcome=Outcome.WITHDRAWN),
        ],
        "stage_ideas": [Idea(stage=stage) for stage in RIVER[:-1]]
        + [Idea(stage=Stage.CLOSED, outcome=outcome) for outcome in Outcome.values[1:]],
        "soon": today + timedelta(days=9),
        "late": today - timedelta(days=3),
    }


@require_safe
def token_css(request):
    """A class for every token, so that the page can show it without a style of its own."""
    rules = []
    for token in tokens(styles()):
        if token.shown_by:
            rules.append(f".token-{token.name} {{ {token.shown_by}: var(--{token.name}); }}")
        if token.shown_by == "background-color":
            rules.append(f".words-{token.name} {{ color: var(--{token.name}); }}")
    return HttpResponse("\n".join(rules), content_type="text/css; charset=utf-8")
