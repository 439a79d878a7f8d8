"""What the demo city calls itself and what stands on its front page: honest that it is one."""

from django.utils.translation import gettext_noop as _

BRAND = {
    "operator": "상상시 창의담당관",
    "contact_email": "hello@demo.oasis.example",
    "contact_phone": "02-000-0000 (시범 번호)",
    "address": "상상시 물방울로 1",
    "footer_text": "여기는 시범 도시예요. 사람과 상상은 모두 지어낸 것이고, 실제 시청의 누리집이 아니에요.",
}

# The front page of every new city, until an editor arranges it. The words that we bring along are there in English too.
SECTIONS = (
    ("trending", {"title": _("지금 흐르는 상상"), "count": 6}),
    ("river", {"title": _("상상의 물길"), "intro": _("한 방울이 오아시스가 되기까지 다섯 물목을 지나요.")}),
    ("pulse", {"title": _("요즘 움직인 것"), "count": 6}),
    (
        "steps",
        {
            "title": _("이렇게 흘러요"),
            "steps": [
                {"picture": "hope", "title": _("상상을 떨어뜨려요"), "text": _("제목 한 줄과 하고 싶은 말이면 충분해요.")},
                {"picture": "debate", "title": _("이웃이 모여요"), "text": _("마음에 들면 추천하고, 떠오른 것을 보태요.")},
                {"picture": "think", "title": _("도시가 답해요"), "text": _("담당 부서가 이름을 걸고 쉬운 말로 답해요.")},
                {"picture": "implementation", "title": _("이루어져요"), "text": _("다 될 때까지 모두가 함께 지켜봐요.")},
            ],
        },
    ),
    ("newest", {"title": _("막 떨어진 상상"), "count": 3}),
    ("subjects", {"title": _("분야로 찾기")}),
)

HOME = {
    "hero_title": _("상상 한 방울이 모여 오아시스가 돼요"),
    "hero_text": _("우리 도시에 있었으면 하는 것을 두 줄만 적어 주세요. 이웃이 읽고, 도시가 답해요."),
    "hero_button": _("상상 한 방울 떨어뜨리기"),
    "sections": list(SECTIONS),
    "search_description": _("시민이 상상을 쓰고, 이웃이 추천하고, 도시가 답하는 상상제안 누리집이에요."),
}
