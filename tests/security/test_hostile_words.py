"""Whatever words stand in the database, no page lets them become markup (ASVS 1.2, TRUST.md X1)."""

import pytest
from django.apps import apps
from django.db import models

from tests.security.addresses import Targets, patterns
from tests.security.city import build
from tests.security.rights import Door

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
# Short enough for every column, and markup wherever it is printed as it is.
HOSTILE = "<q\"'>{{1}}"
MARKUP = ("text/html", "image/svg+xml", "application/xml", "application/atom+xml")
# Words by which the site finds things, and rows that the database itself keeps from changing.
KEYS = (models.SlugField, models.EmailField, models.URLField, models.FileField, models.UUIDField)
LOCKED = {"trailentry", "seal", "sequence", "tokenbucket", "jobrun"}


def words_of(model) -> list[str]:
    """The columns of a model that people write in."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, KEYS)
        and not (field.choices or field.unique or field.generated)
        and field.name not in ("key", "nickname_key", "password", "source", "code", "post", "url")
        and (field.max_length or 999) >= len(HOSTILE)
    ]


def make_hostile() -> int:
    """Put it into every column that people write in; returns into how many."""
    done = 0
    for label in ("accounts", "ideas", "home", "notifications"):
        for model in apps.get_app_config(label).get_models():
            if model._meta.model_name not in LOCKED and (names := words_of(model)):
                model._base_manager.update(**dict.fromkeys(names, HOSTILE))
                done += len(names)
    return done


@pytest.mark.parametrize("role", ["visitor", "panel member", "idea office"])
def test_no_word_of_the_database_becomes_markup(role):
    city = build()
    targets, door = Targets(city), Door(city)
    assert make_hostile() > 60
    looked_at, bad = 0, []
    for pattern in patterns():
        if pattern.startswith(("cms/", "accounts/", "api/")):
            continue
        for state, address in targets.of(pattern).items():
            response = door.ask(role, "GET", address)
            if response.status_code < 500 and response.headers.get("Content-Type", "").startswith(MARKUP):
                looked_at += 1
                text = b"".join(response).decode()
                if HOSTILE[:5] in text or response.status_code >= 500:
                    bad.append(f"{pattern} [{state}]: {text[max(0, text.find(HOSTILE) - 80) :][:160]!r}")
    assert not bad, "\n".join(bad)
    assert looked_at > 60
