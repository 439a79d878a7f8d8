"""`make bench`: fill a city, start the site and the yardsticks, measure in turn, write docs/PERFORMANCE.md."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass

import environ
import psycopg

from tests.bench import report
from tests.bench.load import Request, measure
from tests.bench.scenarios import acts, pages
from tests.bench.server import ROOT, memory_of, serving
from tests.cluster import temporary_cluster

# One machine plays all visitors, so the limits for one visitor are off.
SITE = {"DJANGO_SETTINGS_MODULE": "oasis.settings.production", "LOG_LEVEL": "WARNING", "RATE_LIMITS": "no"}


@dataclass
class Row:
    """One measured scenario in one city."""

    name: str
    connections: int
    rates: list[float]
    ratios: list[float]
    raw_ratios: list[float]
    p50: float
    p95: float
    queries: int | None
    floor: float

    @property
    def ratio(self) -> float:
        """Median ratio of answers per second to sql20 measured beside it."""
        return statistics.median(self.ratios)


def database_for(url: str, size: int) -> str:
    """An empty database for one city beside the one `url` names."""
    base, _, name = url.partition("?")[0].rpartition("/")
    name = f"bench_{name}_{size}"
    config = environ.Env.db_url_config(url)
    with psycopg.connect(
        host=config["HOST"], port=config["PORT"] or 5432, user=config["USER"], password=config["PASSWORD"], dbname=config["NAME"],
        autocommit=True,
    ) as server:  # fmt: skip
        server.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(psycopg.sql.Identifier(name)))
        server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    query = f"?{url.partition('?')[2]}" if "?" in url else ""
    return f"{base}/{name}{query}"


def manage(environment: dict, *arguments: str) -> str:
    """Run a management command on the city and return what it prints."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment, "PYTHONPATH": path}, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def fill(environment: dict, size: int, members: int) -> dict:
    """Make a city of `size` ideas and return its facts."""
    manage(environment, "-m", "oasis", "migrate", "-v0")
    manage(environment, "-m", "oasis", "createcachetable")
    manage(environment, "-m", "oasis", "collectstatic", "--noinput", "-v0")
    began = time.perf_counter()
    counts = {"ideas": size, "members": max(500, size // 5), "comments": size * 3, "recommendations": size * 10}
    numbers = [word for name, count in counts.items() for word in (f"--{name}", str(count))]
    manage(environment, "-m", "oasis", "make_city", "--yes", "--seed", "7", *numbers)
    seconds = time.perf_counter() - began
    return {**facts_of(environment, members), "seconds_to_fill": seconds}


def facts_of(environment: dict, members: int) -> dict:
    """What the load needs to know of a city."""
    return json.loads(manage(environment, "-m", "tests.bench.facts", str(members)).splitlines()[-1])


def measure_city(url: str, size: int, options) -> dict:
    """All rows of one city on the server of `url`."""
    if options.there:
        environment = {**SITE, "DATABASE_URL": url}
        facts = {**facts_of(environment, options.members), "seconds_to_fill": 0}
        size = facts["ideas"]
        print(f"— {size:,} ideas that are there", flush=True)
    else:
        environment = {**SITE, "DATABASE_URL": database_for(url, size)}
        print(f"— {size:,} ideas: filling", flush=True)
        facts = fill(environment, size, options.members)
    rows = []
    with (
        serving("oasis.wsgi:application", environment) as (site, pid),
        serving("tests.bench.yardstick:application", environment) as (yardstick, _),
    ):
        for connections in options.connections:
            for page in pages():
                if options.only and not any(part in page.name for part in options.only.split(",")):
                    continue
                rows.append(measure_one(page, page.requests(facts), (200,), site, yardstick, connections, facts, options))
            for number, act in enumerate(acts() if not options.only else ()):
                rows.append(measure_act(act, number, site, yardstick, connections, facts, options))
        memory = memory_of(pid)
    return {"size": size, "facts": facts, "rows": rows, "memory": memory}


def measure_one(scenario, requests, expected, site, yardstick, connections, facts, options) -> Row:
    """Site and yardstick in turn, `rounds` times."""
    warm = measure(site, requests, 8, min(options.seconds, 2.0), expected)
    rates, ratios, raw_ratios, times = [], [], [], []
    for _ in range(options.rounds):
        sql20 = measure(yardstick, [Request("/sql20/")], connections, options.seconds)
        ours = measure(site, requests, connections, options.seconds, expected)
        if ours.failures:
            raise SystemExit(f"{scenario.name}: {len(ours.failures)} answers went wrong: {sorted(set(ours.failures))}")
        raw = measure(yardstick, [Request(f"/raw/{warm.size}/")], connections, options.seconds / 2)
        rates.append(ours.rate)
        ratios.append(ours.rate / sql20.rate)
        raw_ratios.append(ours.rate / raw.rate)
        times += ours.times
    ours.times = times
    row = Row(
        scenario.name, connections, rates, ratios, raw_ratios, ours.percentile(0.5), ours.percentile(0.95),
        facts["queries"].get(scenario.name), scenario.floor,
    )  # fmt: skip
    print(f"  {row.name:32} {connections} conn  {statistics.median(rates):8.1f}/s  {row.ratio:5.2f} × sql20", flush=True)
    return row


def measure_act(act, number, site, yardstick, connections, facts, options) -> Row:
    """Like measure_one with fresh members each time, so that every request writes."""
    shares = len(options.connections) * (options.rounds + 1)
    position = options.connections.index(connections) * (options.rounds + 1)
    rates, ratios, raw_ratios, times = [], [], [], []
    for turn in range(options.rounds):
        sql20 = measure(yardstick, [Request("/sql20/")], connections, options.seconds)
        requests = act.requests(facts, position + turn, shares)
        ours = measure(site, requests, connections, options.seconds, (200,))
        if ours.failures:
            raise SystemExit(f"{act.name}: {len(ours.failures)} answers went wrong: {sorted(set(ours.failures))}")
        rates.append(ours.rate)
        ratios.append(ours.rate / sql20.rate)
        times += ours.times
    ours.times = times
    row = Row(act.name, connections, rates, ratios, raw_ratios, ours.percentile(0.5), ours.percentile(0.95), None, act.floor)
    print(f"  {row.name:32} {connections} conn  {statistics.median(rates):8.1f}/s  {row.ratio:5.2f} × sql20", flush=True)
    return row


def main() -> int:
    """Measure, print, and either write the document or (with --quick) fail when something fell far."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 ideas, one short round, check against the floors")
    parser.add_argument("--sizes", default="1000,10000,100000", help="cities to measure, in ideas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one measurement")
    parser.add_argument("--there", action="store_true", help="measure the city in DATABASE_URL as it is, and write no document")
    parser.add_argument("--only", default="", help="only pages with one of these in their name, with commas")
    options = parser.parse_args()
    options.connections, options.members = [1, 8], 12_000
    if options.quick:
        options.sizes, options.rounds, options.seconds, options.connections, options.members = "10000", 2, 0.7, [8], 3_000
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL", "")
        if options.there:
            options.sizes = "0"
        if not url.startswith(("postgres", "pgsql")):
            url = stack.enter_context(temporary_cluster())
        cities = [measure_city(url, int(size), options) for size in options.sizes.split(",")]
    print(report.text(cities))
    if options.there:
        return 0
    if options.quick:
        fallen = [row for city in cities for row in city["rows"] if row.ratio < row.floor]
        for row in fallen:
            print(f"too slow: {row.name} {row.ratio:.2f} × sql20, floor {row.floor}")
        return 1 if fallen else 0
    (ROOT / "docs" / "PERFORMANCE.md").write_text(report.document(cities, options), encoding="utf-8")
    return 0


sys.exit(main())
