"""The little drop that stands for a person, and what forms ask about a field."""

from django import forms

from common.templatetags.drops import COLOURS, MOODS, drop_colour, drop_mood
from common.templatetags.fields import most_letters


def test_a_member_always_looks_the_same_and_neighbours_differ():
    looks = [(drop_colour(number), drop_mood(number)) for number in range(1, len(COLOURS) * len(MOODS) + 1)]
    assert len(set(looks)) == len(looks)
    assert (drop_colour(7), drop_mood(7)) == (drop_colour(7), drop_mood(7))


def test_nobody_is_grey_and_asleep():
    for nobody in (None, "", 0):
        assert (drop_colour(nobody), drop_mood(nobody)) == ("avatar--nobody", "asleep")


def test_only_long_texts_are_counted():
    class Form(forms.Form):
        line = forms.CharField(max_length=80)
        text = forms.CharField(max_length=2_000, widget=forms.Textarea)
        endless = forms.CharField(widget=forms.Textarea)

    assert [most_letters(field) for field in Form()] == [None, 2_000, None]
