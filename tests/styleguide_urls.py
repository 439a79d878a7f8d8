"""The addresses as they are where DEBUG is on: with the style page. Tests set ROOT_URLCONF to this."""

from django.urls import include, path

from home.urls import STYLEGUIDE, urlpatterns
from oasis import urls

with_styleguide = [pattern for pattern in urlpatterns if pattern not in STYLEGUIDE] + STYLEGUIDE
urlpatterns = [path("", include((with_styleguide, "home"))), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
