"""Words of somebody who is not logged in (yet, or any more), kept in the session until they are."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

NEW = "new"
# Sessions are rows of a table: five times what may be published is kept of what a stranger types.
LONGEST = 100_000


def slot(name) -> str:
    """The place in the session: for the write page (NEW) or for editing the idea with this number."""
    return f"kept_words_{name}"


def keep(request, name, form) -> None:
    """Keep what was typed, unless it is nothing."""
    words = {field: typed[:LONGEST] for field, typed in form.raw().items()}
    if any(words.values()):
        request.session[slot(name)] = {**words, "draft_key": str(form.key), "base": form.data.get("base", "")[:9]}


def look(request, name) -> dict | None:
    """What is kept, left where it is."""
    return request.session.get(slot(name))


def take(request, name) -> dict | None:
    """What is kept, taken out of the session."""
    return request.session.pop(slot(name), None)


def set_aside(request, name, title: str) -> bool:
    """Make room for another idea that begins with `title`; returns whether words of an earlier one were put where thrown-away
    words lie, to be fetched back. Words that begin with the same title are the same idea.
    """
    words = look(request, name)
    if not words or words["title"].startswith(title):
        return False
    request.session["discarded"] = take(request, name)
    return True


def log_in_first(request, name, form):
    """Keep the words and show the way to them: log in, and go on where it stopped."""
    keep(request, name, form)
    messages.info(request, _("로그인하면 이어서 쓸 수 있어요. 쓰던 글은 그대로 있어요."))
    if request.FILES:
        messages.warning(request, _("사진과 문서는 로그인한 다음 다시 골라 주세요."))
    back = reverse("ideas:new") if name == NEW else reverse("ideas:edit", args=[name])
    return redirect(reverse("account_login", query={"next": back}))
