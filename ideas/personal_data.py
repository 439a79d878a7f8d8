"""Finds personal and sensitive data in a text before it becomes public.

Pure functions over text: the write page warns citizens with them, and whatever officials publish can be checked the same way.
The lists are short on purpose: a warning that cries wolf is clicked away. `find` marks what it is sure enough about.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What was found; the value is a stable name for forms and statistics."""

    RESIDENT_NUMBER = "resident_number"
    BIRTH = "birth"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    ACCOUNT = "account"
    PASSPORT = "passport"
    LICENCE = "licence"
    PLATE = "plate"
    NAME = "name"
    ADDRESS = "address"
    SENSITIVE = "sensitive"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Kind.RESIDENT_NUMBER: _("주민등록번호"),
    Kind.BIRTH: _("생년월일과 성별"),
    Kind.PHONE: _("전화번호"),
    Kind.EMAIL: _("이메일 주소"),
    Kind.CARD: _("카드 번호"),
    Kind.ACCOUNT: _("계좌 번호"),
    Kind.PASSPORT: _("여권 번호"),
    Kind.LICENCE: _("운전면허 번호"),
    Kind.PLATE: _("자동차 번호"),
    Kind.NAME: _("이름"),
    Kind.ADDRESS: _("집 주소"),
    Kind.SENSITIVE: _("건강·믿음·정치처럼 민감한 이야기"),
}


@dataclass(frozen=True)
class Finding:
    """One stretch of a text: `text == whole[start:end]`."""

    kind: Kind
    start: int
    end: int
    text: str


# Full-width figures are read as plain ones; one character stays one character, so places in the text stay right.
NARROW = str.maketrans("０１２３４５６７８９－．＠", "0123456789-.@")
DASH = r"[-‐‑–—−－.·]"
GAP = rf"\s?(?:{DASH}|\))?\s?"
NO_DIGIT_BEFORE, NO_DIGIT_AFTER = r"(?<![\d\-])(?<!\d\.)", r"(?![\d\-]|\.\d)"

RESIDENT = re.compile(rf"(?<!\d)(\d\d)(\d\d)(\d\d)(\s?{DASH}?\s?)([1-8])(\d{{6}})(?!\d)")
MASKED_RESIDENT = re.compile(rf"(?<!\d)(\d\d)(\d\d)(\d\d)\s?{DASH}\s?([1-8])(?=[*○Xx●]{{2}})[*○Xx●]{{2,6}}")
MOBILE = re.compile(rf"{NO_DIGIT_BEFORE}01[016789]{GAP}\d{{3,4}}{GAP}\d{{4}}(?!\d)")
LANDLINE = re.compile(
    rf"{NO_DIGIT_BEFORE}0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)\s?(?:{DASH}|\))\s?\d{{3,4}}\s?{DASH}\s?\d{{4}}(?!\d)"
)
# Within the city nobody writes the area code; only where somebody is to be called, and never two years (2015-2016).
LOCAL = re.compile(
    r"(?:[☎☏]|전화(?:번호)?|연락처|문의|내선|[Tt][Ee][Ll]\.?|(?<=[가-힣])\()[\s:.)]{0,3}"
    r"(?P<it>(?!(?:19|20)\d\d)[2-9]\d{2,3}-\d{4})(?![\d\-]|년)"
)
EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,4}\.[A-Za-z]{2,10}(?![A-Za-z0-9])"
)
CARD = re.compile(
    rf"{NO_DIGIT_BEFORE}(?:[2-69]\d{{3}}(?:[-\s]?\d{{4}}){{3}}|3[47]\d\d[-\s]?\d{{6}}[-\s]?\d{{5}}){NO_DIGIT_AFTER}"
)
BANKS = (
    r"(?:[가-힣A-Z]{2,6}은행|농협|수협|신협|새마을금고|우체국|카카오뱅크|케이뱅크|토스뱅크|계좌\s?번호|계좌|입금)"
    r"[^\d\n]{0,12}"
)
ACCOUNT = re.compile(rf"{BANKS}(?P<it>\d{{2,6}}-\d{{2,6}}-\d{{2,8}}(?:-\d{{1,4}})?|\d{{10,14}}){NO_DIGIT_AFTER}")
PASSPORT = re.compile(r"여권[^\n]{0,20}?(?P<it>(?<![A-Za-z0-9])[A-Z](?:\d{8}|\d{3}[A-Z]\d{4}))(?![A-Za-z0-9])")
LICENCE = re.compile(
    rf"{NO_DIGIT_BEFORE}(?:1[1-9]|2[0-8]|(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산)\s?)"
    rf"{DASH}?\s?\d\d{DASH}\d{{6}}{DASH}\d\d{NO_DIGIT_AFTER}"
)
PLATE = re.compile(
    r"(?<![\d.,])\d{2,3}(?P<gap>\s?)[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배바사아자]\s?\d{4}"
    r"(?!\s?(?:\d|[,.]\d|억|만|천|백|원|년|명|개|대|호|인|㎡|%|km|m|여))"
)
COURT = re.compile(r"선고\s?$")
CAR = re.compile(r"차량|차번호|번호판|승용차|자동차|택시")
HOME = re.compile(r"(?:아파트|빌라|오피스텔|주소|맨션|단지)[^\n\d]{0,10}(?P<it>\d{2,4}동\s?\d{1,4}호)(?![가-힣]?선)")

SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄"
    "채원천방공현함변염여추도소석선설마길연위표명기반왕금옥인맹제탁국"
)
TITLES = r"씨|님|과장|주무관|팀장|국장|계장|대리|사장|대표|기자|교수|선생님?|소장|회장|위원장?|의원"
NAME = re.compile(
    rf"(?:^|(?<=[^가-힣]))(?P<it>[{SURNAMES}][가-힣]{{1,2}})(?:\s?(?:{TITLES}))?"
    r"\s?[:(,/·]?\s?(?:연락처|전화(?:번호)?|휴대폰|핸드폰|폰|HP|H\.P\.?|hp|[Tt][Ee][Ll]\.?|[☎☏])?[\s.:()]{0,3}$"
)
NOT_NAMES = re.compile(
    r"^(?:전화|문의|연락처?|주소|유선|전번|국번|민원|제보|신고|신청|안내|지금|우리|이번|하나|여기|이하|현재|"
    r"제안자?|성명|이름|담당자?|대표|위원|공보|기타|전화번호?|주민|구청|시청|국장|소방서|경찰서|상담|본인|고객|서울시?|인천시?|"
    r"강남|성남|고양|남양|구로|성북|성동|노원|도봉|강북|강서|마포|송파|양천|서초|방송|공원|"
    r"도서관|지하철|사무실|[가-힣]+(?:구|시|과|국|부|처|청|팀|실|센터|로|길|은|는|을|를|에|의|와|도|로|면))$"
)
# 은 is a particle (주민은) but ends many given names too.
GIVEN_NAME = re.compile(rf"[{SURNAMES}][가경고나다서성세소수시승영예유재정주지채하혜]은$")
# An official by name and post. A post alone is no name, nor is what stands before it in the house (도시과 팀장, 유능한 주무관).
NAME_AND_POST = re.compile(
    rf"(?<![가-힣])(?P<it>[{SURNAMES}][가-힣]{{2}})\s"
    r"(?:주무관|사무관|서기관|실무관|연구관|연구사|팀장|(?:과장|국장|계장)(?=님|입니다|께|\s?[(:]))"
)
POST_AND_NAME = re.compile(
    rf"(?:담당자?|주무관|사무관|서기관|실무관|팀장|과장|계장)(?:\s|\s?[:：]\s?)(?P<it>[{SURNAMES}][가-힣]{{2}})"
    r"(?=\s?(?:[(),/☎☏:\n]|님|입니다|에게|께|$))"
)
NOT_OFFICIALS = re.compile(
    r"^(?:공무원|연구원|임직원|변호사|선생님|공모자|지나친|하지만|조금만|고마운|이야기|담당자|여러분|여선생|[가-힣]{2}(?:관|장|회|단|직|제|한|만|급))$"
)

FIRST_PERSON = (
    r"(?:저는|전 |제가|저희|나는|내가|본인[은이]|저의|제 (?:아들|딸|아이|아내|남편|어머니|아버지|부모|동생)|"
    r"(?:저희|우리) (?:아들|딸|아이|애|아내|남편|어머니|아버지|엄마|아빠|부모님?|할머니|할아버지|동생)[가는은이]?)"
)
ILLNESS = (
    r"우울증|조현병|조울증|공황장애|불안장애|정신과|자폐|발달장애|지적장애|"
    r"(?:지체|뇌병변|시각|청각|신장|정신)\s?장애(?:인|를|가|\s?\d급)|장애\s?[1-6]급|장애인\s?[1-6]급|"
    r"당뇨|고혈압|투석|뇌전증|간질|에이즈|HIV|결핵|간염|치매|파킨슨|뇌졸중|"
    r"[가-힣]{1,2}암 (?:환자|진단|판정|수술|투병|[1-4]기)|암 ?(?:환자|진단|판정|투병)|난임|계류유산|"
    r"습관성 유산|유산(?:을|이)? (?:했|하게|겪|경[력험])|임신 ?중"
)
BELIEF = (
    r"(?:노조|노동조합) ?(?:원|에 가입|간부|활동)|(?:노조|노동조합)[^\n.]{0,15}조합원|"
    r"당원(?:입니다|이고|으로|인데|이며)|당을? 지지|"
    r"신자(?:입니다|로서|인데|이고)|교인(?:입니다|인데|으로)|"
    r"(?:교회|성당|절)에 다니|동성애자|성소수자|트랜스젠더|게이(?:입니다|이고|인데|라서)|레즈비언|"
    r"양성애자|전과자|교도소에서|수급자(?:입니다|인데|로|이고)"
)
SENSITIVE = re.compile(rf"(?<![가-힣]){FIRST_PERSON}[^\n.!?]{{0,25}}?(?P<it>{ILLNESS}|{BELIEF})")


def _is_day(yy: str, mm: str, dd: str, century: str) -> bool:
    """Whether six digits can be a day of birth, not in the future; century: the digit after the dash."""
    year = (1900 if int(century) in (1, 2, 5, 6) else 2000) + int(yy)
    try:
        return date(year, int(mm), int(dd)) <= date.today()
    except ValueError:
        return False


def _resident_sum_fits(digits: str) -> bool:
    """The check digit of numbers given out until October 2020; later ones have none."""
    total = sum(int(d) * w for d, w in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False))
    citizen, foreigner = (11 - total % 11) % 10, (13 - total % 11) % 10
    return int(digits[12]) in (citizen, foreigner)


def _luhn_fits(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(int(d) for d in reversed(digits)):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdecimal())


def _residents(text: str) -> Iterator[tuple[int, int]]:
    """Numbers written with a dash count by their day of birth; bare runs of 13 digits need the check digit as well."""
    for m in RESIDENT.finditer(text):
        if _is_day(*m.group(1, 2, 3, 5)) and (re.search(DASH, m[4]) or _resident_sum_fits(_digits(m[0]))):
            yield m.span()


def _masked_residents(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in MASKED_RESIDENT.finditer(text) if _is_day(*m.group(1, 2, 3, 4)))


def _cards(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in CARD.finditer(text) if _luhn_fits(_digits(m[0])))


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    return (m.span("it") for m in ACCOUNT.finditer(text) if len(_digits(m["it"])) >= 10)


def _plates(text: str) -> Iterator[tuple[int, int]]:
    """With a space before the letter ("15조 2000", "30호 1203") only where cars are the subject.

    Court cases look alike ("선고 96도2753").
    """
    for m in PLATE.finditer(text):
        spaced = " " in m[0]
        if COURT.search(text[max(0, m.start() - 5) : m.start()]):
            continue
        if not spaced or CAR.search(text[max(0, m.start() - 20) : m.end() + 20]):
            yield m.span()


def _each(*patterns: re.Pattern):
    def spans(text: str) -> Iterator[tuple[int, int]]:
        for pattern in patterns:
            for m in pattern.finditer(text):
                yield m.span("it" if "it" in pattern.groupindex else 0)

    return spans


# In this order: a stretch that is one thing is not looked at as another.
FINDERS = (
    (Kind.RESIDENT_NUMBER, _residents),
    (Kind.BIRTH, _masked_residents),
    (Kind.EMAIL, _each(EMAIL)),
    (Kind.CARD, _cards),
    (Kind.LICENCE, _each(LICENCE)),
    (Kind.PHONE, _each(MOBILE, LANDLINE, LOCAL)),
    (Kind.ACCOUNT, _accounts),
    (Kind.PASSPORT, _each(PASSPORT)),
    (Kind.PLATE, _plates),
    (Kind.ADDRESS, _each(HOME)),
    (Kind.SENSITIVE, _each(SENSITIVE)),
)


def _is_name(word: str) -> bool:
    """Whether a word that begins like a surname can be a name."""
    return bool(GIVEN_NAME.match(word)) or not NOT_NAMES.match(word)


def _names_beside(text: str, phones: Iterable[Finding]) -> Iterator[Finding]:
    """Names that stand right before a telephone number; a name alone is nobody's secret."""
    for phone in phones:
        since = max(0, phone.start - 30)
        m = NAME.search(text[since : phone.start])
        if m and _is_name(m["it"]):
            yield Finding(Kind.NAME, since + m.start("it"), since + m.end("it"), m["it"])


def _officials(text: str) -> Iterator[tuple[int, int]]:
    """Names beside a post: the city answers as an office, and its people change."""
    for pattern in (NAME_AND_POST, POST_AND_NAME):
        for m in pattern.finditer(text):
            if _is_name(m["it"]) and not NOT_OFFICIALS.match(m["it"]):
                yield m.span("it")


def find(text: str) -> list[Finding]:
    """Everything in a text that tells more about a person than may be meant, in the order of the text, without overlaps."""
    plain = text.translate(NARROW)
    found: list[Finding] = []

    def add(kind: Kind, start: int, end: int) -> None:
        if all(end <= other.start or start >= other.end for other in found):
            found.append(Finding(kind, start, end, text[start:end]))

    for kind, spans in FINDERS:
        for start, end in spans(plain):
            add(kind, start, end)
    found.extend(_names_beside(text, [f for f in found if f.kind == Kind.PHONE]))
    for start, end in _officials(plain):
        add(Kind.NAME, start, end)
    return sorted(found, key=lambda finding: finding.start)


def forbidden(text: str) -> list[Finding]:
    """What may not be published at all, whoever agrees: resident registration numbers (PIPA §24-2)."""
    return [Finding(Kind.RESIDENT_NUMBER, start, end, text[start:end]) for start, end in _residents(text.translate(NARROW))]


def marked(text: str, findings: list[Finding]) -> list[tuple[str, Kind | None]]:
    """A text cut into stretches with what was found in each, for showing the findings in place."""
    pieces, at = [], 0
    for finding in findings:
        pieces += [(text[at : finding.start], None), (finding.text, finding.kind)]
        at = finding.end
    return [piece for piece in [*pieces, (text[at:], None)] if piece[0]]


def masked(text: str) -> str:
    """A text with everything that identifies somebody blotted out; for old wordings that stay readable."""
    return "".join("●" * len(part) if kind and kind != Kind.SENSITIVE else part for part, kind in marked(text, find(text)))
