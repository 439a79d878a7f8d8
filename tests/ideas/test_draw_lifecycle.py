"""manage.py draw_lifecycle: the diagram says what the code does."""

import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from ideas import diagram
from ideas.lifecycle import STEPS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "LIFECYCLE.md"


def test_the_document_is_what_the_command_writes():
    assert DOCUMENT.read_text(encoding="utf-8") == diagram.document(), "run manage.py draw_lifecycle --write"


def test_every_step_is_drawn_from_each_of_its_stages():
    drawn = {
        (from_, name)
        for from_, names in re.findall(r"^    (\w+) --> \w+: (.+)$", diagram.mermaid(), re.MULTILINE)
        for name in names.split(", ")
    }
    assert drawn == {(stage.value, step.name) for step in STEPS.values() for stage in step.from_stages}


def test_the_command_prints_the_diagram_and_the_table():
    out = StringIO()
    call_command("draw_lifecycle", stdout=out)
    text = out.getvalue()
    assert text.startswith("stateDiagram-v2\n    [*] --> draft\n    draft --> proposed: publish\n")
    assert all(re.search(rf"^{name} ", text, re.MULTILINE) for name in STEPS)
    assert diagram.plain() in text
