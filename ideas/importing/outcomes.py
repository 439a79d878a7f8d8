"""Ideas that come with their ending: reads what the city answered there, and writes it as answer, columns and trail."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Department
from common.words import clean_line, excerpt
from ideas import personal_data, trail_bulk
from ideas.cards import arriving
from ideas.importing.rows import Ending
from ideas.models import Answer, AnswerStatus, AnswerVersion, Card, Idea, Role, TrailEntry, Verdict
from ideas.stages import AnswerState, Outcome, Stage
from ideas.trail import record

# The answer itself says so, as a label ("【부분 채택 사유】", "부분채택" on a line) or of what was done ("부분채택하여 …").
PARTLY = re.compile(r"부분\s*채택(?:\s*사유)?(?=\s*(?:[】\])：:]|$)|하|되|됨|합|으로)", re.MULTILINE)
PANEL = "상상누리단"

HEADING = re.compile(r"[【\[]\s*([^】\]\n]{2,30}?)\s*[】\]]")
# How the official headings are spelled, blanks left out, and where their text belongs; other headings stay in the text.
SECTION_OF = {
    "necessity": re.compile(r"(?:제안)?(?:실행)?필요성"),
    "effect": re.compile(r"(?:제안)?(?:실행)?(?:기대)?효과성?"),
    "feasibility": re.compile(r"(?:제안)?(?:실행|실현)*가능성(?:\(.*\))?"),
    "plan": re.compile(r"(?:향후|추진|실행)+계획"),
    "refusal": re.compile(r"(?:부분채택|불채택|미채택)사유"),
}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
# A line that goes on in the next one: lines were broken by hand where the old page was narrow.
BROKEN_LINE = re.compile(r"(?<=[가-힣,])\n+\s*(?=[가-힣A-Za-z(‘“])")
BULLET = re.compile(r"^[\s○●◦□■▣▶·ㆍ\-*※①-⑮]+|^\d{1,2}[.)]\s*")
# Sentences that greet, thank, say who speaks or announce an answer instead of giving one.
POLITE = re.compile(
    r"안녕하|반갑습니다|감사|고맙|죄송|관심을|애정|기원|바랍니다|행복|평안|(?:좋은|소중한|귀한|귀중한) ?(?:제안|의견|아이디어)"
    r"|다음과 같이|아래와 같이|알려드립니다[.]?$|(?:건의|제안|문의|의견을?)(?:하여|해)? ?주(?:셨|신)|답변.{0,6}(?:드리|늦)"
    r"|담당자|문의|관련입니다|^[^,]{1,20}입니다[.]?$|^님|●"
)
SHORTEST_SUMMARY = 12  # characters; less is a label, not a sentence

# The open data put this where a number stood; a name before it is found as one before any number.
REMOVED_PHONE, ANY_PHONE = "[전화번호 삭제]", "02-000-0000"
# People addressed by log-in or full name; titles such as 선생님 are nobody's name.
ADDRESSED = re.compile(
    rf"(?<![A-Za-z0-9_가-힣])(?P<it>[A-Za-z][A-Za-z0-9_]{{2,19}}|[{personal_data.SURNAMES}][가-힣]{{2}})(?=\s?님)"
    r"(?<!선생)(?<!고객)(?<!시민)(?<!국민)(?<!주민)(?<!여러분)(?<![가-힣][장원자객])"
)
BLOT = "●"


def is_partial(answer: str) -> bool:
    """Whether an adopted idea was adopted in part: only where the answer itself says so."""
    return bool(PARTLY.search(answer))


def without_people(text: str) -> tuple[str, int]:
    """A text with everybody's names and numbers blotted out, and how many of them there were."""
    text = text.replace(REMOVED_PHONE, ANY_PHONE)
    spans = [
        (finding.start, finding.end)
        for finding in personal_data.find(text)
        if finding.kind != personal_data.Kind.SENSITIVE and ANY_PHONE not in finding.text
    ]
    spans += [
        found.span("it") for found in ADDRESSED.finditer(text) if all(found.end() <= a or found.start() >= b for a, b in spans)
    ]
    for start, end in spans:
        text = f"{text[:start]}{BLOT * (end - start)}{text[end:]}"
    return text.replace(ANY_PHONE, REMOVED_PHONE), len(spans)


def sections_of(answer: str) -> dict[str, str]:
    """The texts of an Answer by column; empty when there is no answer.

    An answer without official headings is all plan: it says what the city will do. What stands before the first heading tells
    how things are, so it goes before the necessity.
    """
    if not answer:
        return {}
    found: dict[str, list[str]] = {}
    for section, part in _parts(answer):
        if part.strip():
            found.setdefault(section, []).append(part.strip())
    texts = {section: "\n\n".join(parts) for section, parts in found.items()}
    return {"summary": summary_of(texts.get("plan") or answer) or summary_of(answer), **texts}


def _parts(answer: str) -> Iterator[tuple[str, str]]:
    """Stretches of an answer with the column each belongs to."""
    heads = [(found, section) for found in HEADING.finditer(answer) if (section := _section(found[1]))]
    if not heads:
        yield "plan", answer
        return
    yield "necessity", answer[: heads[0][0].start()]
    ends = [found.start() for found, _section in heads[1:]] + [len(answer)]
    for (found, section), end in zip(heads, ends, strict=True):
        yield section, answer[found.end() : end]


def _section(heading: str) -> str | None:
    words = re.sub(r"\s", "", heading)
    return next((section for section, pattern in SECTION_OF.items() if pattern.fullmatch(words)), None)


def summary_of(text: str) -> str:
    """The first sentence that says something, at most 200 characters; greetings and thanks are passed over."""
    sentences = [clean_line(BULLET.sub("", line)) for line in SENTENCE_END.split(BROKEN_LINE.sub(" ", text))]
    sentences = [line for line in sentences if len(line) >= SHORTEST_SUMMARY and not HEADING.fullmatch(line)]
    telling = (line for line in sentences if not POLITE.search(line))
    return excerpt(next(telling, sentences[0] if sentences else clean_line(text)), 200)


def departments_named(names: set[str]) -> dict[str, Department]:
    """Departments by name; one that the city does not have is made as a department of the past, which nobody can be put into."""
    found = {department.name: department for department in Department.objects.filter(name__in=names)}
    for name in sorted(names - found.keys() - {""}):
        slug = slugify(name, allow_unicode=True)[:50] or "department"
        taken = set(Department.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        free = next(
            one for number in range(1, len(taken) + 2) if (one := slug if number == 1 else f"{slug}-{number}") not in taken
        )
        found[name] = Department.objects.create(name=name, slug=free, is_active=False)
    return found


def outcome_of(ending: Ending) -> tuple[Outcome, Verdict]:
    """What an ending is here: the outcome of the idea and the decision of its answer, whose value names the step too."""
    if ending.is_partial:
        return Outcome.PARTLY_ADOPTED, Verdict.ADOPT_IN_PART
    return Outcome.ADOPTED, Verdict.ADOPT


def plan_of(ending: Ending) -> str:
    """What the city said it would do, under a heading of its own; an answer without headings is thanks and plan in one, and
    what it promises may be no more than to think about it."""
    has_headings = any(ending.answer.get(name) for name in Answer.SECTIONS if name != "plan")
    return ending.answer.get("plan", "") if has_headings else ""


@dataclass
class Arrival:
    """A new idea that has ended already, with what is written along with it."""

    idea: Idea
    ending: Ending
    department: Department | None

    def answer(self) -> Answer | None:
        """The city's answer, once the idea has a key. Its real day is unknown; the database wants one, so it has the day of the
        idea, and `is_imported` says that it is not to be shown."""
        if not self.ending.answer:
            return None
        return Answer(
            idea=self.idea,
            status=AnswerStatus.PUBLISHED,
            verdict=outcome_of(self.ending)[1],
            department=self.department,
            version=1,
            published_at=self.idea.published_at,
            is_imported=True,
            **self.ending.answer,
        )

    def card(self) -> Card:
        """Its card, once the idea has a key; the source dates nothing but the idea, so it was decided on that day, too."""
        self.idea.decided_at = self.idea.published_at
        return arriving.arrived(self.idea, plan_of(self.ending))

    def trail(self, answer: Answer | None, card: Card) -> list[TrailEntry]:
        """What happened to it, in order; it changes the columns of the idea on the way, as each entry remembers them.

        The opinion of the panel stands in the trail as the words of an entry: public, part of the page, and of the words that a
        law can have blotted out.
        """
        idea, day = self.idea, self.idea.published_at
        links = [trail_bulk.linked(idea, "imported", day, data={"source": idea.source})]
        if self.ending.opinion:
            links.append(trail_bulk.linked(idea, "opinion_given", day, reason=self.ending.opinion, data={"department": PANEL}))
        outcome, verdict = outcome_of(self.ending)
        if answer:
            idea.answer_state, idea.answered_at = AnswerState.ANSWERED, day
            links.append(trail_bulk.linked(idea, "answered", day, data={"answer": answer.pk, "verdict": str(verdict)}))
        idea.stage, idea.outcome, idea.closed_from = Stage.CLOSED, outcome, Stage.PROPOSED.value
        links.append(trail_bulk.linked(idea, str(verdict), day))
        links.append(trail_bulk.linked(idea, "card_opened", day, data={"card": card.pk}))
        return links


COLUMNS = ("stage", "outcome", "closed_from", "answer_state", "answered_at", "decided_at", "trail_length", "trail_head")


def write_new(arrivals: Sequence[Arrival]) -> None:
    """Answers, first wordings, cards, trails and columns of ideas that were just saved as flowing ones."""
    answers = {id(one.idea): answer for one in arrivals if (answer := one.answer())}
    Answer.objects.bulk_create(answers.values())
    AnswerVersion.objects.bulk_create(
        AnswerVersion(answer=answer, number=1, created_at=answer.published_at, **texts_of(answer)) for answer in answers.values()
    )
    cards = Card.objects.bulk_create(one.card() for one in arrivals)
    trails = zip(arrivals, cards, strict=True)
    trail_bulk.save([(one.idea, one.trail(answers.get(id(one.idea)), card)) for one, card in trails])
    write_columns([one.idea for one in arrivals])


def write_columns(ideas: Sequence[Idea]) -> None:
    """Save COLUMNS of each idea: one plain statement a row, for a bulk_update of so many costs ten times as much."""
    fields = [Idea._meta.get_field(name) for name in COLUMNS]
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    rows = [[*(field.get_db_prep_save(getattr(idea, field.attname), connection) for field in fields), idea.pk] for idea in ideas]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(Idea._meta.db_table)} SET {changes} WHERE id = %s", rows)  # noqa: S608 - our own names


def texts_of(answer: Answer) -> dict[str, str]:
    """The words of an answer by column."""
    return {name: getattr(answer, name) for name in ("summary", *Answer.SECTIONS)}


def follow(idea: Idea, ending: Ending, department: Department | None) -> None:
    """Let a locked idea, saved by the caller, follow a changed ending. What the city has done with it since is left alone."""
    if idea.stage != Stage.CLOSED or idea.outcome not in (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED):
        return
    card = arriving.card_of(idea)
    # A card that somebody here looks after stays where it is, and so does its idea.
    if department and department != idea.department and (card is None or arriving.is_untouched(card, idea)):
        before, idea.department = idea.department, department
        _record(idea, "routed", data={"department": department.name, "before": before.name if before else "", "post": idea.post})
    outcome, verdict = outcome_of(ending)
    said = idea.trail.filter(kind="opinion_given", role=Role.IMPORT).order_by("-number").first()
    # An opinion whose words were blotted out stays away.
    if ending.opinion and (said is None or (said.reason and said.reason != ending.opinion)):
        _record(idea, "opinion_given", reason=ending.opinion, data={"department": PANEL})
    answer = idea.answers.filter(is_imported=True).order_by("id").first()
    if answer:
        _reword(idea, answer, ending, department)
    elif ending.answer:
        answer = Arrival(idea, ending, department).answer()
        answer.save()
        AnswerVersion.objects.create(answer=answer, number=1, created_at=answer.published_at, **texts_of(answer))
        idea.answer_state, idea.answered_at = AnswerState.ANSWERED, idea.published_at
        _record(idea, "answered", data={"answer": answer.pk, "verdict": str(verdict)})
    if idea.outcome != outcome:
        idea.outcome = outcome
        _record(idea, str(verdict))
    _follow_card(idea, ending, card)


def _follow_card(idea: Idea, ending: Ending, card: Card | None) -> None:
    """Open the card that an earlier import did not make yet; one that is still as it came follows its source."""
    if card is None:
        idea.decided_at = idea.published_at
        card = arriving.arrived(idea, plan_of(ending))
        card.save()
        _record(idea, "card_opened", data={"card": card.pk})
    elif arriving.is_untouched(card, idea):
        card = arriving.told_of(card, idea, plan_of(ending) or card.plan)
        card.opened_at = card.moved_at = idea.decided_at = idea.published_at
        card.save()


def _reword(idea: Idea, answer: Answer, ending: Ending, department: Department | None) -> None:
    """A changed answer keeps its earlier wording; one that the source has lost stays as it was."""
    if not ending.answer:
        return
    texts = {name: ending.answer.get(name, "") for name in ("summary", *Answer.SECTIONS)}
    is_reworded = texts != texts_of(answer)
    answer.department, answer.verdict = department or answer.department, outcome_of(ending)[1]
    if is_reworded:
        for name, text in texts.items():
            setattr(answer, name, text)
        answer.version += 1
        answer.changed_at = answer.saved_at = timezone.now()
        AnswerVersion.objects.create(answer=answer, number=answer.version, reason=_("옮겨 온 곳에서 바뀌었어요."), **texts)
        _record(idea, "answer_changed", data={"answer": answer.pk, "version": answer.version})
    answer.save()


def _record(idea: Idea, kind: str, reason: str = "", data: dict | None = None) -> None:
    record(idea, kind, None, reason, data=data, role=Role.IMPORT)
