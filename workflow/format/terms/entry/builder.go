package entry

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow/format/doubt"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// Builder makes an Entry of what a reader finds, part by part; the lines are those of the parts. What
// has no method here is set in Entry itself, with a text that Word or Text has cleaned.
type Builder struct {
	Entry Entry
	full  bool // ManyTerms was said
}

// NewBuilder begins an entry.
func NewBuilder(line int) *Builder { return &Builder{Entry: Entry{Line: line}} }

// Problem notes what is wrong with a part; of one entry no more than there may be terms.
func (b *Builder) Problem(line int, kind Kind, what string) {
	if len(b.Entry.Problems) < MaxTerms {
		b.Entry.Problems = append(b.Entry.Problems, Problem{line, kind, doubt.Brief(what)})
	}
}

// Doubt notes what may not be meant as it is read; of one entry no more than there may be terms.
func (b *Builder) Doubt(line int, kind doubt.Kind, what string) {
	if len(b.Entry.Doubts) < MaxTerms {
		b.Entry.Doubts = append(b.Entry.Doubts, Doubt{line, kind, doubt.Brief(what)})
	}
}

// LeaveOut notes that the file says something which a concept does not have.
func (b *Builder) LeaveOut(name string) {
	if !slices.Contains(b.Entry.LeftOut, name) && len(b.Entry.LeftOut) < MaxTerms {
		b.Entry.LeftOut = append(b.Entry.LeftOut, name)
	}
}

// Word is a short text, on one line; "" for one that cannot be taken in.
func (b *Builder) Word(line int, s string) string {
	return b.within(line, MaxTerm, strings.ReplaceAll(b.clean(line, s), "\n", " "))
}

// Text is a text of several lines; "" for one that cannot be taken in.
func (b *Builder) Text(line int, s string) string { return b.within(line, MaxNote, b.clean(line, s)) }

func (b *Builder) clean(line int, s string) string {
	clean, err := lang.Clean(s)
	if err != nil || strings.ContainsRune(clean, utf8.RuneError) {
		b.Problem(line, BadText, s)
		return ""
	}
	return clean
}

func (b *Builder) within(line, most int, s string) string {
	if s = tidy(s); len(s) > most {
		b.Problem(line, LongText, s)
		return ""
	}
	return s
}

// tidy drops the spaces by which files are laid out: around a text and its lines, doubled ones, and a
// line end with what indents the next line. Spaces that do not break are part of the text.
func tidy(s string) string {
	if !strings.ContainsAny(s, "\t\n") && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	var b strings.Builder
	empty := true // the line that is written
	for i, line := range strings.Split(strings.Trim(s, " \t\n"), "\n") {
		if i > 0 && (line == "" || !isLayout(rune(line[0]))) {
			b.WriteByte('\n')
			empty = true
		}
		for _, word := range strings.FieldsFunc(line, isLayout) {
			if !empty {
				b.WriteByte(' ')
			}
			b.WriteString(word)
			empty = false
		}
	}
	return strings.Trim(b.String(), "\n")
}

func isLayout(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }

// AddNote adds a cleaned text to the note of the concept, on a line of its own.
func (b *Builder) AddNote(line int, s string) { b.Entry.Note = b.Joined(line, b.Entry.Note, s) }

// Joined is a note with another one below it, unless it is there.
func (b *Builder) Joined(line int, note, s string) string {
	switch {
	case s == "":
		return note
	case note == "":
		return s
	case len(note)+len(s) >= MaxNote:
		b.Problem(line, LongText, s)
		return note
	case strings.Contains("\n"+note+"\n", "\n"+s+"\n"):
		return note
	}
	return note + "\n" + s
}

// SetType sets the type of the concept as a file says it.
func (b *Builder) SetType(line int, s string) {
	t, ok := ParseType(s)
	if !ok {
		b.Problem(line, BadValue, s)
		return
	}
	b.Entry.Type = t
}

// Status is the status that a file says; "" with a Problem for another word.
func (b *Builder) Status(line int, s string) term.Status {
	return parsed(b, line, s, ParseStatus)
}

// Gender is the gender that a file says; "" with a Problem for another word.
func (b *Builder) Gender(line int, s string) term.Gender {
	return parsed(b, line, s, ParseGender)
}

// Number is the number that a file says; "" with a Problem for another word.
func (b *Builder) Number(line int, s string) term.Number {
	return parsed(b, line, s, ParseNumber)
}

func parsed[T ~string](b *Builder, line int, s string, parse func(string) (T, bool)) T {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	value, ok := parse(s)
	if !ok {
		b.Problem(line, BadValue, s)
	}
	return value
}

// Add adds a term, whose texts are clean and whose status may be empty; one that has no text is passed
// over. It reports whether the term was added.
func (b *Builder) Add(line int, t term.Term) bool {
	if t.Text == "" {
		return false
	}
	tag := lang.ParseTag(t.Lang)
	if tag == "" {
		b.Problem(line, NoLanguage, cmp.Or(t.Lang, t.Text))
		return false
	}
	t.Lang = tag
	switch has := func(other term.Term) bool { return other.Lang == t.Lang && other.Text == t.Text }; {
	case slices.ContainsFunc(b.Entry.Terms, has):
		b.Problem(line, SameTerm, t.Text)
		return false
	case len(b.Entry.Terms) >= MaxTerms:
		if !b.full {
			b.full = true
			b.Problem(line, ManyTerms, t.Text)
		}
		return false
	}
	b.Entry.Terms = append(b.Entry.Terms, t)
	return true
}

// Done ends the entry. Where the file does not say the status of a term, the first of a language is
// preferred if no other is, and the others are admitted; a concept without a type is general.
func (b *Builder) Done() Entry {
	e := &b.Entry
	preferred := map[string]bool{}
	for _, t := range e.Terms {
		preferred[t.Lang] = preferred[t.Lang] || t.Status == term.Preferred
	}
	for i := range e.Terms {
		t := &e.Terms[i]
		switch {
		case t.Status != "":
		case preferred[t.Lang]:
			t.Status = term.Admitted
		default:
			t.Status, preferred[t.Lang] = term.Preferred, true
		}
	}
	e.Type = cmp.Or(e.Type, term.General)
	if len(e.Terms) == 0 && len(e.Problems) == 0 {
		b.Problem(e.Line, NoTerm, e.ID)
	}
	return *e
}
