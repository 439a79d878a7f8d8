"""How support, comments and time are spread over the made-up city: as in the real data, most get nothing and a few get much."""

import random
from datetime import UTC, date, datetime, timedelta
from math import gcd

# Of the real ideas more than half have no recommendation at all, and one in two hundred has fifty.
WITHOUT_ANY = 0.55
TAIL = 1.15  # exponent of the power law; smaller means a longer tail
DAYTIMES = 4096
SEOUL_AHEAD = 9  # hours


def power_law(rng: random.Random, count: int, total: int, most: int) -> list[int]:
    """Spread `total` over `count` places by a power law, nobody above `most`; the sum is exact.

    Raises ValueError when `total` cannot be spread.
    """
    if total > count * most:
        raise ValueError(f"{total} do not fit into {count} times {most}")
    if not total:
        return [0] * count
    pull = [rng.paretovariate(TAIL) if rng.random() >= WITHOUT_ANY else 0.0 for _ in range(count)]
    if not any(pull):
        pull[rng.randrange(count)] = 1.0
    low, high = 0.0, max(1.0, float(total))
    sample = pull if count <= 20_000 else rng.sample(pull, 20_000)
    wanted = total * len(sample) / count
    for _ in range(40):
        scale = (low + high) / 2
        if sum(min(most, int(weight * scale)) for weight in sample) < wanted:
            low = scale
        else:
            high = scale
    spread = [min(most, int(weight * high)) for weight in pull]
    _correct(rng, spread, total - sum(spread), most, [place for place, weight in enumerate(pull) if weight])
    return spread


def _correct(rng: random.Random, spread: list[int], missing: int, most: int, lucky: list[int]) -> None:
    """Add or take away one here and there until nothing is missing; those without any stay so as long as possible."""
    step = 1 if missing > 0 else -1
    places = lucky
    while missing:
        open_places = [place for place in places if (spread[place] < most if step > 0 else spread[place] > 0)]
        if not open_places:
            places = range(len(spread))
            continue
        for place in rng.sample(open_places, min(abs(missing), len(open_places))):
            spread[place] += step
            missing -= step


def distinct(rng: random.Random, count: int, among: int) -> list[int]:
    """`count` different numbers below `among`, at the price of one multiplication each."""
    if count == 1:
        return [rng.randrange(among)]
    stride = rng.randrange(1, among) if among > 1 else 1
    while gcd(stride, among) != 1:
        stride = stride % among + 1
    start = rng.randrange(among)
    return [(start + i * stride) % among for i in range(count)]


class Calendar:
    """The days of the city as text, the way both databases read moments in UTC."""

    def __init__(self, rng: random.Random, years: float, today: date):
        self.rng = rng
        self.first = today - timedelta(days=max(2, int(years * 365)))
        self.last = (today - self.first).days - 1
        self.days = [(self.first + timedelta(days=day)).isoformat() for day in range(self.last + 1)]
        self.epoch = int(datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC).timestamp())
        # People write by day: hours of Seoul, most in the evening, turned into UTC.
        hours = rng.choices(range(24), [2, 1, 1, 1, 1, 1, 2, 4, 6, 8, 8, 8, 7, 8, 8, 8, 8, 8, 8, 9, 10, 10, 8, 5], k=DAYTIMES)
        self.daytimes = []
        for hour in hours:
            minute, second = rng.randrange(60), rng.randrange(60)
            hour = (hour - SEOUL_AHEAD) % 24
            self.daytimes.append((f" {hour:02}:{minute:02}:{second:02}", hour * 3600 + minute * 60 + second))

    def published(self, share: float) -> tuple[str, int, int]:
        """A moment at `share` (0 to 1) of the city's life, denser towards today: as text, in seconds since 1970, its day."""
        day = min(self.last, int(share**0.85 * (self.last + 1)))
        text, seconds = self.daytimes[int(self.rng.random() * DAYTIMES)]
        return self.days[day] + text, self.epoch + day * 86_400 + seconds, day

    def after(self, day: int, published: str) -> str:
        """A moment some days or weeks after an idea of that day was published."""
        later = day + 1 + int(self.rng.expovariate(0.06))
        text = self.daytimes[int(self.rng.random() * DAYTIMES)][0]
        if later <= self.last:
            return self.days[later] + text
        return max(published, self.days[self.last] + text)
