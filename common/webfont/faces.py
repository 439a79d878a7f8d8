"""Makes faces out of the fonts of the packages: whole ones, slices of them for the web, and the display face."""

from collections.abc import Iterable

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import timestampSinceEpoch
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph, flagOverlapSimple
from fontTools.varLib import instancer

from common.webfont.corners import rounded
from common.webfont.slices import in_ks_x_1001
from common.webfont.sources import HANGUL_FONT, LATIN_FONT

REGULAR, HEAVY = 400, 800
# Coordinates on a grid half as fine as the original weigh an eighth less and are still finer than a pixel of any screen.
GRID = 500
# The display face: how round its corners are, and Fredoka as heavy as that Hangul.
ROUND, LATIN_HEAVY = 70, {"wght": 600, "wdth": 100}

# A letter and how far it moves the pen.
Letter = tuple[Glyph, int]


def common_face(characters: Iterable[int]) -> TTFont:
    """The face of running text with some characters, kerned."""
    font = cut(characters, ["kern"])
    instancer.instantiateVariableFont(font, {"wght": REGULAR}, inplace=True, optimize=False)
    scale_upem(font, GRID)
    return font


def whole_face(weight: int) -> TTFont:
    """A face of one weight with all that Korean is written with: every syllable, Latin, signs and the Hanja of KS X 1001."""
    characters = TTFont(HANGUL_FONT, lazy=True).getBestCmap()
    font = cut((each for each in characters if in_ks_x_1001(each) or not is_hanja(each)), ["kern", "ccmp"])
    return instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, optimize=False)


def is_hanja(character: int) -> bool:
    """Whether it is a Chinese character, in any of the places where Unicode keeps them."""
    return 0x3400 <= character <= 0x9FFF or 0xF900 <= character <= 0xFAFF or character > 0xFFFF


def cut(characters: Iterable[int], features: list[str]) -> TTFont:
    """The package's font with some characters only."""
    font = TTFont(HANGUL_FONT, lazy=True)
    options = subset.Options(hinting=False, layout_features=features, notdef_outline=True, glyph_names=False)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "gasp", "prep"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    return font


def letters(font: TTFont, characters: Iterable[int]) -> dict[int, Letter]:
    """The letters of a font for those characters that it has, on GRID."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = GRID / font["head"].unitsPerEm
    found = {}
    for character in filter(names.__contains__, characters):
        glyph = glyphs[names[character]]
        pen, drawing = TTGlyphPen(None), DecomposingRecordingPen(glyphs)
        glyph.draw(drawing)
        drawing.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        found[character] = pen.glyph(dropImpliedOnCurves=True), round(glyph.width * scale)
    return found


def display_letters(heavy: TTFont, hangul: Iterable[int], latin: Iterable[int]) -> dict[int, Letter]:
    """The letters of the display face: Hangul of a heavy face with round corners, and Latin as round as that.

    heavy: the whole face of HEAVY.
    """
    fredoka = instancer.instantiateVariableFont(TTFont(LATIN_FONT), LATIN_HEAVY, inplace=True)
    glyphs, names = heavy.getGlyphSet(), heavy.getBestCmap()
    scale = GRID / heavy["head"].unitsPerEm
    found = letters(fredoka, latin)
    for character in hangul:
        name = names[character]
        found[character] = rounded(glyphs, name, ROUND, scale), round(glyphs[name].width * scale)
    return found


def small_face(family: str, letters: dict[int, Letter]) -> TTFont:
    """A face of a few letters with nothing but what a browser needs to draw them."""
    names = {character: f"u{character:x}" for character in letters}
    glyphs = {".notdef": Glyph()} | {names[character]: glyph for character, (glyph, width) in letters.items()}
    for glyph in glyphs.values():
        if glyph.numberOfContours > 0:
            # Strokes lie over each other; without this mark some screens leave white what two of them share.
            glyph.flags[0] |= flagOverlapSimple
    builder = FontBuilder(GRID, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({character: names[character] for character in letters})
    builder.setupGlyf(glyphs)
    widths = {".notdef": GRID} | {names[character]: width for character, (glyph, width) in letters.items()}
    builder.setupHorizontalMetrics({name: (width, getattr(glyphs[name], "xMin", 0)) for name, width in widths.items()})
    ascent, descent = (round(share * GRID) for share in ascent_and_descent())
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=-descent, sTypoLineGap=0, usWinAscent=ascent, usWinDescent=descent)
    names_of_face = {"familyName": family, "styleName": "Regular", "licenseDescription": "SIL Open Font License 1.1"}
    builder.setupNameTable(names_of_face, mac=False)
    builder.setupPost(keepGlyphNames=False)
    # The time of the build would give the same face another address on each server.
    builder.updateHead(created=timestampSinceEpoch(0), modified=timestampSinceEpoch(0))
    return builder.font


def empty_face(family: str, characters: Iterable[int], width: float) -> TTFont:
    """A face in which all of some characters are one letter without ink.

    width: of that letter, in em.
    """
    first, *_ = characters = list(characters)
    font = small_face(family, {first: (Glyph(), round(width * GRID))})
    # Browsers refuse a font that draws nothing whatever.
    dot = TTGlyphPen(None)
    dot.moveTo((0, 0))
    dot.lineTo((0, 1))
    dot.lineTo((1, 0))
    dot.closePath()
    font["glyf"][".notdef"] = dot.glyph()
    # "Many characters to one letter": a letter for each character would be thousands of times as much as its compressed form,
    # which browsers take for an attack.
    many = CmapSubtable.newSubtable(13)
    many.platformID, many.platEncID, many.language, many.reserved, many.length, many.nGroups = 3, 10, 0, 0, 0, 1
    many.cmap = dict.fromkeys(characters, f"u{first:x}")
    font["cmap"].tables.append(many)
    return font


def ascent_and_descent() -> tuple[float, float]:
    """How far the letters of the package's font reach above and below the line, in em."""
    with TTFont(HANGUL_FONT, lazy=True) as font:
        unit = font["head"].unitsPerEm
        return font["hhea"].ascent / unit, -font["hhea"].descent / unit


def hangul_width() -> float:
    """How wide every syllable of the package's font is, in em."""
    with TTFont(HANGUL_FONT, lazy=True) as font:
        return font["hmtx"][font.getBestCmap()[ord("가")]][0] / font["head"].unitsPerEm
