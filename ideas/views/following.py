"""Following an idea, hearing nothing of it, and the list of what one follows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import limits
from common.paging import MOST_COUNTED, Pager, page_number
from ideas import following
from ideas.participation import Refused
from ideas.views.loading import plain_idea, to_login

# What the form asks for (`action`), the verb, and what is said when it is done.
ACTIONS = {
    "follow": (following.follow, gettext_lazy("이제 이 상상의 소식을 알려 드릴게요.")),
    "unfollow": (following.unfollow, gettext_lazy("이제 지켜보지 않아요.")),
    "mute": (following.mute, gettext_lazy("이 상상의 소식을 보내지 않을게요.")),
}


@require_POST
def follow(request, number):
    """Follow, let go or silence an idea; pressing twice is the same as pressing once."""
    idea = plain_idea(request, number)
    if not request.user.is_authenticated:
        return to_login(request, idea.get_absolute_url())
    verb, said = ACTIONS.get(request.POST.get("action"), ACTIONS["follow"])
    refusal = ""
    try:
        limits.check("recommend", request)
        verb(idea, request.user)
    except (Refused, limits.TooOften) as refused:
        refusal = str(refused)
    if request.htmx:
        return render(request, "ideas/_follow.html", {"idea": idea, "refusal": refusal, "is_answer": True})
    messages.error(request, refusal) if refusal else messages.success(request, said)
    return redirect("ideas:following" if request.POST.get("back") == "list" else idea)


@require_safe
@never_cache
@login_required
def followed(request):
    """The ideas a member follows."""
    found = following.followed_by(request.user)
    number = page_number(request.GET.get("page"))
    pager = Pager(number or 1, found.order_by().values("pk")[: MOST_COUNTED + 1].count(), request.GET)
    if number is None or pager.is_beyond:
        raise Http404
    follows = list(found[pager.start : pager.start + pager.size])
    context = {"follows": follows, "pager": pager, "title": _("지켜보는 상상")}
    return render(request, "notifications/following.html", context)
