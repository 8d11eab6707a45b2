package xliff

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/refill"
	"truchement/workflow/format/xliff/xmlfile"
)

// Refill writes the file that an article was read from with the targets and states of the article, and all else byte for
// byte as it is: XLIFF of any version, and those of Trados, memoQ and Phrase, in UTF-8 or UTF-16. A segment whose target is
// the same keeps the state of the file, unless that of the article is further on. Left counts the segments whose source
// the article does not have.
func Refill(w io.Writer, data []byte, article *bitext.Document) (left int, err error) {
	text, encode, err := asUTF8(data)
	if err != nil {
		return 0, err
	}
	var spots []spot
	f := newFile(bytes.NewReader(data))
	f.spots = &spots
	if err := f.read(); err != nil {
		return 0, err
	}
	targets, left := refill.Targets(f.doc, article)
	e := editor{text: text}
	n := 0
	for i, b := range f.doc.Blocks {
		for j, s := range b.Segments {
			spots[n].segmentNow, spots[n].target = s, targets[i][j]
			n++
		}
	}
	for from := 0; from < len(spots); {
		to := from + 1
		for to < len(spots) && spots[to].unit == spots[from].unit {
			to++
		}
		e.unit(f, spots[from:to])
		from = to
	}
	out, err := encode(e.spliced())
	if err != nil {
		return left, &limit.Error{Kind: limit.Encoding, Err: err}
	}
	_, err = w.Write(out)
	return left, err
}

// spot is where a segment is in its file, and what becomes of it.
type spot struct {
	unit    *xmlfile.Element
	reader  *reader
	pairs   []pair // of a trans-unit, of which it is number at
	at      int
	segment *xmlfile.Element // of XLIFF 2

	segmentNow bitext.Segment // as the file has it
	target     refill.Target
}

// sameText reports whether the target is the one that the file has.
func (s *spot) sameText() bool { return s.target.Text.Markup() == s.segmentNow.Target.Markup() }

// isChanged reports whether target or state of the segment are written. What a memory or a machine proposes is not.
func (s *spot) isChanged() bool {
	if sub := s.target.SubState; sub == bitext.FromMemory || sub == bitext.FromMachine {
		return false
	}
	if s.target.Joined {
		return !s.segmentNow.Target.Empty()
	}
	return !s.target.Text.Empty() && (!s.sameText() || s.target.State.Rank() > s.segmentNow.State.Rank())
}

// state is that of the segment in the new file.
func (s *spot) state() (bitext.State, bitext.SubState) {
	if s.isChanged() {
		return s.target.State, s.target.SubState
	}
	return s.segmentNow.State, s.segmentNow.SubState
}

// declared is the encoding that an XML declaration names.
var declared = regexp.MustCompile(`^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']`)

// asUTF8 is a file as UTF-8 without byte order mark, and how such a text becomes one in the encoding of the file.
func asUTF8(data []byte) (text []byte, encode func([]byte) ([]byte, error), err error) {
	const mark = "\xEF\xBB\xBF"
	var wide encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		wide = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		wide = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	if wide != nil {
		text, err = wide.NewDecoder().Bytes(data)
		return text, wide.NewEncoder().Bytes, err
	}
	text = bytes.TrimPrefix(data, []byte(mark))
	name := "utf-8"
	if m := declared.FindSubmatch(text); m != nil {
		name = strings.ToLower(string(m[1]))
	}
	if !utf8.Valid(text) || name != "utf-8" && name != "utf8" {
		return nil, nil, &limit.Error{Kind: limit.Encoding, Found: name}
	}
	before := data[:len(data)-len(text)]
	return text, func(b []byte) ([]byte, error) { return slices.Concat(before, b), nil }, nil
}

// editor collects what changes in a text.
type editor struct {
	text  []byte
	edits []edit
	begun int // how many edits there were before the current unit
}

// edit puts words in the place of the bytes from one to another.
type edit struct {
	from, to int64
	words    string
}

func (e *editor) replace(from, to int64, words string) {
	if string(e.text[from:to]) != words {
		e.edits = append(e.edits, edit{from, to, words})
	}
}

// spliced is the text with all edits, none of which overlap.
func (e *editor) spliced() []byte {
	slices.SortStableFunc(e.edits, func(a, b edit) int { return int(a.from - b.from) })
	var out bytes.Buffer
	from := int64(0)
	for _, one := range e.edits {
		out.Write(e.text[from:one.from])
		out.WriteString(one.words)
		from = one.to
	}
	out.Write(e.text[from:])
	return out.Bytes()
}

func (e *editor) raw(from, to int64) string { return string(e.text[from:to]) }

// nameOf is the name of an element as the file spells it, with its prefix.
func (e *editor) nameOf(of *xmlfile.Element) string {
	tag := e.raw(of.From+1, of.Inside)
	return tag[:strings.IndexAny(tag, " \t\r\n/>")]
}

// opened is the start tag of an element that may be empty, as that of one that is not.
func (e *editor) opened(of *xmlfile.Element) string {
	tag := e.raw(of.From, of.Inside)
	if of.Inside == of.To {
		return strings.TrimSpace(strings.TrimSuffix(tag, "/>")) + ">"
	}
	return tag
}

// unit edits a unit whose segments these are.
func (e *editor) unit(f *file, all []spot) {
	if !slices.ContainsFunc(all, func(s spot) bool { return s.isChanged() }) {
		return
	}
	e.begun = len(e.edits)
	if f.major == '2' {
		for i := range all {
			if all[i].isChanged() {
				e.segment2(&all[i])
			}
		}
		return
	}
	e.unit1(all)
}

// segment2 edits a segment of XLIFF 2.
func (e *editor) segment2(s *spot) {
	state, _ := s.state()
	tag := setAttr(e.raw(s.segment.From, s.segment.Inside), "state", string(state))
	if state != s.segmentNow.State {
		tag = dropAttr(tag, "subState") // it says more of the state that was
	}
	e.replace(s.segment.From, s.segment.Inside, tag)
	target := s.segment.First("target")
	if target != nil && s.sameText() {
		return
	}
	e.putTarget(s.segment.First("source"), target, e.spell(s, s.target.Text), func(tag string) string { return tag })
}

// putTarget writes a target in the place of another, or after an element where there is none.
func (e *editor) putTarget(after, target *xmlfile.Element, words string, change func(tag string) string) {
	if target != nil {
		e.replace(target.From, target.To, change(e.opened(target))+words+"</"+e.nameOf(target)+">")
		return
	}
	prefix, _, ok := strings.Cut(e.nameOf(after), ":")
	name := "target"
	if ok {
		name = prefix + ":target"
	}
	gap := after.From
	for gap > 0 && strings.IndexByte(" \t\r\n", e.text[gap-1]) >= 0 {
		gap--
	}
	e.replace(after.To, after.To, e.raw(gap, after.From)+change("<"+name+">")+words+"</"+name+">")
}

// spell writes a target with the codes as the file has them.
func (e *editor) spell(s *spot, t bitext.Text) string {
	var b strings.Builder
	for _, run := range t {
		code := s.reader.spelled[run.Code.ID]
		switch {
		case run.Kind == bitext.Chars:
			b.WriteString(xmlfile.Escape(run.Chars))
		case code == nil || code.To == 0:
		case run.Kind == bitext.Lone:
			b.WriteString(e.raw(code.From, code.To))
		case code.Name != "g" && code.Name != "pc":
			if run.Kind == bitext.Close {
				code = s.reader.closings[run.Code.ID]
			}
			if code != nil {
				b.WriteString(e.raw(code.From, code.To))
			}
		case run.Kind == bitext.Open:
			b.WriteString(e.opened(code))
		default:
			b.WriteString("</" + e.nameOf(code) + ">")
		}
	}
	return b.String()
}
