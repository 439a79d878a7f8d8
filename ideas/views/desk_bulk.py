"""Answering many ideas together: choose, write, look at the effects, stage, publish, undo. Works without scripts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common.login_first import login_first
from common.paging import Pager, page_number
from ideas import bulk_answers
from ideas.answer_words import TEXTS
from ideas.bulk_answers import MOST, Asked, Outcome
from ideas.forms.bulk import AskedForm, BulkForm, UndoForm, WhenForm
from ideas.models import AnswerStatus
from ideas.plain import look_over

# The bulks of this session, for finding back to them.
KEPT = "bulk-answers"
MOST_KEPT = 10


def refuse_citizens(request) -> None:
    """Raise PermissionDenied for who has no desk."""
    if not has_perm("ideas.see_desk", request.user):
        raise PermissionDenied


@require_safe
@never_cache
@login_required
def choose(request):
    """Find the ideas to answer together."""
    refuse_citizens(request)
    form = AskedForm(request.GET, request.user)
    asked = form.asked()
    found = bulk_answers.matching(request.user, asked) if asked else []
    context = {
        "form": form,
        "asked": asked,
        "ideas": found[:MOST],
        "has_more": len(found) > MOST,
        "most": MOST,
        "bulks": request.session.get(KEPT, []),
    }
    return render(request, "desk/bulk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def write(request):
    """The words for the chosen ideas, then what they would do, then the drafts."""
    refuse_citizens(request)
    if request.method != "POST":
        return redirect("ideas:bulk")
    form = BulkForm(request.POST, user=request.user)
    ideas = bulk_answers.matching(request.user, Asked(numbers=form.numbers))[:MOST] if form.numbers else []
    if not ideas:
        messages.error(request, _("답할 상상을 하나 이상 골라 주세요."))
        return redirect("ideas:bulk")
    act = next((act for name, act in ACTS.items() if name in request.POST), show_words)
    return act(request, form, ideas)


def show_words(request, form, ideas, *, status=200, **more):
    """The form, with what was typed so far."""
    context = {"form": form, "ideas": ideas, "batch": form.batch, "numbers": joined(ideas), **more}
    return render(request, "desk/bulk_write.html", context, status=status)


def begin(request, form, ideas):
    """The empty form for ideas that were just chosen."""
    return show_words(request, BulkForm(user=request.user), ideas)


def take_template(request, form, ideas):
    """The form with the words of a template in its empty fields."""
    filled = BulkForm(user=request.user, initial=form.with_template())
    return show_words(request, filled, ideas)


def look(request, form, ideas):
    """The form with what is hard to read in its words."""
    texts = [(str(form[name].label), form.data.get(name, "")) for name in TEXTS]
    return show_words(request, form, ideas, plain_looks=look_over(texts))


def preview(request, form, ideas):
    """What would happen: how many are answered, which are not and why, and one answer as it will read."""
    if not form.is_valid():
        return show_words(request, form, ideas, status=422)
    plan = bulk_answers.plan(request.user, ideas, form.wording(), form.batch)
    context = {"form": form, "plan": plan, "batch": form.batch, "numbers": joined(ideas), "kept": kept_fields(form)}
    return render(request, "desk/bulk_preview.html", context)


def stage(request, form, ideas):
    """Keep the drafts and go to their page."""
    if not form.is_valid():
        return show_words(request, form, ideas, status=422)
    batch = form.batch
    done = bulk_answers.stage(request.user, ideas, form.wording(), batch)
    if not done:
        messages.error(request, _("준비할 수 있는 답변이 없었어요. 빠진 까닭을 확인해 주세요."))
        return preview(request, form, ideas)
    bulks = [one for one in request.session.get(KEPT, []) if one != str(batch)]
    request.session[KEPT] = [str(batch), *bulks][:MOST_KEPT]
    messages.success(
        request,
        ngettext(
            "답변 %(count)d개를 준비했어요. 아직 아무도 못 봐요.", "답변 %(count)d개를 준비했어요. 아직 아무도 못 봐요.", done
        )
        % {"count": done},
    )
    return redirect("ideas:bulk_batch", batch=batch)


ACTS = {"begin": begin, "take": take_template, "look": look, "preview": preview, "stage": stage}


def joined(ideas) -> str:
    """The numbers of ideas as the next page brings them back."""
    return " ".join(str(idea.number) for idea in ideas)


def kept_fields(form) -> list[tuple[str, str]]:
    """The words of a form as hidden fields carry them."""
    return [(name, form.data.get(name, "")) for name in form.fields if form.data.get(name)]


# -- a bulk that was staged -------------------------------------------------------------------------
@require_safe
@never_cache
@login_required
def batch(request, batch):
    """Where the answers of a bulk stand now."""
    refuse_citizens(request)
    return show_batch(request, batch)


def show_batch(request, batch, *, when=None, undo=None, status=200):
    """The page of a bulk. Raises Http404 when nothing of it is this member's business."""
    counts = bulk_answers.counts(request.user, batch)
    total = sum(counts.values())
    if not total and str(batch) not in request.session.get(KEPT, []):
        raise Http404
    pager = Pager(page_number(request.GET.get("page")) or 1, total, request.GET)
    context = {
        "batch": batch,
        "counts": counts,
        "total": total,
        "in_work": counts[AnswerStatus.DRAFT] + counts[AnswerStatus.SCHEDULED],
        "answers": bulk_answers.answers_of(request.user, batch)[pager.start : pager.start + pager.size],
        "pager": pager,
        "when": when or WhenForm(),
        "undo": undo or UndoForm(),
    }
    return render(request, "desk/bulk_batch.html", context, status=status)


@require_POST
@login_first("ideas:bulk_batch", "batch")
def publish(request, batch):
    """Publish a bulk, now or (with publish_at) in time."""
    refuse_citizens(request)
    if "now" in request.POST:
        outcome = bulk_answers.publish(request.user, batch)
    else:
        when = WhenForm(request.POST)
        if not when.is_valid():
            return show_batch(request, batch, when=when, status=422)
        done = bulk_answers.schedule(request.user, batch, when.cleaned_data["publish_at"])
        outcome = Outcome(coming=done.done, refused=done.refused)
    tell(request, outcome)
    return redirect("ideas:bulk_batch", batch=batch)


@require_POST
@login_first("ideas:bulk_batch", "batch")
def undo(request, batch):
    """Take a bulk back as far as that is possible."""
    refuse_citizens(request)
    form = UndoForm(request.POST)
    has_reason = form.is_valid() and form.cleaned_data["reason"]
    if not has_reason and bulk_answers.counts(request.user, batch)[AnswerStatus.PUBLISHED]:
        form.add_error("reason", _("공개한 답변이 있어요. 거두는 까닭을 한 줄만 적어 주세요."))
        return show_batch(request, batch, undo=form, status=422)
    outcome = bulk_answers.undo(request.user, batch, form.cleaned_data.get("reason", ""))
    if outcome.done:
        said = ngettext("답변 %(count)d개를 되돌렸어요.", "답변 %(count)d개를 되돌렸어요.", outcome.done)
        messages.success(request, said % {"count": outcome.done})
    tell(request, Outcome(refused=outcome.refused))
    return redirect("ideas:bulk_batch", batch=batch)


def tell(request, outcome: Outcome) -> None:
    """Say what came of it, every number of it."""
    if outcome.done:
        said = ngettext("답변 %(count)d개를 공개했어요.", "답변 %(count)d개를 공개했어요.", outcome.done)
        messages.success(request, said % {"count": outcome.done})
    if outcome.coming:
        said = ngettext(
            "답변 %(count)d개는 정한 때에 저절로 공개돼요.", "답변 %(count)d개는 정한 때에 저절로 공개돼요.", outcome.coming
        )
        messages.info(request, said % {"count": outcome.coming})
    for why, many in outcome.refused.items():
        messages.warning(request, _("%(count)d개는 하지 못했어요: %(why)s") % {"count": many, "why": why})
