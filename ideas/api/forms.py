"""What the API takes from callers."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.api.fields import Form, Text, Whole
from common.words import clean_line, clean_text
from ideas.models import Category, Comment, District, Idea
from ideas.submission import Wording

MOST_TAGS, TAG_LENGTH = 10, 20


class Slug(serializers.SlugRelatedField):
    """An entry of a list that editors keep, by its slug; only what can still be chosen."""

    default_error_messages = {
        "does_not_exist": _("고를 수 있는 값이 아니에요."),
        "invalid": _("고를 수 있는 값이 아니에요."),
    }

    def __init__(self, model, **kwargs):
        queryset = model.objects.filter(is_active=True)
        super().__init__(slug_field="slug", queryset=queryset, allow_null=True, required=False, **kwargs)

    def to_internal_value(self, data):
        if not isinstance(data, str) or not data.isprintable() or len(data) > 60:
            self.fail("invalid")
        return super().to_internal_value(data)


class Tags(serializers.ListField):
    """A few short words."""

    default_error_messages = {
        "not_a_list": _('목록으로 보내 주세요. (["공원", "그늘"])'),
        "max_length": _("꼬리말은 {max_length}개까지 달 수 있어요."),
    }

    def __init__(self, **kwargs):
        super().__init__(child=Text(clean=clean_line, most=TAG_LENGTH), max_length=MOST_TAGS, required=False, **kwargs)


class IdeaForm(Form):
    """A new idea, or the fields of one that change."""

    title = Text(clean=clean_line, most=Idea.TITLE_LENGTH, help_text=f"{Idea.TITLE_LENGTH}자까지")
    body = Text(clean=clean_text, most=Idea.BODY_LENGTH, help_text=f"{Idea.BODY_LENGTH}자까지, 꾸밈 없는 글")
    category = Slug(Category, help_text="분야의 slug")
    district = Slug(District, help_text="자치구의 slug")
    tags = Tags(help_text=f"{MOST_TAGS}개까지, 저마다 {TAG_LENGTH}자까지")

    def wording(self, idea: Idea | None = None) -> Wording:
        """The words sent; what was not sent stays as it is in `idea`."""
        names = ("title", "body", "category", "district")
        kept = {name: getattr(idea, name) for name in names} if idea else {}
        return Wording(**{**kept, **self.validated_data})


class CommentForm(Form):
    """A new comment."""

    body = Text(clean=clean_text, most=Comment.BODY_LENGTH, help_text=f"{Comment.BODY_LENGTH}자까지")
    reply_to = Whole(required=False, allow_null=True, help_text="답글이면 원래 의견의 번호")
