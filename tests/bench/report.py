"""Writes down what was measured."""

import math
import os
import platform
import statistics
from datetime import date


def rows_of(city: dict) -> list[str]:
    """The table of one city in Markdown."""
    lines = [
        "| page or act | connections | answers/s | p50 ms | p95 ms | × sql20 | × raw | queries |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in city["rows"]:
        raw = f"{statistics.median(row.raw_ratios):.2f}" if row.raw_ratios else ""
        lines.append(
            f"| {row.name} | {row.connections} | {statistics.median(row.rates):.0f} | {row.p50:.1f} | {row.p95:.1f} "
            f"| {row.ratio:.2f} | {raw} | {'' if row.queries is None else row.queries} |"
        )
    return lines


def text(cities: list[dict]) -> str:
    """What the terminal shows at the end."""
    return "\n".join(
        line for city in cities for line in (f"\n{city['size']:,} ideas, worker {city['memory']} MB", *rows_of(city))
    )


def growth(cities: list[dict]) -> list[str]:
    """How the time of each page grows with the city: time ~ n^e from the smallest to the largest, against the yardstick."""
    if len(cities) < 2:
        return []
    first, last = cities[0], cities[-1]
    span = math.log(last["size"] / first["size"])
    lines = ["| page or act | e (time ~ n^e) |", "|---|---|"]
    for small, large in zip(first["rows"], last["rows"], strict=True):
        if small.connections == 1:
            lines.append(f"| {small.name} | {math.log(small.ratio / large.ratio) / span:+.3f} |")
    return [f"\n## Growth from {first['size']:,} to {last['size']:,} ideas\n", *lines]


def document(cities: list[dict], options) -> str:
    """docs/PERFORMANCE.md."""
    lines = [
        "# Measured figures",
        "",
        "Written by `make bench`; do not edit by hand. Machines differ and are noisy, so every figure is a ratio to a yardstick",
        "measured beside it in the same run: **sql20** is a bare Django view with one indexed query and a template of 20 rows,",
        "**raw** a bare view that returns as many bytes from memory. Same command (gunicorn, 2 workers of 4 threads), same",
        "database. Limits for one visitor are off, because one machine plays them all. Visitors get a kept page while nothing on",
        "it changed (common/kept_pages.py); rows marked *made anew* go around that. Members get ideas, lists and meetings as",
        "they are kept for all, with the parts made anew that are their own (common/shared_pages.py).",
        "",
        f"{date.today()} · Python {platform.python_version()} · {os.cpu_count()} cores · PostgreSQL · "
        f"{options.rounds} rounds of {options.seconds:g} s, medians.",
    ]
    for city in cities:
        facts = city["facts"]
        lines += [
            f"\n## {city['size']:,} ideas",
            "",
            f"{facts['recommendations']:,} recommendations, {facts['comments']:,} comments. "
            f"Filled in {facts['seconds_to_fill']:.0f} s. Worker memory {city['memory']} MB.",
            "",
            *rows_of(city),
        ]
    return "\n".join([*lines, *growth(cities)]) + "\n"
