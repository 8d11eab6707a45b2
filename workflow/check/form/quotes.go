package form

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
)

// quotes finds quotation marks that are not closed or not opened, pairs of two styles, and, where the text has another
// style elsewhere or the rules ask, pairs of the wrong one. Quotations run over several segments, and then are open in
// the source or begin and end elsewhere in the target: a mark alone is reported where the source has a whole quotation
// more than the target. Apostrophes and single straight quotes are not read: they cannot be distinguished.
var quotes = look.Check{ID: "quotes", Severity: look.Warning, MessageIDs: []string{
	"check.quotes-close", "check.quotes-mixed", "check.quotes-open", "check.quotes-style",
}, Pair: func(p *look.Subject) {
	found := readQuotes(p.Target)
	source := readQuotes(p.Source)
	for _, m := range found.mixed {
		reportMixedQuotes(p, m)
	}
	for _, q := range found.lone {
		if mayRunOn(p, q, source, found) {
			continue
		}
		f := look.Finding{Target: q.at, Found: q.mark, Message: "check.quotes-open", Expected: closing[q.mark]}
		if !q.opens {
			f.Message, f.Expected = "check.quotes-close", opening[q.mark]
		}
		p.Report(f)
	}
	if len(found.mixed)+len(found.lone) == 0 {
		reportQuoteStyle(p, found.pairs)
	}
}, Article: func(all []*look.Subject) {
	dropContinued(all)
	// Of the texts that have one style each: which is the odd one out?
	count := map[string]int{}
	read := make([]quoteMarks, len(all))
	for i, p := range all {
		read[i] = readQuotes(p.Target)
		for _, q := range read[i].pairs {
			if !q.inner {
				count[q.style()]++
			}
		}
	}
	usual := commonest(count)
	for i, p := range all {
		if p.Asks() || count[usual] < 3 || oneStyle(read[i].pairs) == "" {
			continue // what the text itself mixes is reported already
		}
		for _, q := range read[i].pairs {
			if !q.inner && q.style() != usual && 4*count[q.style()] <= count[usual] {
				reportWrongStyle(p, q, usual)
			}
		}
	}
}}

// mayRunOn reports whether a mark that is alone may be that of speech in several segments: as one is in the source, or,
// where the source has no quotation for it, at the beginning of the text, at its end after the sign of a whole sentence,
// and before a comma: « … », a-t-il ajouté.
func mayRunOn(p *look.Subject, q quoteMark, source, target quoteMarks) bool {
	if slices.ContainsFunc(source.lone, func(other quoteMark) bool { return other.opens == q.opens }) {
		return true
	}
	if len(source.pairs) > len(target.pairs) {
		return false
	}
	const near, far = 200, 2000 // bytes: signs and spaces, and a sentence, fill no more
	text := p.Target.Flat
	if q.opens {
		return q.at.Start <= near && strings.TrimLeftFunc(text[:q.at.Start], closesText) == ""
	}
	before := text[max(0, q.at.Start-far):q.at.Start]
	if p.Target.Lang == "ar" && strings.Contains(before, ": ") {
		return false // he said: …", which lacks its first mark
	}
	after := strings.TrimLeftFunc(text[q.at.End:min(len(text), q.at.End+near)], closesText)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, unicode.IsSpace))
	return after == "" && strings.ContainsRune(endSigns, last) || p.Target.Lang == "fr" && strings.HasPrefix(after, ",")
}

// dropContinued takes back the marks that a text a little further in the article closes or opens: the quotation runs
// over several segments, and its translation is cut otherwise.
func dropContinued(all []*look.Subject) {
	const far = 4
	for i, p := range all {
		p.Withdraw(func(f look.Finding) bool {
			if f.Message == "check.quotes-open" {
				return leavesQuote(all[i+1:min(i+1+far, len(all))], false)
			}
			return f.Message == "check.quotes-close" && leavesQuote(all[max(0, i-far):i], true)
		})
	}
}

// leavesQuote reports whether one of the targets has a mark that opens, or one that closes, and is alone.
func leavesQuote(all []*look.Subject, opens bool) bool {
	return slices.ContainsFunc(all, func(p *look.Subject) bool {
		return slices.ContainsFunc(readQuotes(p.Target).lone, func(q quoteMark) bool { return q.opens == opens })
	})
}

var (
	closing = map[string]string{"«": "»", "‹": "›", "“": "”", "„": "”", "‘": "’", `"`: `"`}
	opening = map[string]string{"»": "«", "›": "‹", "”": "“", `"`: `"`}
)

// quoteMark is one mark of quotation; of two that belong together, at is the first and end the second.
type quoteMark struct {
	mark  string
	at    look.Range
	opens bool
	end   look.Range // of the mark that closes it
	other string
	inner bool // within another quotation
}

func (q quoteMark) style() string {
	if q.mark == "„" || opening[q.mark] == "“" {
		return "“"
	}
	if q.mark == "»" {
		return "«"
	}
	return q.mark
}

// quoteMarks are the quotations of a text: whole ones, those that end in another style, and marks alone.
type quoteMarks struct{ pairs, mixed, lone []quoteMark }

// readQuotes reads the marks of a text in the way that leaves fewest of them alone. Straight quotes are read by the
// spaces around them or as open and close in turn, and Arabic texts often have the curly ones the other way round.
func readQuotes(s *look.Side) quoteMarks {
	var best quoteMarks
	ways := []quoteReader{{shapes: true}, {}}
	if s.Lang == "ar" {
		ways = append(ways, quoteReader{shapes: true, turned: true})
	}
	for i, w := range ways {
		got := w.read(s.Flat)
		if n := len(got.mixed) + len(got.lone); n == 0 {
			return got
		}
		if i == 0 {
			best = got
		}
	}
	return best
}

// mostNested is how many quotations within each other are looked at.
const mostNested = 8

type quoteReader struct{ shapes, turned bool }

func (w quoteReader) read(text string) (out quoteMarks) {
	var open, lone []quoteMark
	for i, r := range text {
		if r < utf8.RuneSelf && r != '"' || !strings.ContainsRune(`"«»‹›“”„‘’`, r) {
			continue
		}
		q := quoteMark{mark: string(r), at: look.Span(i, i+utf8.RuneLen(r))}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[q.at.End:])
		if q.mark == "’" && unicode.IsLetter(after) || q.mark == "‘" && unicode.IsLetter(before) {
			continue // an apostrophe
		}
		q.opens = w.opens(q.mark, before, after, open) && !endsOther(q.mark, after, open, text[q.at.End:])
		if q.opens {
			q.inner = len(open) > 0
			open = append(open, q)
			continue
		}
		k := len(open) - 1
		for k >= max(0, len(open)-mostNested) && !w.closes(open[k].mark, q.mark) {
			k--
		}
		if k < max(0, len(open)-mostNested) {
			if q.mark != "’" {
				lone = append(lone, q)
			}
			continue
		}
		lone = append(lone, open[k+1:]...)
		open[k].end, open[k].other = q.at, q.mark
		out.pairs = append(out.pairs, open[k])
		open = open[:k]
	}
	out.pairLone(append(lone, open...))
	return out
}

// opens reports whether a mark opens a quotation.
func (w quoteReader) opens(mark string, before, after rune, open []quoteMark) bool {
	switch mark {
	case "«", "‹", "‘", "„":
		return !w.turned || mark == "„"
	case "“":
		top := len(open) - 1
		return !w.turned && !(top >= 0 && open[top].mark == "„")
	case `"`:
		begins := before == utf8.RuneError || unicode.IsSpace(before) || strings.ContainsRune("(['’«“", before)
		ends := after == utf8.RuneError || unicode.IsSpace(after) || unicode.IsPunct(after) && after != '('
		if w.shapes && begins != ends {
			return begins
		}
		return !slices.ContainsFunc(open[max(0, len(open)-mostNested):], func(q quoteMark) bool { return q.mark == mark })
	}
	return w.turned && mark != "’"
}

// endsOther reports whether a straight quote with a space after it ends what another mark began and no mark ends.
func endsOther(mark string, after rune, open []quoteMark, rest string) bool {
	if mark != `"` || len(open) == 0 || after != utf8.RuneError && !unicode.IsSpace(after) && !unicode.IsPunct(after) {
		return false
	}
	last := open[len(open)-1].mark
	const far = 2000 // beyond which its end is not looked for
	return last != `"` && !strings.Contains(rest[:min(far, len(rest))], closing[last])
}

func (w quoteReader) closes(open, mark string) bool {
	switch {
	case w.turned && mark != `"`:
		return opening[open] == mark
	case open == "„":
		return mark == "“" || mark == "”"
	}
	return closing[open] == mark
}

// pairLone makes mixed pairs of neighbours that are alone and of two styles, unless one ends a quotation and the next
// begins another.
func (m *quoteMarks) pairLone(lone []quoteMark) {
	lone = slices.DeleteFunc(lone, func(q quoteMark) bool { return q.mark == "‘" })
	sortQuotes(lone)
	for i := 0; i < len(lone); i++ {
		q := lone[i]
		if i+1 < len(lone) && q.style() != lone[i+1].style() && (q.opens || !lone[i+1].opens) {
			q.end, q.other = lone[i+1].at, lone[i+1].mark
			m.mixed = append(m.mixed, q)
			i++
		} else {
			m.lone = append(m.lone, q)
		}
	}
}

func sortQuotes(marks []quoteMark) {
	slices.SortFunc(marks, func(a, b quoteMark) int { return a.at.Start - b.at.Start })
}

// reportMixedQuotes reports a quotation that ends in another style than it begins with. Guillemets are right in both
// languages, so the other mark is the wrong one where there is one.
func reportMixedQuotes(p *look.Subject, q quoteMark) {
	f := look.Finding{Message: "check.quotes-mixed", Target: q.end, Found: q.other, Expected: cmp.Or(closing[q.mark], q.mark)}
	if q.style() != "«" && q.other == "»" {
		f.Target, f.Found, f.Expected = q.at, q.mark, "«"
	}
	if f.Expected == "«" || f.Expected == "»" {
		f.Fix = look.Replace(f.Target, guillemet(p, f.Expected, f.Target))
	}
	p.Report(f)
}

// guillemet is a guillemet for a place of the target, with the space of French where it has none.
func guillemet(p *look.Subject, mark string, at look.Range) string {
	gap := frenchSpacing(p)[mark]
	before, _ := utf8.DecodeLastRuneInString(p.Target.Flat[:at.Start])
	after, _ := utf8.DecodeRuneInString(p.Target.Flat[at.End:])
	switch {
	case mark == "«" && !unicode.IsSpace(after):
		return mark + gap
	case mark == "»" && !unicode.IsSpace(before):
		return gap + mark
	}
	return mark
}

// reportQuoteStyle reports the quotations of a style that is rarer in the text than another, or, where the rules ask,
// of any but the guillemets.
func reportQuoteStyle(p *look.Subject, pairs []quoteMark) {
	count := map[string]int{}
	for _, q := range pairs {
		if !q.inner {
			count[q.style()]++
		}
	}
	usual := commonest(count)
	if p.Asks() {
		usual = "«"
	}
	for _, q := range pairs {
		if !q.inner && q.style() != usual && q.style() != "‘" {
			reportWrongStyle(p, q, usual)
		}
	}
}

func reportWrongStyle(p *look.Subject, q quoteMark, usual string) {
	inside := p.Target.Flat[q.at.End:q.end.Start]
	f := look.Finding{Message: "check.quotes-style", Target: look.Span(q.at.Start, q.end.End), Found: q.mark + "…" + q.other,
		Expected: usual + "…" + closing[usual]}
	if usual == "«" {
		f.Fix = look.Replace(f.Target, guillemet(p, "«", q.at)+inside+guillemet(p, "»", q.end))
	} else if p.Target.Lang == "ar" {
		f.Fix = look.Replace(f.Target, usual+inside+closing[usual])
	}
	p.Report(f)
}

// commonest is the style that is used most, guillemets first.
func commonest(count map[string]int) string {
	best := "«"
	for _, style := range []string{"“", `"`} {
		if count[style] > count[best] {
			best = style
		}
	}
	return best
}

// oneStyle is the style of all outer quotations of a text; empty: none, or several.
func oneStyle(pairs []quoteMark) string {
	style := ""
	for _, q := range pairs {
		if q.inner {
			continue
		}
		if style != "" && q.style() != style {
			return ""
		}
		style = q.style()
	}
	return style
}
