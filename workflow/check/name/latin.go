package name

import (
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// latinNameCheck finds a word that an Arabic text keeps in Latin letters and the other text has with a wrong one: names of
// companies, products, acronyms.
var latinNameCheck = look.Check{ID: "name-latin", Severity: look.Error, Pair: func(p *look.Subject) {
	t := namesOf(p)
	if t == nil {
		return
	}
	for _, k := range t.arabicSide.Tokens() {
		if r, _ := utf8.DecodeRuneInString(k.Text); !k.Word || !unicode.Is(unicode.Latin, r) {
			continue
		}
		if i, ok := t.nearlyKept(k); ok {
			w := &t.latin[i]
			w.reported = true
			f := look.Finding{Message: "check.name-latin", Source: look.Span(k.Start, k.End), Target: look.Span(w.Start, w.End)}
			if t.latinIsSource {
				f.Source, f.Target = f.Target, f.Source
			}
			f.Found, f.Expected = p.Target.Of(f.Target), p.Source.Of(f.Source)
			f.Fix = look.Replace(f.Target, f.Expected)
			p.Report(f)
		}
	}
}}

// nearlyKept returns the Latin word that is nearly a word of the Arabic text, where none is that word.
func (t *nameTexts) nearlyKept(k lang.Token) (found int, ok bool) {
	key := nameKey(k.Text, "fr")
	for i, w := range t.latin {
		if w.key == key {
			return 0, false
		}
		if r, _ := utf8.DecodeRuneInString(w.Text); !ok && unicode.IsUpper(r) && !w.translated && !t.isKept(w.key) && nearlySpelt(w.key, key, longListed) &&
			!isInflectionOf(w.key, key) && !isInflectionOf(key, w.key) {
			found, ok = i, true
		}
	}
	return found, ok
}

// isKept reports whether the Arabic text has a word in Latin letters, by its key.
func (t *nameTexts) isKept(key string) bool {
	for _, k := range t.arabicSide.Tokens() {
		if k.Word && nameKey(k.Text, "fr") == key {
			return true
		}
	}
	return false
}
