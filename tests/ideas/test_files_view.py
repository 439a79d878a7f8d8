"""Adding, changing and downloading files."""

import uuid

import pytest
from django.urls import reverse

from ideas import attachments
from ideas.models import Attachment, Idea, Photo
from ideas.stages import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import document, photo

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def citizen(client):
    user = UserFactory()
    client.force_login(user)
    return user


def add(client, key, **files):
    return client.post(reverse("ideas:file_add", args=[key]), files, headers=FETCH)


def change(client, idea, thing, **data):
    kind = "photo" if isinstance(thing, Photo) else "document"
    return client.post(reverse("ideas:file_change", args=[idea.draft_key, kind, thing.pk]), data, headers=FETCH)


def test_files_are_added_to_a_new_draft_at_once_and_its_words_are_left_alone(client, citizen):
    key = uuid.uuid4()
    assert "사진 1에 무엇이 보이나요?" in add(client, key, photos=photo()).text
    Idea.objects.update(title="그늘")
    assert "plan.pdf" in add(client, key, documents=document()).text
    assert (Idea.objects.get().title, Photo.objects.count(), Attachment.objects.count()) == ("그늘", 1, 1)


def test_a_refused_file_is_named(client, citizen):
    page = add(client, uuid.uuid4(), photos=document("x.svg", b"<svg/>"))
    assert page.status_code == 200
    assert "x.svg" in page.text


def test_without_scripts_one_lands_on_the_page_again(client, citizen):
    key = uuid.uuid4()
    answer = client.post(reverse("ideas:file_add", args=[key]), {"photos": photo()})
    assert answer.url == f"{reverse('ideas:new')}?draft={key}"


def test_visitors_add_nothing(client):
    assert add(client, uuid.uuid4(), photos=photo()).status_code == 401
    assert not Idea.objects.exists()


def test_photos_are_described_moved_and_removed(client, citizen):
    idea = IdeaFactory(author=citizen, draft=True)
    one, two = (attachments.add_photo(idea, citizen, photo()) for _ in range(2))
    change(client, idea, two, act="earlier")
    change(client, idea, one, **{f"alt-{one.pk}": "그늘 없는 다리"})
    assert [p.alt for p in idea.photos.all()] == ["", "그늘 없는 다리"]
    change(client, idea, two, act="remove")
    assert [(p.pk, p.position) for p in idea.photos.all()] == [(one.pk, 0)]
    assert change(client, idea, two, act="remove").status_code == 200


def test_nobody_reaches_files_of_another(client, citizen):
    foreign = IdeaFactory(draft=True)
    theirs = attachments.add_photo(foreign, foreign.author, photo())
    assert change(client, foreign, theirs, act="remove").status_code == 404
    mine = IdeaFactory(author=citizen, draft=True)
    change(client, mine, theirs, act="remove")
    client.logout()
    assert change(client, foreign, theirs, act="remove").status_code == 404
    assert Photo.objects.count() == 1


def test_a_document_comes_as_a_download_under_its_korean_name(client):
    idea = IdeaFactory()
    paper = attachments.add_document(idea, idea.author, document("우리 계획.pdf"))
    answer = client.get(reverse("ideas:download", args=[idea.number, paper.pk]))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%EC%9A%B0")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_documents_are_only_for_those_who_may_read_the_idea(client):
    idea, other = IdeaFactory(visibility=Visibility.HIDDEN), IdeaFactory()
    paper = attachments.add_document(idea, idea.author, document())
    address = reverse("ideas:download", args=[idea.number, paper.pk])
    assert client.get(address).status_code == 404
    assert client.get(reverse("ideas:download", args=[other.number, paper.pk])).status_code == 404
    client.force_login(idea.author)
    assert client.get(address).status_code == 200


def test_a_document_whose_file_is_lost_is_not_found(client):
    idea = IdeaFactory()
    paper = attachments.add_document(idea, idea.author, document())
    paper.file.storage.delete(paper.file.name)
    assert client.get(reverse("ideas:download", args=[idea.number, paper.pk])).status_code == 404
