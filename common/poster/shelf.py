"""Share pictures that were drawn already, on the default storage, and how one is sent.

A subject ("idea-128") has one picture at a time: when another is drawn, the one before goes. So whoever calls up addresses can
fill the storage with one small file per subject and no more, and only the mark of what a subject shows today is ever drawn.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, datetime, timedelta
from zlib import crc32

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from common import limits
from common.poster.drawing import picture, way_of_drawing
from common.poster.words import Poster

FOLDER = "share"
END_OF_PNG = b"IEND\xaeB`\x82"
# Pictures lie in so many drawers, so that no listing grows long.
DRAWERS = 256
KEPT = timedelta(days=30)
# A drawer is looked through every so many days.
ROUND = 16


def mark(poster: Poster) -> str:
    """Sixteen hex digits that say whether a picture still shows this: another word or another way of drawing, another mark."""
    shown = repr((astuple(poster), way_of_drawing()))
    return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]


def drawer(subject: str) -> str:
    """The folder a subject's picture lies in."""
    return f"{FOLDER}/{crc32(subject.encode()) % DRAWERS:02x}"


def files_in(folder: str) -> list[str]:
    """The names of the files in a folder; none when there is no such folder yet."""
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def answer(request: HttpRequest, subject: str, poster: Poster) -> HttpResponse:
    """The picture of a subject under its one current address, which browsers and networks may keep for good.

    Any other address of it leads there. Raises limits.TooOften for somebody who has too many drawn.
    """
    current = mark(poster)
    if request.GET.get("v") != current:
        response = HttpResponseRedirect(f"{request.path}?v={current}")
        response["Cache-Control"] = "no-cache"
        return response
    name = f"{drawer(subject)}/{subject}-{current}.png"
    png = kept(name)
    if png is None:
        limits.check("share_picture", request)
        png = picture(poster)
        put_away(subject, name, png)
    response = HttpResponse(png, content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def kept(name: str) -> bytes | None:
    """A picture that was drawn already; none when it is still being written, or was when the process ended."""
    try:
        with default_storage.open(name) as file:
            png = file.read()
    except FileNotFoundError:
        return None
    return png if png.endswith(END_OF_PNG) else None


def put_away(subject: str, name: str, png: bytes) -> None:
    """Keep a new picture and drop the one before it. Two requests at once at worst leave a second file until the next one."""
    folder = drawer(subject)
    for old in files_in(folder):
        if old.startswith(f"{subject}-"):
            default_storage.delete(f"{folder}/{old}")
    default_storage.save(name, ContentFile(png))


def clear_out(today: date | None = None) -> int:
    """Remove pictures that are older than KEPT, in one part of the drawers a day; returns how many went.

    Whoever asks for one again gets it drawn again.
    """
    day = (today or timezone.localdate()).toordinal()
    old = [name for name in pictures_of_the_day(day) if made(name) < timezone.now() - KEPT]
    for name in old:
        default_storage.delete(name)
    return len(old)


def pictures_of_the_day(day: int) -> Iterator[str]:
    """The pictures in the drawers whose turn it is."""
    for number in range(day % ROUND, DRAWERS, ROUND):
        folder = f"{FOLDER}/{number:02x}"
        yield from (f"{folder}/{file}" for file in files_in(folder))


def made(name: str) -> datetime:
    """When a picture was drawn; a moment ago for one that went meanwhile."""
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:
        return timezone.now()
