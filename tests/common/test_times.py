"""How long ago something was, in words."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from common.templatetags.times import ago


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "방금"),
        (timedelta(seconds=-5), "방금"),
        (timedelta(minutes=3), "3분 전"),
        (timedelta(hours=26), "1일 전"),
        (timedelta(days=6, hours=23), "6일 전"),
    ],
)
def test_a_moment_is_told_as_people_say_it(passed, words):
    with override("ko"):
        assert ago(timezone.now() - passed) == words


def test_from_a_week_on_it_is_the_day_in_seoul():
    with override("ko"):
        assert ago(datetime.fromisoformat("2020-03-01T20:00:00+00:00")) == "3월 2일"
