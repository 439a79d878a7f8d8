"""What no single app owns: counters, the memory of scheduled jobs, rate limits."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone


class Sequence(models.Model):
    """A named counter without gaps, such as the public numbers of ideas."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @classmethod
    def take(cls, name: str, count: int = 1) -> int:
        """Reserve `count` numbers in a row and return the first; must run inside a transaction."""
        cls.objects.get_or_create(name=name)
        cls.objects.filter(name=name).update(value=F("value") + count)
        return cls.objects.get(name=name).value - count + 1


class JobRun(models.Model):
    """One run of a scheduled job in one time slot; the unique row keeps two tickers from doing it twice."""

    name = models.CharField(max_length=60)
    slot = models.CharField(max_length=40, help_text="the time slot, e.g. 2026-11-22 for a daily job")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="jobrun_once_per_slot")]
        indexes = [models.Index(fields=["started_at"], name="jobrun_started")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class Heartbeat(models.Model):
    """When a background process was last seen alive; /readyz reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str) -> None:
        """Say that the process `name` is alive now."""
        cls.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})


class TokenBucket(models.Model):
    """A rate limit kept in the database, so that every process counts together.

    A bucket fills steadily and holds at most one period's worth; each act takes one drop. Named limits stand in common/limits.py.
    """

    key = models.CharField(max_length=120, primary_key=True)
    level = models.FloatField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["updated_at"], name="tokenbucket_updated")]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def take(cls, key: str, capacity: int, period: timedelta) -> float:
        """Take one drop from bucket `key`.

        capacity: acts allowed per period. Returns 0.0 when allowed, else the seconds to wait for the next drop.
        """
        now = timezone.now()
        rate = capacity / period.total_seconds()
        with transaction.atomic():
            bucket, created = cls.objects.select_for_update().get_or_create(
                key=key, defaults={"level": capacity - 1, "updated_at": now}
            )
            if created:
                return 0.0
            level = min(capacity, bucket.level + max(0.0, (now - bucket.updated_at).total_seconds()) * rate)
            if level < 1:
                return (1 - level) / rate
            cls.objects.filter(key=key).update(level=level - 1, updated_at=now)
        return 0.0
