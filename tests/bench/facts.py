"""What the load needs to know of the city being measured, and the queries each page makes. Prints JSON.

Runs in a process of its own with the site's settings: python -m tests.bench.facts MEMBERS
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - after setup
from django.contrib.auth.models import Group  # noqa: E402 - after setup
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from accounts import roles  # noqa: E402
from accounts.models import Appointment, Department, User  # noqa: E402
from accounts.models.user import nickname_key  # noqa: E402
from ideas import standings  # noqa: E402
from ideas.models import (  # noqa: E402
    AgendaItem,
    Card,
    Category,
    Comment,
    Debate,
    DepartmentStanding,
    Idea,
    Meeting,
    MeetingKind,
    MeetingState,
    Promise,
    Recommendation,
    Seat,
    SeatState,
)
from tests.bench.scenarios import Page, pages  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def log_in_members(count: int) -> list[str]:
    """Make `count` members who have done nothing yet; returns a session key for each."""
    mark = get_random_string(3).lower()
    password = make_password(None)
    names = [f"{mark}{i}" for i in range(count)]
    users = [
        User(email=f"{name}@bench.example", nickname=name, nickname_key=nickname_key(name) + mark, password=password)
        for name in names
    ]
    users = User.objects.bulk_create(users, batch_size=1000)
    store, expires = SessionStore(), timezone.now() + timedelta(days=1)
    sessions = [
        Session(
            session_key=get_random_string(32).lower(),
            session_data=store.encode(
                {"_auth_user_id": str(user.pk), "_auth_user_backend": BACKEND, "_auth_user_hash": user.get_session_auth_hash()}
            ),
            expire_date=expires,
        )
        for user in users
    ]
    Session.objects.bulk_create(sessions, batch_size=1000)
    return [session.session_key for session in sessions]


def log_in_staff() -> dict[str, str]:
    """A session for an official of the department with the most to do, and one for the idea office."""
    standings.refresh()
    official, office = log_in_members(2)
    people = {key: User.objects.get(pk=Session.objects.get(pk=key).get_decoded()["_auth_user_id"]) for key in (official, office)}
    busiest = Department.objects.filter(standing__isnull=False).order_by("-standing__open").first()
    Appointment.objects.create(user=people[official], department=busiest, post="주무관")
    people[office].groups.add(Group.objects.get(name=roles.IDEA_OFFICE))
    return {"official": official, "office": office}


def hold_a_meeting() -> int:
    """A coming meeting with an agenda of twelve ideas and 300 who signed up; returns its key."""
    starts = timezone.now() + timedelta(days=9)
    meeting = Meeting.objects.create(
        kind=MeetingKind.REALISATION, title="실현회의", place="시청 다목적홀",
        starts_at=starts, ends_at=starts + timedelta(hours=3),
        state=MeetingState.ANNOUNCED, open_seats=250, open_taken=250, waiting=50, last_order=300,
        agenda_announced_at=timezone.now(),
    )  # fmt: skip
    ideas = Idea.objects.filter(stage="realisation", public_since__isnull=False)[:12]
    AgendaItem.objects.bulk_create(AgendaItem(meeting=meeting, idea=idea, position=place) for place, idea in enumerate(ideas))
    members = User.objects.order_by("pk").values_list("pk", flat=True)[:300]
    Seat.objects.bulk_create(
        Seat(meeting=meeting, member_id=pk, order=order, state=SeatState.SEATED if order <= 250 else SeatState.WAITING)
        for order, pk in enumerate(members, start=1)
    )
    return meeting.pk


def queries_of(page: Page, facts: dict) -> int:
    """Queries of the second opening of a page, when what a process keeps for itself is warm."""
    cookie = "".join(page.headers(facts)).partition(": ")[2]
    client, path = Client(headers={"host": "127.0.0.1", "cookie": cookie}), page.paths(facts)[0]
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return len(captured)


def main(members: int) -> None:
    """Print the facts as one JSON object."""
    open_ideas = Idea.objects.on_the_river().filter(outcome="none")
    newest = open_ideas.order_by("-public_since")
    staff = log_in_staff()
    standing = DepartmentStanding.objects.select_related("department").order_by("-open").first()
    facts = {
        "ideas": Idea.objects.count(),
        "recommendations": Recommendation.objects.count(),
        "comments": Comment.objects.count(),
        "numbers": list(open_ideas.order_by("-public_since").values_list("number", flat=True)[:3000:3]),
        "talked_about": list(
            open_ideas.filter(comment_count__gte=20).order_by("-comment_count").values_list("number", flat=True)[:50]
        ),
        "category": Category.objects.order_by("position").values_list("slug", flat=True).first(),
        "answered": list(
            Idea.objects.filter(answered_at__isnull=False, public_since__isnull=False)
            .order_by("-answered_at")
            .values_list("number", flat=True)[:50]
        ),
        "waiting": list(
            Promise.objects.running()
            .filter(kind="answer", idea__public_since__isnull=False)
            .order_by("due_on", "id")
            .values_list("idea__number", flat=True)[:50]
        ),
        "texts": [f"{title} {body}"[:150] for title, body in newest.values_list("title", "body")[:20]],
        "department": standing.department.slug,
        "debates": list(Debate.objects.public().order_by("-pro_arguments").values_list("pk", flat=True)[:20]),
        "cards": list(Card.objects.public().order_by("-moved_at").values_list("pk", flat=True)[:20]),
        "meeting": hold_a_meeting(),
        "sessions": log_in_members(members),
        "staff": staff,
    }
    facts["queries"] = {page.name: queries_of(page, facts) for page in pages()}
    print(json.dumps(facts))


main(int(sys.argv[1]))
