package format_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/html"
)

func TestFormatsHaveUniqueNames(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range format.All() {
		if seen[f.Name] {
			t.Errorf("two formats are %s", f.Name)
		}
		seen[f.Name] = true
		if got, ok := format.ByName(f.Name); !ok || got.Name != f.Name {
			t.Errorf("ByName(%s) = %s, %v", f.Name, got.Name, ok)
		}
		if _, _, err := mime.ParseMediaType(f.MIME); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if f.Read == nil && f.Write == nil {
			t.Errorf("%s is neither read nor written", f.Name)
		}
	}
	if _, ok := format.ByName("doc"); ok {
		t.Error("ByName finds a format that is not there")
	}
}

func TestByFileGoesByExtension(t *testing.T) {
	for name, want := range map[string]string{
		"a.html": "html", "A.HTM": "html", "b.docx": "docx", "b.odt": "odt", "b.XLSX": "xlsx", "c.txt": "text", "d.md": "markdown",
		"e.xlf": "xliff", "e.SDLXLIFF": "xliff", "e.xlz": "xlz", "e.xliff": "xliff", "f.tmx": "tmx", "g.csv": "csv", "h.TSV": "tsv",
		"dir.csv/x.tmx": "tmx", `C:\x.y\z.md`: "markdown", "x": "", "x.pdf": "pdf", "x.RTF": "rtf", "x.doc": "", "": "", ".": "",
		"csv": "", "x.csv/y": "",
	} {
		if f, ok := format.ByFile(name); f.Name != want || ok != (want != "") {
			t.Errorf("ByFile(%q) = %q, %v, want %q", name, f.Name, ok, want)
		}
	}
}

// TestFormatsOfPairsReadBack writes the article in every format that both writes and reads
// pairs, and finds the same pairs.
func TestFormatsOfPairsReadBack(t *testing.T) {
	want := pairs(editiontest.Article())
	for _, name := range []string{"xliff", "xliff12", "tmx", "csv", "tsv"} {
		f, _ := format.ByName(name)
		var b bytes.Buffer
		if err := f.Write(&b, editiontest.Article(), format.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		d, err := f.Read(&b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, pairs(d)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func pairs(d *bitext.Document) []string {
	var out []string
	for _, s := range d.Segments() {
		out = append(out, s.Source.Markup()+" = "+s.Target.Markup())
	}
	return out
}

// TestTargetReadsBackFromEveryFormat reads the target back from every format that writes it alone.
func TestTargetReadsBackFromEveryFormat(t *testing.T) {
	doc := editiontest.Article()
	blocks := edition.Blocks(doc) // an edition puts the byline under the headline
	doc.Blocks = nil
	for _, b := range blocks {
		doc.Blocks = append(doc.Blocks, b.Block)
	}
	for _, f := range format.All() {
		if !f.Target || f.Read == nil {
			continue
		}
		var b bytes.Buffer
		if err := f.Write(&b, doc, format.Options{TargetOnly: true}); err != nil {
			t.Fatal(err)
		}
		d, err := f.Read(&b)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		for i, block := range doc.Blocks {
			if i >= len(d.Blocks) {
				t.Errorf("%s: %d blocks came back of %d", f.Name, len(d.Blocks), len(doc.Blocks))
				break
			}
			if got, want := d.Blocks[i].Source().String(), block.Target().String(); got != want {
				t.Errorf("%s: block %d is %q, want %q", f.Name, i, got, want)
			}
		}
	}
}

// TestCorrectionsStayWithoutCredits looks for a correction in an edition without names.
func TestCorrectionsStayWithoutCredits(t *testing.T) {
	const reason = "Le nom du ministre était faux."
	d := editiontest.Article()
	d.Blocks[1].Segments[0].Corrections = []bitext.Correction{{Reason: reason, Grade: edition.FactError}}
	d = edition.WithoutCredits(d)
	for name, part := range map[string]string{"docx": "word/document.xml", "odt": "content.xml",
		"xlsx": "xl/worksheets/sheet2.xml"} {
		f, _ := format.ByName(name)
		var b bytes.Buffer
		if err := f.Write(&b, d, format.Options{NoCredits: true}); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		text, err := fs.ReadFile(z, part)
		if err != nil || !bytes.Contains(text, []byte(reason)) || bytes.Contains(text, []byte("Salma")) {
			t.Errorf("%s: it lacks the correction, or names the translator: %v", name, err)
		}
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	for _, f := range format.All() {
		if f.Write == nil {
			continue
		}
		if err := f.Write(failingWriter{}, editiontest.Article(), format.Options{}); !errors.Is(err, errDiskFull) {
			t.Errorf("%s: Write = %v, want %v", f.Name, err, errDiskFull)
		}
	}
}

func TestEmptyDocumentIsWritten(t *testing.T) {
	d := &bitext.Document{SourceLang: "ar", TargetLang: "fr"}
	for _, f := range format.All() {
		if f.Write == nil {
			continue
		}
		var b bytes.Buffer
		for _, only := range []bool{false, true} {
			if err := f.Write(&b, d, format.Options{TargetOnly: only}); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestTestLabelsAreComplete(t *testing.T) {
	for tag, words := range editiontest.Labels() {
		for _, key := range append(edition.Keys(), edition.LanguageKey("ar-MA"),
			edition.LanguageKey("fr")) {
			if words[key] == "" {
				t.Errorf("%s has no word for %s", tag, key)
			}
		}
	}
}

func TestByParagraphKeepsWhatEditionsShow(t *testing.T) {
	d := editiontest.Kinds()
	d.Blocks[3].Segments[1].Override = "urgence"
	before := fmt.Sprintf("%#v", d)
	got := format.ByParagraph.Of(d)
	if fmt.Sprintf("%#v", d) != before {
		t.Error("ByParagraph changes the document it was given")
	}
	if len(got.Blocks) != len(d.Blocks) || len(got.Segments()) != len(d.Blocks) {
		t.Fatalf("%d segments in %d blocks, want one in each of %d", len(got.Segments()), len(got.Blocks), len(d.Blocks))
	}
	p := got.Blocks[3].Segments[0]
	if !strings.HasSuffix(p.Target.String(), " [ترجمة غير متوفرة]") {
		t.Errorf("target %q does not say what is missing", p.Target.String())
	}
	if p.Override != "urgence" || p.Reviewer != "Youssef" || len(p.Notes) != 1 {
		t.Errorf("override %q by %q, %d notes", p.Override, p.Reviewer, len(p.Notes))
	}
	want := []bitext.Credit{{Role: "translator", Names: []string{"Salma"}}, {Role: "editor", Names: []string{"Youssef", "Salma"}}}
	if diff := cmp.Diff(want, got.Credits); diff != "" {
		t.Errorf("credits (-want +got):\n%s", diff)
	}
	none := bitext.Document{TargetLang: "fr", Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Plain("x"))}}
	facts := edition.Facts(got, "fr")
	if last := facts[len(facts)-1]; !strings.HasPrefix(last.Place, "paragraphe") {
		t.Errorf("the numbers of paragraphs are those of a %q", last.Place)
	}
	if d.Labels["fr"][edition.Sentence] != "Phrase" {
		t.Error("ByParagraph changes the words of the document it was given")
	}
	if s := format.ByParagraph.Of(&none).Segments()[0]; !s.Target.Empty() {
		t.Errorf("a paragraph without translation has the target %q", s.Target.String())
	}
}

func TestFileNameIsSafeEverywhere(t *testing.T) {
	page, _ := format.ByName("html")
	tmx, _ := format.ByName("tmx")
	for _, c := range []struct {
		name, title string
		f           format.Format
		only        bool
		ascii, full string
	}{
		{"plain", "Rabat-Paris", page, false, "Rabat-Paris.ar-fr.html", "Rabat-Paris.ar-fr.html"},
		{"target only", "Rabat", page, true, "Rabat.fr.html", "Rabat.fr.html"},
		{"target only of a format that has none", "Rabat", tmx, true, "Rabat.ar-fr.tmx", "Rabat.ar-fr.tmx"},
		{"accents", "L’été à l’œuvre\u00a0!", tmx, false, "L'ete a l'oeuvre !.ar-fr.tmx", "L’été à l’œuvre !.ar-fr.tmx"},
		{"Arabic", "الرباط وباريس", tmx, false, "abc.ar-fr.tmx", "الرباط وباريس.ar-fr.tmx"},
		{"hostile", "../..\\a:b\u202egpj.\x00\n\"%2e;c", tmx, false, "a bgpj. 2e c.ar-fr.tmx", "a bgpj. 2e c.ar-fr.tmx"},
		{"reserved by Windows", "con.x", tmx, false, "_con.x.ar-fr.tmx", "_con.x.ar-fr.tmx"},
		{"only dots", "...", tmx, false, "abc.ar-fr.tmx", "abc.ar-fr.tmx"},
		{"long", strings.Repeat("mot ", 40), tmx, false,
			strings.TrimSpace(strings.Repeat("mot ", 14)) + ".ar-fr.tmx", strings.TrimSpace(strings.Repeat("mot ", 14)) + ".ar-fr.tmx"},
	} {
		d := &bitext.Document{ID: "abc", Title: c.title, SourceLang: "ar-MA", TargetLang: "fr"}
		ascii, full := format.FileName(d, c.f, format.BySegment, format.Options{TargetOnly: c.only})
		if full != c.full {
			t.Errorf("%s: %q, want %q", c.name, full, c.full)
		}
		if ascii != c.ascii {
			t.Errorf("%s: ASCII %q, want %q", c.name, ascii, c.ascii)
		}
		for _, r := range ascii {
			if r < ' ' || r > '~' || strings.ContainsRune(`/\":%`, r) {
				t.Errorf("%s: %q in %q", c.name, r, ascii)
			}
		}
		if len(full) > 255 {
			t.Errorf("%s: %d bytes", c.name, len(full))
		}
	}
}

// TestEditionsOfAnArticleHaveNamesOfTheirOwn names the files of an article in every format, layout, paper,
// order of languages and kind of rows: those that differ have names that do.
func TestEditionsOfAnArticleHaveNamesOfTheirOwn(t *testing.T) {
	d := &bitext.Document{ID: "abc", Title: "Rabat", SourceLang: "ar", TargetLang: "fr"}
	for _, c := range []struct {
		format string
		rows   format.Rows
		o      format.Options
		want   string
	}{
		{"pdf", "", format.Options{}, "Rabat.ar-fr.pdf"},
		{"pdf", format.BySegment, format.Options{Mode: html.SideBySide, Paper: edition.A4, Lang: "ar"}, "Rabat.ar-fr.pdf"},
		{"pdf", "", format.Options{Mode: html.Alternating, Paper: edition.A5}, "Rabat.ar-fr-a5-alternating.pdf"},
		{"pdf", "", format.Options{Mode: html.Popup, Paper: edition.Tabloid}, "Rabat.ar-fr-tabloid.pdf"},
		{"pdf", "", format.Options{TargetOnly: true, Mode: html.Alternating}, "Rabat.fr.pdf"},
		{"pdf", "", format.Options{Lang: "fr"}, "Rabat.fr-ar.pdf"},
		{"html", "", format.Options{EmbedFonts: true, Mode: html.SourceOnly}, "Rabat.ar-fr-source-fonts.html"},
		{"fragment", "", format.Options{}, "Rabat.ar-fr-paste.html"},
		{"docx", format.BySentence, format.Options{Mode: html.Alternating, Paper: edition.A5}, "Rabat.ar-fr-a5-sentences.docx"},
		{"epub", "", format.Options{Mode: html.Popup, Paper: edition.A5}, "Rabat.ar-fr-popup.epub"},
		{"epub", "", format.Options{Mode: html.Alternating}, "Rabat.ar-fr.epub"},
		{"csv", format.ByParagraph, format.Options{Paper: edition.A5}, "Rabat.ar-fr-paragraphs.csv"},
		{"xliff", "", format.Options{}, "Rabat.ar-fr.xlf"},
		{"xliff12", "", format.Options{Lang: "fr"}, "Rabat.ar-fr-1.2.xlf"},
	} {
		f, _ := format.ByName(c.format)
		ascii, full := format.FileName(d, f, c.rows, c.o)
		if full != c.want || ascii != c.want {
			t.Errorf("%s %s %+v: %q and %q, want %q", c.format, c.rows, c.o, full, ascii, c.want)
		}
	}
}

// TestEditionsBeginWithTheLanguageAskedFor writes an edition that is read by people with either language
// first, and finds the first words of the text in that order: on a page, in a cell, or in the file.
func TestEditionsBeginWithTheLanguageAskedFor(t *testing.T) {
	d := editiontest.Article() // Arabic to French
	middle := d.Segments()[len(d.Segments())/2]
	text := map[string]string{"ar": firstWords(middle.Source), "fr": firstWords(middle.Target)}
	for _, name := range []string{"html", "fragment", "docx", "odt", "xlsx", "epub", "text", "markdown"} {
		f, _ := format.ByName(name)
		for first, second := range map[string]string{"ar": "fr", "fr-MA": "ar"} {
			first = first[:2]
			file := content(t, f, d, format.Options{Lang: first})
			at, then := strings.LastIndex(file, text[first]), strings.LastIndex(file, text[second])
			if at < 0 || at > then {
				t.Errorf("%s in %s: %q is at %d, and %q at %d", name, first, text[first], at, text[second], then)
			}
		}
	}
	for lead, want := range map[string]bool{"ar": true, "fr": false} {
		f, _ := format.ByName("xlsx")
		if got := strings.Contains(content(t, f, d, format.Options{Lang: lead}), `rightToLeft="1"`); got != want {
			t.Errorf("the sheet that begins with %s runs from the right: %v", lead, got)
		}
	}
}

// firstWords are a few words of a text that are in one piece in every format.
func firstWords(t bitext.Text) string {
	words := strings.Fields(t.String())
	return strings.Join(words[:4], " ")
}

// content is the text of a file; of an archive, of its parts one after the other.
func content(t *testing.T, f format.Format, d *bitext.Document, o format.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, d, o); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if !strings.HasPrefix(b.String(), "PK") {
		return b.String()
	}
	var all strings.Builder
	for _, p := range editiontest.Parts(t, b.Bytes()) {
		if strings.HasSuffix(p.Name, "ml") {
			all.WriteString(p.Content)
		}
	}
	return all.String()
}
