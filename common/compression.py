"""Pages go compressed over the wire: Hangul and mark-up shrink to a sixth."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Answers of the API stay as they are: programs that do not say what they can read are many, and a proxy may compress them.
TEXT = ("text/html", "text/css", "application/atom+xml", "application/xml")


class CompressedPages(GZipMiddleware):
    """Django's compression, for text made on the spot only.

    Photos and documents are compressed already and are sent in parts. Secrets on a page cannot be guessed from its size: Django
    masks the token of every form anew and pads each answer with random bytes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a page when the browser can read that and it is worth it."""
        if response.streaming or not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
