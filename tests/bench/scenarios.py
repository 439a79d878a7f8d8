"""What is measured: pages that are read, and acts that write."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tests.bench.load import Request

CSRF = "b" * 32


@dataclass(frozen=True)
class Page:
    """A page that is read.

    role: "official" or "office" for a page of theirs. kept: whether a visitor may get the page that the process kept. floor: the
    ratio to sql20 below which `--quick` fails, loosely set against regressions.
    """

    name: str
    paths: Callable[[dict], list[str]]
    logged_in: bool = False
    kept: bool = True
    floor: float = 0.1
    role: str = ""

    def requests(self, facts: dict) -> list[Request]:
        """The requests of this page, one after another."""
        paths = self.paths(facts)
        return [Request(path, headers=self.headers(facts)) for path in paths]

    def headers(self, facts: dict) -> tuple[str, ...]:
        """Who has a message waiting gets no kept page (common/kept_pages.py), a member one with parts of their own in it."""
        if self.role:
            return (f"Cookie: sessionid={facts['staff'][self.role]}",)
        if self.logged_in:
            return (f"Cookie: sessionid={facts['sessions'][0]}",)
        return () if self.kept else ("Cookie: messages=none",)


@dataclass(frozen=True)
class Act:
    """Something members do by pressing a button in a page: session cookie, CSRF token, form body."""

    name: str
    send: Callable[[dict, str, int], tuple[str, dict]]
    floor: float = 0.15

    def requests(self, facts: dict, share: int, shares: int) -> list[Request]:
        """Requests of share number `share` of `shares`, so that every member acts once in the whole run."""
        made = []
        for i, session in enumerate(facts["sessions"][share::shares]):
            path, form = self.send(facts, session, i)
            headers = (
                f"Cookie: sessionid={session}; csrftoken={CSRF}",
                f"X-CSRFToken: {CSRF}",
                "Content-Type: application/x-www-form-urlencoded",
                "HX-Request: true",
            )
            made.append(Request(path, "POST", headers, urlencode(form).encode()))
        return made


def spread(facts: dict) -> list[int]:
    return random.Random(7).sample(facts["numbers"], len(facts["numbers"]))


def details(facts: dict) -> list[str]:
    """Ideas with at least 20 comments where the city has them."""
    return [f"/ideas/{number}/" for number in (facts["talked_about"] or facts["numbers"])[:20]]


def strangers(facts: dict) -> list[str]:
    """Ideas that hardly anybody asks for, another one each time."""
    return [f"/ideas/{number}/" for number in spread(facts)]


def searches(*words: str) -> Callable[[dict], list[str]]:
    return lambda facts: [f"/search/?q={quote(word)}" for word in words]


def similar(facts: dict) -> list[str]:
    """The text of an idea as its writer would have sent it while writing."""
    return [f"/api/v1/ideas/similar/?text={quote(text)}" for text in facts["texts"]]


def pages() -> list[Page]:
    """Every page that is measured."""
    return [
        Page("home", lambda f: ["/"]),
        Page("list, newest", lambda f: ["/ideas/"], floor=0.3),
        Page("list, newest, made anew", lambda f: ["/ideas/"], kept=False),
        Page("list, most recommended", lambda f: ["/ideas/?sort=recommended"]),
        Page("list, trending", lambda f: ["/ideas/?sort=trending"]),
        Page("list, page 50", lambda f: ["/ideas/?page=50"] if f["ideas"] > 1100 else ["/ideas/?page=5"]),
        Page("list, one category", lambda f: [f"/ideas/?category={f['category']}"]),
        Page("detail, 20 comments", details, floor=0.3),
        Page("detail, 20 comments, made anew", details, kept=False),
        Page("detail, another one each time", strangers),
        Page("list, newest, logged in", lambda f: ["/ideas/"], logged_in=True, floor=0.2),
        Page("detail, logged in", details, logged_in=True),
        Page("API list", lambda f: ["/api/v1/ideas/"], floor=0.4),
        Page("API detail", lambda f: [f"/api/v1/ideas/{number}/" for number in f["numbers"][:50]]),
        Page("search, rare words", searches("천문대", "반딧불이", "수화통역"), floor=0.02),
        Page("search, usual words", searches("자전거도로", "어린이집", "미세먼지"), floor=0.01),
        Page("search, very common word", searches("공원", "버스"), floor=0.01),
        Page("late promises", lambda f: ["/promises/late/"]),
        Page("late promises, made anew", lambda f: ["/promises/late/"], kept=False, floor=0.2),
        Page("scoreboard", lambda f: ["/departments/"]),
        Page("scoreboard, made anew", lambda f: ["/departments/"], kept=False),
        Page("one department", lambda f: [f"/departments/{f['department']}/"], kept=False, floor=0.2),
        Page("trail", lambda f: [f"/ideas/{number}/trail/" for number in f["answered"][:20]]),
        Page("trail, made anew", lambda f: [f"/ideas/{number}/trail/" for number in f["answered"][:20]], kept=False),
        Page(
            "answered idea, made anew", lambda f: [f"/ideas/{number}/" for number in f["answered"][:20]], kept=False, floor=0.05
        ),
        Page("desk of a department", lambda f: ["/desk/"], role="official", floor=0.15),
        Page("desk of the idea office", lambda f: ["/desk/"], role="office", floor=0.15),
        Page("desk, new ideas", lambda f: ["/desk/?queue=new"], role="office", floor=0.15),
        Page("answer form", lambda f: [f"/desk/ideas/{number}/" for number in f["waiting"][:20]], role="office", floor=0.03),
        Page("debates, made anew", lambda f: ["/debates/"], kept=False, floor=0.08),
        Page("one debate", lambda f: [f"/debates/{pk}/" for pk in f["debates"]], floor=0.08),
        Page("one debate, logged in", lambda f: [f"/debates/{pk}/" for pk in f["debates"]], logged_in=True, floor=0.05),
        Page("meetings, made anew", lambda f: ["/meetings/"], kept=False, floor=0.08),
        Page("one meeting", lambda f: [f"/meetings/{f['meeting']}/"], floor=0.08),
        Page("one meeting, logged in", lambda f: [f"/meetings/{f['meeting']}/"], logged_in=True, floor=0.1),
        Page("card board", lambda f: ["/cards/"], floor=0.08),
        Page("card board, made anew", lambda f: ["/cards/"], kept=False, floor=0.08),
        Page("one card, made anew", lambda f: [f"/cards/{pk}/" for pk in f["cards"]], kept=False, floor=0.08),
        Page("API promises", lambda f: ["/api/v1/promises/?late=true"]),
        Page("API trail", lambda f: [f"/api/v1/ideas/{number}/trail/" for number in f["answered"][:20]]),
        Page("similar while typing", similar, floor=0.01),
    ]


def acts() -> list[Act]:
    """Every act that is measured."""
    return [
        Act(
            "recommend, spread",
            lambda f, session, i: (f"/ideas/{f['numbers'][i % len(f['numbers'])]}/recommend/", {"action": "recommend"}),
        ),
        Act("recommend, one idea", lambda f, session, i: (f"/ideas/{f['numbers'][0]}/recommend/", {"action": "recommend"})),
        Act(
            "comment",
            lambda f, session, i: (
                f"/ideas/{f['numbers'][(i * 7) % len(f['numbers'])]}/comments/",
                {"body": "저도 이 생각에 힘을 보태요. 우리 동네에도 있으면 좋겠어요.", "form_key": str(uuid.uuid4())},
            ),
        ),
    ]
