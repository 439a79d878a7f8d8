"""Reading along while an official writes."""

import json

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from rules import has_perm

from common import limits
from ideas.plain.look import Look, look_at

# A section may have 6,000 letters; who is over that still gets hints while shortening it.
MOST_LETTERS = 10_000
MOST_BYTES = 8 * MOST_LETTERS


@require_POST
@never_cache
def plain(request):
    """What is hard to read in {"text": …}, and what is personal: as data, and as the list that stands under the field."""
    if not has_perm("ideas.see_desk", request.user):
        raise PermissionDenied
    try:
        limits.check("plain_words", request)
    except limits.TooOften as refusal:
        return JsonResponse({"message": str(refusal)}, status=429, headers={"Retry-After": str(refusal.wait)})
    text = text_sent(request)
    if text is None:
        return JsonResponse({"message": _("글을 읽지 못했어요. 1만 자까지 살펴볼 수 있어요.")}, status=400)
    return JsonResponse(as_data(look_at(text), request))


def text_sent(request) -> str | None:
    """The text of the request; None for anything that is none, or is too long."""
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return None
    try:
        text = json.loads(request.body).get("text")
    except (ValueError, AttributeError, RecursionError):
        return None
    return text if isinstance(text, str) and len(text) <= MOST_LETTERS else None


def as_data(look: Look, request) -> dict:
    """A look as JSON. Places are counted as browsers count them, where an emoji is two."""
    return {
        "hints": [
            {**place(look.text, hint), "suggestion": hint.suggestion, "replacement": hint.replacement, "note": hint.note}
            for hint in look.hints
        ],
        "personal": [{**place(look.text, finding), "kind": finding.kind.value} for finding in look.findings],
        "total": look.total,
        "html": render_to_string("desk/_plain_hints.html", {"look": look, "is_live": True}, request),
    }


def place(text: str, found) -> dict:
    """The kind of something found, where it stands and how it reads."""
    start = units(text[: found.start])
    return {"kind": str(found.kind), "start": start, "end": start + units(found.text), "text": found.text}


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, lone surrogates included."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
