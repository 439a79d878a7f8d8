"""Addresses of the site's own pages that are not in the page tree."""

from django.conf import settings
from django.urls import path

from home import styleguide, views

app_name = "home"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("brand.css", views.brand_css, name="brand_css"),
    path("share.png", views.share_image, name="share_image"),
]

# The style page is for developers.
STYLEGUIDE = [
    path("styleguide/", styleguide.page, name="styleguide"),
    path("styleguide/tokens.css", styleguide.token_css, name="styleguide_tokens"),
]
if settings.DEBUG:
    urlpatterns += STYLEGUIDE
