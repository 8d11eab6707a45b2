#!/usr/bin/env python3
"""Makes the faces of this folder from the fonts that README.md names: keeps the scripts and the
layout features an edition needs, drops hints, and names what has a reserved name otherwise.

    make.py FOLDER    FOLDER has the source fonts by the names below; writes NAME.ttf.br here
"""
import io
import os
import sys

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont

# Ranges of characters, kept where a font has them.
LATIN = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2DD), (0x300, 0x33F),
    (0x1E00, 0x1EFF), (0x2000, 0x2015), (0x2018, 0x2027), (0x202F, 0x203F), (0x2044, 0x2046),
    (0x205F, 0x2060), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x215F),
    (0x2190, 0x2199), (0x2202, 0x2265), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2717),
    (0x27E8, 0x27E9), (0xFB00, 0xFB06), (0x25CC, 0x25CC), (0xFFFD, 0xFFFD),
]
GREEK_CYRILLIC = [(0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491)]
ARABIC = [
    (0x20, 0x7E), (0xA0, 0xBB), (0xD7, 0xD7), (0xF7, 0xF7), (0x2000, 0x2015), (0x2018, 0x2027),
    (0x202F, 0x203A), (0x2060, 0x2060), (0x2212, 0x2212), (0x25CC, 0x25CC), (0x600, 0x6FF),
    (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFBFF), (0xFC5E, 0xFC63), (0xFD3E, 0xFD3F),
    (0xFDF0, 0xFDFD), (0xFE70, 0xFEFF),
]
# The digits of Noto Naskh are those of a sans: Arabic beside Source Serif has that face's.
NASKH = [(0x20, 0x2F), (0x3A, 0x7E)] + ARABIC[1:]
TIFINAGH = [(0x2D30, 0x2D7F), (0x20, 0x20)]

# name, source file, ranges, and the family name of a font that may not keep its own when it is
# changed (OFL 1.1, section 3).
FACES = [
    ("amiri-regular", "Amiri-Regular.ttf", LATIN + ARABIC, None),
    ("amiri-bold", "Amiri-Bold.ttf", LATIN + ARABIC, None),
    ("amiri-slanted", "Amiri-Slanted.ttf", LATIN + ARABIC, None),
    ("amiri-boldslanted", "Amiri-BoldSlanted.ttf", LATIN + ARABIC, None),
    ("serif-regular", "SourceSerif4_400Regular.ttf", LATIN + GREEK_CYRILLIC, "Truchement Serif"),
    ("serif-bold", "SourceSerif4_700Bold.ttf", LATIN + GREEK_CYRILLIC, "Truchement Serif"),
    ("serif-italic", "SourceSerif4_400Regular_Italic.ttf", LATIN, "Truchement Serif"),
    ("serif-bolditalic", "SourceSerif4_700Bold_Italic.ttf", LATIN, "Truchement Serif"),
    ("naskh-regular", "NotoNaskhArabic-Regular.ttf", NASKH, None),
    ("naskh-bold", "NotoNaskhArabic-Bold.ttf", NASKH, None),
    ("sans-regular", "IBMPlexSans-Regular.woff2", LATIN, "Truchement Sans"),
    ("sans-bold", "IBMPlexSans-Bold.woff2", LATIN, "Truchement Sans"),
    ("sans-italic", "IBMPlexSans-Italic.woff2", LATIN, "Truchement Sans"),
    ("sans-bolditalic", "IBMPlexSans-BoldItalic.woff2", LATIN, "Truchement Sans"),
    ("sans-arabic-regular", "IBMPlexSansArabic-Regular.woff2", ARABIC, "Truchement Sans Arabic"),
    ("sans-arabic-bold", "IBMPlexSansArabic-Bold.woff2", ARABIC, "Truchement Sans Arabic"),
    ("mono-regular", "IBMPlexMono-Regular.woff2", LATIN, "Truchement Mono"),
    ("tifinagh-regular", "NotoSansTifinagh-Regular.ttf", TIFINAGH, None),
]

# Those that a shaper applies unasked; the stylistic sets and figures of the fonts are left out.
FEATURES = [
    "ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "rclt", "calt", "liga", "rtla", "rtlm",
    "kern", "mark", "mkmk", "curs",
]


def rename(font, family):
    """Gives a face another family name, in every record that has one."""
    style = font["name"].getDebugName(17) or font["name"].getDebugName(2)
    names = {
        1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}",
        6: f"{family} {style}".replace(" ", ""), 16: family, 17: style,
    }
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID == 25:
            font["name"].removeNames(nameID=25)


def make(name, path, ranges, family):
    font = TTFont(path)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.legacy_kern = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_bounds = True
    options.drop_tables += ["DSIG", "STAT", "gasp", "BASE", "meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for first, last in ranges for c in range(first, last + 1)])
    cutter.subset(font)
    if family:
        rename(font, family)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    packed = brotli.compress(out.getvalue(), quality=11, lgwin=22)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, name + ".ttf.br"), "wb") as file:
        file.write(packed)
    print(f"{name:22} {len(font.getGlyphOrder()):5} glyphs {len(out.getvalue()):7} -> {len(packed):7}")


if __name__ == "__main__":
    for face in FACES:
        make(face[0], os.path.join(sys.argv[1], face[1]), *face[2:])
