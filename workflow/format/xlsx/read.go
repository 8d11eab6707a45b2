package xlsx

import (
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull"
)

// MaxColumns is how many columns of a sheet EachRow reads; cells beyond are passed over.
const MaxColumns = 256

// errNoSheet is the cause of the error for an archive that is no workbook.
var errNoSheet = errors.New("xlsx: no sheet")

// EachRow reads the first sheet of a workbook that is not hidden, and calls each for every row in turn
// with its number and the texts of its cells: what a formula gave last, and numbers as they are kept,
// without the format that shows them. A character that no text has is U+FFFD. Rows without any text are passed
// over. It stops at the first error of each. The errors for a file that is no workbook, is damaged or passes a
// limit are *limit.Error.
func EachRow(r io.Reader, each func(row int, cells []string) error) error {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return err
	}
	zip, err := limit.OpenZip(data)
	if err != nil {
		return err
	}
	b := book{zip: zip}
	sheet, err := b.firstSheet()
	if err != nil {
		return err
	}
	if err := b.readShared(); err != nil {
		return err
	}
	return b.readSheet(sheet, each)
}

// book is a workbook while it is read.
type book struct {
	zip    *limit.Archive
	main   string   // the part with the list of sheets
	shared []string // texts that cells refer to
}

// open reads the tokens of a part. The caller has looked whether it is there.
func (b *book) open(part string) (*xmlpull.Reader, error) {
	data, err := b.zip.Read(part)
	if err != nil {
		return nil, err
	}
	return xmlpull.NewReader(bytes.NewReader(markForbidden(data)), xmlpull.Options{Part: part, MaxTokens: -1}), nil
}

// forbidden matches references to characters that XML does not allow.
var forbidden = regexp.MustCompile(
	`&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bBcCeEfF]|1[[:xdigit:]]|[fF]{3}[eEfF]));`)

// markForbidden puts U+FFFD in the place of what XML does not allow, as itself or as a reference, so that one cell
// which a careless program wrote does not make the whole workbook damaged. Only UTF-8 is looked at.
func markForbidden(part []byte) []byte {
	isWide := bytes.IndexByte(part[:min(4, len(part))], 0) >= 0
	if isWide || !utf8.Valid(part) {
		return part
	}
	if bytes.ContainsFunc(part, isForbidden) {
		part = bytes.Map(func(r rune) rune {
			if isForbidden(r) {
				return utf8.RuneError
			}
			return r
		}, part)
	}
	return forbidden.ReplaceAll(part, []byte("\uFFFD"))
}

// isForbidden reports whether XML does not allow r.
func isForbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// eachStart calls do for each start tag of a part.
func (b *book) eachStart(part string, do func(*xmlpull.Reader) error) error {
	x, err := b.open(part)
	if err != nil {
		return err
	}
	for {
		k, err := x.NextTag()
		switch {
		case err == io.EOF:
			return nil
		case err == nil && k == xmlpull.Start:
			err = do(x)
		}
		if err != nil {
			return err
		}
	}
}

// value is an attribute by its local name; relationships have a prefix, which differs.
func value(x *xmlpull.Reader, local string) string {
	for _, a := range x.Attrs() {
		if string(a.Local()) == local && !a.Declares() {
			return string(a.Value)
		}
	}
	return ""
}

// firstSheet is the part of the first sheet that is not hidden.
func (b *book) firstSheet() (string, error) {
	b.main = "xl/workbook.xml"
	if b.zip.Has("_rels/.rels") {
		mains, err := b.targets("_rels/.rels", "", "/officeDocument")
		if err != nil {
			return "", err
		}
		for _, part := range mains {
			b.main = part
		}
	}
	rels := path.Join(path.Dir(b.main), "_rels", path.Base(b.main)+".rels")
	if !b.zip.Has(b.main) || !b.zip.Has(rels) {
		return "", &limit.Error{Kind: limit.Damaged, Err: errNoSheet}
	}
	parts, err := b.targets(rels, path.Dir(b.main), "/worksheet")
	if err != nil {
		return "", err
	}
	found := ""
	err = b.eachStart(b.main, func(x *xmlpull.Reader) error {
		if string(x.Local()) != "sheet" || found != "" {
			return nil
		}
		// r:id comes after sheetId, whose local name is another.
		if state := value(x, "state"); state == "" || state == "visible" {
			found = parts[value(x, "id")]
		}
		return nil
	})
	if err == nil && !b.zip.Has(found) {
		err = &limit.Error{Kind: limit.Damaged, Part: found, Err: errNoSheet}
	}
	return found, err
}

// targets are the parts that relationships of a type name, by their ids.
func (b *book) targets(rels, folder, kind string) (map[string]string, error) {
	parts := map[string]string{}
	err := b.eachStart(rels, func(x *xmlpull.Reader) error {
		if string(x.Local()) != "Relationship" || !strings.HasSuffix(value(x, "Type"), kind) {
			return nil
		}
		target := value(x, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		parts[value(x, "Id")] = strings.TrimPrefix(target, "/")
		return nil
	})
	return parts, err
}

// readShared reads the texts that cells refer to.
func (b *book) readShared() error {
	part := path.Join(path.Dir(b.main), "sharedStrings.xml")
	if !b.zip.Has(part) {
		return nil
	}
	return b.eachStart(part, func(x *xmlpull.Reader) error {
		if string(x.Local()) != "si" {
			return nil
		}
		text, err := cellString(x)
		b.shared = append(b.shared, text)
		return err
	})
}

// cellString reads the text of an element that holds t, alone or in runs; not how it is read aloud.
func cellString(x *xmlpull.Reader) (string, error) {
	var text []byte
	for depth := x.Depth(); ; {
		k, err := x.NextTag()
		if err != nil {
			return "", err
		}
		switch {
		case k == xmlpull.End && x.Depth() == depth:
			return unescape(string(text)), nil
		case k == xmlpull.End:
		case string(x.Local()) == "t":
			text, err = x.AppendText(text)
		case string(x.Local()) == "rPh":
			err = x.Skip()
		}
		if err != nil {
			return "", err
		}
	}
}

// unescape undoes what cellText and Excel do to characters that XML does not hold.
func unescape(s string) string {
	return limit.MarkControls(escaped.ReplaceAllStringFunc(s, func(code string) string {
		c, _ := strconv.ParseUint(code[2:6], 16, 16) // the pattern has four digits
		return string(rune(c))
	}))
}

// readSheet reads the rows of a sheet.
func (b *book) readSheet(part string, each func(row int, cells []string) error) error {
	number := 0
	return b.eachStart(part, func(x *xmlpull.Reader) error {
		if string(x.Local()) != "row" {
			return nil
		}
		number++
		if n, err := strconv.Atoi(value(x, "r")); err == nil && n > number {
			number = n
		}
		cells, err := b.readCells(x)
		if err != nil || len(cells) == 0 {
			return err
		}
		return each(number, cells)
	})
}

// readCells reads a row up to the last cell that has a text.
func (b *book) readCells(x *xmlpull.Reader) (cells []string, err error) {
	column := 0 // of the next cell that does not say where it is
	for depth := x.Depth(); ; {
		k, err := x.NextTag()
		if err != nil || k == xmlpull.End && x.Depth() == depth {
			return cells, err
		}
		if k != xmlpull.Start || string(x.Local()) != "c" {
			continue
		}
		if at := columnOf(value(x, "r")); at >= 0 {
			column = at
		}
		text, err := b.readCell(x)
		if err != nil {
			return nil, err
		}
		if text != "" && column < MaxColumns {
			for len(cells) <= column {
				cells = append(cells, "")
			}
			cells[column] = text
		}
		column++
	}
}

var place = regexp.MustCompile(`^([A-Z]{1,3})[1-9][0-9]*$`)

// columnOf is the column, from 0, of a place like "AB7"; below 0 for none.
func columnOf(at string) int {
	m := place.FindStringSubmatch(at)
	if m == nil {
		return -1
	}
	n := 0
	for _, c := range m[1] {
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// readCell reads the text of a cell.
func (b *book) readCell(x *xmlpull.Reader) (text string, err error) {
	kind := value(x, "t")
	for depth := x.Depth(); ; {
		k, err := x.NextTag()
		if err != nil || k == xmlpull.End && x.Depth() == depth {
			return text, err
		}
		if k != xmlpull.Start {
			continue
		}
		switch string(x.Local()) {
		case "is":
			text, err = cellString(x)
		case "v":
			text, err = b.cellValue(x, kind)
		default:
			err = x.Skip()
		}
		if err != nil {
			return "", err
		}
	}
}

// cellValue reads the value of a cell of a kind. Errors, as of a division by zero, are no text.
func (b *book) cellValue(x *xmlpull.Reader, kind string) (string, error) {
	raw, err := x.AppendText(nil)
	if err != nil {
		return "", err
	}
	switch kind {
	case "e":
		return "", nil
	case "str":
		return unescape(string(raw)), nil
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(string(raw)))
		if err != nil || n < 0 || n >= len(b.shared) {
			return "", x.Fail(limit.Damaged, errors.New("xlsx: a cell without its shared text"))
		}
		return b.shared[n], nil
	}
	return strings.TrimSpace(string(raw)), nil
}
