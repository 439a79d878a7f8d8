"""Forms of the panel: opening a vote on a super-pass, writing on the board."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from common import limits
from ideas.forms.comment import FormKey
from ideas.forms.fields import Line, Words
from ideas.models import BoardPost, Idea, Lift, Panel
from ideas.panel import board, lifts
from ideas.participation import Refused

TOO_LONG = _("%(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")


class LiftForm(forms.Form):
    """Why an idea should be lifted."""

    reason = Words(
        label=_("왜 슈퍼패스가 필요할까요?"),
        help_text=_("투표가 끝나면 누구나 볼 수 있어요. 나중에 고칠 수 없어요."),
        longest=lifts.REASON_LENGTH,
        too_long=TOO_LONG,
        error_messages={"required": _("까닭을 한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="lift-%s", use_required_attribute=False)

    def open(self, panel: Panel, idea: Idea, by) -> Lift | None:
        """Open the vote; None, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return None
        try:
            return lifts.open_lift(panel, idea, by, self.cleaned_data["reason"])
        except Refused as refusal:
            self.add_error("reason", str(refusal))
            return None


class PostForm(forms.Form):
    """A suggestion; without a title where it is a reply. `form_key` keeps a second sending from making a second one."""

    title = Line(label=_("제목"), longest=board.TITLE_LENGTH, too_long=TOO_LONG, required=False)
    body = Words(
        label=_("내용"),
        longest=BoardPost.BODY_LENGTH,
        too_long=TOO_LONG,
        error_messages={"required": _("한 마디만 적어 주세요.")},
        widget=forms.Textarea({"rows": 5}),
    )
    form_key = FormKey(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, parent: BoardPost | None = None):
        super().__init__(data, initial={"form_key": uuid.uuid4()}, auto_id="board-%s", use_required_attribute=False)
        self.parent = parent
        if parent:
            del self.fields["title"]
            self.fields["body"].label = _("답글")
            self.fields["body"].widget.attrs["rows"] = 3
        else:
            self.fields["title"].required = True
            self.fields["title"].error_messages["required"] = _("제목을 한 줄만 적어 주세요.")

    def send(self, panel: Panel, request) -> BoardPost | None:
        """Write it; None, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        try:
            limits.check("comment", request)
            return board.post(panel, request.user, said.get("title", ""), said["body"], self.parent, said["form_key"])
        except (Refused, limits.TooOften) as refusal:
            self.add_error("body", str(refusal))
            return None
