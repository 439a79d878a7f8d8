"""A small city with one thing of every kind in every state that matters, and somebody in every role."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site, Task, Workflow

from accounts import roles
from accounts.models import ApiToken
from home.models import BrandSettings, CustomDocument, CustomImage, StandardPage
from ideas.models import (
    AnswerTemplate,
    Attachment,
    BoardPost,
    CardPhoto,
    Cooperation,
    HandOver,
    Holiday,
    Lift,
    MembershipState,
    Objection,
    Photo,
    PlainWord,
)
from ideas.stages import Outcome, Stage
from notifications import inbox
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.cards import CardFactory, MilestoneFactory
from tests.factories.debates import ArgumentFactory, DebateFactory
from tests.factories.ideas import AnswerFactory, CategoryFactory, CommentFactory, DistrictFactory, GroundFactory, IdeaFactory
from tests.factories.meetings import AgendaItemFactory, GuestFactory, MeetingFactory, SeatFactory
from tests.factories.panel import MembershipFactory, PanelFactory, ReviewFactory, RoundFactory
from tests.factories.uploads import photo_bytes

# In this order they stand in the columns of rights.txt.
ROLES = (
    *("visitor", "citizen", "proposer", "panel member", "expert", "official", "other official"),
    *("moderator", "editor", "idea office", "administrator", "closed account"),
)
GROUPS = {
    "panel member": roles.PANEL,
    "expert": roles.EXPERTS,
    "moderator": roles.MODERATORS,
    "editor": roles.EDITORS,
    "idea office": roles.IDEA_OFFICE,
    "administrator": roles.ADMINISTRATORS,
}
KEY = uuid.UUID(int=7)


def people() -> dict:
    """Somebody in every role but the visitor."""
    found = {name: UserFactory(role=GROUPS.get(name)) for name in ROLES[1:] if "official" not in name}
    found["official"] = AppointmentFactory(department=DepartmentFactory(slug="bridges")).user
    found["other official"] = AppointmentFactory().user
    return found


def ideas(who: dict) -> SimpleNamespace:
    """The proposer's idea in every state, and what hangs on it."""
    mine = {"author": who["proposer"], "department": who["official"].appointment.department}
    made = SimpleNamespace(
        public=IdeaFactory(**mine),
        hidden=IdeaFactory(visibility="hidden", **mine),
        withdrawn=IdeaFactory(withdrawn=True, **mine),
        draft=IdeaFactory(draft=True, **mine),
        debated=IdeaFactory(stage=Stage.DEBATE, debated_at=timezone.now(), **mine),
        hidden_debated=IdeaFactory(stage=Stage.DEBATE, debated_at=timezone.now(), visibility="hidden", **mine),
        adopted=IdeaFactory(ended=Outcome.ADOPTED, **mine),
        hidden_adopted=IdeaFactory(ended=Outcome.ADOPTED, visibility="hidden", **mine),
    )
    files = {"file": ContentFile(b"%PDF-1.4", "plan.pdf"), "name": "plan.pdf", "size": 8, "kind": "pdf"}
    for state in ("public", "hidden", "withdrawn", "draft"):
        idea = getattr(made, state)
        idea.comment = CommentFactory(idea=idea, author=who["proposer"])
        idea.comment_count = 1
        idea.save(update_fields=["comment_count"])
        idea.answer = AnswerFactory(idea=idea)
        idea.answer_draft = AnswerFactory(idea=idea, draft=True)
        idea.document = Attachment.objects.create(idea=idea, **files)
    made.photo = Photo.objects.create(
        idea=made.draft, image=ContentFile(photo_bytes(), "a.jpg"), thumbnail=ContentFile(photo_bytes(), "b.jpg")
    )
    return made


def debates(who: dict, ideas) -> SimpleNamespace:
    """Debates and arguments in every state."""
    made = SimpleNamespace(
        public=DebateFactory(idea=ideas.debated, pro_arguments=1),
        closed=DebateFactory(closed=True, idea=ideas.public, pro_arguments=1),
        hidden=DebateFactory(question_only=True, visibility="hidden"),
        of_hidden=DebateFactory(idea=ideas.hidden_debated),
    )
    made.arguments = {
        "public": ArgumentFactory(debate=made.public, author=who["citizen"]),
        "closed": ArgumentFactory(debate=made.closed, author=who["citizen"]),
        "hidden": ArgumentFactory(debate=made.public, author=who["citizen"], visibility="hidden"),
        "deleted": ArgumentFactory(debate=made.public, author=who["citizen"], deleted_at=timezone.now(), body=""),
        "of hidden idea": ArgumentFactory(debate=made.of_hidden, author=who["citizen"]),
    }
    return made


def panels(who: dict, ideas) -> SimpleNamespace:
    """The panel that sits now, with rounds open and closed, votes and its board."""
    now = PanelFactory(open=True)
    member = MembershipFactory(panel=now, member=who["panel member"])
    open_round, closed = RoundFactory(panel=now, assigned_at=timezone.now()), RoundFactory(panel=now, closed=True)
    closed.assigned_at = closed.opens_at
    closed.save()
    made = SimpleNamespace(now=now, member=member, rounds={"open": open_round, "closed": closed})
    made.reviews = {
        state: ReviewFactory(panel=now, round_idea__round=round, round_idea__idea=idea, membership=member, points=points)
        for state, round, idea, points in (
            ("open", open_round, ideas.public, None),
            ("closed", closed, ideas.public, 4),
            ("of hidden idea", open_round, ideas.hidden, None),
        )
    }
    until = {"panel": now, "reason": "좋은 생각이에요.", "closes_at": timezone.now() + timedelta(days=7), "needed": 3}
    made.lifts = {
        "running": Lift.objects.create(idea=ideas.public, opened_by=who["panel member"], **until),
        "of hidden idea": Lift.objects.create(idea=ideas.hidden, opened_by=who["panel member"], **until),
    }
    made.posts = {
        "public": BoardPost.objects.create(panel=now, author=who["panel member"], title="모임", body="언제 만날까요?"),
        "hidden": BoardPost.objects.create(panel=now, author=who["panel member"], title="말", body="말", visibility="hidden"),
    }
    made.application = MembershipFactory(panel=now, member=who["citizen"], state=MembershipState.APPLIED, decided_at=None)
    return made


def meetings(who: dict, ideas) -> dict:
    """Meetings in every state, each with an item, and seats of citizen and proposer at the coming one."""
    made = {
        "coming": MeetingFactory(listed=True, takes_questions=True),
        "draft": MeetingFactory(draft=True, takes_questions=True),
        "recorded": MeetingFactory(recorded=True),
        "cancelled": MeetingFactory(cancelled=True),
    }
    for meeting in made.values():
        meeting.item = AgendaItemFactory(meeting=meeting)
    SeatFactory(meeting=made["coming"], member=who["citizen"])
    return made


def cards(ideas) -> dict:
    """Cards of a public and of a hidden idea, with a step and a photo."""
    made = {"public": CardFactory(idea=ideas.adopted), "of hidden idea": CardFactory(idea=ideas.hidden_adopted)}
    for card in made.values():
        card.step = MilestoneFactory(card=card)
        card.photo = CardPhoto.objects.create(
            card=card, image=ContentFile(photo_bytes(), "c.jpg"), thumbnail=ContentFile(photo_bytes(), "d.jpg"), alt="다리"
        )
    return made


def house(who: dict) -> SimpleNamespace:
    """What editors and administrators keep: pages, pictures, documents, lists, approvals."""
    home = Page.objects.get(depth=2)
    made = SimpleNamespace(home=home, private_collection=Collection.get_first_root_node().add_child(name="잠긴 서랍"))
    made.pages = {
        state: home.add_child(instance=StandardPage(title=state, slug=state)) for state in ("public", "draft", "private")
    }
    made.revision = made.pages["public"].save_revision(user=who["editor"])
    made.revision.publish()
    made.pages["draft"].unpublish()
    PageViewRestriction.objects.create(page=made.pages["private"], restriction_type="login")
    CollectionViewRestriction.objects.create(collection=made.private_collection, restriction_type="login")
    made.documents = {
        "public": CustomDocument.objects.create(title="공고", file=ContentFile(b"notice", "notice.txt")),
        "private": CustomDocument.objects.create(
            title="내부 문서", file=ContentFile(b"inner", "inner.txt"), collection=made.private_collection
        ),
    }
    made.image = CustomImage.objects.create(title="다리", file=ContentFile(photo_bytes(), "bridge.jpg"), width=64, height=48)
    made.redirect = Redirect.objects.create(old_path="/old", redirect_page=home)
    made.workflow, made.task = Workflow.objects.create(name="확인"), Task.objects.first()
    made.workflow_state = made.workflow.start(made.pages["draft"], who["editor"]) if made.workflow.tasks else None
    made.brand = BrandSettings.for_site(Site.objects.get())
    made.lists = {
        "answer_templates": AnswerTemplate.objects.create(name="첫인사", summary="고맙습니다."),
        "categories": CategoryFactory(),
        "districts": DistrictFactory(),
        "grounds": GroundFactory(),
        "holidays": Holiday.objects.create(day="2026-12-24", name="시의 날"),
        "plain_words": PlainWord.objects.create(term="시험어", everyday="쉬운 말"),
        "sites": Site.objects.get(),
        "groups": Group.objects.get(name=roles.EDITORS),
        "users": who["citizen"],
        "departments": who["official"].appointment.department,
        "appointments": who["official"].appointment,
    }
    return made


def build() -> SimpleNamespace:
    """The whole city."""
    who = people()
    made = SimpleNamespace(who=who, ideas=ideas(who))
    made.debates, made.panels = debates(who, made.ideas), panels(who, made.ideas)
    made.meetings, made.cards, made.house = meetings(who, made.ideas), cards(made.ideas), house(who)
    made.guest = GuestFactory(meeting=made.meetings["coming"])
    made.token, _key = ApiToken.make(who["citizen"], "시험")
    inbox.tell([who["citizen"].pk], "k", "idea", "제목", "말", "/ideas/")
    made.notice = who["citizen"].notices.get()
    department, idea = who["official"].appointment.department, made.ideas.public
    made.objection = Objection.objects.create(idea=idea, department=department, reason="우리 일이 아니에요.")
    made.cooperation = Cooperation.objects.create(idea=idea, department=department, question="어때요?", due_on="2027-01-04")
    today = timezone.localdate()
    left = AppointmentFactory(department=department, starts_on=today - timedelta(days=400), ends_on=today - timedelta(days=1))
    made.hand_over = HandOver.objects.create(department=department, post="주무관", left=left, due_on="2027-01-04")
    return made
