"""No cell of a table that leaves the site becomes a formula (TRUST X7)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.spreadsheets import STARTS_A_FORMULA, guarded


@pytest.mark.parametrize("text", ["=1+1", "+82", "-3", "@SUM(A1)", "\tx", "\rx", "\0x", "＝1", "＋1", "－1", "＠a"])
def test_words_that_begin_like_a_formula_are_disarmed(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (-3, "-3"), (2.5, "2.5"), ("한강 다리", "한강 다리"), ("a=b", "a=b")])
def test_everything_else_stays_as_it_is(value, cell):
    assert guarded(value) == cell


@given(st.text())
def test_no_text_starts_a_formula_and_none_is_lost(text):
    cell = guarded(text)
    assert not cell.startswith(STARTS_A_FORMULA)
    assert cell.removeprefix("'") == text.removeprefix("'")
    line = io.StringIO()
    csv.writer(line).writerow([cell])
    if "\0" not in text:
        assert next(csv.reader(io.StringIO(line.getvalue(), newline=""))) == [cell]
