"""The API keeps the promise of its schema, whatever is sent to it.

Schemathesis makes requests from the schema, good and bad ones, and checks every answer: no 5xx, only declared statuses and
media types, bodies and headers as declared. API_FUZZ_CASES sets how many cases each caller tries in all.
"""

import os
from datetime import date

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import ApiToken
from common.models import Sequence
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CategoryFactory, CommentFactory, DistrictFactory, IdeaFactory, PromiseFactory
from tests.factories.trails import tell

OPERATIONS = 42
CASES = int(os.environ.get("API_FUZZ_CASES", "100"))
PROMISES = (
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """A few ideas of every kind that the made-up numbers can hit."""
    Sequence.objects.update_or_create(name="idea", defaults={"value": 1_000_000})
    category, district = CategoryFactory(slug="a"), DistrictFactory(slug="0")
    ideas = [IdeaFactory(number=number, category=category, district=district) for number in range(4)]
    ideas += [IdeaFactory(number=4, withdrawn=True), IdeaFactory(number=5, imported=True), IdeaFactory(visibility="hidden")]
    ideas[0].tags.add("한강")
    CommentFactory(idea=ideas[0])
    CommentFactory(idea=ideas[0], appointment=AppointmentFactory())
    tell(ideas[0], "answered", reason="내년 봄에 해 볼게요.")
    PromiseFactory(idea=ideas[0])
    PromiseFactory(idea=ideas[1], department=AppointmentFactory().department, due_on=date(2026, 1, 5))
    return ideas


@pytest.fixture
def _one_connection(db):
    """Requests come through the WSGI door, which would hang up the database connection that holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def key_of(user) -> dict[str, str]:
    return {"Authorization": f"Bearer {ApiToken.make(user, '시험')[1]}"}


CALLERS = {
    "anybody": lambda: {},
    "citizen": lambda: key_of(UserFactory()),
    "official": lambda: key_of(AppointmentFactory().user),
}


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.timeout(3600)
def test_no_request_breaks_the_promise(city, caller):
    application = get_wsgi_application()
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    headers = CALLERS[caller]()
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) == OPERATIONS
    for operation in operations:
        attack(operation, headers, max(1, CASES // len(operations)))


def attack(operation, headers: dict[str, str], cases: int) -> None:
    """Send so many requests to an operation, half of them as the schema asks and half of them not."""
    for mode in GenerationMode:

        @settings(
            max_examples=max(1, cases // 2),
            database=None,
            deadline=None,
            derandomize="API_FUZZ_CASES" not in os.environ,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case):
            case.call_and_validate(headers=headers, checks=PROMISES)

        send()
