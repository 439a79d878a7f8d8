"""Parts of a page that each reader has of their own, on pages that are kept for all."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from common import kept_parts
from common.shared_pages import gap, leaves_gaps

register = template.Library()


@register.simple_tag(takes_context=True)
def own_part(context, name: str) -> SafeString:
    """Include a template whose words depend on who reads: {% own_part "ideas/_follow.html" %}.

    It sees what the view gives for each reader (`own` of common.shared_pages.shared_page), not what the templates around it made
    up; so it cannot stand in a loop. Everywhere else it is a plain {% include %}.
    """
    if leaves_gaps(context):
        return mark_safe(gap(name))  # noqa: S308 - a mark of our own
    with context.push():
        return context.template.engine.get_template(name).render(context)


@register.simple_tag(takes_context=True)
def kept_form(context, name: str, *shown) -> SafeString:
    """Include a template with a form that looks alike for many: {% kept_form "ideas/_follow.html" idea.number may_follow news %}.

    shown: everything it shows, the token aside, as for common.kept_parts.kept_part.
    """

    def make(token: dict) -> str:
        with context.push(**token):
            return context.template.engine.get_template(name).render(context)

    return kept_parts.kept_form(context["request"], (name, shown), make)
