"""differences.compare."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideas.differences import Change, Piece, compare


def old_of(pieces):
    return "".join(p.text for p in pieces if p.change != Change.ADDED)


def new_of(pieces):
    return "".join(p.text for p in pieces if p.change != Change.REMOVED)


def test_a_changed_word_is_shown_as_removed_and_added():
    assert compare("한강 다리에 그늘을 만들어요.", "한강 다리에 쉼터를 만들어요.") == [
        Piece(Change.SAME, "한강 다리에 "),
        Piece(Change.REMOVED, "그늘을"),
        Piece(Change.ADDED, "쉼터를"),
        Piece(Change.SAME, " 만들어요."),
    ]


def test_equal_texts_have_no_changes():
    assert compare("그대로\n두 줄", "그대로\n두 줄") == [Piece(Change.SAME, "그대로\n두 줄")]


def test_a_line_that_has_little_in_common_is_replaced_as_a_whole():
    pieces = compare("여름에 더워요.\n저는 산책을 해요.", "여름에 더워요.\n그늘막 열 개를 다리마다 놓으면 좋겠어요.")
    assert [p.change for p in pieces] == [Change.SAME, Change.REMOVED, Change.ADDED]


@given(st.text("가나 .\n", max_size=40), st.text("가나 .\n", max_size=40))
def test_both_wordings_can_be_read_from_the_pieces(old, new):
    pieces = compare(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)


@pytest.mark.parametrize("letters", ["ab ", "ab\n", "가"])
def test_the_longest_texts_take_bounded_time(letters):
    chance = random.Random(7)
    old, new = ("".join(chance.choice(letters) for _ in range(20_000)) for _ in range(2))
    began = time.process_time()
    pieces = compare(old, new)
    assert time.process_time() - began < 3
    assert new_of(pieces) == new
