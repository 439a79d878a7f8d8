"""Forms around a meeting and its seats: the code of the room, the number at the door, and what the idea office fills in."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from common.words import clean_line, clean_text
from ideas.meetings.announcing import CHANGEABLE, REASON_LENGTH
from ideas.models import Meeting

LONGEST = timedelta(days=1)


class RoomCodeForm(forms.Form):
    """The code that hangs in the room, typed on somebody's own telephone."""

    code = forms.CharField(
        label=_("회의장 코드"),
        max_length=20,
        help_text=_("회의장 화면에 보이는 여섯 글자예요."),
        error_messages={"required": _("화면에 보이는 코드를 적어 주세요.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class DoorForm(forms.Form):
    """The number of a seat, said at the door to staff."""

    number = forms.IntegerField(
        label=_("자리 번호"),
        min_value=1,
        max_value=2**31 - 1,
        error_messages={"required": _("자리 번호를 적어 주세요."), "invalid": _("자리 번호는 숫자예요.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class MeetingForm(WagtailAdminModelForm):
    """A meeting as the idea office prepares it in /cms/; times are those of the city."""

    stream_url = forms.URLField(
        label=_("생중계 주소"), required=False, assume_scheme="https", max_length=200, help_text=_("유튜브 같은 곳의 주소예요.")
    )
    video_url = forms.URLField(label=_("다시 보기 주소"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Meeting
        fields = [*CHANGEABLE, "open_seats", "reserved_seats"]
        help_texts = {
            "title": _("예: 3차 실현회의"),
            "open_seats": _("누구나 신청할 수 있는 자리예요. 0이면 시민 신청을 받지 않아요."),
            "reserved_seats": _("안건을 낸 사람, 전문가, 맡은 부서 공무원이 먼저 앉는 자리예요."),
            "sign_up_until": _("비워 두면 회의가 끝날 때까지 받아요."),
            "remind_hours": _("자리를 받은 사람에게 이만큼 앞서 알려요."),
            "takes_questions": _("켜면 휴대전화로 이름 없이 질문할 수 있어요."),
        }

    def clean_title(self):
        """On one line."""
        return clean_line(self.cleaned_data["title"])

    def clean_intro(self):
        """As all texts are kept."""
        return clean_text(self.cleaned_data["intro"])

    def clean(self):
        """A meeting ends after it begins, on the same day or the next; nobody signs up for what is over."""
        cleaned = super().clean()
        start, end, until = (cleaned.get(name) for name in ("starts_at", "ends_at", "sign_up_until"))
        if start and end and not start < end <= start + LONGEST:
            self.add_error("ends_at", _("시작한 다음, 하루 안에 끝나야 해요."))
        if until and end and until > end:
            self.add_error("sign_up_until", _("회의가 끝나기 전이어야 해요."))
        return cleaned


class AnnounceForm(forms.Form):
    """Nothing to fill in: one button."""


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label=_("취소하는 까닭"),
        max_length=REASON_LENGTH,
        help_text=_("누구나 볼 수 있고, 신청한 모든 사람에게 알려요."),
        error_messages={"required": _("취소하는 까닭을 한 줄만 적어 주세요.")},
    )
