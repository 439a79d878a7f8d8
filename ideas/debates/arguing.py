"""Arguments of a debate: writing and deleting them, finding them helpful, responding once beneath."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_text
from ideas import personal_data
from ideas.debates.locking import keep, lock
from ideas.debates.standing import stand_if_nowhere, why_closed
from ideas.models import Argument, Debate, Helpful, Response, Side, Voice
from ideas.participation import Refused, why_not
from ideas.rules import is_expert, is_idea_office


def argue(debate: Debate, by: User, side: str, body: str, form_key: uuid.UUID | None = None) -> Argument:
    """Add one argument to a side; whoever stood nowhere stands there now. An official in office writes under the post.

    form_key: names the form; sending it twice returns the first argument. Raises Refused when the debate does not run, `by` may
    not take part, there is no such side, or the words are missing, too long or hold a resident registration number.
    """
    if form_key and (there := Argument.objects.filter(author=by, form_key=form_key).first()):
        return there
    if side not in Side.values:
        raise Refused(_("찬성, 반대, 실현방안 가운데 하나를 골라 주세요."))
    body = fit_to_publish(body, Argument.BODY_LENGTH)
    try:
        with transaction.atomic():
            debate = lock(debate)
            if not has_perm("ideas.argue", by, debate):
                raise Refused(why_not(by, why_closed(debate)))
            post = by.appointment
            made = Argument.objects.create(
                debate=debate,
                author=by,
                appointment=post,
                is_expert=post is None and is_expert(by),
                side=side,
                body=body,
                form_key=form_key,
                created_at=timezone.now(),
            )
            tally(debate, side, 1)
            stand_if_nowhere(debate, by, side)
    except IntegrityError:
        return Argument.objects.get(author=by, form_key=form_key)
    return made


def fit_to_publish(body: str, longest: int) -> str:
    """The words, cleaned. Raises Refused for none, too many, or a resident registration number (PIPA §24-2)."""
    body = clean_text(body)
    if not body:
        raise Refused(_("생각을 한 줄만 적어 주세요."))
    if len(body) > longest:
        raise Refused(_("%(most)s자까지 쓸 수 있어요. 지금은 %(now)s자예요.") % {"most": longest, "now": len(body)})
    if personal_data.forbidden(body):
        raise Refused(_("주민등록번호가 들어 있으면 올릴 수 없어요. 그 부분을 지우고 다시 올려 주세요."))
    return body


def tally(debate: Debate, side: str, step: int) -> None:
    """Move the number of arguments on a side of a locked debate."""
    column = f"{side}_arguments"
    setattr(debate, column, getattr(debate, column) + step)
    keep(debate, column)


def delete_argument(argument: Argument, by: User) -> None:
    """Delete one's own argument while the debate runs: the words go at once, and with them what was said beneath.

    Deleting it twice is deleting it once. Raises Refused.
    """
    with transaction.atomic():
        argument = locked(argument)
        if argument.deleted_at and argument.author_id == by.pk:
            return
        if not has_perm("ideas.delete_argument", by, argument):
            raise Refused(_("지울 수 없는 의견이에요. 토론이 끝나면 모두 그대로 남아요."))
        argument.body, argument.deleted_at = "", timezone.now()
        argument.save(update_fields=["body", "deleted_at"])
        tally(argument.debate, argument.side, -1)


def find_helpful(argument: Argument, by: User) -> bool:
    """Say that an argument helps to think; returns whether this call added it. Raises Refused."""
    with transaction.atomic():
        argument = locked(argument)
        refuse_unless_helpful(argument, by)
        _helpful, is_new = Helpful.objects.get_or_create(argument=argument, member=by)
        if is_new:
            move_helpful(argument, 1)
    return is_new


def take_back_helpful(argument: Argument, by: User) -> bool:
    """Take it back; returns whether there was something to take back. Raises Refused."""
    with transaction.atomic():
        argument = locked(argument)
        refuse_unless_helpful(argument, by)
        gone, _rows = Helpful.objects.filter(argument=argument, member=by).delete()
        if gone:
            move_helpful(argument, -1)
    return bool(gone)


def respond(argument: Argument, by: User, body: str) -> Response:
    """Answer beneath an argument: the proposer, officials and experts, once each; citizens do not duel (DESIGN.md §4.5).

    The same words sent twice make one response. Raises Refused.
    """
    body = fit_to_publish(body, Response.BODY_LENGTH)
    with transaction.atomic():
        argument = locked(argument)
        there = argument.responses.filter(author=by).first()
        if there and there.body == body:
            return there
        if not has_perm("ideas.respond_to_argument", by, argument):
            raise Refused(why_not(by, _("쓴 사람, 공무원, 전문가만 토론이 열린 동안 답할 수 있어요.")))
        if there:
            raise Refused(_("의견 하나에는 한 번만 답할 수 있어요. 이미 답하셨어요."))
        voice, post = voice_of(by), by.appointment
        now = timezone.now()
        made = Response.objects.create(argument=argument, author=by, appointment=post, voice=voice, body=body, created_at=now)
        keep(argument.debate)
    return made


def voice_of(by: User) -> Voice:
    """In which role a member who may respond speaks. Officials and experts stay recognisable beneath their own ideas as well."""
    if by.department_ids or is_idea_office(by):
        return Voice.OFFICIAL
    return Voice.EXPERT if is_expert(by) else Voice.PROPOSER


def locked(argument: Argument) -> Argument:
    """The argument as it is now, its debate locked. Must run inside a transaction."""
    debate = lock(Debate(pk=argument.debate_id))
    argument = Argument.objects.get(pk=argument.pk)
    argument.debate = debate
    return argument


def refuse_unless_helpful(argument: Argument, by: User) -> None:
    """Raise Refused when `by` may not find a locked argument helpful."""
    if has_perm("ideas.find_helpful", by, argument):
        return
    if argument.author_id == by.pk:
        raise Refused(_("내가 쓴 의견에는 누를 수 없어요."))
    if argument.debate.is_running:
        raise Refused(why_not(by, _("지금은 누를 수 없는 의견이에요.")))
    raise Refused(why_closed(argument.debate))


def move_helpful(argument: Argument, step: int) -> None:
    """Count on the argument, and on the debate that its page shows something else."""
    Argument.objects.filter(pk=argument.pk).update(helpful_count=F("helpful_count") + step)
    keep(argument.debate)
