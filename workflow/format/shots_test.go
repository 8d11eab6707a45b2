package format_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	formathtml "truchement/workflow/format/html"
	"truchement/workflow/outside"
)

// TestShotsOfEditions writes every form of the edition with Arabic first and with French first, and a page
// that shows pictures of them all: screens, phones, prints, and what LibreOffice makes of the office's.
func TestShotsOfEditions(t *testing.T) {
	folder := os.Getenv("TRUCHEMENT_SHOTS")
	if folder == "" {
		t.Skip("TRUCHEMENT_SHOTS is not set: it names the folder for the pictures")
	}
	outside.Need(t, "pdftoppm", "soffice")
	g := &gallery{T: t, chromium: outside.Tool(t, "TRUCHEMENT_TEST_CHROMIUM", ""), folder: filepath.Join(folder, "editions")}
	if err := os.MkdirAll(g.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, d := range []struct {
		name string
		doc  *bitext.Document
	}{
		{"Arabic to French", editiontest.Article()}, {"French to Arabic", turned(editiontest.Article())},
		{"Every kind of block, French to Arabic", editiontest.Kinds()},
	} {
		g.title(d.name)
		g.webPages(d.doc)
		g.printed(d.doc)
		g.books(d.doc)
		g.office(d.doc)
	}
	g.write("index.html", []byte(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Editions</title><style>
body{font:15px sans-serif;margin:2rem;background:#e8e8e4}figure{display:inline-block;margin:.5rem;vertical-align:top}
img{max-width:22rem;max-height:34rem;border:1px solid #999;background:#fff}</style>`+g.page.String()))
	t.Logf("see %s", filepath.Join(g.folder, "index.html"))
}

// turned is a document from its target to its source.
func turned(d *bitext.Document) *bitext.Document {
	d.SourceLang, d.TargetLang = d.TargetLang, d.SourceLang
	for _, b := range d.Blocks {
		for i, s := range b.Segments {
			b.Segments[i].Source, b.Segments[i].Target = s.Target, s.Source
		}
	}
	return d
}

// gallery is the page of pictures that is being made.
type gallery struct {
	*testing.T
	chromium, folder string
	page             strings.Builder
	document         int
}

func (g *gallery) title(name string) {
	g.document++
	fmt.Fprintf(&g.page, "<h2>%s</h2>\n", html.EscapeString(name))
}

func (g *gallery) write(name string, data []byte) string {
	g.Helper()
	file := filepath.Join(g.folder, name)
	if err := os.WriteFile(file, data, 0o644); err != nil {
		g.Fatal(err)
	}
	return file
}

// file writes a document in a format under a name for this document, and returns the file.
func (g *gallery) file(name, kind string, d *bitext.Document, o format.Options) string {
	g.Helper()
	f, _ := format.ByName(kind)
	var b bytes.Buffer
	if err := f.Write(&b, d, o); err != nil {
		g.Fatal(err)
	}
	return g.write(fmt.Sprintf("%d-%s%s", g.document, name, f.Ext), b.Bytes())
}

func (g *gallery) show(file, caption string) {
	g.Helper()
	file, err := filepath.Rel(g.folder, file)
	if err != nil {
		g.Fatal(err)
	}
	fmt.Fprintf(&g.page, "<figure><a href=\"%[1]s\"><img src=\"%[1]s\" alt=\"\"></a><figcaption>%[2]s</figcaption></figure>\n",
		file, html.EscapeString(caption))
}

// browse runs Chromium.
func (g *gallery) browse(args ...string) {
	g.Helper()
	args = append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=4000",
		"--allow-file-access-from-files", "--user-data-dir=" + filepath.Join(g.TempDir(), "profile")}, args...)
	if out, err := exec.Command(g.chromium, args...).CombinedOutput(); err != nil {
		g.Fatalf("chromium: %v\n%s", err, out)
	}
}

// shoot takes a picture of a page in a frame of a width, which the page takes for its screen: a browser
// without a head has no window as narrow as a phone.
func (g *gallery) shoot(file, size, caption string, width, height int) {
	g.Helper()
	frame := filepath.Join(g.TempDir(), "frame.html")
	page := fmt.Sprintf(`<!DOCTYPE html><style>html,body{margin:0}iframe{border:0;display:block}</style>`+
		`<iframe src="file://%s" width="%d" height="%d"></iframe>`, file, width, height)
	if err := os.WriteFile(frame, []byte(page), 0o600); err != nil {
		g.Fatal(err)
	}
	picture := strings.TrimSuffix(file, filepath.Ext(file)) + "-" + size + ".png"
	g.browse("--screenshot="+picture, fmt.Sprintf("--window-size=%d,%d", max(width, 500), height), "file://"+frame)
	g.show(picture, caption)
}

// pages shows the pages of a PDF file.
func (g *gallery) pages(file, caption string) {
	g.Helper()
	stem := strings.TrimSuffix(file, ".pdf")
	if out, err := exec.Command("pdftoppm", "-r", "80", "-png", file, stem).CombinedOutput(); err != nil {
		g.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	pictures, err := filepath.Glob(stem + "-*.png")
	if err != nil || len(pictures) == 0 {
		g.Fatalf("no pages of %s: %v", file, err)
	}
	slices.Sort(pictures)
	for i, picture := range pictures {
		g.show(picture, fmt.Sprintf("%s, page %d of %d", caption, i+1, len(pictures)))
	}
}

func (g *gallery) webPages(d *bitext.Document) {
	file := g.file("web", "html", d, format.Options{EmbedFonts: true})
	g.shoot(file, "wide", "HTML, 1,440 pixels", 1440, 1900)
	g.shoot(file, "phone", "HTML, a phone", 390, 1900)
	alternating := g.file("web-alternating", "html", d, format.Options{EmbedFonts: true, Mode: formathtml.Alternating})
	g.shoot(alternating, "wide", "HTML, alternating", 1000, 1900)
	printed := strings.TrimSuffix(file, ".html") + "-print.pdf"
	g.browse("--print-to-pdf="+printed, "--no-pdf-header-footer", "file://"+file)
	g.pages(printed, "HTML, printed")
}

func (g *gallery) printed(d *bitext.Document) {
	for _, mode := range []formathtml.Mode{"", formathtml.Alternating} {
		for _, paper := range edition.Papers() {
			for _, face := range edition.Typefaces() {
				if face != edition.Book && (mode != "" || paper != edition.A4) {
					continue
				}
				name := fmt.Sprint("print-", mode, "-", paper, "-", face)
				file := g.file(name, "pdf", d, format.Options{Mode: mode, Paper: paper, Look: edition.Look{Typeface: face}})
				g.pages(file, fmt.Sprint("PDF ", mode, " ", paper, " ", face))
			}
		}
	}
}

// books shows the pages of an EPUB, as a browser draws them.
func (g *gallery) books(d *bitext.Document) {
	for _, mode := range []formathtml.Mode{"", formathtml.Popup} {
		book := g.file(fmt.Sprint("book-", mode), "epub", d, format.Options{Mode: mode})
		dir := strings.TrimSuffix(book, ".epub")
		g.unpack(book, dir)
		err := filepath.WalkDir(dir, func(file string, _ fs.DirEntry, err error) error {
			if filepath.Ext(file) == ".xhtml" {
				name := fmt.Sprint("EPUB ", mode, " ", filepath.Base(file))
				g.shoot(file, "tablet", name, 700, 1000)
				g.shoot(file, "phone", name+", a phone", 390, 1000)
			}
			return err
		})
		if err != nil {
			g.Fatal(err)
		}
	}
}

func (g *gallery) unpack(book, dir string) {
	g.Helper()
	files, err := zip.OpenReader(book)
	if err != nil {
		g.Fatal(err)
	}
	defer files.Close()
	if err := os.RemoveAll(dir); err != nil { // of a run before
		g.Fatal(err)
	}
	if err := os.CopyFS(dir, files); err != nil {
		g.Fatal(err)
	}
}

func (g *gallery) office(d *bitext.Document) {
	for _, name := range []string{"docx", "odt", "xlsx"} {
		file := g.file("office-"+name, name, d, format.Options{})
		outside.Convert(g, "pdf", g.folder, file)
		g.pages(strings.TrimSuffix(file, "."+name)+".pdf", strings.ToUpper(name)+" by LibreOffice")
	}
}
