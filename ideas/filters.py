"""The filters of the list as a reader sees them: options with their counts, chips for what is on."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from common.paging import count_words
from ideas.lists import PERIODS, PLACES, SORTS, STAGES, Selection, places
from ideas.stage_names import stage_choices, stage_word
from ideas.stages import AnswerState, Outcome
from ideas.tallies import Tallies

DATES = {"since": "from", "until": "to"}


@dataclass(frozen=True)
class Option:
    """One value of a filter. `count` is in words, ready to show."""

    value: str
    name: str
    count: str
    is_on: bool


@dataclass(frozen=True)
class Facet:
    """A filter with its options; a reader may choose several, of a period only one."""

    name: str
    title: str
    options: list[Option]

    @property
    def is_on(self) -> bool:
        """Whether this filter narrows the list."""
        return any(option.is_on for option in self.options)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address of the list without it."""

    name: str
    href: str


def facets(selection: Selection, counted: Tallies) -> list[Facet]:
    """All filters with the number of ideas that each option would give; options that would give none are left out."""
    known = places()
    named = {
        "category": (_("분야"), [(place.slug, place.name, str(place.pk)) for place in known["category"].values()]),
        "tag": (_("꼬리말"), [(slug, name, slug) for slug, name in tag_names(selection, counted).items()]),
        "stage": (_("단계"), [(stage, word, stage) for stage, word in stage_choices(STAGES)]),
        "outcome": (_("결과"), [(outcome.value, outcome.label, outcome.value) for outcome in Outcome]),
        "answer": (_("답변"), [(state.value, state.label, state.value) for state in AnswerState]),
        "district": (_("자치구"), [(place.slug, place.name, str(place.pk)) for place in known["district"].values()]),
        "department": (_("담당 부서"), [(place.slug, place.name, str(place.pk)) for place in known["department"].values()]),
        "period": (_("올라온 때"), [(name, label, name) for name, (label, _days) in PERIODS.items()]),
    }
    found = []
    for name, (title, values) in named.items():
        counts, chosen = counted.by.get(name, {}), selection.chosen.get(name, ())
        options = [
            Option(value, str(label), count_words(counts.get(key, 0), counted.is_cut), value in chosen)
            for value, label, key in values
            if counts.get(key) or value in chosen
        ]
        if options or name == "period":
            found.append(Facet(name, title, options))
    return found


def tag_names(selection: Selection, counted: Tallies) -> dict[str, str]:
    """The tags to show by slug: those that were counted and those that were chosen."""
    return {slug: selection.tags[slug][1] for slug in selection.chosen.get("tag", ())} | counted.tag_names


def chips(selection: Selection, params: QueryDict) -> list[Chip]:
    """What is on, each with the address that takes it off. params: the query of the present address."""
    found = []
    if selection.q:
        found.append(Chip(f"“{selection.q}”", address(params, drop="q")))
    for name, values in selection.chosen.items():
        found.extend(Chip(name_of(selection, name, value), address(params, drop=name, value=value)) for value in values)
    if selection.since:
        found.append(Chip(_("%(day)s부터") % {"day": selection.since}, address(params, drop="from")))
    if selection.until:
        found.append(Chip(_("%(day)s까지") % {"day": selection.until}, address(params, drop="to")))
    return found


def name_of(selection: Selection, name: str, value: str) -> str:
    """How a chosen value is called."""
    if name in PLACES:
        return places()[name][value].name
    if name == "tag":
        return f"#{selection.tags[value][1]}"
    if name == "period":
        return str(PERIODS[value][0])
    if name == "answer":
        return str(AnswerState(value).label)
    return stage_word(value) if name == "stage" else str(Outcome(value).label)


def address(params: QueryDict, drop: str, value: str | None = None) -> str:
    """The address of the first page without one filter, or without one of its values."""
    kept = params.copy()
    kept.pop("page", None)
    left = [other for other in kept.getlist(drop) if value is not None and other != value]
    kept.pop(drop, None)
    if left:
        kept.setlist(drop, left)
    return "?" + kept.urlencode()


def sort_links(selection: Selection, params: QueryDict) -> list[Option]:
    """The orders a reader can choose; `value` is the address."""
    links = []
    for name, (label, _order) in SORTS.items():
        kept = params.copy()
        kept.pop("page", None)
        kept["sort"] = name
        links.append(Option("?" + kept.urlencode(), str(label), "", name == selection.sort))
    return links
