"""importing.loader and manage.py import_ideas: rows become ideas, once."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError
from wagtail.search.models import IndexEntry

from common.models import Sequence
from ideas import participation, search
from ideas.importing import loader
from ideas.importing.indexing import index
from ideas.importing.loader import SeenNumbers, load
from ideas.importing.rows import ImportedIdea, RowProblem
from ideas.models import Idea, IdeaVersion
from ideas.stages import Stage
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, IdeaFactory

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 5, 1, 0, 30, tzinfo=UTC)


def row(number=1, title="따릉이 대여소를 늘려요", body="퇴근길에 자전거가 없어요", votes=3, day=DAY, category="") -> ImportedIdea:
    return ImportedIdea(number, title, body, votes, day, category)


def rows(*ideas):
    return list(enumerate(ideas, start=1))


def counts(report) -> tuple:
    return report.imported, report.updated, report.unchanged, report.skipped


def test_an_imported_idea_is_public_anonymous_and_keeps_what_it_brought():
    load(rows(row(number=179_114)), "seoul")
    idea = Idea.objects.public().get()
    assert (idea.source, idea.source_number, idea.author, idea.stage) == ("seoul", 179_114, None, Stage.PROPOSED)
    assert (idea.recommendation_count, idea.imported_recommendation_count, idea.recommendations) == (0, 3, 3)
    assert idea.published_at == idea.created_at == DAY
    assert idea.excerpt == "퇴근길에 자전거가 없어요"
    assert idea.trend == pytest.approx(participation.trend(idea))
    assert IdeaVersion.objects.values_list("idea", "number", "title", "body", "editor").get() == (
        idea.pk, 1, idea.title, idea.body, None
    )  # fmt: skip


def test_numbers_go_on_without_gaps():
    Sequence.objects.create(name="idea", value=40)
    load(rows(row(1), row(2), RowProblem("깨졌어요"), row(3)), "seoul")
    assert list(Idea.objects.order_by("number").values_list("number", flat=True)) == [41, 42, 43]
    assert Sequence.take("idea") == 44


def test_a_second_run_changes_nothing():
    ideas = rows(*(row(n, votes=n) for n in range(1, 8)))
    assert counts(load(ideas, "seoul")) == (7, 0, 0, 0)
    before = list(Idea.objects.order_by("pk").values())
    assert counts(load(ideas, "seoul")) == (0, 0, 7, 0)
    assert list(Idea.objects.order_by("pk").values()) == before
    assert IdeaVersion.objects.count() == 7
    assert IndexEntry.objects.filter(object_id__in=[str(idea["id"]) for idea in before]).count() == 7


def test_a_changed_row_is_followed_and_keeps_the_old_wording():
    load(rows(row(), row(2)), "seoul")
    idea = Idea.objects.get(source_number=1)
    participation.recommend(idea, UserFactory())
    report = load(rows(row(title="심야버스를 늘려요", votes=9), row(2)), "seoul")
    idea = Idea.objects.get(pk=idea.pk)
    assert counts(report) == (0, 1, 1, 0)
    assert (idea.title, idea.recommendations) == ("심야버스를 늘려요", 10)
    assert idea.trend == pytest.approx(participation.trend(idea))
    assert list(idea.versions.order_by("number").values_list("number", "title")) == [
        (1, "따릉이 대여소를 늘려요"), (2, "심야버스를 늘려요")
    ]  # fmt: skip
    assert search.find(Idea.objects.public(), "심야버스").ids == [idea.pk]


def test_changed_votes_alone_make_no_new_version():
    load(rows(row()), "seoul")
    assert counts(load(rows(row(votes=4)), "seoul")) == (0, 1, 0, 0)
    assert IdeaVersion.objects.count() == 1


def test_the_same_number_of_another_source_is_another_idea():
    load(rows(row()), "seoul")
    assert counts(load(rows(row()), "petitions")) == (1, 0, 0, 0)
    assert Idea.objects.count() == 2


def test_a_number_that_comes_twice_in_a_file_counts_once(monkeypatch):
    monkeypatch.setattr(loader, "BATCH", 2)
    report = load(rows(row(1), row(2), row(1, title="다른 글"), row(2)), "seoul")
    assert counts(report) == (2, 0, 0, 2)
    assert report.problems[0] == (3, "번호 1은(는) 이 파일에 이미 나왔어요")


def test_numbers_are_remembered_in_little_room():
    seen = SeenNumbers()
    assert all(seen.add(number) for number in range(170_000, 270_000))
    assert not seen.add(200_000)
    assert seen.add(2**63 - 1)
    assert len(seen.pages) < 200


def test_categories_are_matched_by_name_and_unknown_ones_are_counted():
    parks = CategoryFactory(name="공원 녹지")
    ideas = rows(row(1, category="공원녹지"), row(2, category="바다"), row(3, category="바다"))
    report = load(ideas, "petitions")
    assert Idea.objects.get(source_number=1).category == parks
    assert report.unknown_categories == {"바다": 2}
    sea = CategoryFactory(name="바다")
    assert counts(load(ideas, "petitions")) == (0, 2, 1, 0)
    assert Idea.objects.filter(category=sea).count() == 2


def test_imported_ideas_are_found():
    load(rows(row(1), row(2, title="나무를 심어요", body="그늘이 필요해요.")), "seoul")
    for word, number in (("따릉이", 1), ("퇴근길", 1), ("그늘", 2)):
        assert [Idea.objects.get(pk=key).source_number for key in search.find(Idea.objects.public(), word).ids] == [number]


def test_the_index_is_what_saving_one_by_one_writes():
    texts = ["한강 공원 KTX역 café 2호선에 it is The Wi-Fi 100%", "ㅋㅋ ㅠㅠ 漢字 ①번 " + "가나다 " * 50, "", "x" * 3_000 + " 끝"]
    load(rows(*(row(n, body=text) for n, text in enumerate(texts, start=1))), "seoul")
    ours = list(IndexEntry.objects.order_by("object_id").values_list("object_id", "title", "autocomplete", "body", "title_norm"))
    IndexEntry.objects.all().delete()
    for idea in Idea.objects.all():
        idea.save()
    assert ours == list(
        IndexEntry.objects.order_by("object_id").values_list("object_id", "title", "autocomplete", "body", "title_norm")
    )


def test_indexing_again_replaces_what_was_there():
    idea = IdeaFactory(title="처음 제목", body="글")
    idea.title = "나중 제목"
    index([idea])
    assert search.find(Idea.objects.public(), "나중").ids == [idea.pk]
    assert search.find(Idea.objects.public(), "처음").ids == []


def test_a_row_the_database_refuses_stops_no_other(monkeypatch):
    write = loader._Batch.write

    def refusing(batch):
        if any(idea.source_number == 2 for idea in batch.new):
            raise DataError("no")
        write(batch)

    monkeypatch.setattr(loader._Batch, "write", refusing)
    report = load(rows(row(1), row(2), row(3)), "seoul")
    assert counts(report) == (2, 0, 0, 1)
    assert report.problems == [(2, "데이터베이스에 넣을 수 없는 값이 있어요")]


def test_a_dry_run_reports_the_same_and_writes_nothing():
    load(rows(row(1), row(2)), "seoul")
    ideas = rows(row(1), row(2, votes=9), row(3), RowProblem("깨졌어요"))
    report = load(ideas, "seoul", dry_run=True)
    assert Idea.objects.count() == 2
    assert Sequence.objects.get(name="idea").value == 2
    assert counts(report) == counts(load(ideas, "seoul")) == (1, 1, 1, 1)


def test_statements_do_not_grow_with_the_number_of_rows(django_assert_max_num_queries):
    load(rows(row(1)), "seoul")
    with django_assert_max_num_queries(40):
        load(rows(*(row(n) for n in range(2, 102))), "seoul")


# -- the command ------------------------------------------------------------------------------


def written(tmp_path, *rows) -> str:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return str(path)


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command("import_ideas", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


GOOD = {"number": 1, "title": "그늘", "body_html": "<p>더워요.</p>", "votes": 3, "submitted_at": "2018-05-01 09:30:00"}


def test_the_command_reports_each_reason_with_its_lines(tmp_path):
    out = run(written(tmp_path, GOOD, "{", "{", {**GOOD, "number": 2, "votes": -4}), source="seoul")
    assert "새로 들어옴 1 · 바뀜 0 · 그대로 0 · 건너뜀 3" in out
    assert "JSON으로 읽을 수 없어요: 2줄 (2, 3)" in out
    assert "추천 수 칸이 0보다 작아요: 1줄 (4)" in out


def test_the_command_takes_a_limit_and_a_dry_run(tmp_path):
    path = written(tmp_path, *({**GOOD, "number": n} for n in range(1, 6)))
    assert "아무것도 쓰지 않았어요" in run(path, source="seoul", dry_run=True)
    assert not Idea.objects.exists()
    run(path, source="seoul", limit=2)
    assert Idea.objects.count() == 2


def test_the_command_names_the_source_of_a_table(tmp_path):
    path = tmp_path / "ideas.csv"
    path.write_text("number,title,body,votes,submitted_at,category\n1,그늘,더워요,2,2018-05-01,없는 분야\n")
    assert "‘없는 분야’ 분야가 없어" in run(str(path), source="csv", name="mapo-2018")
    assert Idea.objects.get().source == "mapo-2018"


@pytest.mark.parametrize("options", [{"name": "마포"}, {"name": "x" * 21}, {"limit": 0}])
def test_the_command_refuses_impossible_options(tmp_path, options):
    with pytest.raises(CommandError, match="--"):
        run(written(tmp_path, GOOD), source="seoul", **options)


def test_the_command_fails_when_nothing_could_be_read(tmp_path):
    with pytest.raises(CommandError, match="파일을 열 수 없어요"):
        run(str(tmp_path / "없음"), source="seoul")
    with pytest.raises(CommandError, match="하나도 읽지 못했어요"):
        run(written(tmp_path, "{"), source="seoul")
