package xliff

import (
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
)

const (
	ns2       = "urn:oasis:names:tc:xliff:document:2.0"
	nsMeta    = "urn:oasis:names:tc:xliff:metadata:2.0"
	ownPrefix = "truchement:" // the prefix of what only this program understands
)

func write2(x xmlfile.Writer, d *bitext.Document, flat bool) {
	x.Open(0, "xliff", "xmlns", ns2, "xmlns:mda", nsMeta, "version", V21,
		"srcLang", d.SourceLang, "trgLang", d.TargetLang)
	trgDir := ""
	if d.TargetLang != "" {
		trgDir = lang.Direction(d.TargetLang)
	}
	fileID := ids{}.unique(d.ID, "article")
	x.Open(1, "file", "id", fileID, "original", article(d), "canResegment", "no",
		"srcDir", lang.Direction(d.SourceLang), "trgDir", trgDir, "xml:space", "preserve")
	articleMeta(x, d, fileID)
	units, groups := ids{}, ids{}
	for _, b := range d.Blocks {
		switch {
		case len(b.Segments) == 0:
		case flat:
			x.Open(2, "group", "id", groups.unique(b.ID, "group"), "type", unitType(b))
			for _, s := range b.Segments {
				one := bitext.Block{Kind: b.Kind, Level: b.Level, Segments: []bitext.Segment{s}}
				writeUnit(x, one, units.unique(s.ID, "unit"))
			}
			x.Close(2, "group")
		default:
			writeUnit(x, b, units.unique(b.ID, "unit"))
		}
	}
	if len(units) == 0 {
		// A file must hold a unit.
		x.Raw("\n    ", `<unit id="empty" translate="no"><segment><source/></segment></unit>`)
	}
	x.Close(1, "file")
	x.Close(0, "xliff")
}

// metaGroup writes a group of the metadata module: metas are type, value, type, value. A group
// without any value is left out.
func metaGroup(x xmlfile.Writer, indent int, category string, metas ...string) {
	empty := true
	for i := 1; i < len(metas); i += 2 {
		empty = empty && metas[i] == ""
	}
	if empty {
		return
	}
	x.Open(indent, "mda:metaGroup", "category", ownPrefix+category)
	for i := 0; i+1 < len(metas); i += 2 {
		if metas[i+1] != "" {
			x.Leaf(indent+1, "mda:meta", metas[i+1], "type", metas[i])
		}
	}
	x.Close(indent, "mda:metaGroup")
}

func articleMeta(x xmlfile.Writer, d *bitext.Document, fileID string) {
	id := d.ID
	if id == fileID {
		id = ""
	}
	x.Open(2, "mda:metadata")
	// The group is written even when all is empty: the module requires one, and it names the
	// program that wrote the file.
	metaGroup(x, 3, "article", "tool", "truchement", "id", id, "title", d.Title, "origin", d.Origin,
		"date", formatTime(d.Date))
	for _, c := range d.Credits {
		metas := []string{"role", c.Role}
		for _, n := range c.Names {
			metas = append(metas, "name", n)
		}
		metaGroup(x, 3, "credit", metas...)
	}
	x.Close(2, "mda:metadata")
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// unit is a block while it is written as a unit element.
type unit struct {
	id       string
	block    bitext.Block
	names    ids                     // of segments and codes
	segments []string                // the id of each segment element
	source   []map[string]elementIDs // by segment: the ids its source gave to each code
}

// elementIDs is the element ids of one code in one segment, by occurrence.
type elementIDs []string

func writeUnit(x xmlfile.Writer, b bitext.Block, id string) {
	u := &unit{id: id, block: b, names: ids{}}
	u.name()
	x.Open(2, "unit", "id", id, "type", unitType(b))
	u.writeMeta(x)
	u.writeNotes(x)
	u.writeData(x)
	for i, s := range b.Segments {
		u.writeSegment(x, i, s)
	}
	x.Close(2, "unit")
}

func unitType(b bitext.Block) string {
	if b.Kind == "" {
		b.Kind = bitext.Paragraph
	}
	return ownPrefix + typeOf(b)
}

// name chooses the ids of all segments, and then those of the codes in their sources. Segments
// and codes of a unit share one set of names.
func (u *unit) name() {
	for _, s := range u.block.Segments {
		u.segments = append(u.segments, u.names.unique(s.ID, "segment"))
	}
	for _, s := range u.block.Segments {
		named := map[string]elementIDs{}
		for _, r := range s.Source {
			if r.Kind == bitext.Open || r.Kind == bitext.Lone {
				c := r.Code.ID
				named[c] = append(named[c], u.names.unique(c, "code"))
			}
		}
		u.source = append(u.source, named)
	}
}

func (u *unit) writeMeta(x xmlfile.Writer) {
	x.Open(3, "mda:metadata")
	for i, s := range u.block.Segments {
		id := s.ID
		if id == u.segments[i] {
			id = ""
		}
		metaGroup(x, 4, "segment", "segment", u.segments[i], "id", id, "version", version(s))
	}
	u.eachNote(func(n note) {
		metaGroup(x, 4, "note", "note", n.id, "segment", n.segment, "author", n.author,
			"time", n.time)
	})
	x.Close(3, "mda:metadata")
}

// note is a comment or a credit as XLIFF has it.
type note struct {
	id, segment, category, text, author, time string
}

// The categories of notes.
const (
	comment    = "comment"
	translator = "translator"
	reviewer   = "reviewer"
	override   = "override" // why a translator approved their own work
)

func (u *unit) eachNote(do func(note)) {
	names := ids{}
	for i, s := range u.block.Segments {
		credits := []note{{category: translator, text: s.Translator},
			{category: reviewer, text: s.Reviewer}, {category: override, text: s.Override}}
		for _, n := range credits {
			if n.text != "" {
				n.id, n.segment = names.unique("n", ""), u.segments[i]
				do(n)
			}
		}
		for _, r := range s.Notes {
			do(note{id: names.unique("n", ""), segment: u.segments[i], category: comment,
				text: r.Text, author: r.Author, time: formatTime(r.Time)})
		}
	}
}

func (u *unit) writeNotes(x xmlfile.Writer) {
	any := false
	u.eachNote(func(n note) {
		if !any {
			x.Open(3, "notes")
			any = true
		}
		x.Leaf(4, "note", n.text, "id", n.id, "appliesTo", "target", "category", n.category)
	})
	if any {
		x.Close(3, "notes")
	}
}

// dataPrefix begins the id of a code's original data.
const (
	dataPrefix = "code-"
	dataEnd    = "-end"
)

func (u *unit) writeData(x xmlfile.Writer) {
	var all bitext.Text
	for _, s := range u.block.Segments {
		all = append(append(append(all, s.Source...), s.Target...), s.After...)
	}
	codes := all.Codes()
	if len(codes) == 0 {
		return
	}
	x.Open(3, "originalData")
	for _, c := range codes {
		x.Leaf(4, "data", inline.Start(c), "id", dataID(c))
		if end := inline.End(c); end != "" {
			x.Leaf(4, "data", end, "id", dataID(c)+dataEnd)
		}
	}
	x.Close(3, "originalData")
}

func dataID(c bitext.Code) string { return dataPrefix + c.ID }

func (u *unit) writeSegment(x xmlfile.Writer, i int, s bitext.Segment) {
	state, sub := s.State, ""
	if state == "" {
		state = bitext.Initial
	}
	if s.SubState != bitext.None {
		sub = ownPrefix + string(s.SubState)
	}
	x.Open(3, "segment", "id", u.segments[i], "state", string(state), "subState", sub)
	x.Raw("\n        <source>", u.content(s.Source, u.source[i]), "</source>")
	if hasTarget(s) {
		x.Raw("\n        <target>", u.content(s.Target, u.source[i]), "</target>")
	}
	x.Close(3, "segment")
	if len(s.After) > 0 {
		x.Raw("\n      <ignorable><source>", u.content(s.After, nil), "</source></ignorable>")
	}
}

// content writes a text. A code takes the ids that its occurrences in the source have, and new
// ones where it occurs more often.
func (u *unit) content(t bitext.Text, named map[string]elementIDs) string {
	seen := map[string]int{}
	fresh := func(c bitext.Code) string { return u.names.unique(c.ID, "code") }
	return writeText(t, syntax2{fresh: fresh, take: func(c bitext.Code) string {
		n := seen[c.ID]
		seen[c.ID]++
		if n < len(named[c.ID]) {
			return named[c.ID][n]
		}
		return fresh(c)
	}})
}
