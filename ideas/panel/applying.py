"""Coming to a panel and leaving it: applications, invitations, quotas.

Seats are given one at a time with the panel's row locked, so that the last one cannot be given twice.
"""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_line
from ideas import freshness, personal_data
from ideas.models import AgeBand, District, Membership, MembershipState, Panel, Quota
from ideas.panel import assigning, telling, terms
from ideas.panel.criteria import Refused

MOTIVATION_LENGTH = Membership._meta.get_field("motivation").max_length


class Full(Refused):
    """The panel, or a quota of it, has no seat left."""


def is_open(panel: Panel) -> bool:
    """Whether applications are taken today."""
    until = panel.applications_until
    return until is not None and timezone.localdate() <= until and panel.ends_on >= timezone.localdate()


def asks_for(panel: Panel) -> set[str]:
    """What an applicant has to tell: "district", "age_band", both or neither; nothing is asked that no quota needs."""
    quotas = list(panel.quotas.all())
    names = {"district"} if any(quota.district_id for quota in quotas) else set()
    return names | ({"age_band"} if any(quota.age_band for quota in quotas) else set())


def apply(panel: Panel, by: User, district: District | None = None, age_band: str = "", motivation: str = "") -> Membership:
    """Ask to be a member. Sending twice leaves one application; whoever took theirs back may ask again.

    Raises Refused when applications are closed, something that a quota needs is missing, or the city has answered already.
    """
    if not has_perm("ideas.apply_to_panel", by):
        raise Refused(_("지금은 신청할 수 없어요. 전자우편 주소를 확인했는지 살펴봐 주세요."))
    motivation = clean_line(motivation)[:MOTIVATION_LENGTH]
    if not motivation:
        raise Refused(_("함께하고 싶은 까닭을 한 줄만 적어 주세요."))
    if personal_data.forbidden(motivation):
        raise Refused(_("주민등록번호는 적지 말아 주세요."))
    with seats_of(panel) as panel:
        if not is_open(panel):
            raise Refused(_("지금은 신청을 받지 않아요."))
        told = who_it_is(panel, district, age_band)
        row = Membership.objects.filter(panel=panel, member=by).first() or Membership(panel=panel, member=by)
        if row.pk and row.state == MembershipState.APPLIED:
            return row
        refuse_answered(row)
        row.state, row.motivation, row.asked_at = MembershipState.APPLIED, motivation, timezone.now()
        row.district, row.age_band = told
        row.decided_at = row.decided_by = None
        row.save()
    return row


def refuse_answered(row: Membership) -> None:
    """Raise Refused for somebody to whom the city has given an answer, or who is to give one."""
    words = {
        MembershipState.MEMBER: _("이미 함께하고 있어요."),
        MembershipState.INVITED: _("초대를 받았어요. 초대에 답해 주세요."),
        MembershipState.DECLINED: _("이번 기수에는 함께하지 못해요. 다음 기수에 다시 신청해 주세요."),
    }
    if row.pk and (told := words.get(MembershipState(row.state))):
        raise Refused(told)


def who_it_is(panel: Panel, district: District | None, age_band: str) -> tuple[District | None, str]:
    """District and age as far as a quota needs them. Raises Refused when one of those is missing."""
    asked = asks_for(panel)
    if "district" in asked and district is None:
        raise Refused(_("사는 자치구를 골라 주세요. 자치구마다 자리가 정해져 있어요."))
    if "age_band" in asked and age_band not in AgeBand.values:
        raise Refused(_("나이를 골라 주세요. 나이마다 자리가 정해져 있어요."))
    return (district if "district" in asked else None, age_band if "age_band" in asked else "")


def invite(panel: Panel, member: User, by: User) -> Membership:
    """The idea office asks somebody to be a member; asking twice, or somebody who applied, changes nothing.

    Raises Refused for others than the office, for members, and when the term is over.
    """
    refuse_others(by)
    with seats_of(panel) as panel:
        if panel.ends_on < timezone.localdate():
            raise Refused(_("임기가 끝났어요."))
        row = Membership.objects.filter(panel=panel, member=member).first() or Membership(panel=panel, member=member)
        if row.pk and row.state in (MembershipState.APPLIED, MembershipState.INVITED):
            return row
        if row.state == MembershipState.MEMBER:
            raise Refused(_("이미 함께하고 있어요."))
        row.state, row.asked_at, row.decided_at, row.decided_by = MembershipState.INVITED, timezone.now(), None, by
        row.save()
        telling.tell_of_place(row)
    return row


def answer_invitation(row: Membership, by: User, joins: bool, district: District | None = None, age_band: str = "") -> Membership:
    """Whoever was invited says yes or no; saying the same twice changes nothing.

    Raises Full when no seat is left, and Refused for others or when nothing waits for an answer.
    """
    with seats_of(row.panel) as panel:
        row = Membership.objects.select_for_update().get(pk=row.pk)
        if row.member_id != by.pk:
            raise Refused(_("초대받은 사람만 답할 수 있어요."))
        wanted = MembershipState.MEMBER if joins else MembershipState.DECLINED
        if row.state == wanted:
            return row
        if row.state != MembershipState.INVITED or panel.ends_on < timezone.localdate():
            raise Refused(_("답을 기다리는 초대가 없어요."))
        if joins:
            row.district, row.age_band = who_it_is(panel, district, age_band)
            refuse_full(panel, row)
        row.state, row.decided_at = wanted, timezone.now()
        row.save()
        terms.keep_in_group(by)
        telling.tell_of_answer(row)
        freshness.city_changed()
    return row


def accept(row: Membership, by: User) -> Membership:
    """The idea office takes an applicant in; pressing twice is the same as once.

    Raises Full, naming the quota, when no seat is left, and Refused for others than the office and for what is no application.
    """
    refuse_others(by)
    with seats_of(row.panel) as panel:
        row = Membership.objects.select_for_update().get(pk=row.pk)
        if row.state == MembershipState.MEMBER:
            return row
        if row.state != MembershipState.APPLIED:
            raise Refused(_("지금은 신청이 아니에요."))
        refuse_full(panel, row)
        decide(row, MembershipState.MEMBER, by)
        telling.tell_of_place(row)
        freshness.city_changed()
    return row


def decline(row: Membership, by: User) -> Membership:
    """The idea office turns an application down, or takes an invitation back; pressing twice is the same as once."""
    refuse_others(by)
    with seats_of(row.panel):
        row = Membership.objects.select_for_update().get(pk=row.pk)
        if row.state == MembershipState.DECLINED:
            return row
        if row.state not in (MembershipState.APPLIED, MembershipState.INVITED):
            raise Refused(_("지금은 신청이 아니에요."))
        was_invited = row.state == MembershipState.INVITED
        decide(row, MembershipState.DECLINED, by)
        telling.tell_of_place(row, was_invited=was_invited)
    return row


def decide(row: Membership, state: MembershipState, by: User) -> None:
    """Write down what became of an application."""
    row.state, row.decided_at, row.decided_by = state, timezone.now(), by
    row.save()
    terms.keep_in_group(row.member)


def leave(row: Membership, by: User) -> Membership:
    """A member leaves, or an applicant takes the application back; what they were to rate goes to others.

    The office may see somebody out, too. Raises Refused for anybody else, and for those who have left.
    """
    if row.member_id != by.pk:
        refuse_others(by)
    with seats_of(row.panel) as panel:
        # Rounds before members: whoever hands a review on holds the round and then asks for the member.
        rounds = assigning.open_rounds(panel)
        row = Membership.objects.select_for_update().get(pk=row.pk)
        if row.state == MembershipState.LEFT:
            return row
        if row.state not in (MembershipState.MEMBER, MembershipState.APPLIED):
            raise Refused(_("지금은 단원이 아니에요."))
        row.state, row.decided_at, row.decided_by = MembershipState.LEFT, timezone.now(), by
        row.save()
        terms.keep_in_group(row.member)
        assigning.hand_on_all(row, rounds)
        if row.member_id != by.pk:
            telling.tell_of_place(row)
        freshness.city_changed()
    return row


@contextmanager
def seats_of(panel: Panel):
    """The panel with its row locked: nobody else comes or goes meanwhile."""
    with transaction.atomic():
        yield Panel.objects.select_for_update().get(pk=panel.pk)


def members(panel: Panel) -> QuerySet[Membership]:
    """Who sits in a panel."""
    return Membership.objects.filter(panel=panel, state=MembershipState.MEMBER)


def refuse_full(panel: Panel, row: Membership) -> None:
    """Raise Full when neither the panel nor a quota that counts this member has a seat left. The panel must be locked."""
    if members(panel).count() >= panel.seats:
        raise Full(_("%(seats)s자리가 모두 찼어요.") % {"seats": panel.seats})
    for quota in panel.quotas.select_related("district"):
        if counts(quota, row) and taken(quota) >= quota.seats:
            raise Full(_("‘%(quota)s’ 자리 %(seats)s개가 모두 찼어요.") % {"quota": quota, "seats": quota.seats})


def counts(quota: Quota, row: Membership) -> bool:
    """Whether somebody would take a seat of a quota."""
    return quota.district_id in (None, row.district_id) and quota.age_band in ("", row.age_band)


def taken(quota: Quota) -> int:
    """How many seats of a quota are taken."""
    inside = members(quota.panel)
    if quota.district_id:
        inside = inside.filter(district=quota.district_id)
    return (inside.filter(age_band=quota.age_band) if quota.age_band else inside).count()


def refuse_others(by: User) -> None:
    """Raise Refused for anybody but the idea office."""
    if not has_perm("ideas.run_panel", by):
        raise Refused(_("창의담당관이 할 수 있어요."))
