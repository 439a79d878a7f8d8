"""The pages and states that the gallery shows, and that tests/browser/test_states.py measures."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from common.limits import TooOften
from oasis import views
from tests.gallery import city

Act = Callable[[object], None]


@dataclass(frozen=True)
class Scene:
    """One page in one state.

    who: the key of a member in city.people(), empty for a visitor. act: what is done on the page before it is looked at.
    fault: makes the answer instead of the site, for pages that only a fault shows.
    """

    name: str
    path: str
    who: str = ""
    act: Act | None = None
    fault: Callable[[], bytes] | None = None


def press(name: str, role: str = "button") -> Act:
    """Press the first button (or link) of this name and wait for what comes."""

    def act(page):
        page.get_by_role(role, name=name).first.click()
        page.wait_for_load_state()

    return act


def unfold(selector: str) -> Act:
    """Open the first fold of this kind that is closed."""
    return lambda page: page.locator(f"{selector}:not([open]) > summary").first.click()


def send(selector: str, **values: str) -> Act:
    """Fill fields by name and send their form, without what the browser itself would object to."""

    def act(page):
        form = page.locator(selector)
        form.evaluate("form => { form.noValidate = true; }")
        for name, value in values.items():
            form.locator(f"[name={name}]").fill(value)
        form.locator("button:visible").last.click()
        page.wait_for_load_state()

    return act


def write(button: str, title: str = "", body: str = "") -> Act:
    """Type on the write page and press a button."""

    def act(page):
        page.get_by_label("제목").fill(title)
        page.get_by_label("내용").fill(body)
        press(button)(page)

    return act


def refusal(answer: Callable) -> Callable[[], bytes]:
    """The page that a handler of oasis.views makes, as bytes."""

    def make() -> bytes:
        request = RequestFactory(headers={"host": "127.0.0.1"}).get("/somewhere/")
        request.user = AnonymousUser()
        return answer(request).content

    return make


# Before there is anything in the city.
EMPTY = (
    Scene("empty-home", "/"),
    Scene("empty-list", "/ideas/"),
    Scene("empty-search", "/search/?q=나무"),
    Scene("empty-me", "/me/", "newcomer"),
)

LISTS = (
    Scene("home", "/"),
    Scene("list", "/ideas/"),
    Scene("list-filters-open", "/ideas/", act=lambda page: page.evaluate("document.getElementById('filters').open = true")),
    Scene("list-filtered", "/ideas/?category=transport&district=eunpyeong&period=month&sort=recommended"),
    Scene("list-nothing", "/ideas/?q=없는낱말"),
    Scene("list-second", "/ideas/?page=2"),
    Scene("list-beyond", "/ideas/?page=99"),
    Scene("list-unreadable", "/ideas/?page=x&from=yesterday"),
    Scene("search-blank", "/search/"),
    Scene("search-none", "/search/?q=화성기지"),
    Scene("search-one", "/search/?q=나무"),
    Scene("search-many", "/search/?q=다리"),
    Scene("search-letter", "/search/?q=물"),
    Scene("search-no-words", "/search/?q=%21%21"),
    Scene("member", "/members/{writer}/"),
    Scene("member-official", "/members/{official}/"),
    Scene("me", "/me/", "writer"),
    Scene("me-new", "/me/", "newcomer"),
    Scene("my-drafts", "/me/ideas/?tab=drafts", "writer"),
    Scene("my-published", "/me/ideas/?tab=published", "writer"),
    Scene("my-recommended", "/me/ideas/?tab=recommended", "newcomer"),
    Scene("page", "/awkward/"),
    Scene("page-below", "/awkward/below/"),
)

IDEAS = (
    Scene("idea-plain", f"/ideas/{city.PLAIN}/"),
    Scene("idea-long", f"/ideas/{city.LONG}/", "newcomer"),
    Scene("idea-word", f"/ideas/{city.WORD}/", "official"),
    Scene("idea-portrait", f"/ideas/{city.PORTRAIT}/"),
    Scene("idea-square", f"/ideas/{city.SQUARE}/"),
    Scene("idea-panorama", f"/ideas/{city.PANORAMA}/"),
    Scene("idea-photos", f"/ideas/{city.MANY_PHOTOS}/"),
    Scene("idea-everything", f"/ideas/{city.EVERYTHING}/", "neighbour"),
    Scene("idea-own", f"/ideas/{city.EVERYTHING}/", "writer"),
    Scene("idea-visitor", f"/ideas/{city.EVERYTHING}/"),
    Scene("idea-second-comments", f"/ideas/{city.EVERYTHING}/?comments=2"),
    Scene("idea-replying", f"/ideas/{city.EVERYTHING}/", "newcomer", press("답글 쓰기", "link")),
    Scene("idea-withdrawn", f"/ideas/{city.WITHDRAWN}/"),
    Scene("idea-imported", f"/ideas/{city.IMPORTED}/"),
    Scene("idea-debate", f"/ideas/{city.DEBATE}/"),
    Scene("idea-working", f"/ideas/{city.WORKING}/"),
    Scene("idea-realisation", f"/ideas/{city.REALISATION}/"),
    Scene("idea-adopted", f"/ideas/{city.ADOPTED}/"),
    Scene("idea-not-adopted", f"/ideas/{city.NOT_ADOPTED}/"),
    Scene("idea-hidden", f"/ideas/{city.HIDDEN}/", "writer"),
    Scene("comment-write", f"/ideas/{city.PLAIN}/comments/"),
    Scene("comment-refused", f"/ideas/{city.PLAIN}/comments/", "newcomer", send("form.comment-form")),
    Scene("comment-change", f"/ideas/{city.EVERYTHING}/comments/{{comment}}/", "writer"),
    Scene("comment-delete", f"/ideas/{city.EVERYTHING}/comments/{{comment}}/delete/", "writer"),
    Scene("thread", f"/ideas/{city.EVERYTHING}/comments/?of={{thread}}", "newcomer"),
)

WRITING = (
    Scene("write-visitor", "/ideas/new/"),
    Scene("write-new", "/ideas/new/", "newcomer"),
    Scene("write-drafts", "/ideas/new/", "writer", unfold(".write__drafts")),
    Scene("write-more", "/ideas/new/", "newcomer", unfold(".write__more")),
    Scene("write-draft", f"/ideas/new/?draft={city.DRAFT_WITH_FILES}", "writer"),
    Scene("write-errors", "/ideas/new/", "newcomer", write("올리기")),
    Scene("write-too-long", "/ideas/new/", "newcomer", write("올리기", "긴 글", "가" * 20_050)),
    Scene("write-check", "/ideas/new/", "newcomer", write("올리기", "전화 010-1234-5678", "저는 우울증이 있어요.")),
    Scene("write-forbidden", "/ideas/new/", "newcomer", write("올리기", "번호", "주민등록번호는 900101-1234568 이에요.")),
    Scene("write-preview", f"/ideas/new/?draft={city.DRAFT_WITH_FILES}", "writer", press("미리보기")),
    Scene("write-preview-visitor", "/ideas/new/", "", write("미리보기", city.LONG_TITLE, city.LONG_BODY)),
    Scene("published", "/ideas/new/", "newcomer", write("올리기", "처음 떨어뜨린 상상", "골목마다 작은 의자를 놓아요.")),
    Scene("discard", f"/ideas/drafts/{city.DRAFT_WITH_FILES}/discard/", "writer"),
    Scene("edit", f"/ideas/{city.EVERYTHING}/edit/", "writer"),
    Scene("edit-closed", f"/ideas/{city.ADOPTED}/edit/", "writer"),
    Scene("versions", f"/ideas/{city.WORD}/versions/", "writer"),
    Scene("withdraw", f"/ideas/{city.WORD}/withdraw/", "writer"),
    Scene("withdraw-refused", f"/ideas/{city.WORD}/withdraw/", "writer", send("main form")),
)

ACCOUNTS = (
    Scene("login", "/accounts/login/"),
    Scene("login-refused", "/accounts/login/", "", send("form.card", login="nobody@example.org", password="wrong-pass-1")),
    Scene("signup", "/accounts/signup/"),
    Scene("signup-refused", "/accounts/signup/", "", send("form.card", email="no", nickname="서울시장")),
    Scene("reset", "/accounts/password/reset/"),
    Scene("reset-done", "/accounts/password/reset/done/"),
    Scene("reset-key-old", "/accounts/password/reset/key/1-broken/"),
    Scene("inactive", "/accounts/inactive/"),
    Scene("logout", "/accounts/logout/", "newcomer"),
    Scene("settings", "/me/settings/", "writer"),
    Scene("settings-urged", "/me/settings/", "official"),
    Scene("settings-refused", "/me/settings/", "writer", send("form.card", nickname="시장님")),
    Scene("email", "/accounts/email/", "writer"),
    Scene("password", "/accounts/password/change/", "writer"),
    Scene("password-refused", "/accounts/password/change/", "writer", send("form.card", password1="1234")),
    Scene("mfa", "/accounts/2fa/", "writer"),
    Scene("mfa-on", "/accounts/2fa/", "guarded"),
    Scene("mfa-totp", "/accounts/2fa/totp/activate/", "writer"),
    Scene("mfa-totp-off", "/accounts/2fa/totp/deactivate/", "guarded"),
    Scene("mfa-codes", "/accounts/2fa/recovery-codes/", "guarded"),
    Scene("mfa-codes-new", "/accounts/2fa/recovery-codes/generate/", "guarded"),
    Scene("passkeys", "/accounts/2fa/webauthn/", "writer"),
    Scene("passkey-new", "/accounts/2fa/webauthn/add/", "writer"),
    Scene("devices", "/accounts/sessions/", "writer"),
    Scene("keys", "/me/tokens/", "writer"),
    Scene("keys-made", "/me/tokens/", "writer", send("form.card", name="새 프로그램")),
    Scene("again", "/accounts/reauthenticate/", "writer"),
    Scene("social-cancelled", "/accounts/3rdparty/login/cancelled/"),
    Scene("social-error", "/accounts/3rdparty/login/error/"),
)

PIPELINE = (
    Scene("pipeline-awaiting", "/ideas/{n_awaiting}/"),
    Scene("pipeline-late", "/ideas/{n_late}/"),
    Scene("pipeline-interim", "/ideas/{n_interim}/"),
    Scene("pipeline-answered", "/ideas/{n_answered}/"),
    Scene("pipeline-objected", "/ideas/{n_objected}/", "office"),
    Scene("pipeline-asked-more", "/ideas/{n_asked}/", "writer"),
    Scene("pipeline-refused", "/ideas/{n_refused}/", "writer"),
    Scene("pipeline-merged", "/ideas/{n_merged}/", "office"),
    Scene("trail", "/ideas/{n_asked}/trail/"),
    Scene("late", "/promises/late/"),
    Scene("departments", "/departments/"),
    Scene("department", "/departments/{department_slug}/"),
    Scene("seals", "/open-data/seals/"),
    Scene("similar", "/ideas/{n_awaiting}/similar/"),
    Scene("step-supplement", "/ideas/{n_asked}/steps/give_supplement/", "writer"),
    Scene("step-refused", "/ideas/{n_asked}/steps/give_supplement/", "writer", send("main form[method=post]")),
    Scene("step-super-pass", "/ideas/{n_unrouted}/steps/super_pass/", "office"),
    Scene("merge", "/ideas/{n_unrouted}/merge/", "office"),
)

DESK = (
    Scene("desk", "/desk/", "official"),
    Scene("desk-office", "/desk/", "office"),
    Scene("desk-late", "/desk/?queue=late", "office"),
    Scene("desk-nothing", "/desk/?q=없는낱말", "office"),
    Scene("desk-idea", "/desk/ideas/{n_late}/", "official"),
    Scene("desk-idea-refused", "/desk/ideas/{n_late}/", "official", press("지금 공개하기")),
    Scene("desk-idea-interim", "/desk/ideas/{n_interim}/", "office"),
    Scene("desk-idea-scheduled", "/desk/ideas/{n_scheduled}/", "official"),
    Scene("desk-idea-answered", "/desk/ideas/{n_answered}/", "official"),
    Scene("desk-people", "/desk/people/", "official"),
    Scene("desk-bulk", "/desk/bulk/", "office"),
    Scene("desk-routing", "/desk/ideas/{n_unrouted}/routing/", "office"),
)

FAULTS = (
    Scene("fault-400", "/", fault=refusal(views.bad_request)),
    Scene("fault-403", "/", fault=refusal(views.forbidden)),
    Scene("fault-403-member", "/cms/login/", "newcomer"),
    Scene("fault-403-csrf", "/", fault=refusal(views.csrf_failure)),
    Scene("fault-404", "/nothing-here/"),
    Scene("fault-413", "/", fault=refusal(lambda request: views.render(request, "errors/413.html"))),
    Scene("fault-429", "/", fault=refusal(lambda request: views.too_many(request, TooOften(42)))),
    Scene("fault-500", "/", fault=lambda: views.server_error(None).content),
)

SCENES = (*LISTS, *IDEAS, *WRITING, *ACCOUNTS, *PIPELINE, *DESK, *FAULTS)


def address(scene: Scene, places: dict) -> str:
    """The path of a scene with the numbers that only the finished city knows (city.places)."""
    return scene.path.format(**places)


def enter(page, scene: Scene, places: dict) -> None:
    """Open a scene on a page of Playwright and bring it into its state."""
    path = address(scene, places)
    if scene.fault:
        page.route(f"**{path}", lambda route: route.fulfill(body=scene.fault(), content_type="text/html; charset=utf-8"))
    page.goto(path)
    if scene.act:
        scene.act(page)
