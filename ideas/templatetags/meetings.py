"""Meetings in templates: when they are, how many seats are left."""

from django import template

from ideas.meetings import announcing, reading

register = template.Library()

register.filter("when", announcing.when)
register.filter("seats_words", reading.seats_words)
register.filter("meetings_of", reading.of_idea)
