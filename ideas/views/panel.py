"""The citizen panel: what it is, joining it, rating ideas, and what came out."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from common.kept_pages import kept_page
from common.paging import MOST_COUNTED, Pager, page_number
from ideas.forms.panel import ApplyForm, ConflictForm, PlaceForm, ScoreForm
from ideas.freshness import city_mark
from ideas.models import Membership, MembershipState, Review, ReviewState, Round
from ideas.panel import applying, rating, reading
from ideas.panel.criteria import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.loading import to_login

private = cache_control(private=True, no_cache=True)


@require_safe
def panel(request):
    """What the panel is, who sits in it, how to join, what it reads now, and the rounds that are closed."""
    return kept_page(request, ("panel", city_mark(), timezone.localdate()), partial(panel_page, request))


def panel_page(request):
    """The page for whoever asks: a member sees the panel they sit in, everybody else the one whose term runs."""
    seat = reading.seat_of(request.user)
    now, recruits = seat.panel if seat else reading.panel_now(), reading.panel_that_recruits()
    closed = reading.closed_rounds()
    pager = Pager(page_number(request.GET.get("page")) or 1, closed.order_by().values("pk")[:MOST_COUNTED].count(), request.GET)
    if pager.is_beyond:
        return redirect(f"{request.path}{pager.last_href}")
    application = reading.place_of(request.user, recruits)
    context = {
        "panel": now,
        "seat": seat,
        "recruits": recruits,
        "application": application,
        "invitation": reading.invitation_of(request.user),
        "districts": reading.by_district(now) if now else [],
        "criteria": now.criteria.all() if now else [],
        "quotas": now.quotas.select_related("district").order_by("district__position", "district", "age_band") if now else [],
        "is_office": has_perm("ideas.run_panel", request.user),
        "open_rounds": reading.open_rounds(),
        "rounds": closed[pager.start : pager.start + pager.size],
        "pager": pager,
    }
    # A member of this term may ask for the next one, too; an invitation stands above with its own button.
    told = application.state if application else ""
    context["offers_seats"] = recruits is not None and told not in (MembershipState.MEMBER, MembershipState.INVITED)
    context["members"] = sum(number for _name, number in context["districts"])
    return render(request, "panel/panel.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request):
    """Ask to be a member of the panel that takes applications; whoever was invited says yes or no here."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    row = reading.invitation_of(request.user)
    if row:
        return answer(request, row)
    found = reading.panel_that_recruits()
    if found is None:
        return render(request, "panel/apply.html", {"panel": None})
    form = ApplyForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            applying.apply(found, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("신청을 받았어요. 정해지면 알림으로 알려 드릴게요."))
            return redirect("ideas:panel")
    context = {"panel": found, "form": form, "place": reading.place_of(request.user, found)}
    return render(request, "panel/apply.html", context, status=422 if form.errors else 200)


def answer(request, row: Membership):
    """The answer to an invitation; a no needs no more than pressing."""
    joins = "no" not in request.POST
    form = PlaceForm(row.panel, request.POST if request.method == "POST" and joins else None)
    if request.method == "POST" and (not joins or form.is_valid()):
        try:
            applying.answer_invitation(row, request.user, joins, **(form.cleaned_data if joins else {}))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("함께해요! 반가워요.") if joins else _("알려 주셔서 고마워요."))
        return redirect("ideas:panel")
    context = {"panel": row.panel, "form": form, "invitation": row}
    return render(request, "panel/apply.html", context, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk):
    """Leave the panel, or take an application back: asked once more before it is done."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    row = Membership.objects.select_related("panel").filter(pk=known(pk), member=request.user).first()
    if row is None or row.state not in (MembershipState.MEMBER, MembershipState.APPLIED):
        raise Http404
    if request.method == "POST":
        applying.leave(row, request.user)
        messages.success(request, _("그만두었어요. 함께해 주셔서 고마워요."))
        return redirect("ideas:panel")
    return render(request, "panel/leave.html", {"row": row, "is_member": row.state == MembershipState.MEMBER})


@private
@require_safe
def reviews(request):
    """What the member is asked to rate in the rounds that are open."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    mine = reading.my_reviews(request.user)
    rounds: dict[Round, list[Review]] = {}
    for each in mine:
        rounds.setdefault(each.round_idea.round, []).append(each)
    shown = [(found, rows, sum(row.state == ReviewState.DONE for row in rows)) for found, rows in rounds.items()]
    return render(request, "panel/reviews.html", {"rounds": shown})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    """The score sheet of one idea; saving leads to the next one."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    found, closed = own_review(request, pk)
    if closed:
        return closed
    form = ScoreForm(found.round_idea.round.panel.criteria.all(), request.POST or None, review=found)
    if request.method == "POST" and form.is_valid():
        try:
            rating.rate(found, request.user, form.points, form.cleaned_data["remark"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_on(request, found, _("점수를 매겼어요."))
    mine = [each for each in reading.my_reviews(request.user) if each.round_idea.round_id == found.round_idea.round_id]
    context = {
        "review": found,
        "idea": found.round_idea.idea,
        "round": found.round_idea.round,
        "form": form,
        "place": next((place for place, each in enumerate(mine, start=1) if each.pk == found.pk), 1),
        "total": len(mine),
        "done": sum(each.state == ReviewState.DONE for each in mine),
    }
    return render(request, "panel/review.html", context, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request, pk):
    """Say that one cannot be fair to an idea."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    found, closed = own_review(request, pk)
    if closed:
        return closed
    form = ConflictForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            rating.declare_conflict(found, request.user, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_on(request, found, _("알려 주셔서 고마워요. 다른 단원에게 부탁할게요."))
    context = {"review": found, "idea": found.round_idea.idea, "form": form}
    return render(request, "panel/conflict.html", context, status=422 if form.errors else 200)


def own_review(request, pk: int):
    """A member's own review, and the answer to give instead of its page when it cannot be written now. Raises Http404 for what
    is somebody else's, whoever asks."""
    rows = Review.objects.select_related("round_idea__idea", "round_idea__round__panel", "membership")
    found = rows.prefetch_related("scores").filter(pk=known(pk)).first()
    if found is None or not has_perm("ideas.rate_idea", request.user, found) or not found.round_idea.idea.is_public:
        raise Http404
    if wrong := rating.why_not(found.membership, found, found.round_idea.round):
        messages.warning(request, wrong)
        return found, redirect("ideas:panel_reviews")
    return found, None


def go_on(request, done: Review, words: str):
    """To the next idea, or back to the list when nothing is left."""
    following = reading.next_of(request.user, done)
    messages.success(request, words if following else _("모두 마쳤어요! 마감 전까지 고칠 수 있어요."))
    return redirect("ideas:panel_review", following.pk) if following else redirect("ideas:panel_reviews")


@require_safe
def round_results(request, pk):
    """What came out of a round, for everybody; before it is closed there is no such page, for nobody."""
    rows = Round.objects.select_related("panel").filter(closed_at__isnull=False, assigned_at__isnull=False)
    found = rows.filter(pk=known(pk)).first()
    if found is None:
        raise Http404
    return kept_page(request, ("panel-round", found.pk, city_mark()), partial(round_page, request, found))


def round_page(request, found: Round):
    """A page of results."""
    rated = reading.rated(found)
    pager = Pager(page_number(request.GET.get("page")) or 1, rated.order_by().count(), request.GET)
    if pager.is_beyond:
        return redirect(f"{request.path}{pager.last_href}")
    results = reading.results(found, rated[pager.start : pager.start + pager.size])
    return render(request, "panel/round.html", {"round": found, "results": results, "pager": pager})


def known(pk: int) -> int:
    """A key that fits into the column. Raises Http404 for one that cannot be any."""
    if pk > LARGEST_NUMBER:
        raise Http404
    return pk
