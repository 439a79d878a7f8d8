"""Cuts HTML into text and tags, forgiving whatever word processors and old editors paste, in time linear in its length.

The standard library's parser raises on the marked sections that Word writes, so this one is ours: it never raises, and what is
no tag of HTML (such as `<CCTV 설치>`) stays text.
"""

# Lists of names read better as lines of words.
# ruff: noqa: SIM905

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot"
    " th thead tr ul".split()
)
INLINE = frozenset(
    "a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink br button canvas cite code col colgroup data"
    " datalist del dfn em embed font frame frameset i iframe image img input ins kbd label link map mark marquee math meta meter"
    " nobr noframes noscript object optgroup option output param picture plaintext progress q rb rp rt ruby s samp script select"
    " slot small source span strike strong style sub sup svg template textarea time title track tt u var video wbr xml"
    " xmp".split()
)
KNOWN = BLOCKS | INLINE
# What stands inside these was never shown, or (select) was there to be chosen, not written.
UNSEEN = frozenset("script style template title select datalist noframes applet object math svg xml".split())
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:_-]{0,40})(?=[\s/>]|$)")
TAG_END = re.compile(r"""=\s*+(["'])|>""")
ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,40})\s*+=\s*+("[^"]*"|'[^']*'|[^\s>]+)""")
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# `&amp;amp;lt;` and the like come from texts that were escaped twice.
AMPERSANDS = re.compile(r"&(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);)+")
ENTITY = re.compile(r"&(?:#\d{1,8};|#[xX][0-9a-fA-F]{1,7};|[A-Za-z][A-Za-z0-9]{1,31};|(?:nbsp|lt|gt|quot)(?![A-Za-z0-9=;]))")


@dataclass
class Token:
    """A run of text (`tag` empty), or a tag: `tag` in lower case, `closing` for `</…>`."""

    text: str = ""
    tag: str = ""
    closing: bool = False
    source: str = field(default="", repr=False)

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of a tag by lower-case name, entities decoded."""
        found = {}
        for name, value in ATTRIBUTE.findall(self.source):
            found.setdefault(name.lower(), decode(value.strip("\"'")))
        return found


def decode(text: str) -> str:
    """Decode entities, also those escaped more than once; `&copy` in an address without its semicolon stays as it is."""
    if "&" not in text:
        return text
    return ENTITY.sub(_decode_one, AMPERSANDS.sub("&", text))


def _decode_one(match: re.Match) -> str:
    entity = match[0]
    if entity[1] == "#":
        return html.unescape(entity)
    return html5.get(entity[1:] if entity.endswith(";") else entity[1:] + ";", entity)


def tokens(source: str) -> Iterator[Token]:
    """The text and tags of an HTML source in order; comments, declarations and what was never shown are left out."""
    place, length, unclosed = 0, len(source), set()
    while place < length:
        start = source.find("<", place)
        if start < 0:
            yield Token(text=decode(source[place:]))
            return
        if start > place:
            yield Token(text=decode(source[place:start]))
        token, place = _tag_at(source, start)
        if token is None:
            continue
        if token.tag and not token.closing and token.tag not in VOID and token.tag not in unclosed and _unseen(token):
            after = _after_element(source, token.tag, place)
            if after is not None:
                place = after
                continue
            unclosed.add(token.tag)
        yield token


def _tag_at(source: str, start: int) -> tuple[Token | None, int]:
    """The tag at `start` and where it ends; None for comments and the like; a bare `<` is text."""
    after = source[start + 1 : start + 2]
    if after in ("!", "?"):
        return None, _end_of_comment(source, start)
    name = NAME.match(source, start + 1)
    tag = name[1].lower() if name else ""
    if tag not in KNOWN and ":" not in tag:
        return Token(text="<"), start + 1
    end = _end_of_tag(source, name.end())
    if end is None:
        return None, name.end()
    return Token(tag=tag, closing=after == "/", source=source[name.end() : end]), end


def _end_of_comment(source: str, start: int) -> int:
    if source.startswith("<!--", start):
        end = source.find("-->", start + 2)
        return end + 3 if end >= 0 else start + 4
    end = source.find(">", start)
    return end + 1 if end >= 0 else start + 2


def _end_of_tag(source: str, place: int) -> int | None:
    """Just after the `>` that ends the tag, minding quoted values; None when the tag never ends."""
    first = source.find(">", place)
    if first < 0:
        return None
    while match := TAG_END.search(source, place):
        if not match[1]:
            return match.end()
        closing = source.find(match[1], match.end())
        if closing < 0:
            return first + 1
        place = closing + 1
    return first + 1


def _unseen(token: Token) -> bool:
    return token.tag in UNSEEN or ("none" in token.source.lower() and bool(HIDDEN.search(token.attributes.get("style", ""))))


def _after_element(source: str, tag: str, place: int) -> int | None:
    """Where the element that was just opened ends, counting nested ones of its name; None when it is never closed."""
    depth = 1
    for match in re.finditer(rf"<(/?){re.escape(tag)}(?=[\s/>])", source[place:], re.IGNORECASE):
        depth += -1 if match[1] else 1
        if depth == 0:
            end = source.find(">", place + match.end())
            return end + 1 if end >= 0 else len(source)
    return None
