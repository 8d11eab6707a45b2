package name

import (
	"strings"
	"unicode"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
	"truchement/workflow/lang/stem"
)

// inconsistent finds a term of two words that the article translates otherwise than elsewhere: the source has it three times at
// least, and all targets but one have the same two words for it, which no others have; the one has another word in the place of
// one of them, which the dictionary gives for the source too. A target that has only one word of the two is none: the term may be
// shortened.
var inconsistent = look.Check{ID: "inconsistent", Severity: look.Warning, Article: func(all []*look.Subject) {
	bySource, byTarget := map[string][]duo{}, map[string]map[int]bool{}
	targets := make([][]duo, len(all))
	for i, p := range all {
		if p.Target.Text.Empty() {
			continue
		}
		for _, d := range duosOf(p.Source, i) {
			if l := bySource[d.key()]; len(l) == 0 || l[len(l)-1].pair != i {
				bySource[d.key()] = append(l, d)
			}
		}
		targets[i] = duosOf(p.Target, i)
		for _, d := range targets[i] {
			if byTarget[d.key()] == nil {
				byTarget[d.key()] = map[int]bool{}
			}
			byTarget[d.key()][i] = true
		}
	}
	reported := map[look.Range]bool{}
	for i, p := range all {
		clear(reported)
		for _, s := range duosOf(p.Source, i) {
			if l := bySource[s.key()]; len(l) >= 3 && !reported[s.at] {
				reported[s.at] = true
				reportOther(p, s, usualDuo(l, i, targets, byTarget), targets[i])
			}
		}
	}
}}

// duo is two neighbouring words of a text, as a term may be: with no more than a French link between them.
type duo struct {
	first, second string // keys
	pair          int
	at            look.Range
	text          string
	words         [2]string
}

func (d duo) key() string { return d.first + " " + d.second }

// duosOf are the duos of a text that is one of an article.
func duosOf(s *look.Side, pair int) (duos []duo) {
	last := lang.Token{}
	lastKey := ""
	for _, t := range s.Tokens() {
		if !t.Word {
			lastKey = ""
			continue
		}
		key := lang.Fold(t.Text, s.Tag)
		if links[strings.TrimSuffix(key, "'")] {
			continue
		}
		if len([]rune(key)) < 4 || strings.ContainsFunc(key, unicode.IsDigit) {
			lastKey = ""
			continue
		}
		key = stem.Key(t.Text, s.Tag)
		if lastKey != "" {
			duos = append(duos, duo{lastKey, key, pair, look.Span(last.Start, t.End), s.Flat[last.Start:t.End], [2]string{last.Text, t.Text}})
		}
		last, lastKey = t, key
	}
	return duos
}

// links are the words that may be between the words of a French term.
var links = map[string]bool{"de": true, "du": true, "des": true, "d": true, "l": true, "la": true, "le": true, "les": true}

// usualDuo is what the targets have that have a source duo, all but that of pair odd, and no others; empty: none.
func usualDuo(sources []duo, odd int, targets [][]duo, by map[string]map[int]bool) duo {
	from := sources[0].pair
	if from == odd {
		from = sources[1].pair
	}
	for _, d := range targets[from] {
		have := by[d.key()]
		if have[odd] || len(have) != len(sources)-1 {
			continue
		}
		all := true
		for _, s := range sources {
			all = all && (s.pair == odd || have[s.pair])
		}
		if all {
			return d
		}
	}
	return duo{}
}

// reportOther reports the duo of the target that has one word of the usual one, and another in the place of the other.
func reportOther(p *look.Subject, s, usual duo, target []duo) {
	if usual.first == "" {
		return
	}
	for _, d := range target {
		if (d.first == usual.first) == (d.second == usual.second) {
			continue
		}
		if !mayTranslate(p, s, d, d.first == usual.first) {
			continue
		}
		p.Report(look.Finding{Message: "check.inconsistent", Source: s.at, Target: d.at, Found: p.Target.Of(d.at),
			Expected: usual.text})
		return
	}
}

// mayTranslate reports whether the dictionary gives a word of a target duo, the first or the second, for a source duo.
func mayTranslate(p *look.Subject, s, d duo, second bool) bool {
	source, word := []string{s.words[0], s.words[1]}, []string{d.words[0]}
	if second {
		word[0] = d.words[1]
	}
	if namesOf(p) == nil { // it is not between Arabic and French
		return false
	}
	if p.Source.Lang == "ar" {
		_, entries := dictionary().Look(source, word)
		return entries[0].Translated
	}
	entries, _ := dictionary().Look(word, source)
	return entries[0].Translated
}
