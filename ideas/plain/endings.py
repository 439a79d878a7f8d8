"""Korean endings: what may follow a word of the glossary, and the same ending put on the everyday word."""

import re

from common.korean import KNOWN_PAIRS, josa

PARTICLES = (
    r"(?:을|를|은|는|이|가|의|에|에게|에서|에는|에도|에서는|에서도|으로|로|으로는|로는|으로써|로써|으로서|로서|과|와|과의|와의|도|만|만을|"
    r"부터|까지|보다|마다|조차|이나|나|이며|며|이고|이나마|처럼|에의|입니다|이다|인|임|이라|이라는|라는|이므로|이기|이어서|여서)"
)
# 하다 as it is written after a noun. A syllable like 함 or 한 must end the word there, or 우편함 would be a verb.
DOES = (
    r"(?:(?:하|해|했)[가-힣]{0,8}|합(?:니다|니까|시다)(?:만|마는)?|한(?:다[가-힣]{0,4}|지)?|할(?:지|지라도|수록|까요|게요)?|"
    r"함(?:을|은|이|과|에|으로|으로써|에도|입니다)?)"
)
# Done to it, or made to: found, but no ending of the everyday word would be right.
SUFFERS = r"(?:(?:되|돼|됐|시키|시켜|시켰|받)[가-힣]{0,8}|(?:됩|시킵)니다|[된될됨]|시[킨킬킴]|된다[가-힣]{0,3}|됨[을은이과에])"

FIRST, LAST = ord("가"), ord("힣")
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
# Stems that end in these change before a vowel in ways that the spelling does not tell (돕다: 도와, but 입다: 입어).
UNTOLD = frozenset("ㅂㅅㄷㅎ")
# A vowel that swallows 아/어, and what comes of it.
CONTRACTED = {"ㅏ": "ㅏ", "ㅓ": "ㅓ", "ㅐ": "ㅐ", "ㅔ": "ㅔ", "ㅕ": "ㅕ", "ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ"}
BRIGHT = frozenset("ㅏㅑㅗ")
REGULAR_REU = ("따르", "치르", "들르", "다다르", "잇따르")


def _letters(syllable: str) -> tuple[int, str, str]:
    """The consonant a syllable begins with (its number), its vowel and its last consonant, a space for none."""
    code = ord(syllable) - FIRST
    return code // 588, VOWELS[code % 588 // 28], FINALS[code % 28]


def _syllable(begins: int, vowel: str, final: str = " ") -> str:
    return chr(FIRST + begins * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def with_final(stem: str, final: str) -> str:
    """A stem that ends in a vowel, or in ㄹ, with another last consonant: 높이 + ㅂ is 높입."""
    begins, vowel, _final = _letters(stem[-1])
    return stem[:-1] + _syllable(begins, vowel, final)


def infinitive(stem: str) -> str:
    """The form before 서, 도, 주다: 높이 gives 높여, 찾 gives 찾아."""
    begins, vowel, final = _letters(stem[-1])
    if final != " ":
        return stem + ("아" if vowel in BRIGHT else "어")
    if stem[-1] == "하":
        return stem[:-1] + "해"
    before = _letters(stem[-2]) if len(stem) > 1 else None
    if stem[-1] == "르" and before and not stem.endswith(REGULAR_REU):
        doubled = stem[:-2] + _syllable(before[0], before[1], "ㄹ")
        return doubled + ("라" if before[1] in BRIGHT else "러")
    if vowel == "ㅡ":
        return stem[:-1] + _syllable(begins, "ㅏ" if before and before[1] in BRIGHT else "ㅓ")
    return stem[:-1] + _syllable(begins, CONTRACTED[vowel]) if vowel in CONTRACTED else stem + "어"


def conjugated(verb: str, tail: str) -> str:
    """A verb (높이다) with the ending that 하다 has in `tail`: 하겠습니다 gives 높이겠습니다.

    Empty where the spelling does not tell how the stem changes.
    """
    stem = verb[:-1]
    if not stem or not FIRST <= ord(stem[-1]) <= LAST:
        return ""
    final = _letters(stem[-1])[2]
    if final in UNTOLD:
        return ""
    for written in ("하여", "해"):
        if tail.startswith(written):
            return infinitive(stem) + tail[len(written) :]
    for written in ("하였", "했"):
        if tail.startswith(written):
            return with_final(infinitive(stem), "ㅆ") + tail[len(written) :]
    if tail[0] == "하":
        return _plain(stem, final, tail[1:])
    ending, rest = {"합": "ㅂ", "한": "ㄴ", "할": "ㄹ", "함": "ㅁ"}[tail[0]], tail[1:]
    if ending == "ㄴ" and rest.startswith("다"):
        return (with_final(stem, "ㄴ") if final in " ㄹ" else stem + "는") + rest
    return _closed(stem, final, ending) + rest


def _plain(stem: str, final: str, rest: str) -> str:
    """A stem before an ending that stands by itself: 고, 는, 기, 며."""
    soft = rest.startswith(("며", "면", "려", "시", "니", "므로", "러"))
    if final == "ㄹ":
        return (with_final(stem, " ") if rest.startswith(("는", "시", "니")) else stem) + rest
    return stem + ("으" if soft and final != " " else "") + rest


def _closed(stem: str, final: str, ending: str) -> str:
    """A stem with an ending that closes its last syllable: ㅂ니다, ㄴ, ㄹ, ㅁ."""
    if final == "ㄹ":
        return with_final(stem, {"ㅁ": "ㄻ"}.get(ending, ending))
    if final == " ":
        return with_final(stem, ending)
    return stem + {"ㅂ": "습", "ㄴ": "은", "ㄹ": "을", "ㅁ": "음"}[ending]


PAIRS = {particle: pair for pair in KNOWN_PAIRS for particle in pair.split("/")}
# Everyday words that end so are no nouns (위의, 앞으로, 꾸준히), so no particle can follow them.
NO_NOUN = re.compile(r"[의로히한할게에던든운는]$")


def with_particle(word: str, tail: str) -> str:
    """A noun with the particle that another one had: 높임 + 를 is 높임을. Empty where none fits."""
    if not tail:
        return word
    if NO_NOUN.search(word):
        return word if tail == "의" else ""
    if tail in PAIRS:
        return josa(word, PAIRS[tail])
    return word + tail if not re.match(r"이|으로|과|와|로|며|나|라|여", tail) else ""
