"""How citizens' text is shown: plain text with paragraphs, lists, headings and links; no markup of the writer's own."""

import re
from itertools import groupby

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Far above what anybody can write here; a longer text came from elsewhere and is shown up to this point.
LONGEST = 200_000
LONGEST_LINK = 2_000
LONGEST_LABEL = 60
LINK = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
BULLET = re.compile(r"[-•*·]\s+(?=\S)")
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
HEADING = re.compile(r"[■◆]\s*(?=\S)")


@register.filter
def prose(text: str) -> SafeString:
    """A citizen's text as safe HTML: {{ idea.body|prose }}.

    Empty lines part paragraphs; lines that begin with "- " or "1. " are lists, with "■" headings; web addresses become links
    that pass on no reputation. Takes time in proportion to the length of the text.
    """
    lines = [line.strip() for line in (text or "")[:LONGEST].split("\n")]
    blocks = (block(kind, list(group)) for kind, group in groupby(lines, kind_of) if kind)
    # Every character was escaped by `words` before any tag of ours was added.
    return mark_safe("\n".join(blocks))  # noqa: S308


@register.filter
def prose_line(text: str) -> SafeString:
    """A short text of one or a few lines, such as a comment's: links and line breaks only."""
    return mark_safe("<br>".join(words(line) for line in (text or "")[:LONGEST].split("\n")))  # noqa: S308


def kind_of(line: str) -> str:
    """What a line is: heading, ul, ol, p, or empty."""
    if not line:
        return ""
    if HEADING.match(line):
        return "heading"
    if BULLET.match(line):
        return "ul"
    return "ol" if NUMBERED.match(line) else "p"


def block(kind: str, lines: list[str]) -> str:
    """Neighbouring lines of one kind as HTML."""
    if kind == "heading":
        return "".join(f"<h2>{words(HEADING.sub('', line, count=1))}</h2>" for line in lines)
    if kind == "p":
        return f"<p>{'<br>'.join(words(line) for line in lines)}</p>"
    items = "".join(item(line) for line in lines)
    return f"<{kind}>{items}</{kind}>"


def item(line: str) -> str:
    """An entry of a list; a number is the writer's own, for a list may go on after a paragraph."""
    if numbered := NUMBERED.match(line):
        return f'<li value="{int(numbered.group(1))}">{words(line[numbered.end() :])}</li>'
    return f"<li>{words(BULLET.sub('', line, count=1))}</li>"


def words(line: str) -> str:
    """A line escaped, its web addresses made links."""
    found, at = [], 0
    for match in LINK.finditer(line):
        address = trimmed(match.group())
        if len(address) > LONGEST_LINK:
            continue
        found.append(escape(line[at : match.start()]))
        label = address if len(address) <= LONGEST_LABEL else address[: LONGEST_LABEL - 1] + "…"
        found.append(f'<a href="{escape(address)}" rel="nofollow ugc noopener">{escape(label)}</a>')
        at = match.start() + len(address)
    found.append(escape(line[at:]))
    return "".join(found)


def trimmed(address: str) -> str:
    """A web address without the punctuation of the sentence around it."""
    address = address.rstrip(".,:;!?'*")
    if address.endswith((")", "]")) and address.count("(") + address.count("[") < address.count(")") + address.count("]"):
        address = address[:-1].rstrip(".,:;!?'*")
    return address
