"""Meetings in /cms/: preparing, announcing and calling them off, and who took part without an account."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView, PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from ideas.forms.meeting_seats import AnnounceForm, CancelForm, GuestForm, MeetingForm
from ideas.meetings import announcing, seats
from ideas.models import Guest, Meeting, MeetingState
from ideas.participation import Refused

SEATS = ("open_seats", "reserved_seats")
AS_LAST_TIME = ("place", "address", *SEATS)


class MeetingIndex(IndexView):
    """All meetings, the latest first."""

    def get_base_queryset(self):
        return Meeting.objects.defer("intro", "summary", "minutes")


class MeetingCreate(CreateView):
    """A new meeting, which nobody sees before it is announced. Where and for how many is as it was the last time."""

    success_message = gettext_lazy("회의를 준비해 두었어요. 알리기 전에는 아무에게도 보이지 않아요.")

    def get_initial(self):
        last = Meeting.objects.order_by("-starts_at", "-pk").values(*AS_LAST_TIME).first()
        return {"open_seats": 50, "reserved_seats": 10} | (last or {})

    def get_success_url(self):
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_success_buttons(self):
        return []


class MeetingEdit(EditView):
    """Changing a meeting: the verbs of the city do it, so that everybody who has a seat hears of it."""

    success_message = gettext_lazy("회의를 고쳤어요.")

    @cached_property
    def header_buttons(self):
        """The ways on: announce, agenda, the public page, calling off."""
        name, pk, state = self.edit_url_name.rpartition(":")[0], self.object.pk, self.object.state
        found = [HeaderButton(_("사이트에서 보기"), url=self.object.get_absolute_url(), icon_name="view", priority=30)]
        if state == MeetingState.DRAFT:
            found.append(HeaderButton(_("알리기"), url=reverse(f"{name}:announce", args=[pk]), icon_name="globe", priority=10))
            found.append(HeaderButton(_("지우기"), url=reverse(f"{name}:discard", args=[pk]), icon_name="bin", priority=50))
        else:
            people = reverse("ideas:meeting_attendance", args=[pk])
            found.append(HeaderButton(_("신청한 사람 목록 받기(CSV)"), url=people, icon_name="download", priority=35))
        if state in (MeetingState.DRAFT, MeetingState.ANNOUNCED):
            agenda = reverse("ideas:meeting_agenda", args=[pk])
            found.append(HeaderButton(_("안건 꾸리기"), url=agenda, icon_name="list-ol", priority=20))
        if state == MeetingState.ANNOUNCED:
            found.append(HeaderButton(_("취소하기"), url=reverse(f"{name}:cancel", args=[pk]), icon_name="cross", priority=40))
        return found

    def form_valid(self, form):
        """What a verb refuses stands above the form, which keeps what was typed."""
        try:
            return super().form_valid(form)
        except Refused as refused:
            form.add_error(None, str(refused))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_instance(self):
        words, user = self.form.cleaned_data, self.request.user
        given = [name for name in announcing.CHANGEABLE if not self.form.fields[name].disabled]
        made = announcing.change(self.object, user, **{name: words[name] for name in given})
        if any(getattr(made, name) != words[name] for name in SEATS):
            made = seats.change_seats(made, user, *(words[name] for name in SEATS))
        log(made, "wagtail.edit", user=user)
        return made


class MeetingStep(BaseObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A page with one button for what cannot be taken back."""

    model = Meeting
    template_name = "meetings/cms_step.html"
    permission_required = "change"
    edit_url_name = index_url_name = None
    header_icon = "calendar-alt"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page_subtitle = f"{self.page_title}: {self.object}"

    def form_valid(self, form):
        """Do it; what the verb refuses stands above the form."""
        try:
            self.act(form)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_success_url(self):
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs):
        words = {"explanation": self.explanation, "submit_button_label": self.page_title, "action_url": self.request.path}
        return super().get_context_data(**kwargs) | words | {"back": reverse(self.edit_url_name, args=[self.object.pk])}


class AnnounceMeeting(MeetingStep):
    """Letting everybody know."""

    form_class = AnnounceForm
    page_title = gettext_lazy("회의 알리기")
    explanation = gettext_lazy("누구나 볼 수 있게 되고 자리 신청이 시작돼요. 알린 회의는 지울 수 없고 취소만 할 수 있어요.")
    done = gettext_lazy("회의를 알렸어요.")

    def act(self, form):
        log(announcing.announce(self.object, self.request.user), "wagtail.publish", user=self.request.user)


class CancelMeeting(MeetingStep):
    """Calling off."""

    form_class = CancelForm
    page_title = gettext_lazy("회의 취소하기")
    explanation = gettext_lazy("신청한 모든 사람에게 바로 알려요. 되돌릴 수 없어요.")
    done = gettext_lazy("회의를 취소했어요. 신청한 사람들에게 알렸어요.")

    def act(self, form):
        made = announcing.cancel(self.object, self.request.user, form.cleaned_data["reason"])
        log(made, "wagtail.unpublish", user=self.request.user, data={"reason": made.cancel_reason})


class DiscardMeeting(MeetingStep):
    """Throwing a draft away."""

    form_class = AnnounceForm
    page_title = gettext_lazy("회의 지우기")
    explanation = gettext_lazy("아직 아무에게도 알리지 않은 회의예요. 지우면 꾸려 둔 안건도 함께 사라져요.")
    done = gettext_lazy("회의를 지웠어요.")

    def act(self, form):
        announcing.discard(self.object, self.request.user)
        log(self.object, "wagtail.delete", user=self.request.user, deleted=True)

    def get_success_url(self):
        return reverse(self.index_url_name)


def taken(meeting: Meeting) -> str:
    """How many seats are taken: 12/50, 3명 기다림."""
    if not meeting.open_seats + meeting.reserved_seats:
        return _("신청 없음")
    words = f"{meeting.open_taken + meeting.reserved_taken}/{meeting.open_seats + meeting.reserved_seats}"
    return words + (_(", %(waiting)d명 기다림") % {"waiting": meeting.waiting} if meeting.waiting else "")


class MeetingViewSet(ModelViewSet):
    """Meetings; one that was announced is never deleted."""

    model = Meeting
    name = "meetings"
    icon = "calendar-alt"
    index_view_class = MeetingIndex
    add_view_class = MeetingCreate
    edit_view_class = MeetingEdit
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        TitleColumn("title", label=gettext_lazy("이름"), url_name="meetings:edit", width="36%"),
        Column("get_kind_display", label=gettext_lazy("회의"), width="11%"),
        Column("starts_at", label=gettext_lazy("시작"), accessor=announcing.when, sort_key="starts_at", width="25%"),
        Column("get_state_display", label=gettext_lazy("상태"), width="14%"),
        Column("taken", label=gettext_lazy("자리"), accessor=taken, width="14%"),
    ]
    list_filter = ["kind", "state"]
    search_fields = ["title", "place"]
    search_backend_name = None
    ordering = ["-starts_at", "-pk"]

    def get_form_class(self, for_update=False):
        return MeetingForm

    def get_urlpatterns(self):
        """Besides the usual: announcing, calling off and throwing a draft away."""
        return [
            *super().get_urlpatterns(),
            path("announce/<int:pk>/", self.construct_view(AnnounceMeeting), name="announce"),
            path("cancel/<int:pk>/", self.construct_view(CancelMeeting), name="cancel"),
            path("discard/<int:pk>/", self.construct_view(DiscardMeeting), name="discard"),
        ]


class GuestDelete(DeleteView):
    """Taking somebody off the list, as long as no record says that they were there."""

    def form_valid(self, form):
        if self.object.meeting.state == MeetingState.RECORDED:
            messages.error(self.request, _("기록을 이미 공개해서 바꿀 수 없어요."))
            return redirect(self.get_success_url())
        return super().form_valid(form)


class GuestViewSet(ModelViewSet):
    """Who took part without an account here: the mayor, an invited expert."""

    model = Guest
    name = "guests"
    menu_label = gettext_lazy("함께한 사람")
    icon = "group"
    delete_view_class = GuestDelete
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "name",
        Column("get_role_display", label=gettext_lazy("구실")),
        "affiliation",
        Column("meeting", label=gettext_lazy("회의")),
    ]
    list_filter = ["meeting", "role"]
    search_fields = ["name", "affiliation"]
    search_backend_name = None
    ordering = ["-meeting__starts_at", "pk"]

    def get_form_class(self, for_update=False):
        return GuestForm


class MeetingsGroup(ViewSetGroup):
    """One entry of the menu."""

    menu_label = gettext_lazy("회의")
    menu_icon = "calendar-alt"
    menu_order = 320
    items = (MeetingViewSet, GuestViewSet)
