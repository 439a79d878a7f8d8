"""Photos and documents of a draft, and downloading documents."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from rules import has_perm

from common import limits
from ideas import attachments, documents, submission
from ideas.attachments import Unusable
from ideas.forms.uploads import takes_files
from ideas.models import Attachment, Idea, Photo
from ideas.views.loading import checked

KINDS = {"photo": Photo, "document": Attachment}
STEPS = {"earlier": -1, "later": 1}


def files_of(idea: Idea | None) -> dict:
    """What the part of the page with photos and documents shows."""
    return {
        "photos": list(idea.photos.all()) if idea else [],
        "documents": list(idea.attachments.all()) if idea else [],
        "most_photos": Photo.MOST_PER_IDEA,
        "most_documents": Attachment.MOST_PER_IDEA,
    }


def take_files(request, idea: Idea) -> list[str]:
    """Add everything a form brought along, and its photo descriptions; returns what could not be taken, in plain words."""
    refused = [_("“%(name)s”은 너무 커요. 문서는 30MB, 사진은 15MB까지 올릴 수 있어요.") % {"name": n} for n in request.left_out]
    chosen = [(attachments.add_photo, upload) for upload in request.FILES.getlist("photos")]
    chosen += [(attachments.add_document, upload) for upload in request.FILES.getlist("documents")]
    for add_one, upload in chosen:
        try:
            limits.check("upload", request)
            add_one(idea, request.user, upload)
        except (Unusable, limits.TooOften) as problem:
            refused.append(str(problem))
    for photo in idea.photos.all():
        if f"alt-{photo.pk}" in request.POST:
            try:
                attachments.describe(photo, request.user, request.POST[f"alt-{photo.pk}"])
            except Unusable as problem:
                refused.append(str(problem))
    return refused


def change_file(idea: Idea, by, kind: str, pk: int, act: str) -> None:
    """Remove a file or move a photo. What is gone already or cannot be done is passed over: the page shows what is there."""
    thing = KINDS[kind].objects.filter(idea=idea, pk=pk).first() if kind in KINDS else None
    if thing and act == "remove":
        attachments.remove(thing, by)
    elif thing and kind == "photo" and act in STEPS:
        attachments.move(thing, by, STEPS[act])


def _answer(request, idea: Idea, refused: list[str]):
    """The part of the page with the files for scripts, the whole page for everybody else."""
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "ideas/_draft_files.html", {**files_of(idea), "key": idea.draft_key, "refused": refused})
    page = reverse("ideas:new", query={"draft": idea.draft_key}) if idea.is_draft else reverse("ideas:edit", args=[idea.number])
    return redirect(page)


@takes_files
@require_POST
def add(request, key):
    """Take photos and documents at once, while the writer goes on."""
    if not has_perm("ideas.write_idea", request.user):
        return JsonResponse({"message": _("로그인하면 사진과 문서를 붙일 수 있어요.")}, status=401)
    idea = submission.open_draft(request.user, key)
    return _answer(request, idea, take_files(request, idea))


@takes_files
@require_POST
def change(request, key, kind, pk):
    """Remove, move or describe one file."""
    idea = get_object_or_404(Idea, author_id=request.user.pk or 0, draft_key=key)
    refused = take_files(request, idea)
    try:
        change_file(idea, request.user, kind, pk, request.POST.get("act", ""))
    except Unusable as problem:
        refused.append(str(problem))
    return _answer(request, idea, refused)


@require_GET
def download(request, number, pk):
    """A document of an idea, always as a download under its own name and never shown in the page.

    A document of a hidden idea looks like none: a refusal would tell that something is there.
    """
    attachment = get_object_or_404(Attachment.objects.select_related("idea"), pk=pk, idea__number=number)
    checked(request, attachment.idea)
    if not has_perm("ideas.read_wording", request.user, attachment.idea):
        raise PermissionDenied
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, as_attachment=True, filename=attachment.name, content_type=documents.MIME[attachment.kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
