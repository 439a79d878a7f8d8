"""What a member takes part in at the moment: seats in coming meetings, ideas to rate, debates in which they stand somewhere."""

from dataclasses import dataclass

from accounts.models import User
from common.paging import MOST_COUNTED
from ideas.models import Debate, Meeting, ReviewState, Seat, SeatState, Stance
from ideas.panel.reading import reviews_of

# Of each at most so many; nobody is in more debates and meetings at once than fit on a page.
MOST = 5


@dataclass(frozen=True)
class TakingPart:
    """seats, stances: with their meeting and debate, the first to begin or end at the top. reviews: how many wait."""

    seats: list[Seat]
    stances: list[Stance]
    reviews: int

    def __bool__(self) -> bool:
        return bool(self.seats or self.stances or self.reviews)


def of(member: User) -> TakingPart:
    """What a member takes part in now; 3 queries. What is over, hidden or given back is not there."""
    seats = Seat.objects.filter(member=member, meeting__in=Meeting.objects.coming()).exclude(state=SeatState.CANCELLED)
    stances = Stance.objects.filter(member=member, debate__in=Debate.objects.public().running())
    asked = reviews_of(member).filter(state=ReviewState.ASKED)
    return TakingPart(
        seats=list(seats.select_related("meeting").order_by("meeting__starts_at", "id")[:MOST]),
        stances=list(stances.select_related("debate").order_by("debate__closes_at", "id")[:MOST]),
        reviews=asked.order_by().values("pk")[:MOST_COUNTED].count(),
    )
