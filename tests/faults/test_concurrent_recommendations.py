"""Two hundred people press the button of one idea at the same time (TRUST V1)."""

import threading
import time

import pytest
from django.db import close_old_connections, connection

from ideas import participation
from ideas.models import Comment, Idea, Recommendation
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 200
# A PostgreSQL server takes 100 connections by default; a site stands behind a pool as well.
door = threading.BoundedSemaphore(40)


def all_at_once(act, arguments):
    """Run act(argument) in a thread for each argument, started together; returns the results, raises what a thread raised."""
    start, results, faults = threading.Barrier(len(arguments)), [], []

    def run(argument):
        start.wait()
        try:
            with door:
                try:
                    results.append(act(argument))
                finally:
                    connection.close()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    if faults:
        raise faults[0]
    return results


def naive_recommend(idea, member):
    """What a site without constraints and F() does; the twin that shows the test can fail."""
    if Recommendation.objects.filter(idea=idea, member=member).exists():
        return False
    count = Idea.objects.get(pk=idea.pk).recommendation_count
    time.sleep(0.05)
    Recommendation.objects.create(idea=idea, member=member)
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=count + 1)
    return True


def test_two_hundred_threads_recommend_one_idea_and_the_count_is_exact():
    idea = IdeaFactory()
    members = UserFactory.create_batch(THREADS)
    added = all_at_once(lambda member: participation.recommend(idea, member), members)
    assert sum(added) == THREADS
    idea = Idea.objects.get(pk=idea.pk)
    assert idea.recommendation_count == idea.recommendations == Recommendation.objects.filter(idea=idea).count() == THREADS
    assert idea.trend == pytest.approx(participation.trend(idea))


def test_one_member_pressing_two_hundred_times_counts_once():
    idea, member = IdeaFactory(), UserFactory()
    added = all_at_once(lambda _: participation.recommend(idea, member), range(THREADS))
    assert sum(added) == 1
    assert Idea.objects.get(pk=idea.pk).recommendation_count == Recommendation.objects.count() == 1


def test_giving_and_taking_back_in_a_storm_leaves_the_count_equal_to_the_rows():
    idea = IdeaFactory()
    members = UserFactory.create_batch(20)
    acts = [(member, act) for member in members for act in (participation.recommend, participation.take_back) * 5]
    all_at_once(lambda pair: pair[1](idea, pair[0]), acts)
    assert Idea.objects.get(pk=idea.pk).recommendation_count == Recommendation.objects.filter(idea=idea).count()


def test_comments_and_replies_written_together_are_all_counted():
    idea = IdeaFactory()
    members = UserFactory.create_batch(60)
    parent = participation.comment(idea, members[0], "첫 의견이에요.")
    all_at_once(lambda member: participation.comment(idea, member, "저도요.", parent=parent), members)
    assert Idea.objects.get(pk=idea.pk).comment_count == 61
    assert Comment.objects.get(pk=parent.pk).reply_count == 60


def test_the_naive_way_loses_recommendations():
    idea = IdeaFactory()
    all_at_once(lambda member: naive_recommend(idea, member), UserFactory.create_batch(40))
    assert Idea.objects.get(pk=idea.pk).recommendation_count < 40
