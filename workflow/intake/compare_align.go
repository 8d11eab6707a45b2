package intake

import (
	"strconv"
	"strings"
	"unicode"

	"truchement/workflow/align"
	"truchement/workflow/lang"
)

// gapOf is a stretch of either version between sentences that both have.
type gapOf struct{ old, now []sentence }

// compareVersions matches two versions of a text. Sentences that both have are found first, since
// nothing is surer; the aligner matches what is between them.
func compareVersions(before, after []sentence, tag string) []Compared {
	anchors := inBoth(before, after, tag)
	gaps := gapsBetween(before, after, anchors)
	pairs := make([]align.Pair, len(gaps))
	for i, g := range gaps {
		pairs[i] = align.Pair{Source: versionSentences(g.old), Target: versionSentences(g.now)}
	}
	var out []Compared
	for i, beads := range align.New(tag, tag).Align(pairs) {
		for _, b := range beads {
			old := gaps[i].old[b.Source[0]:b.Source[1]]
			now := gaps[i].now[b.Target[0]:b.Target[1]]
			out = append(out, compared(old, now, b.Confidence, tag)...)
		}
		if i < len(anchors) {
			o, n := anchors[i][0], anchors[i][1]
			out = append(out, compared(before[o:o+1], after[n:n+1], 1, tag)...)
		}
	}
	return out
}

// gapsBetween are the stretches before, between and after the anchors: one more than these.
func gapsBetween(before, after []sentence, anchors [][2]int) []gapOf {
	var gaps []gapOf
	i, j := 0, 0
	for _, a := range append(anchors, [2]int{len(before), len(after)}) {
		gaps = append(gaps, gapOf{before[i:a[0]], after[j:a[1]]})
		i, j = a[0]+1, a[1]+1
	}
	return gaps
}

// inBoth are the sentences that stand in both versions in the same order, but for marks and
// punctuation: indexes into each.
func inBoth(before, after []sentence, tag string) [][2]int {
	names := map[string]string{}
	var anchors [][2]int
	i, j := 0, 0
	for _, e := range lang.Diff(versionNames(before, names, tag), versionNames(after, names, tag)) {
		n := len(strings.Fields(e.Text))
		switch e.Op {
		case lang.Delete:
			i += n
		case lang.Insert:
			j += n
		default:
			for ; n > 0; n-- {
				anchors = append(anchors, [2]int{i, j})
				i, j = i+1, j+1
			}
		}
	}
	return anchors
}

// versionNames writes a version with a word for each sentence, the same for the same one.
func versionNames(list []sentence, names map[string]string, tag string) string {
	words := make([]string, len(list))
	for i, s := range list {
		key := lettersOf(plainOf(s.text), tag)
		if names[key] == "" {
			names[key] = "s" + strconv.Itoa(len(names))
		}
		words[i] = names[key]
	}
	return strings.Join(words, " ")
}

// lettersOf is a text without case, marks, punctuation and spaces.
func lettersOf(text, tag string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, lang.Fold(text, tag))
}

func versionSentences(list []sentence) []align.Sentence {
	out := make([]align.Sentence, len(list))
	for i, s := range list {
		out[i] = align.Sentence{Text: plainOf(s.text), Start: s.start, Heading: s.heading}
	}
	return out
}
