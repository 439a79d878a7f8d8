"""The form under an idea."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from common import limits
from ideas import participation
from ideas.forms.fields import Words
from ideas.models import Comment

LARGEST_ID = 2**63 - 1
TOO_LONG = gettext_lazy("의견은 %(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")


class FormKey(forms.UUIDField):
    """The name of a form; one that is none is no reason to refuse what was typed."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


def words_field() -> Words:
    """The field for the words of a comment."""
    return Words(
        label=pgettext_lazy("쓰는 칸", "의견"),
        longest=Comment.BODY_LENGTH,
        too_long=TOO_LONG,
        required=False,
        widget=forms.Textarea,
    )


class CommentForm(forms.Form):
    """A comment, or a reply when `parent` is set. `form_key` keeps a second sending from making a second comment."""

    body = words_field()
    parent = forms.CharField(required=False, widget=forms.HiddenInput)
    form_key = FormKey(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, parent: Comment | None = None, body: str = ""):
        """parent: the comment to reply to; body: words to begin with."""
        initial = {"parent": parent.pk if parent else None, "body": body, "form_key": uuid.uuid4()}
        asked = str(data.get("parent", "") if data else initial["parent"] or "")
        # Several of these stand on one page: each has names of its own.
        self.home = f"reply-form-{asked}" if asked.isascii() and asked.isdigit() else "comment-form"
        super().__init__(data, initial=initial, auto_id=f"{self.home}-%s")
        invitation = _("이 의견에 한마디 보태 주세요.") if parent else _("어떻게 생각하세요? 더하고 싶은 것, 궁금한 것도 좋아요.")
        self.fields["body"].widget.attrs.update({"rows": 3, "placeholder": invitation})
        self.fields["body"].label = _("답글") if parent else pgettext("쓰는 칸", "의견")

    def send(self, idea, request) -> Comment | None:
        """Write what was typed; returns None, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return None
        try:
            limits.check("comment", request)
            return participation.comment(
                idea, request.user, self.cleaned_data["body"], self.parent_in(idea), self.cleaned_data["form_key"]
            )
        except (participation.Refused, limits.TooOften) as refusal:
            self.add_error("body", str(refusal))
            return None

    @property
    def parent_pk(self) -> int | None:
        """The number of the comment replied to; 0, which no comment has, for something that is no number."""
        raw = self.data.get("parent") or ""
        if not raw:
            return None
        number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 20 else 0
        return number if number <= LARGEST_ID else 0

    def parent_in(self, idea) -> Comment | None:
        """The comment replied to. Raises Refused when there is none such under this idea."""
        if self.parent_pk is None:
            return None
        parent = idea.comments.filter(pk=self.parent_pk).first()
        if parent is None:
            raise participation.Refused(_("답글을 달 수 없는 의견이에요. 새 의견으로 남겨 주세요."))
        return parent


class CommentWords(forms.Form):
    """New words for one's own comment."""

    body = words_field()

    def save(self, comment: Comment, by) -> bool:
        """Change the comment; returns False, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return False
        try:
            participation.edit_comment(comment, by, self.cleaned_data["body"])
        except participation.Refused as refusal:
            self.add_error("body", str(refusal))
            return False
        return True
