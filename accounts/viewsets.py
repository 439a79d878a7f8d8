"""Departments, posts and members in /cms/."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views import users as wagtail_users

from accounts.forms.departments import AppointmentForm, DepartmentForm
from accounts.forms.members import MemberForm
from accounts.models import Appointment, Department
from common.when_column import When


class DepartmentViewSet(ModelViewSet):
    """The tree of departments. One that is gone is switched off, for its answers stay."""

    model = Department
    name = "departments"
    menu_label = _("부서")
    icon = "group"
    list_display = ["name", Column("parent", label=_("상위 부서")), BooleanColumn("is_active", label=_("지금 있는 부서"))]
    list_filter = ["is_active"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return DepartmentForm


class AppointmentViewSet(ModelViewSet):
    """Who holds which post in which department, from when to when. Posts are ended, never deleted."""

    model = Appointment
    name = "appointments"
    menu_label = _("발령")
    icon = "calendar-check"
    list_display = [
        Column("user", label=_("회원")),
        "department",
        "post",
        When("starts_on", label=_("부터")),
        When("ends_on", label=_("까지")),
    ]
    list_filter = ["department"]
    search_fields = ["user__nickname", "user__email", "post", "department__name"]
    search_backend_name = None
    ordering = ["-starts_on", "-pk"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return AppointmentForm


class PeopleGroup(ViewSetGroup):
    """Departments and posts under one entry of the menu; members stand in the settings menu."""

    menu_label = _("부서와 발령")
    menu_icon = "group"
    menu_order = 500
    items = (DepartmentViewSet, AppointmentViewSet)


class MemberIndex(wagtail_users.IndexView):
    """The list without boxes to tick: roles are given one by one and nobody is deleted."""

    page_title = _("회원")
    add_item_label = _("회원 더하기")
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"

    @cached_property
    def columns(self):
        return [
            self._get_title_column("nickname"),
            Column("email", label=_("이메일")),
            BooleanColumn("is_active", label=_("쓰고 있는 계정")),
            DateColumn("last_login", label=_("마지막 로그인")),
        ]

    @cached_property
    def search_fields(self):
        return ["nickname", "email", "first_name", "last_name"]

    def get_base_queryset(self):
        # The rules ask for the roles of each row.
        return super().get_base_queryset().prefetch_related("groups")

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self.user_has_permission_for_instance("change", instance) else None

    def get_delete_url(self, instance):
        return None


class FilledInBy:
    """Tells the form who fills it in."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class MemberCreate(FilledInBy, wagtail_users.CreateView):
    page_title = _("회원 더하기")
    success_message = _("%(object)s 님을 회원으로 더했어요. ‘비밀번호 찾기’로 비밀번호를 만들 수 있다고 알려 주세요.")


class MemberEdit(FilledInBy, wagtail_users.EditView):
    """Only for who stands higher, as accounts/rules.py has it."""

    success_message = _("%(object)s 님의 정보를 고쳤어요.")

    def user_has_permission(self, permission):
        return self.user_has_permission_for_instance(permission, self.object)


class MemberDelete(wagtail_users.DeleteView):
    """Nobody is deleted here, not even by a superuser: an account is deactivated."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class MemberViewSet(wagtail_users.UserViewSet):
    """Members; who may change whom stands in accounts/rules.py."""

    menu_label = _("회원")
    index_view_class = MemberIndex
    add_view_class = MemberCreate
    edit_view_class = MemberEdit
    delete_view_class = MemberDelete
    create_template_name = "wagtailadmin/generic/form.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return MemberForm
