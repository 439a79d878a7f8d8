"""What the city's clock does for ideas."""

import pytest
from django.utils import timezone

from common.jobs import all_jobs
from ideas.models import Idea, IdeaView
from tests.factories.ideas import IdeaFactory


@pytest.mark.django_db
def test_the_clock_adds_views_to_the_counts():
    idea = IdeaFactory()
    IdeaView.objects.create(idea=idea, day=timezone.localdate(), reader="r")
    job = next(job for job in all_jobs() if job.name == "ideas.count_views")
    job.work()
    job.work()
    assert Idea.objects.get(pk=idea.pk).view_count == 1
    assert job.every.total_seconds() == 10
