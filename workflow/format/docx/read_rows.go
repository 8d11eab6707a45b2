package docx

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Row is a row of a bilingual edition that came back.
type Row struct {
	Marks          []string // what bookmark made of the segments' ids; several where rows were joined
	Version        int64    // of the segment, when the edition was made; 0: not known
	Source, Target bitext.Text
	Editors        []string // who has tracked changes in the target
	Notes          []bitext.Remark
	Unfit          *lang.Error // why Target cannot be read; nil: it can

	editors [2][]string    // who has tracked changes in the first cell and in the second
	unfit   [2]*lang.Error // in them
	marked  int            // the cell with the marks, which is the source's; only where there are Marks
}

// ReadRows reads the rows of two cells of a DOCX file, as Write makes them and as Word or LibreOffice
// keep them. Tracked changes are read as accepted, a row that was deleted by one is left out. A cell
// of several paragraphs is one text. The source is the cell with the bookmark; rows without one follow
// the others. A text with a character that is refused spoils its own cell alone. The errors are otherwise
// those of Read; a file without a row of two cells has none.
func ReadRows(r io.Reader) ([]Row, error) {
	b, err := openBody(r)
	if err != nil {
		return nil, err
	}
	t := &tableReader{body: b}
	if t.comments, err = readComments(b.pkg); err != nil {
		return nil, err
	}
	b.watch, b.refused = t.element, t.unfit
	if err := b.read(b.pkg.main, "document"); err != nil {
		return nil, err
	}
	orient(t.rows)
	return t.rows, nil
}

// tableReader collects the rows of tables; a table in a cell is text of that cell.
type tableReader struct {
	*body
	rows    []Row
	row     *Row // nil outside of rows
	cells   []bitext.Text
	inCell  bool
	deleted bool // the row, by a tracked change

	comments map[string]bitext.Remark // of the file, by id
}

func (t *tableReader) element(s xml.StartElement) (read bool, err error) {
	switch name := word(s.Name); {
	case name == "tr" && t.row == nil:
		return true, t.readRow()
	case name == "trPr" && !t.inCell:
		return true, t.x.Children(func(c xml.StartElement) error {
			t.deleted = t.deleted || word(c.Name) == "del"
			return t.x.Skip()
		})
	case name == "tc" && t.row != nil && !t.inCell:
		return true, t.readCell()
	case name == "bookmarkStart" && t.inCell:
		t.mark(attr(s, "name"))
	case name == "commentReference" && t.inCell:
		if n, ok := t.comments[attr(s, "id")]; ok {
			t.row.Notes = append(t.row.Notes, n)
		}
	case name == "ins", name == "del", name == "moveFrom", name == "moveTo":
		who := spoken(attr(s, "author"))
		if at := len(t.cells); t.inCell && at < 2 && who != "" {
			t.row.editors[at] = appendNew(t.row.editors[at], who)
		}
	}
	return false, nil
}

func (t *tableReader) readRow() error {
	t.row, t.cells, t.deleted = &Row{}, nil, false
	if err := t.readChildren(); err != nil {
		return err
	}
	if len(t.cells) == 2 && !t.deleted {
		if len(t.rows) >= limit.Blocks {
			return &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
		}
		t.row.Source, t.row.Target = t.cells[0], t.cells[1]
		t.row.Editors, t.row.Unfit = t.row.editors[1], t.row.unfit[1]
		t.rows = append(t.rows, *t.row)
	}
	t.row = nil
	return nil
}

// readCell reads a cell as one text: a reviewer who pressed Enter in it did not mean to cut.
func (t *tableReader) readCell() error {
	outer, open := t.article, t.open
	t.article, t.inCell = build.Article{Strict: true}, true
	err := t.readChildren()
	if err == nil {
		err = t.leftovers()
	}
	var parts []bitext.Text
	if d, empty := t.article.Document(); empty == nil {
		for i, block := range d.Blocks {
			text := block.Source()
			names := map[string]string{}
			for _, c := range text.Codes() {
				names[c.ID] = strconv.Itoa(i) + "x" + c.ID
			}
			if i > 0 {
				parts = append(parts, bitext.Plain(" "))
			}
			parts = append(parts, text.Rename(names))
		}
	}
	t.cells = append(t.cells, slices.Concat(parts...))
	t.article, t.open, t.inCell, t.hasHeadline = outer, open, false, false
	return err
}

// unfit notes what the text of a cell is refused for; text outside of cells is no row's.
func (t *tableReader) unfit(e *lang.Error) {
	if at := len(t.cells); t.inCell && at < 2 && t.row.unfit[at] == nil {
		t.row.unfit[at] = e
	}
}

// readComments reads the comments of a file by their ids; a paragraph of one is a line.
func readComments(p *pkg) (map[string]bitext.Remark, error) {
	rels, err := p.rels(p.main)
	if err != nil {
		return nil, err
	}
	all := map[string]bitext.Remark{}
	err = p.each(rels.byType("comments"), func(x *limit.XML, s xml.StartElement) error {
		if word(s.Name) != "comment" {
			return nil
		}
		n := bitext.Remark{Author: spoken(attr(s, "author"))}
		if at, err := time.Parse(time.RFC3339, attr(s, "date")); err == nil {
			n.Time = at
		}
		var lines []string
		err := x.Children(func(p xml.StartElement) error {
			if word(p.Name) != "p" {
				return x.Skip()
			}
			line, err := x.Characters()
			lines = append(lines, spoken(line))
			return err
		})
		n.Text = strings.TrimSpace(strings.Join(lines, "\n"))
		if len(all) >= limit.Blocks {
			return &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
		}
		if n.Text != "" {
			all[attr(s, "id")] = n
		}
		return err
	})
	return all, err
}

func (t *tableReader) mark(name string) {
	if id, version, ok := edition.ParseBookmark(name); ok {
		t.row.Marks, t.row.Version, t.row.marked = append(t.row.Marks, id), version, len(t.cells)
	}
}

// orient makes the cell with the marks the source of each row, and that of most rows the source of the
// others.
func orient(rows []Row) {
	second := 0 // how many more rows have the source in the second cell
	for _, r := range rows {
		if len(r.Marks) > 0 {
			second += 2*min(r.marked, 1) - 1
		}
	}
	for i, r := range rows {
		if len(r.Marks) > 0 && r.marked > 0 || len(r.Marks) == 0 && second > 0 {
			rows[i].swap()
		}
	}
}

// swap makes the second cell the source.
func (r *Row) swap() {
	r.Source, r.Target, r.Editors, r.Unfit = r.Target, r.Source, r.editors[0], r.unfit[0]
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// Matched are the rows of a file, by the segments of a document.
type Matched struct {
	Rows          map[string]Row         // by the segment's id
	Joined        []string               // segments whose rows were joined to one
	Missing       []string               // segments that the file does not have
	SourceChanged []string               // segments whose source in the file is another
	Unknown       []Row                  // rows that belong to no segment
	Unfit         map[string]*lang.Error // segments whose target in the file is refused, and why
}

// Match finds the segments of a document for the rows of a file: by their bookmarks, and where a
// program dropped these, by the source, each segment once and in order.
func Match(d *bitext.Document, rows []Row) Matched {
	m := Matched{Rows: map[string]Row{}, Unfit: map[string]*lang.Error{}}
	segments := d.Segments()
	byMark, bySource := map[string]int{}, map[string][]int{}
	for i, s := range segments {
		byMark[edition.BookmarkID(s.ID)] = i
		key := sourceKey(s.Source)
		bySource[key] = append(bySource[key], i)
	}
	orientBySource(rows, bySource)
	taken := make([]bool, len(segments))
	found := make([]int, len(rows)) // the segment of each row; -1: none
	for n, row := range rows {
		found[n] = -1
		for _, mark := range row.Marks {
			i, ok := byMark[mark]
			if !ok || taken[i] {
				continue
			}
			taken[i] = true
			if len(row.Marks) > 1 {
				m.Joined = append(m.Joined, segments[i].ID)
			}
			found[n] = i
		}
	}
	for n, row := range rows {
		if found[n] >= 0 {
			continue
		}
		key := sourceKey(row.Source)
		for _, i := range bySource[key] {
			if !taken[i] && key != "" {
				taken[i], found[n] = true, i
				break
			}
		}
	}
	m.collect(segments, rows, found)
	for i, s := range segments {
		if !taken[i] {
			m.Missing = append(m.Missing, s.ID)
		}
	}
	return m
}

// orientBySource makes the second cells the sources of rows that all came back without marks, where more of
// those than of the first are sources of the document.
func orientBySource(rows []Row, sources map[string][]int) {
	second := 0
	for _, r := range rows {
		if len(r.Marks) > 0 {
			return
		}
		_, first := sources[sourceKey(r.Source)]
		_, last := sources[sourceKey(r.Target)]
		switch {
		case last && !first:
			second++
		case first && !last:
			second--
		}
	}
	if second > 0 {
		for i := range rows {
			rows[i].swap()
		}
	}
}

// collect puts the rows under their segments. The head and the credits of an edition are rows too: of
// those without a segment only the ones between segments are unknown.
func (m *Matched) collect(segments []bitext.Segment, rows []Row, found []int) {
	first := slices.IndexFunc(found, func(i int) bool { return i >= 0 })
	last := len(found) - 1
	for last >= 0 && found[last] < 0 {
		last--
	}
	for n, row := range rows {
		switch i := found[n]; {
		case i < 0 && (n > first && n < last || len(row.Marks) > 0):
			m.Unknown = append(m.Unknown, row)
		case i < 0, slices.Contains(m.Joined, segments[i].ID):
		case row.Unfit != nil:
			m.Unfit[segments[i].ID] = row.Unfit
		default:
			m.Rows[segments[i].ID] = row
			if sourceKey(row.Source) != sourceKey(segments[i].Source) {
				m.SourceChanged = append(m.SourceChanged, segments[i].ID)
			}
		}
	}
}

// sourceKey is the letters and digits of a text, by which rows are compared: programs change spaces,
// and marks that do not show.
func sourceKey(t bitext.Text) string {
	words := strings.FieldsFunc(t.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}

// spoken is a line of a remark or a name as it can be kept: characters that cannot be seen are taken out
// of one that the desk would refuse, which is better than to lose what was said.
func spoken(text string) string {
	if line := build.Line(text); line != "" {
		return line
	}
	return build.Line(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "")))
}
