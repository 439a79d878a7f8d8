"""Days in the lists of /cms/: those to come are told as they are."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts import roles
from ideas.models import Holiday
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import DebateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(UserFactory(role=roles.IDEA_OFFICE), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_day_to_come_is_not_called_just_now(office):
    Holiday.objects.create(day=date(2031, 5, 6), name="개청 기념일")
    AppointmentFactory(ends_on=date(2032, 2, 29))
    assert "2031" in office.get(reverse("holidays:index")).text
    assert "2032" in office.get(reverse("appointments:index")).text


def test_an_hour_is_that_of_the_city(office):
    DebateFactory(closes_at=datetime(2031, 5, 6, 16, 30, tzinfo=UTC))
    assert "2031-5-7 오전 1:30" in office.get(reverse("debates:index")).text
