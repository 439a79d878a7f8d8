"""The awkward city's inbox, votes of the panel and its board: long titles, many lines, replies, words that were taken back."""

from datetime import timedelta

from django.utils import timezone

from ideas import following
from ideas.models import Idea, Lift, Membership, MembershipState, Panel
from ideas.panel import board, lifts
from notifications import inbox
from notifications.kinds import Kind
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import PanelFactory
from tests.gallery.scenes import Scene

LONG = "다리 가운데에 그늘과 의자를 놓으면 여름에도 겨울에도 걷는 사람이 잠깐 쉬어 갈 수 있어요. " * 5
UNBROKEN = "가나다라마바사아자차카타파하" * 5


def awkward_panelboard(who: dict) -> dict[str, int]:
    """Make all of it; returns the numbers that addresses of scenes need. `writer` and `neighbour` sit in the panel."""
    today = timezone.localdate()
    panel = Panel.objects.filter(starts_on__lte=today, ends_on__gte=today).order_by("-starts_on", "-id").first()
    panel = panel or PanelFactory(lift_votes=3)
    writer, neighbour = who["writer"], who["neighbour"]
    for member in (writer, neighbour):
        Membership.objects.update_or_create(panel=panel, member=member, defaults={"state": MembershipState.MEMBER})
    ideas = [IdeaFactory(gated=True, title=title) for title in (UNBROKEN, LONG[:80], "짧은 상상", "진 투표", "새 투표")]
    running = lifts.open_lift(panel, ideas[0], writer, LONG[:480])
    lifts.vote(running, neighbour, is_for=False)
    lifts.open_lift(panel, ideas[1], neighbour, "짧은 까닭")
    passed = lifts.open_lift(panel, ideas[2], writer, "이웃이 적은 동네라 추천이 모이기 어려워요.")
    Lift.objects.filter(pk=passed.pk).update(passed_at=timezone.now(), in_favour=panel.lift_votes)
    lost = lifts.open_lift(panel, ideas[3], writer, UNBROKEN)
    Lift.objects.filter(pk=lost.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    post = board.post(panel, writer, UNBROKEN, LONG)
    for number in range(22):
        board.post(panel, neighbour, "", LONG if number % 7 == 0 else "저도요.", parent=post)
    gone = board.post(panel, writer, "지울 글", "지울 말")
    board.post(panel, who["office"], "", "살펴보고 다음 주에 알려 드릴게요.", parent=gone)
    board.delete(gone, writer)
    for idea in (*ideas, *Idea.objects.public().order_by("pk")[:3]):
        following.follow(idea, writer)
    for number, kind in enumerate([*Kind, *Kind, *Kind]):
        title, words = (UNBROKEN, LONG) if number % 4 == 0 else ("짧은 상상", "11월 3일, 버스정책과가 답변했어요")
        inbox.tell([writer.pk], f"gallery-{number}", kind, title, words, ideas[0].get_absolute_url())
    inbox.mark_read(writer, inbox.unread_of(writer).values_list("pk", flat=True)[:5])
    return {"n_lift": ideas[4].number, "post": post.pk, "post_gone": gone.pk}


SCENES = (
    Scene("inbox", "/me/notifications/", "writer"),
    Scene("inbox-all", "/me/notifications/?tab=all", "writer"),
    Scene("inbox-empty", "/me/notifications/", "office"),
    Scene("following", "/me/following/", "writer"),
    Scene("following-none", "/me/following/", "office"),
    Scene("lifts", "/panel/lifts/"),
    Scene("lifts-member", "/panel/lifts/", "writer"),
    Scene("lift-open", "/ideas/{n_lift}/lift/", "neighbour"),
    Scene("board", "/panel/board/", "writer"),
    Scene("board-post", "/panel/board/{post}/", "writer"),
    Scene("board-post-gone", "/panel/board/{post_gone}/", "neighbour"),
    Scene("board-delete", "/panel/board/{post}/delete/", "writer"),
)
