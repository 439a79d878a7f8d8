"""A member's inbox."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.login_first import login_first
from common.paging import MOST_COUNTED, Pager, page_number
from notifications import inbox

TABS = {"new": gettext_lazy("새 알림"), "all": gettext_lazy("모두")}
# No row has a higher number.
LARGEST = 2**63 - 1


@require_safe
@never_cache
@login_required
def overview(request):
    """What a member was told: what is new first, where there is any (?tab=new, ?tab=all)."""
    unread = inbox.unread_of(request.user)
    tab = request.GET.get("tab")
    if tab not in TABS:
        tab = "new" if unread.exists() else "all"
    found = unread if tab == "new" else inbox.notices_of(request.user)
    total = found.order_by().values("pk")[: MOST_COUNTED + 1].count()
    number = page_number(request.GET.get("page"))
    pager = Pager(number or 1, total, request.GET)
    if number is None or pager.is_beyond:
        raise Http404
    notices = inbox.shown(request.user, found[pager.start : pager.start + pager.size])
    newest = unread.order_by("-pk").values_list("pk", flat=True).first() if notices else None
    context = {"notices": notices, "newest": newest, "pager": pager, "tab": tab, "tabs": TABS}
    return render(request, "notifications/inbox.html", context)


@require_POST
@login_first("notifications:inbox")
def read(request):
    """Note as read: one line (`notice`), or everything up to the newest that the page knew (`until`)."""
    one, until = whole(request.POST.get("notice")), whole(request.POST.get("until"))
    if one is None and until is None:
        raise Http404
    count = inbox.mark_read(request.user, None if one is None else [one], until)
    if one is None and count:
        words = ngettext("알림 %(count)d개를 읽은 것으로 했어요.", "알림 %(count)d개를 읽은 것으로 했어요.", count)
        messages.success(request, words % {"count": count})
    return redirect("notifications:inbox")


@require_POST
@login_first("notifications:inbox")
def follow_up(request, pk):
    """Note one line as read and go where it leads. Raises Http404 for somebody else's."""
    found = inbox.notices_of(request.user).filter(pk=pk).first() if pk <= LARGEST else None
    if found is None:
        raise Http404
    inbox.mark_read(request.user, [found.pk])
    inbox.shown(request.user, [found])
    if not url_has_allowed_host_and_scheme(found.url, allowed_hosts=None):
        messages.error(request, _("여기는 아직 모래밭이에요."))
        return redirect("notifications:inbox")
    return redirect(found.url)


def whole(raw: str | None) -> int | None:
    """A row's number from a form; None for anything else."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 19 else None
