package font

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font/opentype/tables"
	"golang.org/x/text/unicode/norm"
)

// Web is a part of a face for programs that shape the text themselves, such as browsers and
// readers of books.
type Web struct {
	Name  string // of the face, such as "amiri-regular"
	Style Style  // that it is to be used for
	Range string // the value of unicode-range in CSS
	WOFF2 []byte
}

// Web returns the faces that text is drawn with in a style, each with no other characters than
// those of text. All are to be one family of a style sheet, each with its unicode-range.
func (f *Family) Web(text string, s Style) ([]Web, error) {
	runes := map[*Face]map[rune]bool{}
	var order []*Face
	// A browser may ask for letters that are written apart, or together, in the other form.
	for _, r := range text + norm.NFC.String(text) {
		face := f.For(r, s)
		if face == nil {
			continue
		}
		if runes[face] == nil {
			runes[face] = map[rune]bool{}
			order = append(order, face)
		}
		runes[face][r] = true
	}
	var out []Web
	for _, face := range order {
		own := slices.Sorted(maps.Keys(runes[face]))
		woff2, err := WOFF2(face.shapeable(own))
		if err != nil {
			return nil, fmt.Errorf("font: compress %s: %w", face.Name, err)
		}
		out = append(out, Web{Name: face.Name, Style: s, Range: ranges(own), WOFF2: woff2})
	}
	return out, nil
}

// ranges writes characters as unicode-range has them: "U+20-7E,U+E9".
func ranges(runes []rune) string {
	var parts []string
	for i := 0; i < len(runes); {
		j := i
		for j+1 < len(runes) && runes[j+1] == runes[j]+1 {
			j++
		}
		part := fmt.Sprintf("U+%X", runes[i])
		if j > i {
			part += fmt.Sprintf("-%X", runes[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ",")
}

// shapeable makes a TrueType file that draws runes and whatever a shaper makes of them. The glyphs
// keep their numbers, so that the layout tables stay true; those that are not needed are empty.
func (f *Face) shapeable(runes []rune) map[string][]byte {
	keep := f.reach(runes)
	n := int(be.Uint16(f.tables["maxp"][4:]))
	last := 0
	outlines, hmtx := make([][]byte, n), make([]byte, 4*n)
	for id := range keep {
		outlines[id] = f.glyph(id)
		m := f.metric(id)
		copy(hmtx[4*id:], m[:])
		last = max(last, int(id))
	}
	kept := map[string][]byte{"hmtx": hmtx, "cmap": f.cmap(runes)}
	for _, tag := range []string{"OS/2", "name", "post", "GDEF", "GSUB", "GPOS"} {
		if t := f.tables[tag]; t != nil {
			kept[tag] = t
		}
	}
	return f.withOutlines(outlines, kept)
}

// reach returns the glyphs of runes, those that the rules of the face can make of them, and the
// parts that these are drawn of.
func (f *Face) reach(runes []rune) map[GID]bool {
	keep := map[GID]bool{0: true}
	for _, r := range runes {
		f.reachRune(r, keep)
	}
	for grown := true; grown; {
		before := len(keep)
		for _, lookup := range f.GSUB.Lookups {
			for _, rule := range lookup.Subtables {
				substitute(rule, keep)
			}
		}
		grown = len(keep) > before
	}
	queue := slices.Collect(maps.Keys(keep))
	for len(queue) > 0 {
		outline := f.glyph(queue[0])
		queue = queue[1:]
		for _, p := range parts(outline) {
			if part := GID(be.Uint16(outline[p:])); !keep[part] {
				keep[part] = true
				queue = append(queue, part)
			}
		}
	}
	return keep
}

// substitute adds to keep what a rule can make of its glyphs. Where the rule applies is not asked:
// a glyph too many costs some bytes, one too few a hole in a word.
func substitute(rule tables.GSUBLookup, keep map[GID]bool) {
	for _, id := range slices.Collect(maps.Keys(keep)) {
		at, covered := -1, false
		if cov := rule.Cov(); cov != nil {
			at, covered = cov.Index(tables.GlyphID(id))
		}
		if !covered {
			continue
		}
		switch rule := rule.(type) {
		case tables.SingleSubs:
			switch data := rule.Data.(type) {
			case tables.SingleSubstData1:
				keep[GID(uint16(int(id)+int(data.DeltaGlyphID)))] = true
			case tables.SingleSubstData2:
				keep[GID(data.SubstituteGlyphIDs[at])] = true
			}
		case tables.MultipleSubs:
			add(keep, rule.Sequences[at].SubstituteGlyphIDs)
		case tables.AlternateSubs:
			add(keep, rule.AlternateSets[at].AlternateGlyphIDs)
		case tables.ReverseChainSingleSubs:
			keep[GID(rule.SubstituteGlyphIDs[at])] = true
		case tables.LigatureSubs:
			for _, ligature := range rule.LigatureSets[at].Ligatures {
				lacks := func(part tables.GlyphID) bool { return !keep[GID(part)] }
				if !slices.ContainsFunc(ligature.ComponentGlyphIDs, lacks) {
					keep[GID(ligature.LigatureGlyph)] = true
				}
			}
		}
	}
}

func add(keep map[GID]bool, ids []tables.GlyphID) {
	for _, id := range ids {
		keep[GID(id)] = true
	}
}
