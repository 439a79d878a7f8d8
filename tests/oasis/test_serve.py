"""What `make run` refuses; that it starts a whole site is shown in tests/browser/test_first_start.py."""

import socket

import pytest

from oasis.serve import Refused, hold_lock, listen


def test_a_port_that_somebody_has_is_refused_with_another_one_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=f"make run PORT={port + 1}"):
            listen("127.0.0.1", port)


def test_a_second_start_says_where_the_first_one_runs(tmp_path):
    with hold_lock(tmp_path / "lock") as first:
        first.write("http://127.0.0.1:8000 (process 7)")
        first.flush()
        with pytest.raises(Refused, match=r"running already: http://127\.0\.0\.1:8000"):
            hold_lock(tmp_path / "lock")
