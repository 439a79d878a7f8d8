"""Who lives in the demo city."""

from dataclasses import dataclass

from accounts import roles


@dataclass(frozen=True)
class Resident:
    """An account to try the site with: one for each role. `post` is (department, post) for those who hold one."""

    role: str
    nickname: str
    group: str = ""
    post: tuple[str, str] | None = None
    is_superuser: bool = False
    introduction: str = ""

    @property
    def email(self) -> str:
        """The log-in name; .example can never be anybody's address (RFC 2606)."""
        return f"{self.role.replace('_', '-')}@demo.oasis.example"


RESIDENTS = (
    Resident("citizen", "물방울하나", introduction="퇴근길에 떠오른 것을 적어요."),
    Resident("citizen2", "동네한바퀴", introduction="저녁마다 동네를 한 바퀴 걸어요."),
    Resident("panel", "구름사다리", group=roles.PANEL, introduction="상상누리단으로 함께 읽고 있어요."),
    Resident("expert", "느티나무길", group=roles.EXPERTS, introduction="걷기 좋은 거리를 연구해요."),
    Resident("official", "한강바람", group=roles.OFFICIALS, post=("walking-cycling", "주무관")),
    Resident("idea_office", "첫물", group=roles.IDEA_OFFICE, post=("idea-office", "팀장")),
    Resident("editor", "글고르는달", group=roles.EDITORS),
    Resident("moderator", "맑은샘", group=roles.MODERATORS),
    Resident("administrator", "집짓는두루미", group=roles.ADMINISTRATORS, is_superuser=True),
)

# Neighbours who only recommend and comment; nobody can log in as one of them.
NEIGHBOURS = (
    "노을자전거",
    "마포고양이",
    "느린산책",
    "새벽두부",
    "은평돌멩이",
    "골목탐험가",
    "강변나무",
    "비오는수요일",
    "초록우산",
    "달빛수영",
    "옥상텃밭",
    "두바퀴아빠",
    "책읽는버스",
    "종로할매",
    "성북다람쥐",
)
