"""The diagram of the lifecycle, drawn from STEPS itself so that it cannot be wrong (manage.py draw_lifecycle)."""

from ideas.lifecycle import STEPS, Step
from ideas.stages import Stage

ORDER = [stage.value for stage in Stage]
BACK = "undo_merge"


def mermaid() -> str:
    """A state diagram as Mermaid source. Steps between the same two stages share an arrow; those that change none are loops."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in STEPS.values():
        for stage in sorted(step.from_stages, key=ORDER.index):
            for to in targets(step, stage):
                arrows.setdefault((stage, to), []).append(step.name)
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    for (from_, to), names in sorted(arrows.items(), key=lambda arrow: (ORDER.index(arrow[0][0]), ORDER.index(arrow[0][1]))):
        lines.append(f"    {from_} --> {to}: {', '.join(names)}")
    return "\n".join([*lines, "    closed --> [*]"])


def targets(step: Step, stage: Stage) -> list[str]:
    """Where a step leads from a stage; undoing a merge leads back to wherever the idea was merged."""
    if step.name == BACK:
        return sorted((back.value for back in STEPS["merge"].from_stages), key=ORDER.index)
    return [(step.to_stage or stage).value]


def plain() -> str:
    """Every step with where it leads, who may take it and what it wants, as a table of text."""
    head = ("step", "from", "to", "outcome", "permission", "reason", "clock", "stamp")
    rows = [head, *(row(step) for step in STEPS.values())]
    widths = [max(len(cells[place]) for cells in rows) for place in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def row(step: Step) -> tuple[str, ...]:
    """One step as cells of the table."""
    stays = "(back)" if step.name == BACK else "(stays)"
    return (
        step.name,
        " ".join(stage.value for stage in sorted(step.from_stages, key=ORDER.index)),
        step.to_stage.value if step.to_stage else stays,
        step.outcome.value if step.outcome else "",
        step.permission.removeprefix("ideas."),
        "yes" if step.needs_reason else "",
        "yes" if step.is_automatic else "",
        step.stamp,
    )


def document() -> str:
    """docs/LIFECYCLE.md: both drawings with what they mean."""
    return f"""# The way of an idea

Made by `manage.py draw_lifecycle --write` from `STEPS` in ideas/lifecycle.py; a test compares them. `advance()` there is the
only code that changes a stage or an outcome, and each step leaves one entry in the public trail.

```mermaid
{mermaid()}
```

`undo_merge` leads back to the stage in which the idea was merged.

```
{plain()}
```

**from, to**: stages; `(stays)` changes none, `(back)` the one before. **permission**: a name of ideas/rules.py without `ideas.`;
it looks at the member and at the idea. **reason**: the step wants public words. **clock**: the city's own clock may take it,
when an idea passes a bar that opens by itself. **stamp**: the column that keeps the time.
"""
