package form

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// spacing finds spaces that are doubled, missing or too many beside signs and at the ends of a text. French has a space
// before ; : ! ? » and after « (lang.FrenchSpacing): none at all is always reported, a space of another kind where the
// rules name a profile or ask, and a % without one where the text has another with it.
var spacing = look.Check{ID: "spacing", Severity: look.Warning, MessageIDs: []string{
	"check.spacing-doubled", "check.spacing-end", "check.spacing-extra", "check.spacing-kind",
	"check.spacing-missing", "check.spacing-waw",
}, Pair: func(p *look.Subject) {
	s := spacer{Subject: p, text: p.Target.Flat, strict: p.Asks() || p.Rules.French != ""}
	if p.Target.Lang == "fr" {
		s.french = frenchSpacing(p)
	}
	s.mixesPercent = strings.Contains(s.text, " %") || strings.Contains(s.text, "\u00a0%") || strings.Contains(s.text, "\u202f%")
	s.ends()
	var before rune
	for i, r := range s.text {
		at := look.Span(i, i+utf8.RuneLen(r))
		if r == utf8.RuneError {
			before = r
			continue
		}
		after, _ := utf8.DecodeRuneInString(s.text[at.End:])
		if !p.Target.InAddress(i) {
			s.look(at, before, r, after)
		}
		before = r
	}
}}

// frenchSpacing is the spacing of the target's profile.
func frenchSpacing(p *look.Subject) lang.Spacing {
	if p.Target.Lang != "fr" {
		return nil
	}
	return lang.FrenchSpacing(cmp.Or(p.Rules.French, p.Target.Tag))
}

// spacer looks at the spaces of a target.
type spacer struct {
	*look.Subject
	text         string
	french       lang.Spacing
	strict       bool
	mixesPercent bool
	titles       []look.Range // quotations in English, which keep the spaces of their language; read once
	titlesRead   bool
}

// put reports what is in the place of a range where text belongs, with a character on each side to see it by.
func (s *spacer) put(message string, at look.Range, text string) {
	wide := at
	if _, n := utf8.DecodeLastRuneInString(s.text[:at.Start]); n > 0 {
		wide.Start -= n
	}
	if _, n := utf8.DecodeRuneInString(s.text[at.End:]); n > 0 {
		wide.End += n
	}
	expected := s.text[wide.Start:at.Start] + text + s.text[at.End:wide.End]
	s.Report(look.Finding{Message: message, Target: wide, Found: s.text[wide.Start:wide.End], Expected: expected, Fix: look.Replace(at, text)})
}

func isBlank(r rune) bool { return unicode.Is(unicode.Zs, r) || r == '\t' }

// ends reports spaces at the ends that the source has not.
func (s *spacer) ends() {
	lead := len(s.text) - len(strings.TrimLeftFunc(s.text, isBlank))
	trail := len(strings.TrimRightFunc(s.text, isBlank))
	source := s.Source.Flat
	if lead > 0 && lead < len(s.text) && strings.TrimLeftFunc(source, isBlank) == source {
		s.put("check.spacing-end", look.Span(0, lead), "")
	}
	if trail < len(s.text) && trail > 0 && strings.TrimRightFunc(source, isBlank) == source {
		s.put("check.spacing-end", look.Span(trail, len(s.text)), "")
	}
}

// blanksBefore is the range of the spaces before a byte.
func (s *spacer) blanksBefore(at int) look.Range {
	return look.Span(len(strings.TrimRightFunc(s.text[:at], isBlank)), at)
}

func (s *spacer) look(at look.Range, before, r, after rune) {
	blanks := s.blanksBefore(at.Start)
	switch {
	case isBlank(r):
		return
	case blanks.Start == 0 || s.text[blanks.Start-1] == '\n': // ends reports these
	case utf8.RuneCountInString(s.Target.Of(blanks)) > 1:
		want := cmp.Or(s.french[string(r)], " ")
		if s.tight(r, after) {
			want = ""
		}
		s.put("check.spacing-doubled", blanks, want)
		return
	}
	s.before(at, blanks, before, r, after)
	s.after(at, before, r, after)
}

// tight reports whether a sign follows what is before it without a space.
func (s *spacer) tight(r, after rune) bool {
	switch r {
	case ',', '.', '،', '؛', '؟':
		return r != '.' || after != '.' && !unicode.IsLetter(after) && !unicode.IsDigit(after)
	case ';', ':', '!', '?', '»':
		return s.Target.Lang != "fr" && r != ':' && r != '»'
	case ')', ']':
		return true
	}
	return false
}

// before looks at the space before a sign.
func (s *spacer) before(at, blanks look.Range, before, r, after rune) {
	want := s.french[string(r)]
	if r == '«' {
		want = ""
	}
	switch {
	case blanks.Start == 0:
	case s.tight(r, after) && !blanks.Empty() && !unicode.IsDigit(after) && s.wordBefore(blanks.Start):
		s.put("check.spacing-extra", blanks, "")
	case want == "" && s.french != nil && s.strict && !blanks.Empty() && strings.ContainsRune(";:!?", r):
		s.put("check.spacing-extra", blanks, "")
	case want == "":
	case blanks.Empty() && s.wantsSpace(at, before, r, after):
		s.put("check.spacing-missing", blanks, want)
	case !blanks.Empty() && s.strict && s.Target.Of(blanks) != want:
		s.put("check.spacing-kind", blanks, want)
	}
}

// wordBefore reports whether what ends at a byte is a word or closes something.
func (s *spacer) wordBefore(at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("»)\"”’", r)
}

// wantsSpace reports whether a French sign lacks its space.
func (s *spacer) wantsSpace(at look.Range, before, r, after rune) bool {
	switch r {
	case '%':
		return unicode.IsDigit(before) && (s.mixesPercent || s.strict)
	case '»':
		return true
	case ':':
		if unicode.IsDigit(before) && unicode.IsDigit(after) || strings.ContainsRune(")(-/\\", after) {
			return false // 10:30, a smiley, an address
		}
	}
	closes := after == utf8.RuneError || unicode.IsSpace(after) || strings.ContainsRune("»)\"”!?.", after) || unicode.IsLetter(after)
	begins := unicode.IsLetter(before) || unicode.IsDigit(before) || strings.ContainsRune("»)\"”%", before)
	return closes && begins && !s.foreign(at.Start)
}

// foreign reports whether a byte is in a quotation in English.
func (s *spacer) foreign(at int) bool {
	if !s.titlesRead {
		s.titlesRead = true
		for _, q := range readQuotes(s.Target).pairs {
			if q.inner {
				continue
			}
			tag, sure := lang.Detect(s.text[q.at.End:q.end.Start])
			if tag == "en" || sure < 0.4 {
				s.titles = append(s.titles, look.Span(q.at.Start, q.end.End))
			}
		}
		slices.SortFunc(s.titles, func(a, b look.Range) int { return a.Start - b.Start })
	}
	return look.Within(s.titles, at)
}

// after looks at the space after a sign.
func (s *spacer) after(at look.Range, before, r, after rune) {
	gap := look.Span(at.End, at.End)
	switch r {
	case '«':
		want := s.french["«"]
		switch {
		case want == "":
		case !unicode.IsSpace(after):
			s.put("check.spacing-missing", gap, want)
		case s.strict && isBlank(after) && string(after) != want:
			s.put("check.spacing-kind", look.Span(at.End, at.End+utf8.RuneLen(after)), want)
		}
	case ',', '،', '؛', ';', '؟':
		if s.stuck(before, after) {
			s.put("check.spacing-missing", gap, " ")
		}
	case '.':
		if s.letters(before, after) && s.wordsAround(at) {
			s.put("check.spacing-missing", gap, " ")
		}
	case ':', '!', '?':
		if s.letters(before, after) && s.Target.Lang == "fr" && unicode.IsLower(before) {
			s.put("check.spacing-missing", gap, " ")
		}
	case '»', '”', ')':
		if unicode.IsLetter(after) && s.phraseBefore(at.Start, r) {
			s.put("check.spacing-missing", gap, " ")
		}
	case '(', '[':
		if isBlank(after) && s.wordBefore(s.blanksBefore(at.Start).Start) {
			s.put("check.spacing-extra", s.blanksFrom(at.End), "")
		}
	case '’', '\'':
		if s.Target.Lang == "fr" && isBlank(after) && s.elided(at.Start) {
			s.afterElision(s.blanksFrom(at.End))
		}
	case 'و':
		s.waw(at, before)
	case 'ة', 'ى', '\u064B': // which end words, but for the ا and ى that carry fathatan
		joined := unicode.Is(unicode.Arabic, after) && unicode.IsLetter(after) && after != 'ء' && after != 'ـ'
		if joined && s.Target.Lang == "ar" && (r != '\u064B' || after != 'ا' && after != 'ى') {
			s.put("check.spacing-missing", gap, " ")
		}
	}
}

// letters reports whether a sign is between two letters of the text's own script.
func (s *spacer) letters(before, after rune) bool {
	script := unicode.Latin
	if s.Target.Lang == "ar" {
		script = unicode.Arabic
	}
	return unicode.Is(script, after) && (unicode.Is(script, before) || unicode.IsMark(before))
}

// stuck reports whether a comma is between words, or what closes and opens, with no space. A number has its own.
func (s *spacer) stuck(before, after rune) bool {
	if unicode.IsDigit(before) && unicode.IsDigit(after) {
		return false
	}
	begins := unicode.IsLetter(after) || unicode.IsDigit(after) || after == '«' || after == '(' || after == '“'
	return begins && (unicode.IsLetter(before) || unicode.IsMark(before) || unicode.IsDigit(before) || strings.ContainsRune("»)\"”%.", before))
}

// wordsAround reports whether a point has words of two letters on both sides: no abbreviation (av. J.-C, ق.م).
func (s *spacer) wordsAround(at look.Range) bool {
	head, tail := s.text[:at.Start], s.text[at.End:]
	isOther := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
	last := head[len(strings.TrimRightFunc(head, func(r rune) bool { return !isOther(r) })):]
	next := tail[:len(tail)-len(strings.TrimLeftFunc(tail, func(r rune) bool { return !isOther(r) }))]
	short := func(word string) bool { return utf8.RuneCountInString(word) < 3 }
	return utf8.RuneCountInString(last) > 1 && utf8.RuneCountInString(next) > 1 && !(short(next) && strings.HasPrefix(tail[len(next):], ".")) &&
		!(short(last) && strings.HasSuffix(head[:len(head)-len(last)], "."))
}

// phraseBefore reports whether the mark at a byte closes more than a part of a word: « … » or (with a space), not (re)lire.
func (s *spacer) phraseBefore(at int, mark rune) bool {
	if mark != ')' {
		return s.Target.Lang == "fr"
	}
	const far = 200 // of a longer one, the end has a space
	part := s.text[max(0, at-far):at]
	open := strings.LastIndexByte(part, '(')
	return strings.ContainsFunc(part[max(0, open):], unicode.IsSpace)
}

func (s *spacer) blanksFrom(at int) look.Range {
	return look.Span(at, len(s.text)-len(strings.TrimLeftFunc(s.text[at:], isBlank)))
}

// elided reports whether the apostrophe at a byte ends an elision, l’ or qu’, which a word follows at once.
func (s *spacer) elided(at int) bool {
	head := s.text[:at]
	word := head[len(strings.TrimRightFunc(head, unicode.IsLetter)):]
	before, _ := utf8.DecodeLastRuneInString(head[:len(head)-len(word)])
	switch strings.ToLower(word) {
	case "l", "d", "j", "n", "c", "qu", "jusqu", "lorsqu", "puisqu":
		return before == utf8.RuneError || unicode.IsSpace(before) || strings.ContainsRune("(«-", before)
	}
	return false
}

// afterElision reports the space after an elision, where a word follows.
func (s *spacer) afterElision(blanks look.Range) {
	if next, _ := utf8.DecodeRuneInString(s.text[blanks.End:]); unicode.IsLetter(next) {
		s.put("check.spacing-extra", blanks, "")
	}
}

// waw reports the word و alone, which belongs to the word after it.
func (s *spacer) waw(at look.Range, before rune) {
	blanks := s.blanksFrom(at.End)
	next, _ := utf8.DecodeRuneInString(s.text[blanks.End:])
	if s.Target.Lang == "ar" && !blanks.Empty() && isBlank(before) && unicode.Is(unicode.Arabic, next) && unicode.IsLetter(next) {
		s.put("check.spacing-waw", blanks, "")
	}
}
