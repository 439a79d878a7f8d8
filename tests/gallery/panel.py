"""The awkward city's panel: a full term, long words, a round in each state."""

from datetime import timedelta

from django.utils import timezone

from ideas.models import District, Idea
from ideas.panel import applying, assigning, rating, results, terms
from tests.factories.ideas import DistrictFactory, IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory, QuotaFactory, RoundFactory
from tests.gallery.scenes import Scene, send

LONG_REMARK = (
    "그늘도 좋지만 비가 오는 날에는 어떻게 할지, 겨울에는 누가 치울지, 밤에는 불을 켤지도 함께 생각해 주면 좋겠어요. " * 4
)
LONG_WORD = "한강다리위그늘쉼터와물마시는곳과의자와지붕과바람막이를한꺼번에만들어달라는상상"


def awkward_panel(who: dict) -> dict[str, int]:
    """Make all of it; returns the numbers that addresses of scenes need."""
    writer, office, newcomer = who["writer"], who["office"], who["newcomer"]
    panel = PanelFactory(name="함께 읽고 함께 고르는 상상누리단 십이 기", seats=9)
    districts = list(District.objects.order_by("position", "id")[:6]) or [DistrictFactory()]
    rows = [MembershipFactory(panel=panel, district=districts[n % len(districts)]) for n in range(5)]
    mine = MembershipFactory(panel=panel, member=newcomer)
    terms.keep_group()
    ideas = [
        IdeaFactory(author=writer, title=title) for title in (LONG_WORD, "짧은 상상", "다리 위 그늘 " * 6, "느티나무 한 그루")
    ]
    past = RoundFactory(panel=panel, name="지난 회차의 아주 긴 이름이 두 줄로 넘어가는 함께 읽기", reviews_per_idea=4)
    assigning.choose_ideas(past, ideas[:3], office)
    assigning.assign(past, office, seed=4)
    give(past, {0: 5, 1: 1, 2: 3})
    results.close_round(past)
    now_open = RoundFactory(panel=panel, name="이번 회차", reviews_per_idea=6)
    assigning.choose_ideas(now_open, ideas, office)
    assigning.assign(now_open, office, seed=4)
    review = mine.reviews.filter(round_idea__round=now_open).order_by("position").first()
    coming = PanelFactory(coming=True, open=True, name="다음 상상누리단", seats=30)
    QuotaFactory(panel=coming, age_band="30", seats=4)
    QuotaFactory(panel=coming, age_band="", district=districts[0], seats=2)
    applying.apply(coming, rows[0].member, districts[0], "30", LONG_REMARK[:400])
    empty = RoundFactory(panel=panel, name="아무도 읽지 못한 회차", opens_at=timezone.now() - timedelta(days=9))
    assigning.choose_ideas(empty, [Idea.objects.get(pk=ideas[3].pk)], office)
    assigning.assign(empty, office)
    results.close_round(empty, office)
    return {"panel_round": past.pk, "panel_empty_round": empty.pk, "panel_review": review.pk}


def give(made, liking: dict[int, int]) -> None:
    """Everybody rates: each idea by what it is liked, a little apart, some with a long remark."""
    for order, row in enumerate(made.round_ideas.order_by("pk")):
        for place, review in enumerate(row.reviews.select_related("membership__member")):
            points = min(5, max(1, liking[order] + (place % 3) - 1))
            codes = made.panel.criteria.values_list("code", flat=True)
            words = LONG_REMARK[:480] if place % 2 else ("" if place else LONG_WORD)
            rating.rate(review, review.membership.member, dict.fromkeys(codes, points), words)


SCENES = (
    Scene("panel", "/panel/"),
    Scene("panel-member", "/panel/", "newcomer"),
    Scene("panel-apply", "/panel/apply/", "neighbour"),
    Scene("panel-apply-refused", "/panel/apply/", "neighbour", send("main form", motivation="")),
    Scene("panel-reviews", "/panel/reviews/", "newcomer"),
    Scene("panel-no-reviews", "/panel/reviews/", "neighbour"),
    Scene("panel-review", "/panel/reviews/{panel_review}/", "newcomer"),
    Scene("panel-review-refused", "/panel/reviews/{panel_review}/", "newcomer", send("form.sheet__form")),
    Scene("panel-conflict", "/panel/reviews/{panel_review}/conflict/", "newcomer"),
    Scene("panel-round", "/panel/rounds/{panel_round}/"),
    Scene("panel-round-empty", "/panel/rounds/{panel_empty_round}/"),
)
