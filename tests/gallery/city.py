"""The awkward city: everything that makes a page look bad when nobody thought of it, in as few rows as possible."""

import uuid
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import roles, tokens
from common.models import Sequence
from home.models import HomePage, StandardPage
from ideas import attachments, freshness, participation, submission
from ideas.models import Category, Comment, District, Idea
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import document
from tests.gallery.photos import photograph

LONG_TITLE = (
    "퇴근길 버스 정류장마다 앉아서 기다릴 수 있는 낮은 의자와 비를 가리는 지붕을 놓고 "
    "다음 버스가 언제 오는지 소리로도 알려 주면 좋겠어요 정말로"
)
ONE_WORD = "한강다리위에서쉬어갈수있는그늘과의자와물마시는곳을만들어서누구나천천히건너며노을을바라볼수있게해주세요부탁드립니다"
LONG_BODY = f"""저는 저녁 여덟 시에 퇴근해서 버스를 두 번 갈아타요. 정류장에 앉을 데가 없어서 무릎이 아픈 날은 가로수에 기대요.

■ 현황과 문제점
- 의자가 있는 정류장은 열 곳 가운데 네 곳뿐이에요.
- 비가 오면 지붕 밑에 네 사람이 서요.
- 화면은 높이 달려 있어서 휠체어에서는 보이지 않아요.

■ 개선방안
1. 폭이 좁은 곳에는 기대는 의자를 놓아요.
2. 화면 아래에 단추를 두고, 누르면 소리로 알려 줘요.
3. 지붕은 버스를 타는 쪽으로 한 뼘만 더 내요.

자세한 것은 https://www.example.org/정류장/아주-긴-주소/그래도-넘치지-않아야-해요?page=1&where=everywhere 를 봐 주세요.

{"가나다라마바사아자차카타파하" * 12}

■ 기대효과
기다리는 시간이 덜 힘들면 버스를 더 타게 돼요. 버스를 더 타면 길이 덜 막혀요."""
LONG_DEPARTMENT = "도시교통실 교통기획관 보행자전거과 걷고 싶은 거리 조성 추진단"

# The numbers under which the special ideas stand; SCENES leads there.
PLAIN, LONG, WORD, PORTRAIT, SQUARE, MANY_PHOTOS, EVERYTHING, WITHDRAWN = range(1, 9)
IMPORTED, DEBATE, WORKING, REALISATION, ADOPTED, NOT_ADOPTED, HIDDEN, PANORAMA = range(9, 17)
FILLER = range(100, 124)
DRAFT, DRAFT_WITH_FILES = uuid.UUID(int=1), uuid.UUID(int=2)


# `newcomer` has nothing yet, `official` lacks the second factor, `guarded` has everything that protects an account.
NICKNAMES = {
    "writer": "물결",
    "neighbour": "열두글자로꽉찬별명하나둘",
    "newcomer": "새벽",
    "official": "걷기담당두루미",
    "guarded": "두겹문지기",
}


def session_of(member) -> str:
    """The key of a session in which `member` has logged in just now, so that no page asks for the password again."""
    client = Client()
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = RequestFactory(headers={"user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140"}).get("/")
    request.user, request.session = member, client.session
    record_authentication(request, member, "password", reauthenticated=True)
    request.session.save()
    UserSession.objects.create_from_request(request)
    return request.session.session_key


def cookie(member, url: str) -> dict:
    """The session of a member as Playwright takes it."""
    return {"name": settings.SESSION_COOKIE_NAME, "value": session_of(member), "url": url}


def people() -> dict:
    """Those who look at the pages: {who: member}."""
    found = {who: UserFactory(nickname=name) for who, name in NICKNAMES.items()}
    for member in found.values():
        EmailAddress.objects.get_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    writer = found["writer"]
    writer.introduction = "퇴근길에 떠오른 것을 적어요. 걷기와 버스, 그리고 동네 도서관을 좋아해요."
    writer.save()
    office = DepartmentFactory(name=LONG_DEPARTMENT, slug="very-long")
    AppointmentFactory(user=found["official"], department=office, post="걷고싶은거리조성팀 주무관")
    found["official"].groups.add(Group.objects.get_or_create(name=roles.OFFICIALS)[0])
    guard(found["guarded"])
    tokens.make_key(writer, "우리 동네 소식을 모으는 아주 긴 이름의 프로그램")
    return found


def guard(member) -> None:
    """Switch on everything that protects an account."""
    TOTP.activate(member, generate_totp_secret())
    RecoveryCodes.activate(member)


def awkward_city(who: dict) -> None:
    """All ideas, comments, drafts and pages. who: as `people` gives them."""
    writer, neighbour, official = who["writer"], who["neighbour"], who["official"]
    moving = Category.objects.get_or_create(slug="transport", defaults={"name": "교통"})[0]
    Sequence.objects.update_or_create(name="idea", defaults={"value": FILLER[-1]})
    filler(moving)
    IdeaFactory(number=PLAIN, title="나무", body="나무.", excerpt="나무.", author=neighbour)
    IdeaFactory(number=LONG, title=LONG_TITLE, body=LONG_BODY, excerpt=LONG_BODY[:190], author=neighbour, category=moving)
    word = IdeaFactory(number=WORD, title=ONE_WORD, body=ONE_WORD * 3, excerpt=ONE_WORD * 3, author=writer)
    participation.comment(word, neighbour, ONE_WORD * 2)
    with_photos(who)
    everything(who, moving)
    IdeaFactory(number=WITHDRAWN, withdrawn=True, author=neighbour, withdrawal_reason=f"{LONG_TITLE} 그래서 다시 쓰려고 해요.")
    IdeaFactory(number=IMPORTED, imported=True, title="옮겨 온 상상", imported_recommendation_count=12)
    for number, stage, outcome in (
        (DEBATE, Stage.DEBATE, Outcome.NONE),
        (WORKING, Stage.WORKING, Outcome.NONE),
        (REALISATION, Stage.REALISATION, Outcome.NONE),
        (ADOPTED, Stage.CLOSED, Outcome.ADOPTED),
        (NOT_ADOPTED, Stage.CLOSED, Outcome.NOT_ADOPTED),
    ):
        IdeaFactory(number=number, stage=stage, outcome=outcome, recommendation_count=number, author=writer)
    IdeaFactory(number=HIDDEN, visibility="hidden", author=writer, title="지금은 가려진 상상")
    drafts(writer)
    pages()
    participation.recommend(word, official)
    for body in (ONE_WORD * 3, LONG_BODY):
        submission.edit(word, writer, submission.Wording(title=ONE_WORD, body=body))
    with transaction.atomic():
        freshness.city_changed()


def district_of(slug: str, name: str) -> District:
    """A district; a city of its own has them already."""
    return District.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def filler(category) -> None:
    """Enough ordinary ideas for a second page, older than the special ones."""
    district = district_of("eunpyeong", "은평구")
    for step, number in enumerate(FILLER):
        IdeaFactory(
            number=number,
            category=category if step % 2 else None,
            district=district if step % 3 else None,
            recommendation_count=step % 5,
            published_at=timezone.now() - timedelta(days=step + 1),
        )


def add_photos(idea: Idea, *sizes: tuple[int, int]) -> None:
    """Photos of these sizes; every second one described."""
    for number, size in enumerate(sizes):
        photo = attachments.add_photo(idea, idea.author, SimpleUploadedFile("photo.jpg", photograph(*size)))
        if number % 2 == 0:
            attachments.describe(photo, idea.author, "해 질 무렵 강가의 모래톱과 물")


def with_photos(who: dict) -> None:
    """One idea for each shape of photos."""
    for number, title, sizes in (
        (PORTRAIT, "세로 사진 한 장", [(600, 1100)]),
        (SQUARE, "네모난 사진 두 장", [(800, 800), (800, 800)]),
        (PANORAMA, "아주 넓은 사진 한 장", [(1600, 420)]),
        (MANY_PHOTOS, "사진이 여러 장", [(1200, 800), (600, 1100), (800, 800), (1600, 420), (900, 700)]),
    ):
        add_photos(IdeaFactory(number=number, title=title, author=who["writer"], body=LONG_BODY[:420]), *sizes)


def everything(who: dict, category) -> None:
    """The idea with the most on it: places, tags, papers, support and a long talk with an official in it."""
    writer, neighbour, official = who["writer"], who["neighbour"], who["official"]
    idea = IdeaFactory(
        number=EVERYTHING,
        title="걷고 싶은 한강다리를 만들어요",
        body=LONG_BODY,
        author=writer,
        category=category,
        district=district_of("mapo", "마포구"),
        department=official.appointment.department,
        view_count=12_345,
    )
    idea.tags.set(["한강", "걷기", "노을", "의자", "아주긴꼬리말이하나쯤은있기마련이에요", "그늘", "물"])
    add_photos(idea, (1200, 800))
    for name in ("한강다리 걷기 조사 결과를 정리한 아주 긴 이름의 문서 최종의 최종.pdf", "예산.hwp"):
        attachments.add_document(idea, writer, document(name))
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=1_233)
    participation.recommend(idea, neighbour)
    talk(idea, who)
    Idea.objects.filter(pk=idea.pk).update(comment_count=28)


def talk(idea: Idea, who: dict) -> None:
    """Two pages of comments: short, long, changed, deleted, with more replies than are shown at once, an official's answer."""
    writer, neighbour, official = who["writer"], who["neighbour"], who["official"]
    for number in range(21):
        participation.comment(idea, neighbour, f"저도 그렇게 생각해요. {number + 1}번째로 보태요.")
    gone = participation.comment(idea, neighbour, "지울 말")
    participation.comment(idea, writer, "지워진 말에 달린 답글이에요.", parent=gone)
    participation.delete_comment(gone, neighbour)
    changed = participation.comment(idea, writer, "처음 적은 말")
    participation.edit_comment(changed, writer, "다리 가운데가 가장 뜨거워요.\n그늘이 있으면 좋겠어요.")
    asked = participation.comment(idea, neighbour, LONG_BODY[:500] + ONE_WORD)
    participation.comment(idea, official, "살펴보고 있어요. 8월 2일까지 이 자리에서 답할게요.", parent=asked)
    for number in range(4):
        participation.comment(idea, writer, f"기다릴게요. ({number + 1})", parent=asked)
    participation.comment(idea, official, "그늘막은 다리 무게를 따져 봐야 해요. 의자는 올해 안에 여섯 곳에 먼저 놓을게요.")
    Comment.objects.filter(idea=idea).update(created_at=timezone.now() - timedelta(hours=2))


def places(who: dict) -> dict:
    """The numbers that only the finished city knows, for the addresses of scenes."""
    said = Comment.objects.filter(idea__number=EVERYTHING, deleted_at=None)
    return {
        "writer": who["writer"].pk,
        "official": who["official"].pk,
        "comment": said.filter(author=who["writer"], parent=None).latest("pk").pk,
        "thread": said.filter(reply_count__gt=3).latest("pk").pk,
    }


def drafts(writer) -> None:
    """One draft with words only, one with photos and a paper."""
    submission.save_draft(writer, DRAFT, submission.Wording(title="", body="제목을 아직 못 정했어요."))
    idea = submission.save_draft(writer, DRAFT_WITH_FILES, submission.Wording(title=LONG_TITLE, body=LONG_BODY))
    add_photos(idea, (600, 1100), (1200, 800))
    attachments.add_document(idea, writer, document("아주 긴 이름의 문서 최종의 최종의 진짜 최종.pdf"))


def pages() -> None:
    """A page with every kind of block, and one below it."""
    front = HomePage.objects.first()
    if front is None:
        return
    body = [
        (
            "paragraph",
            f"<p>{LONG_BODY[:300]}</p><ul><li>하나</li><li><b>둘</b>은 더 길어요</li></ul><ol><li>먼저</li></ol>",
        ),
        ("heading", "왜 오아시스인가요"),
        ("quote", {"text": "상상은 함께 나눌 때 자라요.\n그래서 물 곁에 모여요.", "source": "어느 시민"}),
        ("heading", LONG_TITLE),
        ("paragraph", "<p>글 한 줄이에요. <i>기울인 글</i>과 <a href='/ideas/'>이어지는 곳</a>도 있어요.</p>"),
        (
            "links",
            {"links": [{"text": "상상 목록", "url": "/ideas/", "page": None}, {"text": LONG_TITLE, "url": "/", "page": None}]},
        ),
    ]
    about = front.add_child(
        instance=StandardPage(title="모든 것이 담긴 글 쪽", slug="awkward", intro=LONG_TITLE, show_in_menus=True, body=body)
    )
    about.add_child(instance=StandardPage(title="그 아래 한 쪽", slug="below", show_in_footer=True))
