package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
)

// codes finds codes (links, notes, bold) that the target lacks, has more of, or nests wrongly; that are empty, or no
// longer inside another or around the whole text; notes in another order; and spaces that were lost beside them.
var codes = look.Check{ID: "codes", Severity: look.Error, MessageIDs: []string{
	"check.codes-doubled", "check.codes-empty", "check.codes-extra", "check.codes-glued", "check.codes-missing",
	"check.codes-moved", "check.codes-nested", "check.codes-order",
}, Pair: func(p *look.Subject) {
	source, target := codePlaces(p.Source.Text), codePlaces(p.Target.Text)
	for _, c := range p.Source.Text.Missing(p.Target.Text) {
		p.Report(look.Finding{Message: "check.codes-missing", Expected: nameOf(p.Source.Text, c), Source: source[c.ID].Range})
	}
	for _, c := range p.Target.Text.Missing(p.Source.Text) {
		p.Report(look.Finding{Message: "check.codes-extra", Found: nameOf(p.Target.Text, c), Target: target[c.ID].Range})
	}
	if !p.Target.Text.Nested() {
		p.Report(look.Finding{Message: "check.codes-nested", Target: p.Target.Whole()})
	}
	if len(source) == 0 {
		return
	}
	for _, c := range p.Source.Text.Codes() {
		if t, ok := target[c.ID]; ok {
			comparePlaces(p, c, source[c.ID], t, target)
		}
	}
	noteOrder(p, source, target)
}}

// codePlace is where a code is in a text.
type codePlace struct {
	look.Range
	times  int    // it begins
	inside string // ids of the codes around it, the outermost first, each with a space
	glued  bool   // letters stand on both sides of its beginning, or of its end
	all    bool   // it has all letters of the text in it
	blank  bool   // it has no letter in it
	early  bool   // no letter before it; of all codes
	late   bool   // no letter after it
}

// codePlaces reads where the codes of a text are, by id.
func codePlaces(t bitext.Text) map[string]codePlace {
	places := map[string]codePlace{}
	flat := t.Flat()
	at := 0
	var open []string
	for _, run := range t {
		n := len(bitext.Text{run}.Flat())
		c := places[run.Code.ID]
		switch run.Kind {
		case bitext.Open, bitext.Lone:
			if c.times++; c.times == 1 {
				c.Start, c.inside = at, strings.Join(open, " ")
			}
			c.End = at + n
			if run.Kind == bitext.Open {
				c.glued = c.glued || wordsMeet(flat, at)
				open = append(open, run.Code.ID)
			}
		case bitext.Close:
			c.End = at
			c.glued = c.glued || wordsMeet(flat, at)
			open = open[:max(0, len(open)-1)]
		}
		if run.Kind != bitext.Chars {
			places[run.Code.ID] = c
		}
		at += n
	}
	for id, c := range places {
		c.early, c.late = !hasWord(flat[:c.Start]), !hasWord(flat[c.End:])
		c.blank = !hasWord(flat[c.Start:c.End])
		c.all = c.early && c.late && !c.blank
		places[id] = c
	}
	return places
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// wordsMeet reports whether a byte is inside a word, with two letters at least on each side.
func wordsMeet(flat string, at int) bool {
	isOther := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
	head, tail := flat[:at], flat[at:]
	head = head[len(strings.TrimRightFunc(head, func(r rune) bool { return !isOther(r) })):]
	if i := strings.IndexFunc(tail, isOther); i >= 0 {
		tail = tail[:i]
	}
	return utf8.RuneCountInString(head) > 1 && utf8.RuneCountInString(tail) > 1 && !isClitics(head)
}

// isClitics reports whether letters are what Arabic writes before a word: و, ال, وبال.
func isClitics(s string) bool {
	return strings.Trim(s, "وفبكلس") == "" || strings.HasSuffix(s, "ال") && strings.Trim(strings.TrimSuffix(s, "ال"), "وفبكل") == "" ||
		strings.HasSuffix(s, "لل") && len(s) <= len("ولل")
}

// comparePlaces reports what is wrong with the place of a code that both texts have.
func comparePlaces(p *look.Subject, c bitext.Code, s, t codePlace, places map[string]codePlace) {
	f := look.Finding{Source: s.Range, Target: t.Range, Found: nameOf(p.Target.Text, c), Expected: nameOf(p.Source.Text, c)}
	switch {
	case t.times > s.times:
		f.Message = "check.codes-doubled"
	case c.Type.Standalone():
		if c.Type == bitext.Break || s.early == s.late || s.early != t.late || t.early != s.late {
			return
		}
		f.Message = "check.codes-moved"
	case t.blank && !s.blank:
		f.Message = "check.codes-empty"
	case !sameCodes(s.inside, t.inside, places), s.all && !t.all && !t.early && !t.late, t.all && !s.all:
		f.Message = "check.codes-moved"
	case t.glued && !s.glued && c.Type != bitext.Superscript && c.Type != bitext.Subscript:
		f.Message = "check.codes-glued"
	default:
		return
	}
	p.Report(f)
}

// sameCodes reports whether a code is inside the same codes in both texts. A code that the target lacks is reported by
// itself, and which of two around the same words is the outer one does not matter.
func sameCodes(source, target string, places map[string]codePlace) bool {
	around := map[string]bool{}
	for _, id := range strings.Fields(target) {
		around[id] = true
	}
	for _, id := range strings.Fields(source) {
		if _, there := places[id]; there && !around[id] {
			return false
		}
	}
	return true
}

// noteOrder reports the first note of the target that comes before one that it follows in the source: notes are numbered.
func noteOrder(p *look.Subject, source, target map[string]codePlace) {
	last := codePlace{}
	for _, c := range p.Source.Text.Codes() {
		t, ok := target[c.ID]
		if c.Type != bitext.NoteMark || !ok {
			continue
		}
		if t.Start < last.Start {
			p.Report(look.Finding{Message: "check.codes-order", Source: source[c.ID].Range, Target: t.Range, Found: nameOf(p.Target.Text, c)})
			return
		}
		last = t
	}
}

// nameOf is what a reader sees of a code: what is inside it, its mark, or its type.
func nameOf(t bitext.Text, c bitext.Code) string {
	if inside := t.Inside(c.ID).String(); inside != "" {
		return inside
	}
	if c.Equiv != "" {
		return c.Equiv
	}
	return string(c.Type)
}
