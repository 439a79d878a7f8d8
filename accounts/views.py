"""A member's own settings. Log-in, passwords and the rest of /accounts/ are allauth's, in our templates."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import consents, roles, tokens
from accounts.forms.profile import KeyForm, ProfileForm
from accounts.models import Consent, User


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    """Nickname and introduction, and the way to everything else a member can set."""
    # The form works on a copy, so that the page around it keeps the name that is saved.
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("고친 내용을 저장했어요."))
        return redirect("accounts:settings")
    context = {
        "form": form,
        "given": request.user.consents.filter(withdrawn_at__isnull=True).order_by("id"),
        "newsletter": consents.stands(request.user, Consent.Purpose.NEWSLETTER),
        "second_factor": is_mfa_enabled(request.user),
        "urge_second_factor": bool(roles.STAFF & request.user.role_names) or request.user.is_superuser,
        "social_login": get_social_adapter(request).list_providers(request),
        "key_count": tokens.live(request.user).count(),
    }
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def newsletter(request):
    """Take the newsletter, or stop it."""
    if request.POST.get("newsletter") == "on":
        consents.give(request.user, Consent.Purpose.NEWSLETTER)
        messages.success(request, _("이제 소식 편지를 보내 드릴게요."))
    else:
        consents.take_back(request.user, Consent.Purpose.NEWSLETTER)
        messages.success(request, _("이제 소식 편지를 보내지 않을게요."))
    return redirect("accounts:settings")


@login_required
@never_cache
@reauthentication_required(app="allauth.mfa", allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request):
    """The member's keys for the API; a new one is shown this once."""
    form = KeyForm(request.POST or None)
    key = None
    if request.method == "POST" and form.is_valid():
        try:
            _token, key = tokens.make_key(request.user, form.cleaned_data["name"])
            form = KeyForm()
        except tokens.TooManyKeys as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "key": key, "tokens": tokens.live(request.user)}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_key(request, pk):
    """End one of the member's own keys."""
    tokens.revoke(get_object_or_404(request.user.personal_tokens, pk=pk))
    messages.success(request, _("열쇠를 없앴어요. 그 열쇠를 쓰던 프로그램은 이제 들어올 수 없어요."))
    return redirect("accounts:tokens")
