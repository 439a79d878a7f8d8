"""Turns what people pasted from HWP, Word and old editors into the plain text that an idea keeps.

Nothing a reader saw is lost: paragraphs, lines, lists, the rows of tables, addresses behind links and that there was a photo.
"""

import re
from urllib.parse import unquote

from common.words import INVISIBLE, clean_line, clean_text
from ideas.importing.markup import BLOCKS, KNOWN, Token, decode, tokens

PHOTO = "[사진]"
NAMELESS = re.compile(r"^(?:image|img|사진|이미지|사용자 삽입 이미지|.*\.(?:jpe?g|png|gif|bmp|webp|tiff?))?$", re.IGNORECASE)
SPACES = re.compile(r"\s+")
# Editors keep an empty line open with one of these.
HOLDS_A_LINE = frozenset("\xa0\u200b\ufeff\u3000")
# How Koreans begin a line of a list.
LISTED = re.compile(
    r"(?:[-–—*•·▪◦○●◎ㅇ□■◆◇▶▷☞☛※✓✔✗‣∙‧・◼◾❑➢➤★☆<\[【(「]|\(?\d{1,2}\s?[.)](?!\d)|[①-⑳ⅠⅡⅢⅣⅤ]|[가나다라마바사아자차카타파하a-zA-Z][.)])"
)
SENTENCE_END = re.compile(r"(?:[.?!…~;)\]”’\"']|다|요|음|함|임|됨|죠|까|오)\s*$")
# From this length on a line is a paragraph: it wraps on every screen.
PARAGRAPH = 100
# A table row with a cell longer than this (characters, lines) was drawn to lay out a page.
CELL, CELL_LINES = 300, 3
LEFT_OVER = re.compile(r"<(?=/?(?:{})[\s/>]|/?[a-zA-Z]{{1,9}}:|!|\?)".format("|".join(sorted(KNOWN))), re.IGNORECASE)
# Texts were escaped twice at most; more rounds are for the hostile.
MOST_ROUNDS = 6


def plain(source: str) -> str:
    """The readable text of pasted HTML, or of a text that may hold some; plain text keeps its lines.

    The result holds no markup and no entities, and cleaning it again changes nothing.
    """
    text = source
    for _round in range(MOST_ROUNDS):
        text = clean_text(_Page().read(text))
        if not LEFT_OVER.search(text) and decode(text) == text:
            return text
    return clean_text(LEFT_OVER.sub("＜", text))


def plain_line(source: str) -> str:
    """The same for a title: one line."""
    return clean_line(plain(source))


class _Sheet:
    """Lines as they are gathered: of the page itself, or of one cell of a table. An empty string is an empty line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.current: list[str] = []

    def end_line(self, marker: str = "") -> bool:
        """Close the current line and return whether it held words; one of hard spaces alone is an empty line."""
        raw = "".join(self.current)
        self.current.clear()
        text = SPACES.sub(" ", INVISIBLE.sub("", raw)).strip()
        if text:
            self.lines.append(text if not marker or LISTED.match(text) else marker + text)
        elif not HOLDS_A_LINE.isdisjoint(raw):
            self.lines.append("")
        return bool(text)

    def text(self) -> str:
        """All words on one line."""
        return " ".join(self.full_lines())

    def full_lines(self) -> list[str]:
        return [line for line in self.lines if line]


class _Table:
    def __init__(self, sheet: _Sheet) -> None:
        self.outside = sheet
        self.cells: list[_Sheet] = []

    def end_row(self) -> None:
        """Write a row as one line, or its cells one after another when they only lay out a page."""
        texts = [cell.text() for cell in self.cells]
        full = [text for text in texts if text]
        lines = max((len(cell.full_lines()) for cell in self.cells), default=0)
        if len(full) > 1 and max(map(len, full)) <= CELL and lines <= CELL_LINES:
            self.outside.lines.append(" | ".join(texts).strip(" |").replace("|  |", "| |"))
        else:
            for cell in self.cells:
                self.outside.lines.extend(cell.lines)
        self.cells = []


class _Page:
    """Reads tokens and gathers lines."""

    def __init__(self) -> None:
        self.sheet = _Sheet()
        self.tables: list[_Table] = []
        self.sheets: list[_Sheet] = []
        self.lists: list[int | None] = []
        self.marker = ""
        self.link: tuple[str, _Sheet, int, int] | None = None
        self.keeps_lines = 0

    def read(self, source: str) -> str:
        """The text of a source; without any tag that breaks lines its own line breaks count."""
        found = list(tokens(source))
        if not any(token.tag in BLOCKS or token.tag == "br" for token in found):
            self.keeps_lines = 1
        for token in found:
            if not token.tag:
                self.write(token.text)
            elif token.closing:
                self.close(token)
            else:
                self.open(token)
        self.end_line()
        while self.tables:
            self.end_table()
        return "\n".join(spaced(self.sheet.lines))

    def write(self, text: str) -> None:
        if not self.keeps_lines or "\n" not in text:
            self.sheet.current.append(text)
            return
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self.sheet.current.append(first)
        for line in rest:
            self.break_line()
            self.sheet.current.append(line)

    def end_line(self) -> None:
        if self.sheet.end_line(self.marker):
            self.marker = ""

    def break_line(self) -> None:
        """A line break: it ends the line, or makes an empty one."""
        before = len(self.sheet.lines)
        self.end_line()
        if len(self.sheet.lines) == before:
            self.sheet.lines.append("")

    def gap(self) -> None:
        self.end_line()
        self.sheet.lines.append("")

    def open(self, token: Token) -> None:
        tag = token.tag
        if tag == "br":
            self.break_line()
        elif tag in ("img", "image", "iframe", "embed", "video"):
            self.show(token)
        elif tag == "a":
            self.end_link()
            self.link = (token.attributes.get("href", ""), self.sheet, len(self.sheet.lines), len(self.sheet.current))
        elif tag in BLOCKS:
            self.end_line()
            self.open_block(token)
        elif tag == "textarea":
            self.keeps_lines += 1

    def open_block(self, token: Token) -> None:
        tag = token.tag
        if tag == "table":
            self.gap()
            self.tables.append(_Table(self.sheet))
            self.sheets.append(self.sheet)
        elif tag in ("td", "th") and self.tables:
            self.end_cell()
            self.sheet = _Sheet()
            self.tables[-1].cells.append(self.sheet)
        elif tag == "tr" and self.tables:
            self.end_cell()
            self.tables[-1].end_row()
        elif tag in ("ul", "ol", "menu", "dir"):
            start = token.attributes.get("start", "1") if tag == "ol" else ""
            self.lists.append((int(start) if start.isdecimal() and len(start) < 6 else 1) if tag == "ol" else None)
        elif tag == "li":
            self.open_item()
        elif tag == "hr" or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()):
            self.gap()
        elif tag == "pre":
            self.keeps_lines += 1

    def open_item(self) -> None:
        number = self.lists[-1] if self.lists else None
        self.marker = "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1

    def close(self, token: Token) -> None:
        tag = token.tag
        if tag == "a":
            self.end_link()
        elif tag == "textarea":
            self.keeps_lines = max(0, self.keeps_lines - 1)
        elif tag in BLOCKS:
            self.end_line()
            if tag == "table" and self.tables:
                self.end_table()
            elif tag in ("td", "th") and self.tables:
                self.end_cell()
            elif tag == "tr" and self.tables:
                self.end_cell()
                self.tables[-1].end_row()
            elif tag in ("ul", "ol", "menu", "dir") and self.lists:
                self.lists.pop()
            elif tag == "li":
                self.marker = ""
            elif tag == "pre":
                self.keeps_lines = max(0, self.keeps_lines - 1)

    def end_cell(self) -> None:
        """Go back from a cell to what the table stands in."""
        self.end_line()
        self.sheet = self.sheets[-1]

    def end_table(self) -> None:
        self.end_cell()
        self.tables.pop().end_row()
        self.sheet = self.sheets.pop()
        self.sheet.lines.append("")

    def end_link(self) -> None:
        """Put the address behind a link that does not show it itself."""
        if not self.link:
            return
        address, sheet, line, part = self.link
        self.link = None
        address = SPACES.sub("", address)
        if sheet is not self.sheet or not address.lower().startswith(("http://", "https://")):
            return
        words = sheet.current[part:] if len(sheet.lines) == line else [*sheet.lines[line:], *sheet.current]
        shown = SPACES.sub(" ", "".join(words)).strip()
        if not shown or shown == PHOTO or bare(address) in bare(shown):
            return
        mark = f" [{address}]"
        if sheet.current or len(sheet.lines) == line:
            sheet.current.append(mark)
        else:
            sheet.lines[-1] += mark

    def show(self, token: Token) -> None:
        """A picture or a film: its description, else only that there was one (once for several in a row)."""
        attributes = token.attributes
        if token.tag in ("iframe", "embed", "video"):
            address = SPACES.sub("", attributes.get("src", ""))
            if address.lower().startswith(("http://", "https://")):
                self.sheet.current.append(f" [영상: {address}] ")
            return
        alt = SPACES.sub(" ", attributes.get("alt", "")).strip().strip("[]")
        if not NAMELESS.match(alt):
            self.sheet.current.append(f" [사진: {alt}] ")
        elif attributes.get("src") and "none" not in attributes.get("style", ""):
            self.end_line()
            last = next((line for line in reversed(self.sheet.lines) if line), "")
            if last != PHOTO:
                self.sheet.lines.append(PHOTO)


def bare(address: str) -> str:
    """An address or text as it is compared: without scheme, www, escapes, case, final slash."""
    address = unquote(SPACES.sub("", address)).casefold()
    return re.sub(r"https?://|www\.", "", address).rstrip("/")


def spaced(lines: list[str]) -> list[str]:
    """Lines with an empty one after each that is a paragraph of its own; short lines and lists stay together."""
    result: list[str] = []
    for line in lines:
        before = result[-1] if result else ""
        if line and len(before) >= PARAGRAPH and SENTENCE_END.search(before) and not LISTED.match(line):
            result.append("")
        result.append(line)
    return result
