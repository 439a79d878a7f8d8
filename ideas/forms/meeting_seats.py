"""Forms around a meeting and its seats: the code of the room, the number at the door, and what the idea office fills in."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from common.words import clean_line, clean_text
from ideas.meetings.announcing import REASON_LENGTH
from ideas.models import Guest, Meeting, MeetingState

LONGEST, USUAL = timedelta(days=1), timedelta(hours=2)


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
    video_url = forms.URLField(
        label=_("다시 보기 주소"), required=False, assume_scheme="https", max_length=200, help_text=_("회의가 끝난 뒤에 적어요.")
    )

    class Meta:
        model = Meeting
        fields = [
            *("kind", "title", "starts_at", "ends_at", "place", "address", "open_seats", "reserved_seats", "sign_up_until"),
            *("intro", "stream_url", "remind_hours", "takes_questions", "video_url"),
        ]
        widgets = {
            "intro": AdminAutoHeightTextInput({"rows": 4}),
            **dict.fromkeys(("starts_at", "ends_at", "sign_up_until"), AdminDateTimeInput),
        }
        labels = {"kind": _("갈래")}
        help_texts = {
            "kind": _("실무회의는 실현회의에서 다룰 상상을 고르고, 실현회의는 이룰지 정해요."),
            "title": _("예: 3차 실현회의"),
            "intro": _("무엇을 이야기하는지, 누가 함께하는지 두세 문장으로 적어요."),
            "starts_at": _("예: 2026-12-03 14:00"),
            "ends_at": _("비워 두면 시작하고 두 시간 뒤에 마쳐요."),
            "place": _("예: 시청 3층 큰 회의실"),
            "address": _("처음 오는 사람이 찾아올 수 있게 적어요. 휠체어로 오는 길도 함께 적으면 좋아요."),
            "open_seats": _("누구나 신청할 수 있는 자리예요. 0이면 시민 신청을 받지 않아요."),
            "reserved_seats": _("안건을 낸 사람, 전문가, 맡은 부서 공무원이 먼저 앉는 자리예요."),
            "sign_up_until": _("비워 두면 회의가 끝날 때까지 받아요."),
            "remind_hours": _("자리를 받은 사람에게 이만큼 앞서 알려요."),
            "takes_questions": _("켜면 휴대전화로 이름 없이 질문할 수 있어요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_at"].required = False
        # What cannot be changed any more cannot be typed either.
        open_fields = {MeetingState.CANCELLED: (), MeetingState.RECORDED: ("video_url",)}.get(self.instance.state)
        for name, field in self.fields.items():
            field.disabled = open_fields is not None and name not in open_fields

    def clean_title(self):
        """On one line."""
        return clean_line(self.cleaned_data["title"])

    def clean_intro(self):
        """As all texts are kept."""
        return clean_text(self.cleaned_data["intro"])

    def clean(self):
        """A meeting ends after it begins, on the same day or the next; nobody signs up for what is over."""
        cleaned = super().clean()
        if cleaned.get("starts_at") and not cleaned.get("ends_at") and "ends_at" not in self.errors:
            cleaned["ends_at"] = cleaned["starts_at"] + USUAL
        start, end, until = (cleaned.get(name) for name in ("starts_at", "ends_at", "sign_up_until"))
        if start and end and not start < end <= start + LONGEST:
            self.add_error("ends_at", _("시작한 다음, 하루 안에 끝나야 해요."))
        if until and end and until > end:
            self.add_error("sign_up_until", _("회의가 끝나기 전이어야 해요."))
        return cleaned


class MeetingByDay(forms.ModelChoiceField):
    """A meeting, named with its day: many have nearly the same name."""

    def label_from_instance(self, meeting):
        return f"{meeting.title} ({timezone.localdate(meeting.starts_at)})"


class GuestForm(WagtailAdminModelForm):
    """Who took part without an account. Of a meeting whose record is published nobody changes any more who was there."""

    meeting = MeetingByDay(
        Meeting.objects.filter(state__in=(MeetingState.DRAFT, MeetingState.ANNOUNCED)).order_by("-starts_at", "-pk"),
        label=_("회의"),
        error_messages={"invalid_choice": _("기록을 공개했거나 취소한 회의예요. 함께한 사람을 이제 바꿀 수 없어요.")},
    )

    class Meta:
        model = Guest
        fields = ["meeting", "name", "role", "affiliation"]
        help_texts = {
            "name": _("회의록에 이 이름으로 실려요."),
            "affiliation": _("예: 도시연구원, 시장"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = self.instance.meeting if self.instance.pk else None
        self.is_settled = bool(there) and there.state not in (MeetingState.DRAFT, MeetingState.ANNOUNCED)
        if self.is_settled:
            self.fields["meeting"].queryset = Meeting.objects.filter(pk=there.pk)
            self.fields["meeting"].help_text = self.fields["meeting"].error_messages["invalid_choice"]
            for field in self.fields.values():
                field.disabled = True

    def clean(self):
        """Nothing of a meeting that is settled is saved any more. Raises ValidationError."""
        if self.is_settled:
            raise forms.ValidationError(self.fields["meeting"].error_messages["invalid_choice"])
        return super().clean()

    def clean_name(self):
        """On one line."""
        return clean_line(self.cleaned_data["name"])

    def clean_affiliation(self):
        """On one line."""
        return clean_line(self.cleaned_data["affiliation"])


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
