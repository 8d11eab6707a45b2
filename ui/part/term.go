package part

import (
	"unicode/utf8"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow/bitext"
	"truchement/workflow/term"
)

// TermMark is the mark of the status of a term: a shape, a word and a colour.
func TermMark(b web.Base, s term.Status) web.Mark {
	icon := map[term.Status]string{term.Preferred: "check", term.Admitted: "s-initial", term.Deprecated: "close"}[s]
	return web.Mark{State: string(s), Word: b.TermWords().StatusWord(s), Icon: b.Icon(icon)}
}

// TermSpans are the places of hits, which are bytes of the String of a text, in characters of its Flat.
func TermSpans(t bitext.Text, hits []term.Hit) (spans []word.Span) {
	for _, h := range hits {
		spans = append(spans, word.Span{From: flatChar(t, h.Start), To: flatChar(t, h.End)})
	}
	return spans
}

// flatChar counts the characters of the Flat of a text before a byte of its String. A standalone code,
// which may have several bytes in its String, is one character.
func flatChar(t bitext.Text, at int) (chars int) {
	for _, r := range t {
		one := bitext.Text{r}
		text := one.String()
		if at < len(text) && r.Kind == bitext.Chars {
			return chars + utf8.RuneCountInString(text[:at])
		}
		if at <= 0 {
			break
		}
		at -= len(text)
		chars += one.Len()
	}
	return chars
}
