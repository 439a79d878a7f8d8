"""The yardsticks: a Django site with nothing in it but two views, served by the same command over the same database.

raw: as many bytes as asked for, from memory. sql20: one indexed query, a template of 20 rows.
"""

import os

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application

env = environ.Env()
DATABASE = env.db("DATABASE_URL")
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"}
else:
    DATABASE["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}

ROWS = """<!doctype html><html lang="ko"><head><title>20</title></head><body><ul>{% for row in rows %}
<li><h2><a href="/ideas/{{ row.number }}/">{{ row.title }}</a></h2><p>{{ row.excerpt }}</p>
<p>{{ row.stage }} · {{ row.recommendation_count }} · {{ row.comment_count }} · {{ row.published_at|date:"Y-m-d" }}</p></li>
{% endfor %}</ul></body></html>"""

if not settings.configured:
    settings.configure(
        SECRET_KEY=os.urandom(16).hex(),
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": DATABASE},
        INSTALLED_APPS=[],
        MIDDLEWARE=[],
        USE_TZ=True,
        TIME_ZONE="Asia/Seoul",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", {"rows.html": ROWS})],
                        )
                    ]
                },
            }
        ],
    )

application = get_wsgi_application()

from django.db import models  # noqa: E402 - models need configured settings
from django.http import HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Row(models.Model):
    """The table of ideas as far as the yardstick reads it."""

    number = models.BigIntegerField()
    title = models.TextField()
    excerpt = models.TextField()
    stage = models.TextField()
    recommendation_count = models.IntegerField()
    comment_count = models.IntegerField()
    published_at = models.DateTimeField()
    public_since = models.DateTimeField()

    class Meta:
        app_label = "yardstick"
        managed = False
        db_table = "ideas_idea"

    def __str__(self) -> str:
        return self.title


def raw(request, size):
    """`size` bytes from memory."""
    return HttpResponse(b"x" * size, content_type="text/html; charset=utf-8")


def sql20(request):
    """The 20 newest rows."""
    rows = Row.objects.filter(public_since__isnull=False).order_by("-public_since", "-id")[:20]
    return render(request, "rows.html", {"rows": rows})


urlpatterns = [path("raw/<int:size>/", raw), path("sql20/", sql20)]
