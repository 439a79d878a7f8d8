"""Logging in before something is done that has no page of its own."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.urls import reverse


def login_first(page: str, *kept: str) -> Callable:
    """Like login_required, for views that only take POST: after logging in people stand on `page`, where the button is.

    The address of the view itself cannot be opened. page: the name of an address; kept: which arguments of the view it takes.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            return redirect_to_login(reverse(page, kwargs={name: kwargs[name] for name in kept}))

        return guarded

    return guard
