"""Korean for search and for sentences.

Korean writes particles onto words (공원에, 공원을) and compounds with or without spaces (자전거도로, 자전거 도로), so an index of
words finds little. Texts are cut into overlapping two-syllable pieces instead, and queries in the same way: 자전거도로 becomes
자전 전거 거도 도로. Latin words and numbers stay whole, because their pieces would match everything.
"""

import re
import unicodedata

# Stands between two syllables that a space keeps apart, so that 자전거 도로 is found by 자전거도로, and yet 성공 원인 can be told
# from 공원. A letter, because every tokeniser takes it for part of a word.
SEAM = "ㅡ"

# What `block` makes. Never part of a text's own pieces, where the seam stands between syllables.
BLOCK_MARK = SEAM
BLOCK = 1_000

# Hangul syllables, Hangul letters (ㅋㅋ), Chinese and Japanese signs: written in runs, cut into pairs of the same kind.
# Everything else that is a letter or a digit makes words.
HANGUL = "가-힣"
LETTERS = "ㄱ-ㅎㅏ-ㅣ"
SIGNS = "々〆ぁ-ヿ㐀-䶿一-鿿"
RUNS = re.compile(rf"[{HANGUL}]+|[{LETTERS}]+|[{SIGNS}]+|[^\W_{HANGUL}{LETTERS}{SIGNS}]+(?:-[^\W_{HANGUL}{LETTERS}{SIGNS}]+)*")
PAIRED = re.compile(rf"[{HANGUL}{LETTERS}{SIGNS}]")
SPACED_HANGUL = re.compile(rf"([{HANGUL}]) (?=([{HANGUL}]))")
FOREIGN = re.compile(rf"[^\x00-\x7f{HANGUL}{LETTERS}{SIGNS}]+")
WORDS = re.compile(r"[^\W_]+(?:(?<=[a-z0-9])-(?=[a-z0-9])[^\W_]+)*")
MARKS = re.compile(r"[\u0300-\u036f]")


def folded(text: str) -> str:
    """A text as search compares it: composed, lower case, full-width signs and accents made plain (ＫＴＸ, café)."""
    return FOREIGN.sub(_plain, unicodedata.normalize("NFC", text)).casefold()


def _plain(found: re.Match) -> str:
    decomposed = MARKS.sub("", unicodedata.normalize("NFKD", found[0]))
    return unicodedata.normalize("NFC", decomposed)


def _cut(run: str) -> list[str]:
    """The pieces of one run."""
    if not PAIRED.match(run):
        return [run] if "-" not in run else [*run.split("-"), run.replace("-", "")]
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def pieces(text: str) -> str:
    """A text cut for the search index: each piece once, separated by spaces."""
    text = folded(text)
    found = dict.fromkeys(piece for run in RUNS.findall(text) for piece in _cut(run))
    found.update(dict.fromkeys(f"{before}{SEAM}{after}" for before, after in SPACED_HANGUL.findall(text)))
    return " ".join(found)


def block(key: int) -> str:
    """A piece that no text holds, the same for a thousand neighbouring primary keys.

    A model with it in its index texts and `search_in_blocks = True` can have its newest objects asked for inside the index, where
    that makes search of very common words cheap (common/search/postgresql.py).
    """
    return f"{BLOCK_MARK}{key // BLOCK}"


def words(query: str) -> list[str]:
    """The words of a query as search compares them, each once, punctuation gone: "KTX역, 주차!" gives ["ktx역", "주차"]."""
    return list(dict.fromkeys(WORDS.findall(folded(query))))


def query_pieces(query: str) -> list[tuple[str, ...]]:
    """What the index must hold for a query: every entry of the list, in any of the spellings of its tuple.

    Spaces in the query ask for nothing ("자전거 도로" finds 자전거도로); spaces in the text are forgiven. A syllable that stands
    alone is in the index only where the text has it alone too, so it is left out: an empty list means that the index cannot help.
    """
    found: dict[tuple[str, ...], None] = {}
    for word in words(query):
        for run in RUNS.findall(word):
            for piece in [run.replace("-", "")] if "-" in run else _cut(run):
                if not PAIRED.match(piece):
                    found[(piece,)] = None
                elif len(piece) > 1:
                    seam = (f"{piece[0]}{SEAM}{piece[1]}",) if re.match(f"[{HANGUL}]", piece) else ()
                    found[(piece, *seam)] = None
    return list(found)


# Particles that change with the last sound of the word before them: after a consonant / after a vowel.
KNOWN_PAIRS = frozenset({"은/는", "이/가", "을/를", "과/와", "아/야", "이나/나", "이에요/예요", "으로/로"})
FINAL_RIEUL = 8
# 영 일 이 삼 사 오 육 칠 팔 구: their final consonants, by Unicode's order (ㄱ 1, ㄹ 8, ㅁ 16, ㅇ 21).
DIGIT_FINALS = dict(zip("0123456789", (21, 8, 0, 16, 0, 0, 1, 8, 8, 0), strict=True))
# 엘 엠 엔 알; the names of all other Latin letters end in a vowel.
CAPITAL_FINALS = {"L": 8, "M": 16, "N": 4, "R": 8}


def josa(word: str, pair: str) -> str:
    """A word with the particle that fits it: josa("상상", "을/를") is 상상을, josa("서울", "으로/로") is 서울로.

    pair: "은/는", "이/가", "을/를", "과/와", "아/야", "이나/나", "이에요/예요" or "으로/로". Digits are read as
    Sino-Korean, capitals by their names (KTX를); after any other foreign word both forms are given: wifi을(를).
    Raises ValueError for any other pair.
    """
    if pair not in KNOWN_PAIRS:
        raise ValueError(f"unknown particle {pair!r}")
    after_consonant, after_vowel = pair.split("/")
    final = _final(word)
    if final is None:
        return f"{word}{after_consonant}({after_vowel})"
    if pair == "으로/로" and final == FINAL_RIEUL:
        return word + after_vowel
    return word + (after_consonant if final else after_vowel)


def _final(word: str) -> int | None:
    """The final consonant of a word by its place in Unicode's list, 0 for none; None when the spelling does not tell."""
    letters = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", word))
    last = letters[-1][-1] if letters else ""
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if "A" <= last <= "Z" and letters[-1].isupper():
        return CAPITAL_FINALS.get(last, 0)
    return DIGIT_FINALS.get(last)
