package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// finalSign finds a target that ends with another sign than its source, across scripts: ؟ is ?. Signs within closing
// quotes and brackets count as those after them. A headline has no point.
var finalSign = look.Check{ID: "final-sign", Severity: look.Warning, MessageIDs: []string{
	"check.final-sign", "check.final-sign-extra", "check.final-sign-headline", "check.final-sign-missing",
}, Pair: func(p *look.Subject) {
	source, target := readEnd(p.Source), readEnd(p.Target)
	if p.Pair.Kind == bitext.Headline && p.Target.Of(target.last) == "." && !abbreviated(p.Target, target.last) {
		p.Report(look.Finding{Message: "check.final-sign-headline", Target: target.last, Found: ".", Fix: look.Replace(target.last, "")})
		return
	}
	if strings.ContainsAny(source.signs, target.signs) || source.signs == target.signs || mayEnd(p, source, target) {
		return
	}
	if target.signs == "" && source.last.End == len(strings.TrimRightFunc(p.Source.Flat, unicode.IsSpace)) {
		end := len(strings.TrimRightFunc(p.Target.Flat, unicode.IsSpace)) // after what closes there too
		target.last = look.Span(end, end)
	}
	f := look.Finding{Source: source.last, Target: target.last, Found: p.Target.Of(target.last)}
	if source.signs != "" {
		f.Expected = signOf(firstRune(source.signs), p.Target.Lang)
	}
	switch {
	case f.Found == "":
		f.Message = "check.final-sign-missing"
	case f.Expected == "":
		f.Message = "check.final-sign-extra"
	default:
		f.Message = "check.final-sign"
	}
	if utf8.RuneCountInString(target.signs) < 2 && utf8.RuneCountInString(source.signs) < 2 {
		f.Fix = endFix(p, f.Found, f.Expected, target.last)
	}
	p.Report(f)
}}

// end is how a text ends: the signs of its end, each once, as French has them, with … for several points, and where the
// last of them are: empty, after the last word, for none.
type end struct {
	signs string
	last  look.Range
}

const (
	endSigns   = ".!?…:;,؟؛،"
	endClosers = "\"'»«›‹”“’‘)]}\uFFFC\u200e\u200f\u061c\u2069"
)

func readEnd(s *look.Side) (e end) {
	rest := strings.TrimRightFunc(s.Flat, closesText)
	e.last = look.Span(len(rest), len(rest))
	for head := rest; ; {
		head = strings.TrimRight(rest, endSigns)
		run := rest[len(head):]
		if e.signs == "" {
			e.last.Start = len(head)
		}
		if run == "" {
			return e
		}
		for _, r := range asFrench.Replace(run) {
			if !strings.ContainsRune(e.signs, r) && !(r == '.' && strings.Contains(run, "..")) {
				e.signs += string(r)
			}
		}
		rest = strings.TrimRightFunc(head, closesText)
	}
}

// asFrench makes one sign of those that two scripts or two hands write differently.
var asFrench = strings.NewReplacer("..", "…", "؟", "?", "؛", ";", "،", ",")

func closesText(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(endClosers, r) }

// mayEnd reports whether a translation may end otherwise than its source. A sentence that is cut elsewhere ends with a
// comma or without; what is less lively than the source is a matter of style; and a long source without a sign has lost
// it.
func mayEnd(p *look.Subject, source, target end) bool {
	switch {
	case strings.ContainsAny(source.signs, ",;") && target.signs != "?" || target.signs == "," && source.signs != "?":
		return true
	case source.signs == "!":
		return target.signs == "."
	case target.signs == "!" && source.signs == "." && p.Target.Lang == "fr":
		// A translator's own exclamation has its space; without one, spacing reports the place.
		return true
	case source.signs == "":
		return target.signs != "?" && lang.Words(p.Source.Flat, p.Source.Tag) > 8
	}
	return p.Pair.Kind == bitext.Headline && target.signs == "" && source.signs == "."
}

// endFix changes the sign of the end, with the space that French has before some.
func endFix(p *look.Subject, found, expected string, at look.Range) *look.Fix {
	gap := frenchSpacing(p)
	for len(gap) > 0 && at.Start > 0 {
		r, n := utf8.DecodeLastRuneInString(p.Target.Flat[:at.Start])
		if !unicode.IsSpace(r) {
			break
		}
		at.Start -= n
	}
	return look.Replace(at, gap[expected]+expected)
}

// abbreviated reports whether the point at the end of a text is one of an abbreviation: M. A. B.
func abbreviated(s *look.Side, point look.Range) bool {
	head := s.Flat[:point.Start]
	word := head[strings.LastIndexFunc(head, func(r rune) bool { return unicode.IsSpace(r) || r == '.' })+1:]
	return utf8.RuneCountInString(word) < 2 || word == "etc"
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// signOf is a sign as a language writes it.
func signOf(sign, base string) string {
	if base == "ar" {
		switch sign {
		case "?":
			return "؟"
		case ";":
			return "؛"
		case ",":
			return "،"
		}
	}
	return sign
}
