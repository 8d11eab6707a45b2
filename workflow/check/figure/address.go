package figure

import (
	"regexp"
	"strings"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// address finds a link, a mail address or a @name of the source that the target lacks or has otherwise, and a hashtag that
// it lacks. A link may lead to the same page in the language of the target. Hashtags are translated, so that only how many
// there are is compared.
var address = look.Check{ID: "address", Severity: look.Error, MessageIDs: []string{
	"check.address-missing", "check.address-changed", "check.address-hashtags",
}, Pair: func(p *look.Subject) {
	source, target := addressesOf(p.Source.Flat), addressesOf(p.Target.Flat)
	for i := range source {
		s := &source[i]
		for j := range target {
			if t := &target[j]; !s.done && !t.done && s.key == t.key {
				s.done, t.done = true, true
			}
		}
	}
	for _, s := range source {
		if !s.done && s.kind != hashtag && !strings.Contains(strings.ToLower(p.Target.Flat), s.key) {
			reportAddress(p, s, target)
		}
	}
	reportHashtags(p, source, target)
}}

type addressKind uint8

const (
	link addressKind = iota + 1
	domain
	mail
	handle
	hashtag
)

type addressAt struct {
	look.Range
	kind addressKind
	key  string // what is compared
	done bool
}

// addressPattern has a group for each kind.
var addressPattern = regexp.MustCompile(`(?i)((?:https?://|www\.)[^\s<>«»“”"،؛]+)` +
	`|(?:^|[^\pL\pN@._%+-])((?:[a-z0-9-]+\.)+(?:com|org|net|int|edu|gov|info|tv|ma|fr|dz|tn|eg|lb|be|ch|uk|eu)\b(?:/[^\s<>«»“”"،؛]*)?)` +
	`|([a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})` +
	`|(?:^|[^\pL\pN@._])(@[a-z0-9_]{2,})` +
	`|(?:^|[^\pL\pN#&/])(#[\pL\pM\pN_]*\pL[\pL\pM\pN_]*)`)

const maxAddresses = 100

func addressesOf(text string) (all []addressAt) {
	if !strings.ContainsAny(text, "@#.") {
		return nil
	}
	for _, m := range addressPattern.FindAllStringSubmatchIndex(text, maxAddresses) {
		for kind := link; kind <= hashtag; kind++ {
			start, end := m[2*kind], m[2*kind+1]
			if start < 0 {
				continue
			}
			found := strings.TrimRight(text[start:end], ".,;:!?؟)]'’…")
			all = append(all, addressAt{Range: look.Span(start, start+len(found)), kind: kind, key: keyOf(found, kind)})
		}
	}
	return all
}

// languageParts are the parts of links that say of which language a page is.
var languageParts = regexp.MustCompile(`(^|[/.])(?:ar|fr|en)([/.]|$)`)

// keyOf is what of an address is compared: a link without its scheme and without what says the language of its page.
func keyOf(text string, kind addressKind) string {
	key := strings.ToLower(text)
	if kind == link || kind == domain {
		key = strings.TrimPrefix(strings.TrimPrefix(key, "http://"), "https://")
		key = strings.TrimPrefix(strings.TrimRight(key, "/"), "www.")
		key = languageParts.ReplaceAllString(key, "$1$2")
	}
	return key
}

// reportAddress reports an address that the target lacks, or has another one for. A name or a domain may be written in the
// letters of the target.
func reportAddress(p *look.Subject, s addressAt, target []addressAt) {
	f := look.Finding{Message: "check.address-missing", Source: s.Range, Expected: p.Source.Of(s.Range)}
	var others []addressAt
	for _, t := range target {
		if !t.done && t.kind == s.kind {
			others = append(others, t)
		}
	}
	switch {
	case len(others) == 1:
		f.Message, f.Target, f.Found = "check.address-changed", others[0].Range, p.Target.Of(others[0].Range)
		f.Fix = look.Replace(f.Target, f.Expected)
	case s.kind == domain || s.kind == handle:
		f.Severity = look.Warning
	}
	p.Report(f)
}

// reportHashtags reports the first hashtag that may be missing where the target has fewer.
func reportHashtags(p *look.Subject, source, target []addressAt) {
	missing := 0
	var first *addressAt
	for i := range source {
		if s := &source[i]; s.kind == hashtag {
			missing++
			if first == nil && !s.done {
				first = s
			}
		}
	}
	for _, t := range target {
		if t.kind == hashtag {
			missing--
		}
	}
	// A hashtag may become a word of the sentence.
	if missing > 0 && first != nil {
		expected := p.Source.Of(first.Range)
		if !strings.Contains(lang.Fold(p.Target.Flat, p.Target.Tag), lang.Fold(expected[1:], p.Target.Tag)) {
			p.Report(look.Finding{Severity: look.Warning, Message: "check.address-hashtags", Source: first.Range, Expected: expected})
		}
	}
}
