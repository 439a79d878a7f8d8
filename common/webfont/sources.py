"""Where the typefaces come from: packages pinned by hash in the lock files, both under the SIL Open Font License."""

from importlib.resources import files
from pathlib import Path

# Noto Sans KR: one variable file with every Hangul syllable there is, Latin, symbols and some Hanja.
HANGUL = Path(str(files("justmytype_intl_cjk"))) / "fonts" / "ofl" / "notosanskr"
HANGUL_FONT, HANGUL_LICENCE = HANGUL / "NotoSansKR[wght].ttf", HANGUL / "OFL.txt"

# Fredoka: round Latin letters and figures.
LATIN = Path(str(files("fontpkg_fredoka")))
LATIN_FONT, LATIN_LICENCE = LATIN / "files" / "Fredoka[wdth,wght].ttf", LATIN / "LICENSE"

# A change of one of these builds everything anew.
PACKAGES = ("justmytype-intl-cjk", "fontpkg-fredoka", "fonttools", "brotli")
