package format

import (
	"io"
	"path"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/csv"
	"truchement/workflow/format/docx"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/epub"
	"truchement/workflow/format/feed"
	"truchement/workflow/format/html"
	"truchement/workflow/format/json"
	"truchement/workflow/format/markdown"
	"truchement/workflow/format/odt"
	"truchement/workflow/format/pdf"
	"truchement/workflow/format/rtf"
	"truchement/workflow/format/subtitle"
	"truchement/workflow/format/text"
	"truchement/workflow/format/tmx"
	"truchement/workflow/format/xliff"
	"truchement/workflow/format/xlsx"
	"truchement/workflow/format/xlz"
)

// Options says which edition to write. A format takes from it what it knows.
type Options struct {
	TargetOnly bool      // without the source, for formats whose Target is set
	NoCredits  bool      // the document is edition.WithoutCredits
	Mode       html.Mode // how a bilingual HTML edition opens, a PDF is laid out and an EPUB is read
	// Lang is the language that an edition begins with, and of an HTML edition's words. Empty: an EPUB
	// begins with the target language, other formats with the source.
	Lang  string
	Comma rune // what parts the cells of a CSV file; zero means a comma
	Paper edition.Paper
	// Progress is called with how far the writing is, by formats that take long; may be nil.
	Progress   func(done, total int) `json:"-"`
	Look       edition.Look
	EmbedFonts bool // in an HTML edition
}

// pages is how the pages of a PDF show the languages.
func (o Options) pages() pdf.Layout {
	switch {
	case o.TargetOnly || o.Mode == html.TargetOnly:
		return pdf.TargetOnly
	case o.Mode == html.SourceOnly:
		return pdf.SourceOnly
	case o.Mode == html.Alternating:
		return pdf.Alternating
	}
	return pdf.SideBySide
}

// Book are the options of an EPUB: all modes but html.Popup show it as pairs.
func (o Options) Book() epub.Options {
	book := epub.Options{Lead: o.Lang, Look: o.Look}
	if o.Mode == html.Popup {
		book.Mode = epub.Popup
	}
	return book
}

// Format is one kind of file.
type Format struct {
	Name   string   // as the API and the command line call it
	Ext    string   // of files that Write makes, with its dot
	Also   []string // further extensions of files that Read reads
	MIME   string   // with the charset of texts
	Target bool     // Write can leave the source out
	// Read makes a document of a file, and Write a file of a document. Either
	// is nil where the desk has none.
	Read  func(io.Reader) (*bitext.Document, error)
	Write func(io.Writer, *bitext.Document, Options) error
	// Refill writes file, from which an article was read, with the targets of the article in it and all else as it is. Left
	// counts the segments whose source the article does not have. It is nil for formats that are not written back.
	Refill func(w io.Writer, file []byte, article *bitext.Document) (left int, err error)
}

// All lists the formats in the order menus show them.
func All() []Format {
	return append(editions(), exchange()...)
}

// editions are made to be read by people.
func editions() []Format {
	return []Format{
		{
			Name: "html", Ext: ".html", Also: []string{".htm", ".xhtml"},
			MIME: "text/html; charset=utf-8", Target: true, Read: html.Read,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return html.Write(w, d, html.Options{
					TargetOnly: o.TargetOnly, Mode: o.Mode, Lang: o.Lang, Lead: o.Lang, Look: o.Look,
					Paper: o.Paper, EmbedFonts: o.EmbedFonts,
				})
			},
		},
		{
			Name: "fragment", Ext: ".html", MIME: "text/html; charset=utf-8",
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return html.WriteFragment(w, d, html.Options{Lang: o.Lang, Lead: o.Lang})
			},
		},
		{
			Name: "docx", Ext: ".docx", Target: true, Read: docx.Read,
			MIME: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return docx.Write(w, d, docx.Options{TargetOnly: o.TargetOnly, Paper: o.Paper, Look: o.Look, Lead: o.Lang})
			},
		},
		{
			Name: "odt", Ext: ".odt", Also: []string{".ott", ".fodt"}, MIME: "application/vnd.oasis.opendocument.text", Target: true,
			Read: odt.Read,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return odt.Write(w, d, odt.Options{TargetOnly: o.TargetOnly, Paper: o.Paper, Look: o.Look, Lead: o.Lang})
			},
		},
		{Name: "rtf", Ext: ".rtf", MIME: "application/rtf", Read: rtf.Read},
		{
			Name: "xlsx", Ext: ".xlsx",
			MIME: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return xlsx.Write(w, d, xlsx.Options{Paper: o.Paper, Look: o.Look, Lead: o.Lang})
			},
		},
		{
			Name: "pdf", Ext: ".pdf", MIME: "application/pdf", Target: true,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return pdf.Write(w, d, pdf.Options{
					Layout: o.pages(), Paper: o.Paper, Look: o.Look, Progress: o.Progress, Lead: o.Lang,
				})
			},
		},
		{
			Name: "epub", Ext: ".epub", MIME: "application/epub+zip", Read: epub.Read,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return epub.Write(w, d, o.Book())
			},
		},
		{Name: "feed", Ext: ".rss", Also: []string{".atom", ".xml"}, MIME: "application/rss+xml", Read: feed.Read},
		{
			Name: "text", Ext: ".txt", Also: []string{".text"},
			MIME: "text/plain; charset=utf-8", Target: true, Read: text.Read,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return text.Write(w, d, text.Options{TargetOnly: o.TargetOnly, Lead: o.Lang})
			},
		},
		{
			Name: "markdown", Ext: ".md", Also: []string{".markdown"},
			MIME: "text/markdown; charset=utf-8", Target: true, Read: markdown.Read,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return markdown.Write(w, d, markdown.Options{TargetOnly: o.TargetOnly, Lead: o.Lang})
			},
		},
	}
}

// forPeople reports whether f is one of the editions.
func (f Format) forPeople() bool {
	return slices.ContainsFunc(editions(), func(e Format) bool { return e.Name == f.Name })
}

// exchange are made for other programs.
func exchange() []Format {
	version := func(v string) func(io.Writer, *bitext.Document, Options) error {
		return func(w io.Writer, d *bitext.Document, _ Options) error {
			return xliff.Write(w, d, xliff.Options{Version: v})
		}
	}
	return []Format{
		{
			Name: "xliff", Ext: ".xlf", Also: []string{".xliff", ".sdlxliff", ".mqxliff", ".mxliff"}, MIME: "application/xliff+xml",
			Read: xliff.Read, Write: version(xliff.V21), Refill: xliff.Refill,
		},
		{
			Name: "xliff12", Ext: ".xlf", MIME: "application/xliff+xml",
			Read: xliff.Read, Write: version(xliff.V12),
		},
		{
			Name: "xlz", Ext: ".xlz", Also: []string{".mqxlz"}, MIME: "application/zip", Read: xlz.Read,
		},
		{
			Name: "tmx", Ext: ".tmx", MIME: "application/x-tmx+xml", Read: tmx.Read,
			Write: func(w io.Writer, d *bitext.Document, _ Options) error {
				return tmx.Write(w, d)
			},
		},
		{
			Name: "subtitles", Ext: ".srt", Also: []string{".vtt"}, MIME: "application/x-subrip", Read: subtitle.Read,
			Refill: subtitle.Refill,
		},
		{
			Name: "json", Ext: ".json", MIME: "application/json",
			Write: func(w io.Writer, d *bitext.Document, _ Options) error {
				return json.Write(w, d)
			},
		},
		{
			Name: "csv", Ext: ".csv", MIME: "text/csv; charset=utf-8", Read: csv.Read,
			Write: func(w io.Writer, d *bitext.Document, o Options) error {
				return csv.Write(w, d, csv.Options{Comma: o.Comma})
			},
		},
		{
			Name: "tsv", Ext: ".tsv", Also: []string{".tab"},
			MIME: "text/tab-separated-values; charset=utf-8", Read: csv.Read,
			Write: func(w io.Writer, d *bitext.Document, _ Options) error {
				return csv.Write(w, d, csv.Options{Comma: '\t'})
			},
		},
	}
}

// ByName finds a format by its Name.
func ByName(name string) (Format, bool) {
	return find(func(f Format) bool { return f.Name == name })
}

// ByFile finds a format by the extension of a file's name, in any case. An
// extension that two formats share is the first one's.
func ByFile(name string) (Format, bool) {
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	return find(func(f Format) bool { return f.Ext == ext || slices.Contains(f.Also, ext) })
}

func find(is func(Format) bool) (Format, bool) {
	all := All()
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	return Format{}, false
}
