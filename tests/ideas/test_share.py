"""Passing an idea on: what its page offers, and what the security policy allows for that."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string

from ideas import share_images
from ideas.stages import Visibility
from tests.factories.ideas import IdeaFactory

ROOT = Path(__file__).resolve().parents[2]


def read(client, idea) -> str:
    caches["pages"].clear()
    return client.get(idea.get_absolute_url()).text


def policy(**environment) -> dict[str, list[str]]:
    """The security policy of a site started with these variables."""
    script = "import json, oasis.settings.base as s; print(json.dumps(s.CONTENT_SECURITY_POLICY['DIRECTIVES']))"
    known = {name: os.environ[name] for name in ("PATH", "OASIS_VAR_DIR") if name in os.environ}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env={**known, "PYTHONPATH": "site", **environment}, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.django_db
def test_an_idea_is_passed_on_under_the_address_of_the_site(client, settings):
    idea = IdeaFactory(title="그늘 & <쉼터>")
    text = read(client, idea)
    assert f'data-url="{settings.SITE_URL}/ideas/{idea.number}/" data-title="그늘 &amp; &lt;쉼터&gt;"' in text
    assert f'data-copy="{settings.SITE_URL}/ideas/{idea.number}/"' in text
    assert f'<img src="{share_images.share_path(idea)}"' in text
    assert text.count('href="#share" data-dialog="share"') >= 1
    assert text.count('id="share"') == 1


@pytest.mark.django_db
def test_what_others_cannot_read_is_not_passed_on(client):
    hidden, withdrawn = IdeaFactory(visibility=Visibility.HIDDEN), IdeaFactory(withdrawn=True)
    client.force_login(hidden.author)
    for idea in (hidden, withdrawn):
        text = read(client, idea)
        assert 'id="share"' not in text
        assert "share.png" not in text


@pytest.mark.django_db
def test_kakaotalk_is_offered_where_there_is_a_key(client, settings):
    idea = IdeaFactory()
    assert "kakao" not in read(client, idea)
    settings.KAKAO_JS_KEY = "the-key"
    text = read(client, idea)
    assert 'data-kakao="the-key"' in text
    assert f'data-sdk="{settings.KAKAO_SDK}" data-integrity="{settings.KAKAO_SDK_INTEGRITY}"' in text
    assert f'data-image="{settings.SITE_URL}{share_images.share_path(idea)}"' in text
    assert not re.search(r"<script[^>]*kakao", text), "its script comes when it is wanted"


def test_whatever_has_an_address_can_be_passed_on():
    text = render_to_string("components/_share.html", {"url": "https://example.org/길", "title": "a & b"})
    assert "<img" not in text
    assert 'href="mailto:?subject=a%20%26%20b&amp;body=a%20%26%20b%0D%0Ahttps%3A%2F%2Fexample.org%2F%EA%B8%B8"' in text


def test_nothing_of_others_is_allowed_without_a_key():
    assert "kakao" not in json.dumps(policy())


def test_a_key_allows_one_file_one_interface_and_one_window():
    plain, opened = policy(), policy(KAKAO_JS_KEY="the-key")
    assert {name: set(opened[name]) - set(plain[name]) for name in opened if opened[name] != plain[name]} == {
        "script-src": {"https://t1.kakaocdn.net/kakao_js_sdk/2.8.1/kakao.min.js"},
        "connect-src": {"https://kapi.kakao.com"},
        "form-action": {"https://sharer.kakao.com"},
    }
