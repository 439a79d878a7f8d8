"""The forms of a debate: an argument, a response, more time, and what came out of it."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import limits
from ideas import participation
from ideas.debates import arguing, running
from ideas.forms.comment import FormKey
from ideas.forms.fields import Line, Words
from ideas.models import Argument, Debate, Response, Side

TOO_LONG = _("%(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")
REASON_LENGTH = 300
MOMENT = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ArgumentForm(forms.Form):
    """One argument for one side. `form_key` keeps a second sending from making a second argument."""

    side = forms.ChoiceField(
        label=_("어느 쪽 생각인가요?"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("찬성, 반대, 실현방안 가운데 하나를 골라 주세요.")},
    )
    body = Words(
        label=_("내 생각"),
        longest=Argument.BODY_LENGTH,
        too_long=TOO_LONG,
        help_text=_("까닭을 하나만 담아 주세요. 까닭이 여럿이면 나눠 써도 좋아요."),
        error_messages={"required": _("생각을 한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 4}),
    )
    form_key = FormKey(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, side: str = "", body: str = ""):
        """side, body: what to begin with."""
        super().__init__(data, initial={"side": side, "body": body, "form_key": uuid.uuid4()}, auto_id="argument-%s")

    def send(self, debate: Debate, request) -> Argument | None:
        """Add the argument; returns None, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        try:
            limits.check("comment", request)
            return arguing.argue(debate, request.user, said["side"], said["body"], said["form_key"])
        except (participation.Refused, limits.TooOften) as refusal:
            self.add_error("body", str(refusal))
            return None


class ResponseForm(forms.Form):
    """What the proposer, an official or an expert says once beneath an argument."""

    body = Words(
        label=_("답"),
        longest=Response.BODY_LENGTH,
        too_long=TOO_LONG,
        help_text=_("의견 하나에 한 번만 답할 수 있어요. 모두에게 보여요."),
        error_messages={"required": _("한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 5}),
    )

    def send(self, argument: Argument, request) -> Response | None:
        """Respond; returns None, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return None
        try:
            limits.check("comment", request)
            return arguing.respond(argument, request.user, self.cleaned_data["body"])
        except (participation.Refused, limits.TooOften) as refusal:
            self.add_error("body", str(refusal))
            return None


class VerbForm(forms.Form):
    """A form that ends in one verb, whose refusal stands on the form."""

    def carry_out(self, debate: Debate, by) -> bool:
        """Do it; returns False, with the reason on the form, when it was refused."""
        if not self.is_valid():
            return False
        try:
            self.act(debate, by)
        except participation.Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True

    def act(self, debate: Debate, by) -> None:
        """Call the verb. Raises Refused."""
        raise NotImplementedError


class ExtendForm(VerbForm):
    """More time, with public words why."""

    closes_at = forms.DateTimeField(
        label=_("새로 닫는 때"),
        widget=MOMENT,
        error_messages={"required": _("언제까지 열지 골라 주세요."), "invalid": _("날짜와 시각을 골라 주세요.")},
    )
    reason = Line(
        label=_("늘리는 까닭"),
        longest=REASON_LENGTH,
        too_long=TOO_LONG,
        help_text=_("시민에게도 보여요."),
        error_messages={"required": _("왜 늘리는지 한 줄만 적어 주세요.")},
    )

    def __init__(self, data=None, debate: Debate | None = None):
        initial = {"closes_at": timezone.localtime(debate.closes_at)} if debate else None
        super().__init__(data, initial=initial, auto_id="extend-%s")

    def act(self, debate: Debate, by) -> None:
        running.extend(debate, by, self.cleaned_data["closes_at"], self.cleaned_data["reason"])


class CloseForm(VerbForm):
    """Closing before the time, which nobody can undo."""

    sure = forms.BooleanField(
        label=_("되돌릴 수 없다는 것을 알아요"),
        error_messages={"required": _("되돌릴 수 없어요. 괜찮으면 여기에 표시해 주세요.")},
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="close-%s")

    def act(self, debate: Debate, by) -> None:
        running.close(debate, by)


def summary_field(label, help_text) -> Words:
    """One of the three texts of a summary."""
    return Words(
        label=label,
        longest=running.SUMMARY_LENGTH,
        too_long=TOO_LONG,
        required=False,
        help_text=help_text,
        widget=forms.Textarea({"rows": 4, "data-plain": ""}),
    )


class PinField(forms.ModelChoiceField):
    """An argument to stand above the others of its side."""

    def label_from_instance(self, argument: Argument) -> str:
        return f"{argument.helpful_count} · {argument.body[:60]}"


class SummaryForm(VerbForm):
    """What a debate came to. For each side one of its most helpful arguments can be pinned."""

    agreed = summary_field(_("뜻이 모인 것"), _("거의 모두가 같게 말한 것이에요."))
    disagreed = summary_field(_("뜻이 갈린 것"), _("어디에서 왜 갈렸는지 두 쪽의 말로 적어요."))
    taken_along = summary_field(_("시가 가져가는 것"), _("다음 단계에서 살펴볼 것, 해 보기로 한 것이에요."))

    def __init__(self, data=None, debate: Debate | None = None, choices: dict[str, list[int]] | None = None, pinned=()):
        """choices: side → arguments that may be pinned, most helpful first. pinned: side → the one that is."""
        initial = {name: getattr(debate, name) for name in ("agreed", "disagreed", "taken_along")}
        initial |= {f"pin_{side}": argument.pk for side, argument in dict(pinned).items()}
        super().__init__(data, initial=initial, auto_id="summary-%s")
        for side, ids in (choices or {}).items():
            self.fields[f"pin_{side}"] = PinField(
                Argument.objects.filter(pk__in=ids).order_by("-helpful_count", "-id"),
                label=_("맨 위에 둘 의견: %(side)s") % {"side": Side(side).label},
                required=False,
                empty_label=_("도움이 가장 많은 의견"),
                error_messages={"invalid_choice": _("고른 의견이 그쪽에 없어요. 다시 골라 주세요.")},
            )

    def act(self, debate: Debate, by) -> None:
        said = self.cleaned_data
        pins = {side: said[f"pin_{side}"] for side in Side.values if said.get(f"pin_{side}")}
        running.summarise(debate, by, running.Summary(said["agreed"], said["disagreed"], said["taken_along"], pins))
