"""Subjects, parts of the city and its departments. The first two are also what a real city starts with (--defaults-only)."""

# (name, name in addresses), in the order of the menus
CATEGORIES = (
    ("교통", "transport"),
    ("걷기와 자전거", "walking"),
    ("공원과 숲", "parks"),
    ("한강과 물길", "river"),
    ("환경과 기후", "climate"),
    ("문화와 놀이", "culture"),
    ("돌봄과 아이", "care"),
    ("어르신과 복지", "welfare"),
    ("집과 골목", "housing"),
    ("일과 경제", "work"),
    ("안전과 재난", "safety"),
    ("배움과 청소년", "learning"),
)

DISTRICTS = (
    ("강남구", "gangnam"),
    ("강동구", "gangdong"),
    ("강북구", "gangbuk"),
    ("강서구", "gangseo"),
    ("관악구", "gwanak"),
    ("광진구", "gwangjin"),
    ("구로구", "guro"),
    ("금천구", "geumcheon"),
    ("노원구", "nowon"),
    ("도봉구", "dobong"),
    ("동대문구", "dongdaemun"),
    ("동작구", "dongjak"),
    ("마포구", "mapo"),
    ("서대문구", "seodaemun"),
    ("서초구", "seocho"),
    ("성동구", "seongdong"),
    ("성북구", "seongbuk"),
    ("송파구", "songpa"),
    ("양천구", "yangcheon"),
    ("영등포구", "yeongdeungpo"),
    ("용산구", "yongsan"),
    ("은평구", "eunpyeong"),
    ("종로구", "jongno"),
    ("중구", "jung"),
    ("중랑구", "jungnang"),
)

# (name, name in addresses, the department above or None); parents come first
DEPARTMENTS = (
    ("기획조정실", "planning", None),
    ("창의담당관", "idea-office", "planning"),
    ("교통실", "transport", None),
    ("버스정책과", "buses", "transport"),
    ("보행자전거과", "walking-cycling", "transport"),
    ("정원도시국", "gardens", None),
    ("공원조성과", "parks", "gardens"),
    ("문화본부", "culture", None),
    ("문화예술과", "arts", "culture"),
)
