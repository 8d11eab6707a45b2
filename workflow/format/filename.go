package format

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/html"
	"truchement/workflow/lang"
)

// maxTitle is the most characters of a title in a file's name; with four
// bytes a character it stays below the 255 bytes that file systems allow.
const maxTitle = 56

// FileName names the file of an edition after its article, its languages in
// their order and what differs from the usual edition of its format, such as
// "Title.ar-fr-a5-alternating.pdf", twice as RFC 6266 wants it: in ASCII for
// filename, and whole for filename*. Both are safe on every system: no
// separators, no control or bidi characters, no leading dot, no name that
// Windows keeps for itself.
func FileName(d *bitext.Document, f Format, r Rows, o Options) (ascii, full string) {
	tags := []string{languageSubtag(d.SourceLang), languageSubtag(d.TargetLang)}
	switch {
	case o.TargetOnly && f.Target:
		tags = tags[1:]
	case f.forPeople() && edition.TargetFirst(d, o.Lang):
		slices.Reverse(tags)
	}
	tags = slices.DeleteFunc(append(tags, variant(f, r, o)...), func(t string) bool { return t == "" })
	ext := f.Ext
	if len(tags) > 0 {
		ext = "." + strings.Join(tags, "-") + ext
	}
	titles := []string{
		d.Title, edition.Title(d, d.TargetLang, true), edition.Title(d, d.SourceLang, false),
		d.ID, "article",
	}
	for _, t := range titles {
		if full == "" {
			full = sanitize(t, false)
		}
		if ascii == "" {
			ascii = sanitize(t, true)
		}
	}
	return ascii + ext, full + ext
}

// variant says in plain words how an edition differs from the usual one of its format, so that two files
// of an article can lie in one folder.
func variant(f Format, r Rows, o Options) (words []string) {
	switch f.Name {
	case "fragment":
		words = append(words, "paste")
	case "xliff12":
		words = append(words, "1.2")
	case "html", "pdf", "docx", "odt", "xlsx":
		if o.Paper != "" && o.Paper != edition.A4 {
			words = append(words, string(o.Paper))
		}
	}
	layout := o.Mode
	switch {
	case layout == html.SideBySide || o.TargetOnly && f.Target:
		layout = ""
	case f.Name == "epub" && layout != html.Popup, f.Name != "epub" && layout == html.Popup:
		layout = "" // which is the usual one there
	}
	if f.Name == "html" || f.Name == "pdf" || f.Name == "epub" {
		words = append(words, string(layout))
	}
	switch r {
	case BySentence:
		words = append(words, "sentences")
	case ByParagraph:
		words = append(words, "paragraphs")
	}
	if o.EmbedFonts && f.Name == "html" {
		words = append(words, "fonts")
	}
	return words
}

// languageSubtag is the language of a tag; "" for what is no valid tag.
func languageSubtag(tag string) string {
	if !lang.Valid(tag) {
		return ""
	}
	return lang.Base(tag)
}

// sanitize keeps the part of s that a file's name may have. In ASCII it drops
// accents, and returns "" when s has letters of another script.
func sanitize(s string, ascii bool) string {
	if ascii {
		s = norm.NFD.String(s)
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case ascii && unicode.Is(unicode.Mn, r):
		case ascii && r > unicode.MaxASCII && unicode.IsLetter(r) && asciiOf(r) == "":
			return ""
		case ascii && r > unicode.MaxASCII:
			b.WriteString(asciiOf(r))
		case strings.ContainsRune(`<>:"/\|?*%;`, r), unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.IsGraphic(r) && !unicode.Is(unicode.Bidi_Control, r):
			b.WriteRune(r)
		}
	}
	return avoidReserved(shorten(strings.Join(strings.Fields(b.String()), " ")))
}

// asciiOf spells a letter or mark of French typography in ASCII.
func asciiOf(r rune) string {
	switch r {
	case 'œ':
		return "oe"
	case 'Œ':
		return "OE"
	case 'æ':
		return "ae"
	case 'Æ':
		return "AE"
	case '’', '‘':
		return "'"
	case '–', '—', '‑':
		return "-"
	case '\u00A0', '\u202F':
		return " "
	}
	return ""
}

// shorten cuts at a word's end where it can.
func shorten(s string) string {
	r := []rune(s)
	if len(r) <= maxTitle {
		return s
	}
	s = string(r[:maxTitle])
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		s = s[:i]
	}
	return s
}

func avoidReserved(s string) string {
	s = strings.Trim(s, ". -~")
	stem, _, _ := strings.Cut(strings.ToUpper(s), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return "_" + s
	}
	if len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) &&
		unicode.IsDigit(rune(stem[3])) {
		return "_" + s
	}
	return s
}
