"""What a nickname may be, and when two nicknames are the same one."""

import hashlib
import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.words import INVISIBLE, SPACES

SHORTEST, LONGEST = 2, 12
KEY_LENGTH = 24

# Letters of other scripts that a reader takes for a Latin one (Unicode TR 39, the common part), after case folding.
LOOKALIKES = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "н": "h", "і": "l", "ї": "l", "ј": "j", "к": "k",
    "ӏ": "l", "м": "m", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y", "ԝ": "w", "х": "x", "ү": "y",
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "l", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u",
    "χ": "x", "ζ": "z", "ω": "w", "ı": "l", "ɑ": "a", "ɡ": "g", "ø": "o", "đ": "d", "ł": "l", "ŀ": "l", "ƒ": "f",
    "0": "o", "1": "l", "i": "l", "ᄋ": "o", "ᅵ": "l", "ᆼ": "o", "ǀ": "l", "۰": "o", "٠": "o", "一": "ᅳ",
}  # fmt: skip


def _folding() -> dict[int, str]:
    """Every lookalike, and every accented Latin letter, to the plain letter it is read as."""
    table = {ord(char): plain for char, plain in LOOKALIKES.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha() and code not in table:
            table[code] = "l" if base.lower() == "i" else base.lower()
    return table


FOLDING = _folding()
# The habit of writing letters as digits, for finding hidden official words only.
DIGITS_AS_LETTERS = str.maketrans("34578", "eastb")

# Written as a person reads them; compared after folding. They may not stand anywhere in a nickname.
OFFICIAL = (
    "공무원", "담당관", "주무관", "사무관", "서기관", "비서관", "보좌관", "구청", "구청장", "시의회", "시의원", "도지사",
    "관리자", "관리인", "운영자", "운영진", "운영팀", "운영지기", "대통령", "국무총리", "공식계정", "고객센터", "상담원",
    "admin", "moderator", "manager", "official", "mayor", "cityhall", "webmaster", "staff", "sysop",
)  # fmt: skip
# May not be the whole nickname.
RESERVED = (
    "익명", "익명시민", "손님", "탈퇴회원", "탈퇴한회원", "알수없음", "없음", "회원", "모두", "전체", "전문가", "편집자",
    "시스템", "시청", "시청직원", "anonymous", "guest", "me", "root", "system", "support", "help", "null", "none", "undefined",
    "nobody", "everyone", "all", "api", "cms", "user", "member",
)  # fmt: skip
# 동대문시장 is a market and 시장구경 a pastime, but who signs as 시장, 시장님 or 서울시장 speaks as the mayor.
MAYOR = re.compile(r"시장(님|실|비서실?|실장|대행)?$")
HARMLESS = re.compile(r"badmlnton|roadmap")


def _visible(nickname: str) -> str:
    return SPACES.sub(" ", INVISIBLE.sub("", nickname).replace("\n", " "))


def _plain(nickname: str) -> str:
    """Letters and digits only, compatibility forms and case folded; still apart: digits and letters that look alike."""
    folded = unicodedata.normalize("NFKC", _visible(nickname)).casefold()
    return "".join(filter(str.isalnum, INVISIBLE.sub("", unicodedata.normalize("NFKC", folded))))


def nickname_key(nickname: str) -> str:
    """The form in which two nicknames are the same; unique in the database, at most KEY_LENGTH characters.

    Width, case, spaces, punctuation, invisible characters and accents do not count, and letters that look alike are one:
    Latin, Greek and Cyrillic twins, 0 and o, 1, l and i. Names without a letter, or longer than a nickname may be, get a
    digest, so that the function has an answer for every text.
    """
    key = _plain(nickname).translate(FOLDING)
    if 0 < len(key) <= KEY_LENGTH:
        return key
    return "#" + hashlib.sha256(nickname.encode("utf-8", "surrogatepass")).hexdigest()[: KEY_LENGTH - 1]


def tidy(value: str) -> str:
    """What somebody typed, as we keep it: composed (NFC), full-width letters plain, invisible characters and edges gone."""
    value = unicodedata.normalize("NFC", _visible(value))
    value = "".join(unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char for char in value)
    return unicodedata.normalize("NFC", SPACES.sub(" ", value)).strip()


def _scripts(nickname: str) -> set[str]:
    """The alphabets used, of those whose letters can be taken for one another."""
    return {unicodedata.name(char, "").split(" ")[0] for char in nickname} & {"LATIN", "GREEK", "CYRILLIC"}


def _may_stand(char: str) -> bool:
    """A letter, a digit or a space; no half of a Hangul syllable that found no other half."""
    return char == " " or (unicodedata.category(char) in ("Lu", "Ll", "Lo", "Nd") and not "\u1100" <= char <= "\u11ff")


def is_official(nickname: str) -> bool:
    """Whether a nickname could be taken for the city, its officials or the people who run the site.

    Protected are the words of this module and those of settings.PROTECTED_NAMES (the city's and the site's own names).
    Digits, spaces and punctuation put between the letters, and letters written as digits, do not hide a word.
    """
    plain = _plain(nickname)
    letters_only = "".join(char for char in plain if not char.isdigit())
    leet = plain.translate(DIGITS_AS_LETTERS)
    if MAYOR.search(letters_only):
        return True
    for form in (plain, letters_only, leet):
        folded = HARMLESS.sub("", form.translate(FOLDING))
        if any(_plain(word).translate(FOLDING) in folded for word in (*OFFICIAL, *settings.PROTECTED_NAMES)):
            return True
    return False


def check_shape(nickname: str) -> None:
    """Refuse what is not a nickname: 2-12 letters or digits, single spaces inside. Raises ValidationError in plain words."""
    if len(nickname) < SHORTEST:
        raise ValidationError(_("별명은 두 글자부터 지을 수 있어요."), code="short")
    if len(nickname) > LONGEST:
        raise ValidationError(
            _("별명은 %(most)d자까지예요. 지금은 %(now)d자예요.") % {"most": LONGEST, "now": len(nickname)}, code="long"
        )
    if not all(map(_may_stand, nickname)) or len(_plain(nickname)) < SHORTEST or len(_scripts(nickname)) > 1:
        raise ValidationError(_("별명에는 한글, 영문자, 숫자만 쓸 수 있어요. 사이에 한 칸은 띄워도 돼요."), code="letters")
    if len(_plain(nickname).translate(FOLDING)) > KEY_LENGTH:
        raise ValidationError(_("별명을 조금만 짧게 지어 주세요."), code="long")


def check_meaning(nickname: str) -> None:
    """Refuse names that belong to somebody else by office or are kept for the site. Raises ValidationError in plain words."""
    if is_official(nickname):
        raise ValidationError(
            _("공무원이나 서울시, 운영자로 보일 수 있는 별명은 쓸 수 없어요. 다른 이름을 지어 볼까요?"), code="official"
        )
    if nickname_key(nickname) in {nickname_key(word) for word in RESERVED}:
        raise ValidationError(_("이 별명은 누리집에서 따로 쓰고 있어요. 다른 이름을 지어 볼까요?"), code="reserved")


def clean_nickname(value: str) -> str:
    """A nickname fit to keep, from what somebody typed. Raises ValidationError; whether it is free is asked elsewhere."""
    nickname = tidy(value)
    check_shape(nickname)
    check_meaning(nickname)
    return nickname
