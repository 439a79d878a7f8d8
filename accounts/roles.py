"""The roles of the city as groups. A migration makes them; /cms/ shows them under these names."""

IDEA_OFFICE = "창의담당관"
OFFICIALS = "부서 공무원"
EDITORS = "편집자"
MODERATORS = "운영지기"
EXPERTS = "전문가"
PANEL = "상상누리단"
ADMINISTRATORS = "관리자"

ALL = (IDEA_OFFICE, OFFICIALS, EDITORS, MODERATORS, EXPERTS, PANEL, ADMINISTRATORS)

# Roles that act for the city or hold others' data: they are urged to use a second factor.
STAFF = frozenset({IDEA_OFFICE, OFFICIALS, EDITORS, MODERATORS, ADMINISTRATORS})
