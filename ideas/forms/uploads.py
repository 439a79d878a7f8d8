"""How large a request may be, and what is said when it is larger."""

from functools import wraps

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from ideas import documents, pictures
from ideas.models import Attachment, Photo

# Ten photos and five documents at their largest, and the words.
MOST_BYTES = Photo.MOST_PER_IDEA * pictures.MOST_BYTES + Attachment.MOST_PER_IDEA * documents.MOST_BYTES + 4 * 1024 * 1024


class LargeFilesLeftOut(FileUploadHandler):
    """Stops storing a file once it is larger than the largest document; the rest of the form still arrives.

    Of somebody who is not logged in nothing is stored at all: their words may arrive, their files would only fill the disk.
    The names of the files left out are in `request.left_out`.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0
        self.most = documents.MOST_BYTES if self.request.user.is_authenticated else 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.most:
            self.request.left_out.append(documents.clean_name(self.file_name or ""))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def too_large(request, words: str):
    """The answer to a request that was too large or could not be read: a page, or JSON for scripts."""
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse({"message": words}, status=413)
    return render(request, "ideas/write_too_large.html", {"words": words}, status=413)


def takes_files(view):
    """For views that take text and files: a bounded request, read here once, and the CSRF check after that.

    The upload handler must be set before anything reads the request, so the check of the middleware is done by this decorator.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def read_first(request, *args, **kwargs):
        request.left_out = []
        if request.method == "POST":
            if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
                return too_large(request, _("한 번에 보내기에는 너무 커요. 사진과 문서를 나눠서 올려 주세요."))
            request.upload_handlers.insert(0, LargeFilesLeftOut(request))
            try:
                request.POST  # noqa: B018 - reading it is the point
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
                return too_large(request, _("글이 너무 길어서 받지 못했어요. 내용은 2만 자까지 쓸 수 있어요."))
            except MultiPartParserError:
                return too_large(request, _("보낸 것을 끝까지 읽지 못했어요. 다시 보내 주세요."))
        return protected(request, *args, **kwargs)

    return read_first
