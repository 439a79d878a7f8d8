"""Who lives in the demo city."""

from dataclasses import dataclass

from accounts import roles


@dataclass(frozen=True)
class Resident:
    """An account to try the site with: at least one for each role. `post` is (department, post) for those who hold one."""

    role: str
    nickname: str
    group: str = ""
    post: tuple[str, str] | None = None
    is_superuser: bool = False
    introduction: str = ""
    expertise: str = ""

    @property
    def email(self) -> str:
        """The log-in name; .example can never be anybody's address (RFC 2606)."""
        return f"{self.role.replace('_', '-')}@demo.oasis.example"


RESIDENTS = (
    Resident("citizen", "물방울하나", introduction="퇴근길에 떠오른 것을 적어요."),
    Resident("citizen2", "동네한바퀴", introduction="저녁마다 동네를 한 바퀴 걸어요."),
    Resident("panel", "구름사다리", group=roles.PANEL, introduction="상상누리단으로 함께 읽고 있어요."),
    Resident("expert", "느티나무길", group=roles.EXPERTS, introduction="걷기 좋은 거리를 연구해요.", expertise="보행과 거리"),
    Resident("official", "한강바람", group=roles.OFFICIALS, post=("walking-cycling", "주무관")),
    Resident("idea_office", "첫물", group=roles.IDEA_OFFICE, post=("idea-office", "팀장")),
    Resident("editor", "글고르는달", group=roles.EDITORS),
    Resident("moderator", "맑은샘", group=roles.MODERATORS),
    Resident("administrator", "집짓는두루미", group=roles.ADMINISTRATORS, is_superuser=True),
    Resident("official_buses", "정류장나무", group=roles.OFFICIALS, post=("buses", "주무관")),
    Resident("official_parks", "뿌리깊은봄", group=roles.OFFICIALS, post=("parks", "과장")),
    Resident("official_waterside", "나루지기", group=roles.OFFICIALS, post=("waterside", "팀장")),
    Resident("official_arts", "막이오르면", group=roles.OFFICIALS, post=("arts", "주무관")),
    Resident("official_elders", "햇살마루", group=roles.OFFICIALS, post=("elders", "팀장")),
    Resident("official_libraries", "책갈피바람", group=roles.OFFICIALS, post=("libraries", "주무관")),
    Resident("official_recycling", "다시쓰는손", group=roles.OFFICIALS, post=("recycling", "주무관")),
    Resident(
        "expert_water", "물길읽는이", group=roles.EXPERTS, introduction="빗물과 도시 하천을 공부해요.", expertise="도시 물순환"
    ),
)

# Neighbours who write, recommend and comment; nobody can log in as one of them. (nickname, line about oneself)
# New ones go to the end: the place in the list is their address.
NEIGHBOURS = (
    ("노을자전거", "해 질 무렵 강가를 달려요."),
    ("마포고양이", "고양이 두 마리와 살아요."),
    ("느린산책", "하루 만 걸음, 대신 천천히."),
    ("새벽두부", "새벽 네 시에 두부를 만들어요."),
    ("은평돌멩이", ""),
    ("골목탐험가", "지도에 없는 길을 좋아해요."),
    ("강변나무", "강 옆에서 이십 년째 살아요."),
    ("비오는수요일", ""),
    ("초록우산", "아이 둘을 키워요."),
    ("달빛수영", "수영은 밤에 해야 제맛이에요."),
    ("옥상텃밭", "상추 스물네 포기의 주인이에요."),
    ("두바퀴아빠", "딸이랑 자전거로 학교에 가요."),
    ("책읽는버스", "버스에서 한 달에 네 권 읽어요."),
    ("종로할매", "손주가 글 올리는 법을 가르쳐 줬어요."),
    ("성북다람쥐", ""),
    ("새벽별병동", "밤에 일하는 간호사예요."),
    ("빗길조심", "오토바이로 음식을 날라요."),
    ("감나무집순이", "일흔여덟이에요. 감나무가 저보다 오래 살았어요."),
    ("급식은세번", "중학교 2학년이에요."),
    ("문방구막내", "학교 앞 문방구를 물려받았어요."),
    ("바퀴로산책", "휠체어로 안 가 본 동네를 지워 가는 중이에요."),
    ("하노이에서온린", "한국에 온 지 삼 년 됐어요. 떡볶이는 아직 매워요."),
    ("쌍둥이네부엌", "여섯 살이 둘이에요."),
    ("첫차타는사람", "첫차로 나가 빌딩을 닦아요."),
    ("출근길졸음", ""),
    ("열여덟의지도", "내년이면 어른이래요."),
    ("텃밭초보", "작년에 오이를 세 개 땄어요."),
    ("만두찌는아침", "시장에서 만두를 빚어요."),
    ("물소리듣기", ""),
    ("수어하는손", "손으로 말하고 눈으로 들어요."),
    ("흰지팡이여행", "소리로 길을 찾아요."),
    ("퇴직한기관사", "지하철을 서른한 해 몰았어요."),
    ("관악산다람", ""),
    ("빵굽는골목", "동네 빵집을 해요."),
    ("작은방창문", "여섯 평짜리 방에 살아요."),
    ("달지키는사람", "밤에 건물을 지켜요."),
    ("콩나물교실", "초등학교에서 가르쳐요."),
    ("등원길전쟁", "다섯 살 아들과 날마다 협상해요."),
    ("택시삼십년", "이 도시 길은 제법 알아요."),
    ("도시양봉꾼", "옥상에 벌통 네 개가 있어요."),
    ("풋살하는주말", ""),
    ("그림자나무", ""),
    ("자취칠년차", "반찬은 사 먹고 국은 끓여요."),
    ("장기두는벤치", "공원 장기판에서 만나요."),
    ("통기타옆집", "밤 아홉 시 뒤로는 안 쳐요."),
    ("편의점새벽", "새벽 두 시에 삼각김밥을 채워요."),
    ("느린우체통", ""),
    ("고개넘어학교", "언덕 위 고등학교에 다녀요."),
    ("물감묻은손", "벽이랑 종이에 그림을 그려요."),
    ("왜가리친구", "이 강에서 새를 예순두 가지 봤어요."),
    ("한글배우는중", "예순넷에 한글을 배우고 있어요."),
    ("중랑천달리기", "주 삼 회, 5킬로미터."),
    ("이사세번", ""),
    ("목요일의빵", ""),
    ("코딩하는고모", "조카가 다섯이에요."),
    ("다시걷는중", "작년에 다리를 다쳤다가 다시 걷고 있어요."),
    ("소금빵한개", ""),
    ("강서논두렁", "도시에도 논이 있어요. 정말이에요."),
    ("창밖은초록", ""),
    ("도봉산안개", "주말마다 산에 가요."),
    ("옆집드럼", "연습실이 필요해요."),
    ("배낭멘나탈리", "파리에서 와서 눌러앉았어요."),
    ("버스킹하는비", ""),
    ("고물상집딸", "버리는 것에 관심이 많아요."),
)
