"""What changes when a mail server is set: read in a process of its own, for settings are read once."""

import json
import os
import subprocess
import sys

import pytest

ASK = """
import json, django
django.setup()
from django.conf import settings as s
from django.core.checks import run_checks
from django.urls import reverse
from allauth.socialaccount.models import SocialApp
print(json.dumps({
    "verification": s.ACCOUNT_EMAIL_VERIFICATION, "by_code": s.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED,
    "signup": s.MFA_PASSKEY_SIGNUP_ENABLED, "confirmed": s.OASIS_CONFIRMED_EMAIL,
    "insecure": s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,
    "providers": sorted(s.SOCIALACCOUNT_PROVIDERS), "form": s.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"],
    "problems": [str(p) for p in run_checks() if p.level >= 40],
}))
"""


def settings_with(tmp_path, **environment):
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "EMAIL_URL")},
            "DJANGO_SETTINGS_MODULE": "oasis.settings.production",
            "OASIS_VAR_DIR": str(tmp_path),
            "PYTHONPATH": os.pathsep.join(sys.path),
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.timeout(200)
def test_without_one_people_take_part_at_once(tmp_path):
    found = settings_with(tmp_path)
    assert found["verification"] == "optional"
    assert not found["by_code"]
    assert not found["signup"]
    assert not found["confirmed"]
    assert found["insecure"]
    assert found["providers"] == []
    assert found["form"] == ["'self'"]
    assert found["problems"] == []


@pytest.mark.timeout(200)
def test_with_one_addresses_are_confirmed_and_passkeys_can_stand_alone(tmp_path):
    found = settings_with(
        tmp_path,
        EMAIL_URL="smtp://localhost:25",
        SITE_URL="https://oasis.example.org",
        NAVER_CLIENT_ID="n",
        NAVER_CLIENT_SECRET="s",
        KAKAO_CLIENT_ID="k",
        OIDC_CLIENT_ID="o",
        OIDC_SERVER_URL="https://id.example.org/realms/city",
    )
    assert found["verification"] == "mandatory"
    assert found["by_code"]
    assert found["signup"]
    assert found["confirmed"]
    assert not found["insecure"]
    assert found["providers"] == ["kakao", "naver", "openid_connect"]
    assert found["form"] == [
        "'self'",
        "https://nid.naver.com",
        "https://kauth.kakao.com",
        "https://accounts.kakao.com",
        "https://id.example.org",
    ]
    assert found["problems"] == []
