"""The front page of the test database, as the migration made it."""

import pytest

from home.models import HomePage


@pytest.fixture
def front(db):
    """The front page."""
    return HomePage.objects.get()
