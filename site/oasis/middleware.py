"""What the house does around its pages."""

from common.limits import TooOften
from oasis import views


class SlowDown:
    """The page for somebody who is quicker than a limit allows, where a view shows nothing better beside the form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """429 with Retry-After for TooOften; other exceptions go on."""
        return views.too_many(request, exception) if isinstance(exception, TooOften) else None
