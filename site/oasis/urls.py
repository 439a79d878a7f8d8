"""The addresses of the site (DESIGN.md §7)."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from ideas import sitemaps
from oasis import api, views

handler400 = "oasis.views.bad_request"
handler403 = "oasis.views.forbidden"
handler404 = "oasis.views.not_found"
handler429 = "oasis.views.too_many"
handler500 = "oasis.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("cms/login/", views.cms_door, name="cms_door"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Changes nothing but the visitor's own language cookie, so it needs no token, and pages for visitors need no cookie for one.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("ideas.urls")),
    path("", include("home.urls")),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>photos/.*|images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(wagtail_urls)),
]
