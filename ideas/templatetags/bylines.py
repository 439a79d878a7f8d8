"""Names in templates: {% include "components/_author.html" with by=comment|byline only %}."""

from django import template

from ideas import bylines

register = template.Library()

register.filter("byline", bylines.byline)
