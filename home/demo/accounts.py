"""Accounts to try the demo with. Passwords are made once and kept where only the administrator of the machine reads them."""

import json
import os
import secrets
from datetime import timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import consents
from accounts.models import Appointment, Department, User
from home.demo.people import NEIGHBOURS, RESIDENTS, Resident

FILE_NAME = "demo-accounts.json"
# 96 random bits need no million rounds against guessing, and these accounts would cost six seconds; Django stretches a
# password again at its first log-in.
ROUNDS = 10_000
# So long ago everybody took up their post: before anything that the demo tells of.
IN_OFFICE = timedelta(days=400)


def accounts_file() -> Path:
    """Where e-mail addresses and passwords are written down."""
    return settings.VAR_DIR / FILE_NAME


def known_passwords() -> dict[str, str]:
    """The passwords of an earlier run by e-mail address; empty when there was none or its file cannot be read."""
    try:
        return {account["email"]: account["password"] for account in json.loads(accounts_file().read_text())}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def settle() -> dict[str, User]:
    """Make everybody of the demo who is not there yet; returns them by nickname. Passwords that exist stay as they are."""
    passwords = known_passwords()
    people = {}
    for resident in RESIDENTS:
        user = User.objects.filter(email=resident.email).first() or make_resident(resident)
        if resident.email not in passwords or not user.has_usable_password():
            passwords[resident.email] = secrets.token_urlsafe(12)
            user.password = lightly_hashed(passwords[resident.email])
            user.save(update_fields=["password"])
        people[resident.nickname] = user
    write_down(passwords)
    return people | neighbours()


def neighbours() -> dict[str, User]:
    """The people of the demo whom nobody can log in as, by nickname."""
    addresses = [f"neighbour{number}@demo.oasis.example" for number in range(1, len(NEIGHBOURS) + 1)]
    there = {user.email: user for user in User.objects.filter(email__in=addresses)}
    people = {}
    for address, (nickname, introduction) in zip(addresses, NEIGHBOURS, strict=True):
        people[nickname] = there.get(address) or make_neighbour(address, nickname, introduction)
    return people


def make_neighbour(address: str, nickname: str, introduction: str) -> User:
    """One neighbour, whose address counts as confirmed: a city may ask that of whoever takes part."""
    user = User.objects.create_user(address, nickname=nickname, introduction=introduction)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def lightly_hashed(password: str) -> str:
    """A password of ours as it is kept, with few rounds where the site's way of hashing has rounds."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), ROUNDS)
    return make_password(password)


def make_resident(resident: Resident) -> User:
    """One account with its confirmed address, its consents, its group and its post."""
    user = User.objects.create_user(
        resident.email,
        nickname=resident.nickname,
        introduction=resident.introduction,
        expertise=resident.expertise,
        is_superuser=resident.is_superuser,
        is_staff=resident.is_superuser,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for purpose in sorted(consents.REQUIRED):
        consents.give(user, purpose)
    if resident.group:
        user.groups.add(Group.objects.get_or_create(name=resident.group)[0])
    if resident.post:
        department, post = resident.post
        Appointment.objects.create(
            user=user, department=Department.objects.get(slug=department), post=post, starts_on=timezone.localdate() - IN_OFFICE
        )
    return user


def write_down(passwords: dict[str, str]) -> None:
    """Write [{role, email, nickname, password}] for everybody who can log in, readable by its owner alone."""
    rows = [
        {"role": one.role, "email": one.email, "nickname": one.nickname, "password": passwords[one.email]} for one in RESIDENTS
    ]
    waiting = accounts_file().with_suffix(".new")
    waiting.unlink(missing_ok=True)
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=2)
    waiting.replace(accounts_file())
