package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/odt"
	"truchement/workflow/outside"
)

// numbered gives the segments of a document the ids and versions that the desk gives them.
func numbered(d *bitext.Document) *bitext.Document {
	n := 0
	for i := range d.Blocks {
		for j := range d.Blocks[i].Segments {
			n++
			d.Blocks[i].Segments[j].ID = fmt.Sprintf("0192f0c1-7a2b-7def-8123-%012d", n)
			d.Blocks[i].Segments[j].Version = int64(n)
		}
	}
	return d
}

// comment is a comment as Word writes it, and its mark in the text.
func comment(id, author, text string) (whole, mark string) {
	return `<w:comment w:id="` + id + `" w:author="` + author + `" w:date="2025-05-02T10:00:00Z"><w:p><w:r><w:t>` + text +
		`</w:t></w:r></w:p></w:comment>`, `<w:r><w:commentReference w:id="` + id + `"/></w:r>`
}

// proposals reads a file and writes what it proposes for d, a line each.
func proposals(t *testing.T, d *bitext.Document, file []byte) []string {
	t.Helper()
	rows, err := ReadRows(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	m := Match(d, rows)
	changed, emptied, err := m.Proposals(d)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, s := range d.Segments() {
		at[s.ID] = i + 1
	}
	var out []string
	for _, p := range changed {
		line := fmt.Sprintf("%d v%d: %s", at[p.Segment], p.Version, p.Target.Markup())
		if p.Editors != nil {
			line += " by " + strings.Join(p.Editors, ", ")
		}
		if p.Dropped != nil {
			line += fmt.Sprint(" without ", p.Dropped)
		}
		out = append(out, line)
	}
	for what, ids := range map[string][]string{"emptied": emptied, "joined": m.Joined,
		"missing": m.Missing, "another source": m.SourceChanged} {
		for _, id := range ids {
			out = append(out, fmt.Sprintf("%d %s", at[id], what))
		}
	}
	for id, why := range m.Unfit {
		out = append(out, fmt.Sprintf("%d refused for %U", at[id], why.Rune))
	}
	for _, row := range m.Unknown {
		out = append(out, "unknown: "+row.Source.String())
	}
	for id, notes := range m.Comments(d) {
		for _, n := range notes {
			out = append(out, fmt.Sprintf("%d note of %s on %s: %s", at[id], n.Author, n.Time.Format(time.DateOnly), n.Text))
		}
	}
	slices.Sort(out)
	return out
}

const (
	run  = `<w:r><w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:t xml:space="preserve">`
	ends = `</w:t></w:r>`
)

func TestRowsOfAnEditionThatCameBack(t *testing.T) {
	const quote = `<w:r><w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:t xml:space="preserve"> حسمت الأمر.</w:t></w:r>`
	tracked := func(kind, who, text string) string {
		return `<w:` + kind + ` w:id="90" w:author="` + who + `"><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:` + kind + `>`
	}
	note, noteMark := comment("9", "Karim", "Et la date ?")
	for _, c := range []struct {
		name  string
		pairs []string
		want  []string
	}{
		{"nothing", nil, nil},
		{"all bookmarks that a program dropped", []string{`w:name="_s`, `w:name="x`, "المقدمة", "المدخل"},
			[]string{"2 v0: المدخل."}},
		{"a comment", []string{"</w:comments>", note + "</w:comments>", "المقدمة.</w:t></w:r>", "المقدمة.</w:t></w:r>" + noteMark},
			[]string{"2 note of Karim on 2025-05-02: Et la date ?"}},
		{"a word", []string{"المقدمة", "المدخل"}, []string{"2 v2: المدخل."}},
		{"an insertion and a deletion that were tracked",
			[]string{quote, tracked("ins", "Karim", " قالت كلمتها.") + `<w:del w:id="91" w:author="Leïla">` +
				strings.ReplaceAll(quote, "w:t", "w:delText") + `</w:del>`},
			[]string{"7 v7: ONU قالت كلمتها. by Karim, Leïla"}},
		{"a word inside bold", []string{"غامق ", "عريض "},
			[]string{"4 v4: ⟦1⟧عريض ⟦2⟧ومائل⟦/2⟧⟦/1⟧، ⟦3⟧رابط⟦/3⟧."}},
		{"words around a break, a note and raised letters", []string{">سطر<", ">سطران<"},
			[]string{"5 v5: سطران⟦4/⟧ثم فخ⟦6/⟧ H⟦7⟧2⟦/7⟧O، x⟦8⟧2⟦/8⟧."}},
		{"words after a picture", []string{" الصورة", " صورة أخرى"}, []string{"10 v10: ⟦12/⟧ صورة أخرى"}},
		{"code", []string{"code()\u200e", "main()\u200e"}, []string{"9 v9: ⟦11⟧main()⟦/11⟧"}},
		{"bold that the desk does not have", []string{`<w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:t xml:space="preserve">المقدمة`,
			`<w:rPr><w:bCs/><w:rtl/></w:rPr><w:t xml:space="preserve">المدخل`}, []string{"2 v2: المدخل. without [bold]"}},
		{"bold that the desk does not have, and no other word", []string{`<w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:t xml:space="preserve">المقدمة`,
			`<w:rPr><w:bCs/><w:rtl/></w:rPr><w:t xml:space="preserve">المقدمة`}, nil},
		{"a translation for a missing one", []string{`[ترجمة غير متوفرة]`, "نص."}, []string{"6 v6: نص."}},
		{"a character that is refused, and another change", []string{"المقدمة", "المق\u202Eدمة", " الصورة", " صورة أخرى"},
			[]string{"10 v10: ⟦12/⟧ صورة أخرى", "2 refused for U+202E"}},
		{"a character that is refused in a source", []string{"Le chapô.", "Le \u202Dchapô.", "المقدمة", "المدخل"},
			[]string{"2 another source", "2 v2: المدخل."}},
		{"a character that is refused outside of the rows", []string{"<w:body>", "<w:body><w:p><w:r><w:t>a\u202Eb</w:t></w:r></w:p>",
			"المقدمة", "المدخل"}, []string{"2 v2: المدخل."}},
		{"a cell that was cleared", []string{run + "المقدمة." + ends, ""}, []string{"2 emptied"}},
		{"two paragraphs", []string{"المقدمة." + ends, "أولا." + ends + "</w:p><w:p>" + run + "ثانيا." + ends},
			[]string{"2 v2: أولا. ثانيا."}},
		{"another source", []string{"Le chapô.", "Le châpeau."}, []string{"2 another source"}},
		{"a table in a cell", []string{`<w:bookmarkStart w:id="4" `,
			`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:bookmarkStart w:id="4" `}, nil},
		{"bookmarks that a program dropped", []string{edition.Bookmark("0192f0c1-7a2b-7def-8123-000000000002", 2), "x", "المقدمة", "المدخل"},
			[]string{"2 v0: المدخل."}},
		{"a row that a tracked change deleted", []string{
			`<w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="5919" w:type="dxa"/><w:tcBorders><w:top w:val="single" w:sz="2" w:space="0" w:color="D8D2C4"/></w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val="Subtitle"/>`,
			`<w:trPr><w:cantSplit/><w:del w:id="7" w:author="K"/></w:trPr><w:tc><w:p><w:pPr><w:pStyle w:val="Subtitle"/>`},
			[]string{"2 missing"}},
		{"two rows joined", []string{`<w:bookmarkStart w:id="2" `,
			`<w:bookmarkStart w:id="99" w:name="` + edition.Bookmark("0192f0c1-7a2b-7def-8123-000000000003", 3) + `"/><w:bookmarkStart w:id="2" `},
			[]string{"2 joined", "3 joined", "unknown: Un intertitre"}},
	} {
		for _, lead := range []string{"fr", "ar"} { // the first column is the source's, or the target's
			t.Run(c.name+" in "+lead, func(t *testing.T) {
				if lead == "ar" && strings.Contains(c.name, "deleted") {
					t.Skip("the row begins with its French cell")
				}
				d := numbered(editiontest.Kinds())
				got := proposals(t, d, editiontest.ReviewDOCX(t, write(t, d, Options{Lead: lead}), c.pairs...))
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestWhatAnEditionLeftOutIsNoProposal gives a draft's segment out without its target, as an edition of
// approved texts does.
func TestWhatAnEditionLeftOutIsNoProposal(t *testing.T) {
	d, out := numbered(editiontest.Kinds()), numbered(editiontest.Kinds())
	out.Blocks[1].Segments[0].Target = nil
	if got := proposals(t, d, write(t, out, Options{})); got != nil {
		t.Errorf("it proposes %q", got)
	}
}

// TestRowsOfAnotherArticleMatchNothing has neither the bookmarks nor the sources of the article.
func TestRowsOfAnotherArticleMatchNothing(t *testing.T) {
	other, d := numbered(editiontest.Article()), editiontest.Kinds()
	rows, err := ReadRows(bytes.NewReader(write(t, other, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	if m := Match(d, rows); len(m.Rows) != 0 || len(m.Missing) != len(d.Segments()) {
		t.Errorf("%d rows of another article, %d missing", len(m.Rows), len(m.Missing))
	}
	rows, err = ReadRows(bytes.NewReader(write(t, other, Options{TargetOnly: true})))
	if err != nil || len(rows) != 0 {
		t.Errorf("%d rows of a text alone: %v", len(rows), err)
	}
}

// TestSentencesOfASegmentAreNoSegment reads an edition whose rows are parts of segments.
func TestSentencesOfASegmentAreNoSegment(t *testing.T) {
	d := numbered(editiontest.Kinds())
	d.Blocks[1].Segments[0].Seams = []bitext.Seam{{Source: 3, Target: 3}}
	rows, err := ReadRows(bytes.NewReader(write(t, d.BySentence(), Options{})))
	if err != nil {
		t.Fatal(err)
	}
	m := Match(d, rows)
	if id := d.Blocks[1].Segments[0].ID; len(m.Missing) != 1 || m.Missing[0] != id || len(m.Unknown) != 2 {
		t.Errorf("missing %v, unknown %v, want the parts of %s to be unknown", m.Missing, m.Unknown, id)
	}
}

// TestLibreOfficeKeepsTheRows has LibreOffice open an edition and save it: texts that no one
// changed propose nothing, and those changed before propose the same as without it.
func TestLibreOfficeKeepsTheRows(t *testing.T) {
	outside.Package(t, "")
	dir := t.TempDir()
	docs := map[string]*bitext.Document{"article": numbered(editiontest.Article()),
		"kinds": numbered(editiontest.Kinds()), "edited": numbered(editiontest.Kinds())}
	var files []string
	docs["odt"], docs["odt-article"] = docs["kinds"], docs["article"]
	for name, d := range docs {
		file, kind := write(t, d, Options{}), ".docx"
		if strings.HasPrefix(name, "odt") { // whose rows have the same bookmarks
			var b bytes.Buffer
			if err := odt.Write(&b, d, odt.Options{}); err != nil {
				t.Fatal(err)
			}
			file, kind = b.Bytes(), ".odt"
		}
		if name == "edited" {
			note, mark := comment("9", "Karim", "Et la date ?")
			file = editiontest.ReviewDOCX(t, file, "</w:comments>", note+"</w:comments>", ">رابط</w:t></w:r>", ">رابط</w:t></w:r>"+mark)
			file = editiontest.ReviewDOCX(t, file, "المقدمة", "المدخل", " حسمت الأمر.</w:t></w:r>", " </w:t></w:r>"+
				`<w:del w:id="91" w:author="Leïla"><w:r><w:rPr><w:rtl/></w:rPr><w:delText>حسمت الأمر.</w:delText></w:r></w:del>`+
				`<w:ins w:id="90" w:author="Karim"><w:r><w:rPr><w:rtl/></w:rPr><w:t>قالت كلمتها.</w:t></w:r></w:ins>`,
				">رابط<", ">وصلة<")
		}
		path := filepath.Join(dir, name+kind)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	outside.Convert(t, "docx", filepath.Join(dir, "out"), files...)
	for name, d := range docs {
		file, err := os.ReadFile(filepath.Join(dir, "out", name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		if name == "edited" {
			want = []string{"2 v2: المدخل.", "4 note of Karim on 2025-05-02: Et la date ?", "4 v4: ⟦1⟧غامق ⟦2⟧ومائل⟦/2⟧⟦/1⟧، ⟦3⟧وصلة⟦/3⟧.", "7 v7: ONU قالت كلمتها. by Leïla, Karim"}
		}
		if diff := cmp.Diff(want, proposals(t, d, file)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// FuzzReadRows reads any body, and has every text that it finds fit for the desk.
func FuzzReadRows(f *testing.F) {
	d := numbered(editiontest.Kinds())
	d.Blocks = d.Blocks[3:4]
	file, err := zip.NewReader(bytes.NewReader(written(f, d)), int64(len(written(f, d))))
	if err != nil {
		f.Fatal(err)
	}
	whole, err := fs.ReadFile(file, "word/document.xml")
	if err != nil {
		f.Fatal(err)
	}
	_, inner, _ := strings.Cut(string(whole), "<w:body>")
	f.Add(strings.TrimSuffix(inner, "</w:body></w:document>"))
	f.Add(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:tc><w:tr><w:tc><w:ins w:author="a"/></w:tc></w:tr></w:tc>`)
	f.Fuzz(func(t *testing.T, inner string) {
		rows, err := ReadRows(bytes.NewReader(withBody(inner).zip(t)))
		if err != nil {
			return
		}
		m := Match(d, rows)
		changed, _, err := m.Proposals(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range changed {
			if !p.Target.Nested() {
				t.Errorf("torn: %q", p.Target.Markup())
			}
			for _, s := range d.Segments() {
				if s.ID != p.Segment {
					continue
				}
				codes := append(s.Target.Codes(), s.Source.Codes()...)
				if _, err := bitext.Parse(p.Target.Markup(), codes); err != nil {
					t.Errorf("%q: %v", p.Target.Markup(), err)
				}
			}
		}
	})
}

func written(tb testing.TB, d *bitext.Document) []byte {
	var b bytes.Buffer
	if err := Write(&b, d, Options{}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
