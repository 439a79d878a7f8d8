"""What templates say about ideas: counts in words, rights, data for search engines."""

import json

import rules
from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.kept_parts import FORM_KEY, kept_form, kept_part
from ideas.bylines import Byline, byline
from ideas.filters import facets
from ideas.forms.comment import CommentForm
from ideas.lists import Selection
from ideas.models import Comment, Idea
from ideas.stage_names import given_words, stage_word
from ideas.stages import Outcome
from ideas.tallies import Tallies

register = template.Library()


def kept(template_name: str, context: dict, *shown) -> SafeString:
    """A part of a page that is the same for every reader; the names of stages are part of what it shows anyway."""
    return kept_part((template_name, given_words(), shown), lambda: render_to_string(template_name, context))


@register.simple_tag
def idea_card(idea: Idea) -> SafeString:
    """The card of an idea that ideas.lists.cards() loaded."""
    return kept(
        "ideas/_card.html",
        {"idea": idea},
        *(idea.pk, idea.number, idea.title, idea.excerpt, idea.stage, idea.outcome, idea.answer_state, idea.published_at),
        *(idea.recommendations, idea.comment_count, idea.source, byline(idea)),
        idea.category and idea.category.name,
        idea.district and idea.district.name,
        [photo.thumbnail.name for photo in getattr(idea, "covers", ())],
    )


def shown_of(comment: Comment) -> tuple:
    """Everything that is shown of a comment."""
    return (
        *(comment.pk, comment.body, comment.created_at, comment.edited_at, comment.deleted_at),
        byline(comment),
    )


@register.simple_tag
def comment_words(comment: Comment) -> SafeString:
    """Who wrote a comment, when and what."""
    return kept("ideas/_comment_words.html", {"comment": comment}, *shown_of(comment))


@register.simple_tag(takes_context=True)
def comment_tools(context, comment: Comment, idea: Idea) -> SafeString:
    """The ways to change or delete a comment, for those who may."""
    user = context["request"].user
    may_edit = rules.has_perm("ideas.edit_comment", user, comment)
    may_delete = rules.has_perm("ideas.delete_comment", user, comment)
    if not may_edit and not may_delete:
        return SafeString("")
    tools = {"comment": comment, "idea": idea, "may_edit": may_edit, "may_delete": may_delete}
    return render_to_string("ideas/_comment_tools.html", tools)


@register.simple_tag(takes_context=True)
def comment_thread(context, comment: Comment, idea: Idea) -> SafeString:
    """A comment with its first replies, in a list of comments; those who wrote in it get their own, with tools."""
    request, said = context["request"], (comment, *comment.first_replies)
    parts = {"comment": comment, "idea": idea, "request": request}
    if request.user.is_authenticated and any(each.author_id == request.user.pk for each in said):
        return render_to_string("ideas/_comment.html", parts)
    talk = [shown_of(each) for each in said]
    return kept("ideas/_comment.html", parts, idea.number, idea.is_public, idea.is_withdrawn, talk, comment.more_replies)


@register.simple_tag(takes_context=True)
def empty_comment_form(context, idea: Idea) -> SafeString:
    """The form for a comment on the page of an idea, with nothing in it yet."""

    def make(token: dict) -> str:
        form = CommentForm()
        form.initial["form_key"] = FORM_KEY
        return render_to_string("ideas/_comment_form.html", {"idea": idea, "user": user, "comment_form": form, **token})

    user = context["request"].user
    return kept_form(context["request"], ("comment-form", idea.number, user.is_authenticated), make)


@register.simple_tag
def filter_panel(selection: Selection, counted: Tallies) -> SafeString:
    """The filters of the list with their counts."""
    return kept(
        "ideas/_filters.html",
        {"selection": selection, "facets": SimpleLazyObject(lambda: facets(selection, counted))},
        *(selection.key("filters"), selection.sort, counted.by, counted.tag_names, counted.is_cut),
    )


@register.simple_tag(takes_context=True)
def allowed(context, permission: str, thing=None) -> bool:
    """Whether the reader of the page may do something: {% allowed "ideas.edit_idea" idea as may_edit %} (see ideas/rules.py)."""
    return rules.has_perm(permission, context["request"].user, thing)


@register.filter
def support_words(idea: Idea) -> str:
    """How many people recommended an idea, as a sentence."""
    if not idea.recommendations:
        return _("첫 추천을 기다려요")
    return ngettext("이웃 %(many)s명이 추천했어요", "이웃 %(many)s명이 추천했어요", idea.recommendations) % {
        "many": f"{idea.recommendations:,}"
    }


@register.filter
def talk_words(idea: Idea) -> str:
    """How many comments an idea has, in words."""
    if not idea.comment_count:
        return _("아직 의견이 없어요")
    return ngettext("의견 %(many)s개", "의견 %(many)s개", idea.comment_count) % {"many": f"{idea.comment_count:,}"}


@register.filter
def site_address(path: str) -> str:
    """A path of this site as a whole address, whatever host the request named."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def json_ld(idea: Idea) -> SafeString:
    """An idea as schema.org data; data, not a script, so the security policy lets it be."""
    data = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "url": site_address(idea.get_absolute_url()),
        "headline": idea.title,
        "text": idea.body,
        "author": person(byline(idea)),
        "datePublished": idea.published_at.isoformat(),
        "commentCount": idea.comment_count,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/LikeAction",
            "userInteractionCount": idea.recommendations,
        },
    }
    # As django.utils.html.json_script does: nothing in the data can end the element.
    text = json.dumps(data, ensure_ascii=False).translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def person(by: Byline) -> dict:
    """Somebody as schema.org tells of them."""
    if by.department:
        post = {"jobTitle": by.post, "worksFor": {"@type": "GovernmentOrganization", "name": by.department}}
        return {"@type": "Person", "name": by.words, **post}
    expert = {"jobTitle": _("전문가"), **({"knowsAbout": by.field} if by.field else {})}
    return {"@type": "Person", "name": by.name, **(expert if by.is_expert else {})}


@register.filter
def stage_name(idea: Idea) -> str:
    """Where an idea stands in one word: its stage, or what became of it."""
    return stage_word(idea.stage) if idea.outcome == Outcome.NONE else idea.get_outcome_display()


@register.filter
def stage_class(idea: Idea) -> str:
    """The look of that word."""
    return idea.stage if idea.outcome == Outcome.NONE else idea.outcome
