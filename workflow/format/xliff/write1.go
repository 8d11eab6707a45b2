package xliff

import (
	"sort"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/xmlfile"
)

const (
	ns1        = "urn:oasis:names:tc:xliff:document:1.2"
	toolID     = "truchement"
	ownRestype = "x-truchement-" // begins the restype of groups that this program writes
)

func write1(x xmlfile.Writer, d *bitext.Document) {
	x.Open(0, "xliff", "xmlns", ns1, "version", V12)
	date := ""
	if !d.Date.IsZero() {
		date = d.Date.UTC().Format(time.RFC3339)
	}
	x.Open(1, "file", "original", article(d), "source-language", d.SourceLang,
		"target-language", d.TargetLang, "datatype", "plaintext", "tool-id", toolID,
		"date", date, "xml:space", "preserve")
	x.Open(2, "header")
	x.Open(3, "tool", "tool-id", toolID, "tool-name", "Truchement")
	x.Raw("</tool>")
	articleNotes(x, d)
	x.Close(2, "header")
	x.Open(2, "body")
	groups, units := ids{}, ids{}
	for _, b := range d.Blocks {
		if len(b.Segments) == 0 {
			continue
		}
		x.Open(3, "group", "id", groups.unique(b.ID, "block"), "restype", ownRestype+typeOf(b))
		for _, s := range b.Segments {
			writeTransUnit(x, s, units.uniqueUnit(s.ID))
		}
		x.Close(3, "group")
	}
	x.Close(2, "body")
	x.Close(1, "file")
	x.Close(0, "xliff")
}

// uniqueUnit returns the id of a trans-unit, which may be any string.
func (i ids) uniqueUnit(id string) string {
	if id == "" || i[id] != 0 {
		return i.unique(id, "segment")
	}
	i[id] = 1
	return id
}

// articleNotes writes what a file element has no attribute for.
func articleNotes(x xmlfile.Writer, d *bitext.Document) {
	facts := [][2]string{{"id", d.ID}, {"title", d.Title}, {"origin", d.Origin},
		{"date", formatTime(d.Date)}}
	for _, c := range d.Credits {
		facts = append(facts, [2]string{"credit:" + c.Role, strings.Join(c.Names, "\n")})
	}
	for _, f := range facts {
		if f[1] != "" {
			x.Leaf(3, "note", f[1], "from", ownPrefix+f[0])
		}
	}
}

func writeTransUnit(x xmlfile.Writer, s bitext.Segment, id string) {
	approved := yesIf(s.State.Rank() >= bitext.Reviewed.Rank())
	extra := ""
	if s.Version != 0 {
		extra = ownPrefix + "version=" + version(s)
	}
	// translate-toolkit looks for xml:space here only.
	x.Open(4, "trans-unit", "id", id, "approved", approved, "xml:space", "preserve",
		"extradata", extra)
	x.Raw("\n          <source>", writeText(s.Source, syntax1{ids{}}), "</source>")
	target, state, qualifier := s.Target, "needs-translation", ""
	if hasTarget(s) {
		state, qualifier = state1(s)
	} else {
		target = s.Source
	}
	x.Raw("\n          ", xmlfile.Tag("target", ">", "state", state, "state-qualifier", qualifier),
		writeText(target, syntax1{ids{}}), "</target>")
	writeContext(x, s)
	for _, r := range s.Notes {
		x.Leaf(5, "note", r.Text, "from", noteFrom(r), "annotates", "target")
	}
	x.Close(4, "trans-unit")
}

// noteFrom is a note's author and time: "Amina, 2026-11-23T10:00:00Z".
func noteFrom(r bitext.Remark) string {
	t := formatTime(r.Time)
	if r.Author == "" || t == "" {
		return r.Author + t
	}
	return r.Author + ", " + t
}

// writeContext writes what a trans-unit has no attribute for: who, the gap to the next segment,
// and the addresses and equivalents of codes.
func writeContext(x xmlfile.Writer, s bitext.Segment) {
	facts := [][2]string{{translator, s.Translator}, {reviewer, s.Reviewer},
		{override, s.Override}, {"after", s.After.Markup()}}
	var all bitext.Text
	all = append(append(append(all, s.Source...), s.Target...), s.After...)
	codes := all.Codes()
	sort.Slice(codes, func(i, j int) bool { return codes[i].ID < codes[j].ID })
	for _, c := range codes {
		facts = append(facts, [2]string{"data-" + c.ID, c.Data},
			[2]string{"equiv-" + c.ID, c.Equiv})
	}
	any := false
	for _, f := range facts {
		if f[1] == "" {
			continue
		}
		if !any {
			x.Open(5, "context-group", "purpose", strings.TrimSuffix(ownRestype, "-"))
			any = true
		}
		x.Leaf(6, "context", f[1], "context-type", "x-"+f[0])
	}
	if any {
		x.Close(5, "context-group")
	}
}

// state1 is the state and state-qualifier of a segment with a target. Needs-translation is kept
// for segments without one.
func state1(s bitext.Segment) (state, qualifier string) {
	switch s.State {
	case bitext.Reviewed:
		return "signed-off", ""
	case bitext.Final:
		return "final", ""
	case bitext.Translated:
		if s.SubState == bitext.Returned || s.SubState == bitext.Stale {
			return "needs-review-translation", "x-" + string(s.SubState)
		}
		return "translated", ""
	}
	switch s.SubState {
	case bitext.FromMemory:
		return "new", "leveraged-tm"
	case bitext.FromMachine:
		return "new", "leveraged-mt"
	}
	return "new", "x-" + string(bitext.Draft)
}

// syntax1 is that of XLIFF 1.2: g, x, bx, ex. A code that occurs twice keeps its id, as a clone
// does; each occurrence has its own rid, which connects bx to ex.
type syntax1 struct{ rids ids }

func (s syntax1) name(c bitext.Code) string { return s.rids.unique(c.ID, "code") }

func (syntax1) open(c bitext.Code, _ string) string {
	return xmlfile.Tag("g", ">", "id", c.ID, "ctype", type1(c.Type))
}

func (syntax1) close(bitext.Code) string { return "</g>" }

func (syntax1) lone(c bitext.Code, _ string) string {
	return xmlfile.Tag("x", "/>", "id", c.ID, "ctype", type1(c.Type), "equiv-text", c.Equiv)
}

func (syntax1) start(c bitext.Code, rid string, half bool) string {
	if half {
		rid = ""
	}
	return xmlfile.Tag("bx", "/>", "id", c.ID, "rid", rid, "ctype", type1(c.Type))
}

func (syntax1) end(c bitext.Code, rid string, half bool) string {
	if half {
		rid = ""
	}
	return xmlfile.Tag("ex", "/>", "id", c.ID, "rid", rid)
}

// type1 is the ctype of a code.
func type1(t bitext.CodeType) string {
	switch t {
	case bitext.Bold, bitext.Italic, bitext.Link, bitext.Image:
		return string(t)
	case bitext.Underline:
		return "underlined"
	case bitext.Break:
		return "lb"
	}
	return "x-" + string(t)
}
