"""Promises in words: {{ promise|day_words }}."""

from django import template

from ideas import promise_reading

register = template.Library()
register.filter("day_words", promise_reading.day_words)
