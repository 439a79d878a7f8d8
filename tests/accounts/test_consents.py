"""Consents: each on its own, versioned, ended but not forgotten."""

import pytest

from accounts import consents
from accounts.models import Consent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
Purpose = Consent.Purpose


def test_giving_twice_changes_nothing():
    member = UserFactory()
    consents.give(member, Purpose.TERMS, Purpose.PRIVACY)
    consents.give(member, Purpose.TERMS)
    assert member.consents.count() == 2


def test_agreeing_to_newer_words_ends_the_older_consent(monkeypatch):
    member = UserFactory()
    consents.give(member, Purpose.NEWSLETTER)
    monkeypatch.setattr(consents, "VERSION", "2027-01")
    consents.give(member, Purpose.NEWSLETTER)
    assert list(member.consents.filter(withdrawn_at=None).values_list("version", flat=True)) == ["2027-01"]
    assert member.consents.count() == 2


def test_a_consent_taken_back_can_be_given_again():
    member = UserFactory()
    consents.give(member, Purpose.NEWSLETTER)
    assert consents.take_back(member, Purpose.NEWSLETTER)
    assert not consents.stands(member, Purpose.NEWSLETTER)
    assert not consents.take_back(member, Purpose.NEWSLETTER)
    consents.give(member, Purpose.NEWSLETTER)
    assert consents.stands(member, Purpose.NEWSLETTER)


@pytest.mark.parametrize("purpose", [Purpose.TERMS, Purpose.PRIVACY])
def test_what_membership_rests_on_ends_only_with_it(purpose):
    with pytest.raises(ValueError, match="membership"):
        consents.take_back(UserFactory(), purpose)


def test_every_purpose_the_database_knows_has_its_words():
    assert {wording.purpose for wording in consents.WORDINGS} == set(Purpose)
