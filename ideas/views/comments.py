"""Writing, reading on, changing and deleting comments. Every one of these pages works without scripts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import retarget

from common.paging import MOST_PAGES, page_number
from common.words import clean_text
from ideas import participation
from ideas.forms.comment import CommentForm, CommentWords
from ideas.models import Comment
from ideas.reading import comments_path, discussion, place_of, thread
from ideas.views.loading import own_comment, plain_idea, to_login

# Words typed before logging in; they wait in the session.
KEPT = "kept-comment"
MOST_KEPT = 10 * Comment.BODY_LENGTH


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, number):
    """The page to write a comment, or (?of=) to read all replies to one and reply; sending comes here too."""
    idea = plain_idea(request, number)
    if request.method == "POST":
        return write(request, idea)
    talk = asked_thread(request, idea)
    top = talk.thread if talk else None
    kept = kept_words(request, idea, top)
    context = {"idea": idea, "discussion": talk, "comment": top, "is_kept": bool(kept), "is_alone": True}
    context["comment_form"] = CommentForm(parent=top, body=kept)
    fragment = "ideas/_comment_form.html" if "form" in request.GET else "ideas/_comment.html"
    return render(request, fragment if request.htmx else "ideas/comments.html", context)


def write(request, idea):
    """Take a comment, or show it again with what is wrong; who is not logged in goes there first and loses nothing."""
    form = CommentForm(request.POST)
    if not request.user.is_authenticated:
        return keep_and_login(request, idea, form)
    made = form.send(idea, request)
    if made is None:
        return refused(request, idea, form)
    if KEPT in request.session:
        del request.session[KEPT]
    if request.htmx:
        return written(request, idea, made)
    messages.success(request, _("의견을 남겼어요. 고마워요!"))
    return redirect(place_of(made, idea))


def written(request, idea, made: Comment):
    """What changes on the page for somebody whose scripts run: the thread replied to, or the first page of comments."""
    idea.refresh_from_db(fields=["comment_count"])
    if made.parent_id:
        talk = thread(idea, made.parent_id, MOST_PAGES)
        context = {"idea": idea, "discussion": talk, "comment": talk.thread, "is_alone": True, "is_answer": True}
        return with_count(render(request, "ideas/_comment.html", context), idea)
    context = {"idea": idea, "discussion": discussion(idea, 1)}
    return with_count(render(request, "ideas/_comments.html", context), idea)


def with_count(response, idea):
    """A fragment together with the number of comments for the button that leads to them."""
    response.write(render_to_string("ideas/_comment_count.html", {"idea": idea}))
    return response


def refused(request, idea, form):
    """The form again, with the words and the reason."""
    top = idea.comments.top_level().shown().with_authors().filter(pk=form.parent_pk or 0).first()
    context = {"idea": idea, "comment_form": form, "comment": top, "is_alone": True}
    template = "ideas/_comment_form.html" if request.htmx else "ideas/comments.html"
    return retarget(render(request, template, context, status=422), f"#{form.home}")


def keep_and_login(request, idea, form):
    """Keep the words in the session, log in, come back to the page where they wait."""
    parent = form.parent_pk or None
    words = clean_text(request.POST.get("body", "")[:MOST_KEPT])
    request.session[KEPT] = {"idea": idea.pk, "parent": parent, "body": words}
    back = comments_path(idea)
    return to_login(request, f"{back}?of={parent}" if parent else back)


def kept_words(request, idea, parent: Comment | None) -> str:
    """What this person typed here before logging in."""
    kept = request.session.get(KEPT) or {}
    fits = kept.get("idea") == idea.pk and kept.get("parent") == (parent.pk if parent else None)
    return kept.get("body", "") if fits else ""


def asked_thread(request, idea):
    """The comment named by ?of= with its replies, or None without one. Raises Http404 when it is not there."""
    asked = request.GET.get("of")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 20):
        raise Http404
    try:
        return thread(idea, int(asked), page_number(request.GET.get("page")) or 1)
    except Comment.DoesNotExist:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, number, pk):
    """Change the words of one's own comment."""
    comment = own_comment(request, number, pk, "ideas.edit_comment")
    form = CommentWords(request.POST or None, initial={"body": comment.body})
    if request.method == "POST" and form.save(comment, request.user):
        messages.success(request, _("의견을 고쳤어요."))
        return redirect(place_of(comment, comment.idea))
    status = 422 if form.errors else 200
    return render(request, "ideas/comment_change.html", {"comment": comment, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, number, pk):
    """Delete one's own comment, after asking."""
    comment = own_comment(request, number, pk, "ideas.delete_comment")
    if request.method == "POST":
        try:
            participation.delete_comment(comment, request.user)
            messages.success(request, _("의견을 지웠어요."))
        except participation.Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(f"{comment.idea.get_absolute_url()}#comments")
    return render(request, "ideas/comment_delete.html", {"comment": comment})
