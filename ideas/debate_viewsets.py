"""Debates in /cms/: on a question of the city's own one is opened here; of every one the words around it are changed here.

Its window, its end and its summary are the business of its own page (토론 돌보기), where citizens' trail is written too.
"""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser
from wagtail.log_actions import log

from accounts.models import User
from accounts.nicknames import nickname_key
from common.when_column import When
from common.words import clean_line, clean_text
from ideas.debates import running
from ideas.models import Debate
from ideas.participation import Refused


class WordsForm(WagtailAdminModelForm):
    """The words around a debate, and who moderates it."""

    moderator_name = forms.CharField(
        label=_("사회자"), required=False, help_text=_("사회자의 별명을 적어 주세요. 비워 두면 창의담당관이 돌봐요.")
    )

    class Meta:
        model = Debate
        fields = ("title", "question", "lead", "page")
        widgets = {"page": AdminPageChooser(), "lead": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.moderator_id:
            self.fields["moderator_name"].initial = self.instance.moderator.nickname

    def clean_moderator_name(self) -> str:
        """The nickname as it is written; `moderator` is the member who has it, None for nobody."""
        name = clean_line(self.cleaned_data["moderator_name"])
        self.moderator = User.objects.filter(nickname_key=nickname_key(name), is_active=True).first() if name else None
        if name and self.moderator is None:
            raise forms.ValidationError(_("이 별명을 쓰는 사람이 없어요. 한 글자씩 다시 봐 주세요."))
        return name

    def clean(self):
        cleaned = super().clean()
        for name, clean in (("title", clean_line), ("question", clean_line), ("lead", clean_text)):
            if name in cleaned:
                cleaned[name] = clean(cleaned[name])
        self.instance.moderator = getattr(self, "moderator", None)
        return cleaned


class QuestionForm(WordsForm):
    """A new debate on a question of the city's own."""

    class Meta(WordsForm.Meta):
        fields = ("title", "question", "lead", "opens_at", "closes_at", "page")
        widgets = {**WordsForm.Meta.widgets, "opens_at": AdminDateTimeInput(), "closes_at": AdminDateTimeInput()}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("opens_at") and cleaned.get("closes_at"):
            try:
                running.refuse_window(cleaned["opens_at"], cleaned["closes_at"])
            except Refused as refusal:
                self.add_error("closes_at", str(refusal))
        return cleaned


class DebateIndex(IndexView):
    """All debates, those that end last first."""

    def get_base_queryset(self):
        return Debate.objects.select_related("idea", "moderator")


class DebateCreate(CreateView):
    """Opening a debate on a question."""

    success_message = _("토론을 열었어요.")
    submit_button_label = _("토론 열기")

    def save_instance(self):
        made = running.open_question(self.form.save(commit=False), self.request.user)
        log(made, "wagtail.create", user=self.request.user)
        return made


class DebateEdit(EditView):
    """Changing the words around a debate."""

    success_message = _("토론의 글을 고쳤어요.")

    def save_instance(self):
        changed = running.reword(self.form.instance, self.request.user)
        log(changed, "wagtail.edit", user=self.request.user)
        return changed


def state(debate: Debate) -> str:
    """Where a debate stands, for the list."""
    if debate.is_closed:
        return str(_("정리한 글 있음") if debate.summarised_at else _("정리를 기다려요"))
    if debate.opens_at > timezone.now():
        return str(_("아직 열리지 않았어요"))
    return str(_("열려 있어요") if debate.is_running else _("곧 닫혀요"))


class DebateViewSet(ModelViewSet):
    """상상토론."""

    model = Debate
    name = "debates"
    menu_label = _("상상토론")
    menu_order = 315
    add_to_admin_menu = True
    icon = "comment"
    index_view_class = DebateIndex
    add_view_class = DebateCreate
    edit_view_class = DebateEdit
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["title", "question"]
    ordering = ["-closes_at", "-id"]
    list_display = [
        "title",
        Column("state", label=_("지금"), accessor=state),
        Column("people", label=_("함께한 사람")),
        When("closes_at", label=_("닫는 때")),
    ]
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return WordsForm if for_update else QuestionForm
