"""What every test may ask for."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _clean_caches(request):
    """No test sees what another one cached."""
    caches["local"].clear()
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        caches["default"].clear()
    yield
