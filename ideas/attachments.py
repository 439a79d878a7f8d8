"""Photos and documents of an idea: adding, describing, ordering, removing. They belong to the idea from its first draft on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from rules import has_perm

from common.words import clean_line
from ideas import documents, freshness, personal_data, pictures
from ideas.models import Attachment, Idea, Photo

__all__ = ["Unusable", "add_document", "add_photo", "describe", "move", "remove"]

Unusable = pictures.Unusable
ALT_LENGTH = Photo._meta.get_field("alt").max_length


def _locked(idea: Idea, by) -> Idea:
    """The idea as it is now, locked. Raises Unusable when its files may not change any more."""
    idea = Idea.objects.select_for_update().get(pk=idea.pk)
    if not has_perm("ideas.edit_idea", by, idea):
        raise Unusable(_("이제 이 상상의 사진과 문서는 바꿀 수 없어요."))
    freshness.touch(idea.pk)
    return idea


def _room_for_photo(idea: Idea) -> int:
    count = idea.photos.count()
    if count >= Photo.MOST_PER_IDEA:
        raise Unusable(_("사진은 %(most)s장까지 올릴 수 있어요.") % {"most": Photo.MOST_PER_IDEA})
    return count


def _room_for_document(idea: Idea) -> int:
    count = idea.attachments.count()
    if count >= Attachment.MOST_PER_IDEA:
        raise Unusable(_("문서는 %(most)s개까지 올릴 수 있어요.") % {"most": Attachment.MOST_PER_IDEA})
    return count


@contextmanager
def _no_files_left_behind(row: Photo | Attachment) -> Iterator[None]:
    """Delete the files of a row again when the row does not come about, for whatever reason."""
    kept = False
    try:
        yield
        kept = True
    finally:
        if not kept:
            _delete_files(row)


def add_photo(idea: Idea, by, upload) -> Photo:
    """Clean an uploaded photo and put it behind the others.

    upload: a Django UploadedFile. Raises Unusable when there are ten already or the file is no photo (pictures.clean).
    """
    _room_for_photo(idea)
    # Decoding takes a while, so it comes before the lock.
    picture = pictures.clean(upload, documents.clean_name(upload.name))
    photo = Photo(idea=idea)
    with _no_files_left_behind(photo), transaction.atomic():
        photo.position = _room_for_photo(_locked(idea, by))
        photo.image.save("photo.webp", ContentFile(picture.image, "photo.webp"), save=False)
        photo.thumbnail.save("photo.webp", ContentFile(picture.thumbnail, "photo.webp"), save=False)
        photo.save()
    return photo


def add_document(idea: Idea, by, upload) -> Attachment:
    """Check an uploaded document and keep it under its cleaned name.

    upload: a Django UploadedFile. Raises Unusable when there are five already or the file is not what its name says.
    """
    _room_for_document(idea)
    name = documents.clean_name(upload.name)
    kind = documents.check(upload, name)
    attachment = Attachment(idea=idea, name=name, size=upload.size, kind=kind)
    with _no_files_left_behind(attachment), transaction.atomic():
        _room_for_document(_locked(idea, by))
        attachment.file.save(name, upload, save=False)
        attachment.save()
    return attachment


def describe(photo: Photo, by, alt: str) -> Photo:
    """Say what a photo shows, for those who cannot see it. Raises Unusable for words that may not be published."""
    alt = clean_line(alt)[:ALT_LENGTH]
    if personal_data.forbidden(alt):
        raise Unusable(_("사진 설명에 주민등록번호가 들어 있어요. 지우고 다시 적어 주세요."))
    if alt != photo.alt:
        with transaction.atomic():
            _locked(photo.idea, by)
            photo.alt = alt
            photo.save(update_fields=["alt"])
    return photo


def move(photo: Photo, by, steps: int) -> None:
    """Move a photo among the others; steps: -1 is one earlier, 1 one later. Positions stay dense from 0."""
    with transaction.atomic():
        idea = _locked(photo.idea, by)
        row = list(idea.photos.order_by("position", "id"))
        if photo not in row:
            return
        at = row.index(photo)
        row.insert(max(0, at + steps), row.pop(at))
        _number(row)


def remove(thing: Photo | Attachment, by) -> None:
    """Take a photo or document away for good; its file goes with it."""
    with transaction.atomic():
        idea = _locked(thing.idea, by)
        thing.delete()
        _number(idea.photos.order_by("position", "id"))


def _number(photos) -> None:
    for position, photo in enumerate(photos):
        if photo.position != position:
            Photo.objects.filter(pk=photo.pk).update(position=position)


def _delete_files(thing: Photo | Attachment) -> None:
    files = (thing.image, thing.thumbnail) if isinstance(thing, Photo) else (thing.file,)
    for file in files:
        if file:
            file.storage.delete(file.name)


@receiver(post_delete, sender=Photo, dispatch_uid="photo_files")
@receiver(post_delete, sender=Attachment, dispatch_uid="attachment_files")
def forget_files(sender, instance, **kwargs):
    """However a row goes (removed, draft discarded, member erased), its files go too, once that is certain."""
    transaction.on_commit(lambda: _delete_files(instance))
