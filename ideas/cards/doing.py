"""Work on a card: it begins, its department reports with photos every two months, and a card nobody reports on turns stale."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.words import clean_line
from ideas import documents, pictures, promises
from ideas.cards.keeping import appointment_in, move, owner_of, public_words, refuse_unless, tell, working_on
from ideas.cards.planning import progress_of
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardPhoto, CardStatus, ProgressReport, Promise, PromiseKind

PLANNED = (CardStatus.PLANNING, CardStatus.DOING)


def start(card: Card, by: User, *, known: int | None = None) -> Card:
    """The work begins; a card at work already stays as it is. Raises StepRefused before there is a plan."""
    with working_on(card, by, known=known) as card:
        refuse_unless(card, *PLANNED)
        if card.status == CardStatus.PLANNING:
            move(card, CardStatus.DOING, by)
            # A card that came over owes its first report from now on; any other owes it already.
            promises.promise(card.idea, PromiseKind.REPORT, *owner_of(card), by=by)
    return card


def report(
    card: Card,
    by: User,
    body: str,
    spent: int | None = None,
    form_key: uuid.UUID | None = None,
    photos: Sequence[tuple] = (),
    *,
    known: int | None = None,
) -> ProgressReport:
    """Tell how it goes; the next report is promised for two months on (PipelineSettings.report_months).

    spent: won so far, None when it is as before. photos: pairs of an uploaded file and what it shows. form_key: the page it was
    written on; sending it twice makes one report. Raises StepRefused without the right, the words or a description of a photo,
    and pictures.Unusable for a file that is no photo.
    """
    there = form_key and ProgressReport.objects.filter(form_key=form_key, card=card.pk).first()
    if there:
        return there
    # Decoding takes a while, so it comes before the lock.
    drawn = [(pictures.clean(upload, documents.clean_name(upload.name)), alt_of(alt)) for upload, alt in photos]
    kept: list[CardPhoto] = []
    try:
        with working_on(card, by, known=known) as card:
            refuse_unless(card, *PLANNED)
            made = write_report(card, by, body, spent, form_key)
            hang(card, made, drawn, kept)
            promises.keep(card.idea, PromiseKind.REPORT)
            promises.promise(card.idea, PromiseKind.REPORT, *owner_of(card), by=by)
            tell(card, "card_reported", by, report=made.pk)
    except BaseException:
        # Whatever ended it, Ctrl-C included: the rows are undone with the transaction, files have to be removed by hand.
        for photo in kept:
            delete_files(photo)
        raise
    return made


def write_report(card: Card, by: User, body: str, spent: int | None, form_key: uuid.UUID | None = None) -> ProgressReport:
    """The report itself, under the post of who writes; the card is locked and not stale any more."""
    if spent is not None and spent < 0:
        raise StepRefused(_("쓴 돈은 0원부터 적을 수 있어요."))
    held = appointment_in(card.department_id, by, card.post) if card.department_id else None
    card.spent = card.spent if spent is None else spent
    card.last_report_at, card.stale_since = timezone.now(), None
    return ProgressReport.objects.create(
        card=card,
        author=by,
        department=(held or by.appointment).department.name if held or by.appointment else "",
        post=held.post if held else "",
        body=public_words(body, _("어떻게 되어 가는지 적어 주세요.")),
        spent=spent,
        progress=progress_of(card),
        form_key=form_key,
        created_at=timezone.now(),
    )


def alt_of(alt: str) -> str:
    """What a photo shows, for those who cannot see it. Raises StepRefused when nothing is said."""
    alt = public_words(clean_line(alt), _("사진마다 무엇이 보이는지 한 줄로 적어 주세요. 화면을 듣는 사람에게 필요해요."))
    return alt[: CardPhoto._meta.get_field("alt").max_length]


def hang(card: Card, made: ProgressReport, drawn: list, kept: list[CardPhoto]) -> None:
    """Put photos on a report. kept: takes the rows as they come, so that their files can be deleted when it fails."""
    if drawn and card.photos.count() + len(drawn) > CardPhoto.MOST_PER_CARD:
        raise StepRefused(
            _("사진은 카드 하나에 %(most)s장까지예요. 덜 필요한 사진을 빼 주세요.") % {"most": CardPhoto.MOST_PER_CARD}
        )
    for picture, alt in drawn:
        photo = CardPhoto(card=card, report=made, alt=alt, created_at=timezone.now())
        kept.append(photo)
        photo.image.save("photo.webp", ContentFile(picture.image, "photo.webp"), save=False)
        photo.thumbnail.save("photo.webp", ContentFile(picture.thumbnail, "photo.webp"), save=False)
        photo.save()


def remove_photo(photo: CardPhoto, by: User) -> None:
    """Take a photo away for good; its files go with it."""
    with working_on(photo.card, by):
        photo.delete()


def delete_files(photo: CardPhoto) -> None:
    """The two files of a photo."""
    for file in (photo.image, photo.thumbnail):
        if file:
            file.storage.delete(file.name)


@receiver(post_delete, sender=CardPhoto, dispatch_uid="card_photo_files")
def forget_files(sender, instance, **kwargs):
    """However a photo goes, its files go too, once that is certain."""
    transaction.on_commit(lambda: delete_files(instance))


def look_for_stale(day: date | None = None) -> int:
    """Cards whose report did not come by its day turn stale, for everybody to see; returns how many did now.

    day: a date in Seoul, today by default. Running again or days late changes nothing: a card turns stale once.
    """
    day = day or timezone.localdate()
    late = Promise.objects.late(day).filter(kind=PromiseKind.REPORT, idea__card__status__in=PLANNED)
    found = late.filter(idea__card__stale_since__isnull=True).order_by("due_on", "id")
    turned = 0
    for made in found.select_related("idea__card").iterator():
        with working_on(made.idea.card, None) as card:
            owed = promises.open_of(card.idea, PromiseKind.REPORT)
            if owed and owed.due_on < day and not owed.is_stopped and card.status in PLANNED and card.stale_since is None:
                card.stale_since = owed.due_on + timedelta(days=1)
                tell(card, "card_stale", None)
                turned += 1
    return turned
