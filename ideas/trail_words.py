"""발자취 in plain words: one warm sentence for everything that can happen to an idea."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common import korean
from ideas.models import Passage, PromiseKind, Role, TrailEntry

# Who acts, with the particle of a subject. Departments are called by the name they had; an import does not know who it was.
ACTORS: dict[str, object] = {
    Role.PROPOSER: gettext_lazy("쓴 사람이"),
    Role.CITIZEN: gettext_lazy("시민이"),
    Role.DEPARTMENT: gettext_lazy("담당 부서가"),
    Role.OFFICE: gettext_lazy("창의담당관이"),
    Role.SYSTEM: gettext_lazy("시가"),
    Role.IMPORT: "",
}
# Owners of promises that are no department, as the trail names them (Promise.owner_name).
OWNERS = {"창의담당관": gettext_lazy("창의담당관"), "쓴 사람": gettext_lazy("쓴 사람")}
ANYTHING = gettext_lazy("%(who)s 상상을 움직였어요")


def _promised(entry: TrailEntry) -> str:
    kind = entry.data.get("promise")
    if kind == PromiseKind.SUPPLEMENT:
        return _("쓴 사람이 더 들려줄 수 있는 날은 %(due)s까지예요")
    if kind == PromiseKind.RE_REVIEW:
        return _("%(owner)s 다시 살펴보기로 약속했어요. %(due)s까지")
    return _("%(owner)s %(promise_object)s 약속했어요. %(due)s까지")


def _gate_reached(entry: TrailEntry) -> str:
    if entry.data.get("passage") == Passage.ANSWER:
        counted, plain = _("이웃 %(recommendations)s명이 추천해서 시가 답할 차례예요"), _("이웃들의 힘으로 시가 답할 차례예요")
    elif entry.data.get("passage") == Passage.WORKING:
        counted, plain = _("이웃 %(recommendations)s명의 추천으로 실무회의 문턱을 넘었어요"), _("실무회의 문턱을 넘었어요")
    else:
        counted, plain = _("이웃 %(recommendations)s명의 추천으로 상상토론 문턱을 넘었어요"), _("상상토론 문턱을 넘었어요")
    return counted if entry.data.get("recommendations") else plain


def _routed(entry: TrailEntry) -> str:
    if entry.data.get("before"):
        return _("%(who)s 담당을 %(before)s에서 %(department_to)s 바꿨어요")
    if entry.data.get("post"):
        return _("%(who)s %(department)s에 맡겼어요. 맡은 자리는 %(post)s")
    return _("%(who)s %(department)s에 맡겼어요")


def _objected(entry: TrailEntry) -> str:
    if entry.data.get("suggested"):
        return _("%(who)s 우리 부서 일이 아니라고 했어요. %(suggested)s에 맡기자고 해요")
    return _("%(who)s 우리 부서 일이 아니라고 했어요")


def _objection_settled(entry: TrailEntry) -> str:
    if entry.data.get("accepted"):
        return _("%(who)s 부서의 말을 받아들였어요")
    return _("%(who)s %(department)s에 그대로 맡아 달라고 했어요")


def _interim_answered(entry: TrailEntry) -> str:
    if entry.data.get("due_on"):
        return _("%(who)s 중간 답변을 했어요. 새로 약속한 날은 %(due)s")
    return _("%(who)s 중간 답변을 했어요")


def _transfer(entry: TrailEntry) -> str:
    return _("%(who)s %(transfer_to)s 보냈어요") if entry.data.get("transfer_to") else _("%(who)s 다른 기관으로 보냈어요")


def _conclude(entry: TrailEntry) -> str:
    return _("%(who)s 여기에서 맺었어요. 근거: %(ground)s") if entry.data.get("ground") else _("%(who)s 여기에서 맺었어요")


def _merge(entry: TrailEntry) -> str:
    return _("%(who)s 상상 %(into)s번과 합쳤어요") if entry.data.get("into") else _("%(who)s 비슷한 상상과 합쳤어요")


def _by_itself(of_itself: str, by_somebody: str) -> Callable[[TrailEntry], str]:
    """Other words when nobody did it but the city's clock."""
    return lambda entry: str(of_itself if entry.role == Role.SYSTEM else by_somebody)


def _at_a_meeting(there: str, otherwise: str) -> Callable[[TrailEntry], str]:
    """Other words when a meeting decided it."""
    return lambda entry: str(there if entry.data.get("meeting") else otherwise)


# kind → what is told of it, or what chooses the words by what the entry holds.
WORDS: dict[str, str | Callable[[TrailEntry], str]] = {
    # Steps of the lifecycle.
    "publish": gettext_lazy("%(who)s 상상을 올렸어요"),
    "promote": _by_itself(gettext_lazy("저절로 상상토론으로 올라갔어요"), gettext_lazy("%(who)s 상상토론으로 올렸어요")),
    "super_pass": gettext_lazy("%(who)s 슈퍼패스로 상상토론에 올렸어요"),
    "send_to_working": _by_itself(gettext_lazy("저절로 실무회의로 올라갔어요"), gettext_lazy("%(who)s 실무회의로 보냈어요")),
    "super_pass_to_working": gettext_lazy("%(who)s 슈퍼패스로 실무회의에 보냈어요"),
    "put_on_agenda": _at_a_meeting(
        gettext_lazy("%(meeting)s에서 실현회의 안건으로 올리기로 했어요"), gettext_lazy("%(who)s 실현회의 안건으로 올렸어요")
    ),
    "adopt": _at_a_meeting(gettext_lazy("%(meeting)s에서 채택했어요"), gettext_lazy("%(who)s 채택했어요")),
    "fast_adopt": gettext_lazy("%(who)s 논스톱으로 채택했어요"),
    "adopt_in_part": _at_a_meeting(gettext_lazy("%(meeting)s에서 일부를 채택했어요"), gettext_lazy("%(who)s 일부를 채택했어요")),
    "hold": _at_a_meeting(gettext_lazy("%(meeting)s에서 잠시 미루기로 했어요"), gettext_lazy("%(who)s 잠시 미루기로 했어요")),
    "not_adopt": _at_a_meeting(
        gettext_lazy("%(meeting)s에서 이번에는 채택하지 않기로 했어요"), gettext_lazy("%(who)s 이번에는 채택하지 않기로 했어요")
    ),
    "transfer": _transfer,
    "conclude": _conclude,
    "ask_supplement": gettext_lazy("%(who)s 조금 더 들려 달라고 부탁했어요"),
    "give_supplement": gettext_lazy("%(who)s 이야기를 더 보탰어요"),
    "withdraw": gettext_lazy("%(who)s 상상을 거둬들였어요"),
    "merge": _merge,
    "undo_merge": gettext_lazy("%(who)s 합친 것을 되돌렸어요"),
    "ask_re_review": gettext_lazy("%(who)s 다시 살펴봐 달라고 했어요"),
    "uphold": gettext_lazy("%(who)s 다시 살펴보고 결정을 그대로 두었어요"),
    "reconsider": gettext_lazy("%(who)s 다시 살펴보고 실무회의로 보냈어요"),
    "reopen": gettext_lazy("%(who)s 두 번째 삶을 주었어요. 상상이 다시 흘러요"),
    # Promises and their clocks.
    "promised": _promised,
    "clock_stopped": gettext_lazy("%(promise)s 약속의 시계가 잠시 멈췄어요"),
    "clock_resumed": gettext_lazy("%(promise)s 약속의 시계가 다시 가요. %(due)s까지"),
    "promise_moved": gettext_lazy("%(promise)s 약속을 %(owner)s 이어받았어요. %(due)s까지"),
    "gate_reached": _gate_reached,
    # Who takes care of it.
    "routed": _routed,
    "objected": _objected,
    "objection_settled": _objection_settled,
    "opinion_asked": gettext_lazy("%(who)s %(department)s의 의견을 물었어요. %(due)s까지"),
    "opinion_given": gettext_lazy("%(department_subject)s 의견을 보냈어요"),
    # The trail of the idea that others went into.
    "merged_here": gettext_lazy("상상 %(number)s번이 이 상상에 합쳐졌어요"),
    "merge_undone": gettext_lazy("합쳐진 상상 %(number)s번이 다시 나뉘었어요"),
    # Answers.
    "interim_answered": _interim_answered,
    "answered": gettext_lazy("%(who)s 답변했어요"),
    "answer_changed": gettext_lazy("%(who)s 답변을 고쳤어요"),
    "answer_withdrawn": gettext_lazy("%(who)s 답변을 거둬들였어요"),
    # Debates, panel, meetings and cards.
    "debate_opened": gettext_lazy("상상토론이 열렸어요. %(closes)s까지 누구나 생각을 보탤 수 있어요"),
    "debate_closed": gettext_lazy("상상토론이 끝났어요. 찬성 %(pro)s명, 반대 %(con)s명, 실현방안 %(how)s명"),
    "debate_extended": gettext_lazy("%(who)s 상상토론을 %(closes)s까지 늘렸어요"),
    "debate_summarised": gettext_lazy("%(who)s 상상토론을 정리한 글을 올렸어요"),
    "rated": gettext_lazy("상상누리단 %(reviews)s명이 평가했어요. 100점 만점에 %(median)s점"),
    "lift_opened": gettext_lazy("상상누리단이 슈퍼패스 투표를 시작했어요"),
    "lift_passed": gettext_lazy("상상누리단 %(votes)s명이 슈퍼패스에 찬성했어요"),
    "on_meeting": gettext_lazy("%(meeting)s 안건에 올랐어요"),
    "off_meeting": gettext_lazy("%(meeting)s 안건에서 내렸어요"),
    "not_picked": gettext_lazy("%(meeting)s에서 이번에는 올리지 않기로 했어요"),
    "not_discussed": gettext_lazy("%(meeting)s에서 다루지 못했어요"),
    "card_opened": gettext_lazy("관리카드가 만들어졌어요. 이제부터 어떻게 이루는지 지켜볼 수 있어요"),
    "card_planned": gettext_lazy("%(who)s 추진계획을 세웠어요"),
    "card_moved": gettext_lazy("관리카드가 “%(status)s”로 옮겨 갔어요"),
    "card_delayed": gettext_lazy("마치는 날이 %(before)s에서 %(after)s로 바뀌었어요"),
    "card_cost_moved": gettext_lazy("예산이 %(before)s원에서 %(after)s원으로 바뀌었어요"),
    "card_joined": gettext_lazy("%(who)s 상상 %(number)s번과 함께 이루기로 했어요"),
    "card_transferred": gettext_lazy("%(who)s 관리카드를 %(department_to)s 보냈어요"),
    "card_reported": gettext_lazy("%(who)s 추진현황을 알렸어요"),
    "card_stale": gettext_lazy("두 달 넘게 추진현황이 없어요"),
    "card_left": gettext_lazy("맡은 자리가 비어서 인수인계를 기다려요. %(due)s까지"),
    "card_handed_over": gettext_lazy("%(department_subject)s 관리카드를 이어받았어요"),
    "card_measured": gettext_lazy("%(who)s 이룬 뒤 무엇이 달라졌는지 알렸어요"),
    "entered_hall": gettext_lazy("쓴 사람이 천상인이 되어 명예의 전당에 올랐어요"),
    # The book-keeping of the trail itself.
    "imported": gettext_lazy("옛 시스템에서 옮겨 왔어요"),
    "blotted_out": gettext_lazy("법에 따라 %(number)s번째 발자취의 까닭을 지웠어요"),
}


def sentence(entry: TrailEntry) -> str:
    """What happened and when: "7월 3일, 버스정책과가 답변을 약속했어요. 8월 2일까지"."""
    return _("%(day)s, %(told)s") % {"day": day_of(entry), "told": told(entry)}


def day_of(entry: TrailEntry) -> str:
    """The day in Seoul on which it happened."""
    return day_words(timezone.localdate(entry.at))


def told(entry: TrailEntry) -> str:
    """What happened, without the day. A kind nobody has words for is told in general ones."""
    words = WORDS.get(entry.kind, ANYTHING)
    chosen = words(entry) if callable(words) else str(words)
    return (chosen % Facts(entry)).strip()


def day_words(day: date) -> str:
    """A day for people, with its year unless that is the present one."""
    pattern = _("n월 j일") if day.year == timezone.localdate().year else _("Y년 n월 j일")
    return date_format(day, pattern)


class Facts(dict):
    """What the sentences can name of an entry; what it does not hold is left open ("…")."""

    def __init__(self, entry: TrailEntry):
        data = {name: value for name, value in entry.data.items() if isinstance(value, str | int | float)}
        super().__init__(data)
        self["who"] = who(entry)
        self["due"] = due_words(data.get("due_on", ""))
        if "promise" in data:
            label = str(dict(PromiseKind.choices).get(data["promise"], data["promise"]))
            self["promise"], self["promise_object"] = label, with_particle(label, "을/를")
        if entry.kind == "card_delayed":
            self["before"], self["after"] = due_words(data.get("before")), due_words(data.get("after"))
        if "closes_on" in data:
            self["closes"] = due_words(data["closes_on"])
        if "owner" in data:
            owner = data["owner"]
            self["owner"] = with_particle(OWNERS.get(owner, owner), "이/가")
        if "department" in data:
            self["department_subject"] = with_particle(data["department"], "이/가")
            self["department_to"] = with_particle(data["department"], "으로/로")
        if "transfer_to" in data:
            self["transfer_to"] = with_particle(data["transfer_to"], "으로/로")

    def __missing__(self, name: str) -> str:
        return "…"


def who(entry: TrailEntry) -> str:
    """Whoever acted, as the subject of a sentence; nobody for what came along with an import."""
    if entry.department:
        return with_particle(entry.department, "이/가")
    return str(ACTORS.get(entry.role, ACTORS[Role.SYSTEM]))


def with_particle(word: object, pair: str) -> str:
    """A word with its particle on a Korean page; other languages have none."""
    return korean.josa(str(word), pair) if get_language() == "ko" else str(word)


def due_words(day: object) -> str:
    """The last day of something promised, from what an entry holds (`2026-08-02`)."""
    try:
        return day_words(date.fromisoformat(str(day)))
    except ValueError:
        return str(day) or "…"
