"""Similar ideas: what is near a text."""

import pytest
from django.core.management import call_command

from ideas import piece_counts, similarity
from ideas.likeness import Rarity, grams
from ideas.models import Idea, PieceCount
from ideas.stages import Outcome
from ideas.twin_pairs import twins_of
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
BRIDGE = (
    "한강 다리에 그늘 쉼터를 놓아요",
    "여름에 한강 다리를 걸으면 쉴 곳이 없어요. 다리 가운데에 그늘과 의자를 두면 좋겠어요.",
)
AGAIN = (
    "다리 위 그늘 쉼터",
    "한강 다리를 여름에 걸어 보니 쉴 곳이 없어요. 다리 가운데마다 그늘 쉼터와 의자를 놓으면 좋겠습니다.",
)
OTHERS = (
    ("심야 버스를 늘려 주세요", "새벽에 일을 마치면 집에 갈 버스가 없어요. 첫차를 당기거나 심야 노선을 늘려 주세요."),
    ("도서관 책 배달", "몸이 불편한 어르신께 동네 도서관이 책을 배달해 주면 어떨까요? 자원봉사자가 함께해요."),
    ("CCTV 위치 지도", "골목마다 CCTV가 어디에 있는지 지도에서 보고 싶어요. 밤길이 덜 무서울 것 같아요."),
)


@pytest.fixture(autouse=True)
def _nothing_counted():
    similarity.forget_counts()
    yield
    similarity.forget_counts()


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Publish an idea so that the search index knows it."""

    def make(words, **more) -> Idea:
        with django_capture_on_commit_callbacks(execute=True):
            return IdeaFactory(title=words[0], body=words[1], excerpt=words[1], **more)

    return make


@pytest.fixture
def city(publish):
    """Some ideas, the first of which is about the shade on a bridge."""
    return [publish(words) for words in (BRIDGE, *OTHERS)]


def test_the_same_wish_in_other_words_is_found_first(city):
    found = similarity.similar_to_text(*AGAIN)
    assert found[0] == city[0]
    assert 0.25 < found[0].likeness <= 1


def test_a_copy_is_as_alike_as_can_be_and_an_idea_is_not_like_itself(city, publish):
    copy = publish(BRIDGE)
    found = similarity.similar_to(city[0])
    assert found[0] == copy
    assert found[0].likeness == pytest.approx(1)
    assert city[0] not in found


def test_two_letters_of_a_title_are_enough_to_ask(city):
    assert similarity.similar_to_text("그늘")[0] == city[0]
    assert similarity.similar_to_text("심야버스")[0] == city[1]
    assert similarity.similar_to_text("cctv 지도")[0] == city[3]


@pytest.mark.parametrize("text", ["", " ", "아", "!!", "ㅋ", "없는말씀", "x" * 5_000, "'\" & | ! (", "\u0000"])
def test_what_says_nothing_finds_nothing_and_hurts_nobody(city, text):
    assert similarity.similar_to_text(text.replace("\u0000", "")) == []


@pytest.mark.parametrize(
    "gone",
    [{"withdrawn": True}, {"visibility": "hidden"}, {"visibility": "waiting"}, {"ended": Outcome.MERGED}, {"draft": True}],
)
def test_what_is_gone_hidden_or_still_written_is_never_suggested(city, publish, gone):
    away = publish(BRIDGE, **gone)
    assert away not in similarity.similar_to_text(*BRIDGE)
    assert city[0] in similarity.similar_to_text(*BRIDGE)


def test_what_is_hidden_later_disappears_although_the_index_still_knows_it(city):
    Idea.objects.filter(pk=city[0].pk).update(visibility="hidden")
    assert city[0] not in similarity.similar_to_text(*AGAIN)


def test_an_idea_that_was_decided_on_is_suggested(publish):
    idea = publish(BRIDGE, ended=Outcome.ADOPTED)
    assert similarity.similar_to_text(*AGAIN) == [idea]


def test_no_more_than_the_limit_and_the_best_first(city, publish):
    for _ in range(6):
        publish(BRIDGE)
    found = similarity.similar_to_text(*AGAIN)
    assert len(found) == 5
    assert [idea.likeness for idea in found] == sorted((idea.likeness for idea in found), reverse=True)
    assert len(similarity.similar_to_text(*AGAIN, limit=2)) == 2


def test_asking_costs_three_queries_and_two_once_the_counts_are_known(city, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        similarity.similar_to_text(*AGAIN)
    with django_assert_max_num_queries(2):
        similarity.similar_to(city[0])


def test_counting_tells_common_pieces_from_rare_ones_and_may_run_twice(city, publish):
    for _ in range(5):
        publish(("도서관을 늘려 주세요", "도서관이 멀어요."))
    call_command("count_pieces")
    first = dict(PieceCount.objects.values_list("piece", "ideas"))
    call_command("count_pieces")
    assert dict(PieceCount.objects.values_list("piece", "ideas")) == first
    assert first[piece_counts.TOTAL] == 9
    assert first["도서"] == 6
    assert "한강" not in first
    assert similarity.similar_to_text(*AGAIN)[0] == city[0]


def test_counts_of_a_part_are_raised_to_the_whole_city(publish):
    for _ in range(8):
        publish(("도서관을 늘려 주세요", "도서관이 멀어요."))
    piece_counts.count_pieces(sample=4)
    assert PieceCount.objects.get(piece="도서").ideas == 8


def test_what_is_common_now_is_forgotten_when_it_no_longer_is(publish):
    ideas = [publish(("도서관을 늘려 주세요", "도서관이 멀어요.")) for _ in range(4)]
    piece_counts.count_pieces()
    Idea.objects.filter(pk__in=[idea.pk for idea in ideas[:2]]).update(visibility="hidden")
    piece_counts.count_pieces()
    assert not PieceCount.objects.filter(piece="도서").exists()


def test_rare_pieces_weigh_more_than_common_ones():
    rarity = Rarity(1_000, {"주세": 900, "물총": 5})
    mine = rarity.vector(grams("물총새 주세요"))
    assert rarity.likeness(mine, grams("물총새 둥지")) > rarity.likeness(mine, grams("길을 주세요"))


def test_a_drawn_line_makes_nothing_alike():
    rarity = Rarity(10, {})
    mine = rarity.vector(grams("버스" + "-" * 200))
    assert rarity.likeness(mine, grams("공원" + "-" * 200)) < 0.2


def test_the_truth_knows_every_pair_of_twins():
    texts = [
        (1, " ".join(BRIDGE)),
        (2, " ".join(BRIDGE) + " 꼭이요."),
        *((9 + n, " ".join(words)) for n, words in enumerate(OTHERS)),
    ]
    assert twins_of(texts) == {1: {2}, 2: {1}}


def test_the_report_says_how_many_twins_are_found(city, publish, capsys):
    publish((BRIDGE[0], BRIDGE[1] + " 꼭이요."))
    call_command("similar_report")
    said = capsys.readouterr().out
    assert "recall@5" in said
    assert "1.000" in said
    assert "p95" in said
