"""What comes after a proposal in the awkward city: debates, panel, meetings with their records, and cards."""

from tests.gallery import cards, debates, meetings, panel, panelboard, record
from tests.gallery.scenes import Scene

MAKERS = (
    debates.awkward_debates,
    panel.awkward_panel,
    panelboard.awkward_panelboard,
    meetings.awkward_meetings,
    record.awkward_record,
    cards.awkward_cards,
)
GROUPS = {
    "debates": debates.DEBATES,
    "panel": (*panel.SCENES, *panelboard.SCENES, Scene("me-ratings", "/me/", "newcomer")),
    "meetings": (*meetings.SCENES, Scene("me-seats", "/me/", "writer")),
    "record": record.SCENES,
    "cards": cards.SCENES,
}
SCENES = tuple(scene for group in GROUPS.values() for scene in group)


def awkward_works(who: dict) -> dict[str, int]:
    """Make all of it; returns the numbers that addresses of scenes need."""
    places: dict[str, int] = {}
    for make in MAKERS:
        places |= make(who)
    return places
