// Package exchange reads and writes the units of the memory as files of other programs: TMX 1.4b,
// XLIFF 2.1 and tables of values between tabs or commas. All that is known of a unit but what it is in this
// desk alone (its alignment, article and segment) comes back as it was written.
package exchange

import (
	"path"
	"strconv"
	"strings"
	"time"

	"truchement/workflow"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	TMX   Format = "tmx"
	TSV   Format = "tsv" // read with commas and semicolons too
	CSV   Format = "csv" // likewise, and written with commas
	XLIFF Format = "xliff"
)

// Formats are all formats, in the order menus show them.
func Formats() []Format { return []Format{TMX, TSV, CSV, XLIFF} }

// Ext is the extension of files of the format.
func (f Format) Ext() string {
	if f == XLIFF {
		return ".xlf"
	}
	return "." + string(f)
}

// MIME is the content type of files of the format.
func (f Format) MIME() string {
	switch f {
	case TMX:
		return "application/x-tmx+xml; charset=utf-8"
	case TSV:
		return "text/tab-separated-values; charset=utf-8"
	case CSV:
		return "text/csv; charset=utf-8"
	}
	return "application/xliff+xml"
}

// ParseFormat reads the name of a format; empty means TMX.
func ParseFormat(name string) (Format, error) {
	if name == "" {
		return TMX, nil
	}
	for _, f := range Formats() {
		if string(f) == name {
			return f, nil
		}
	}
	return "", workflow.Fail(workflow.Invalid, "memory.format", "Name", name)
}

// FormatOf is the format of a file by its name.
func FormatOf(name string) (Format, error) {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".tmx":
		return TMX, nil
	case ".tsv", ".txt", ".tab":
		return TSV, nil
	case ".csv":
		return CSV, nil
	case ".xlf", ".xliff", ".sdlxliff", ".mqxliff":
		return XLIFF, nil
	default:
		return "", workflow.Fail(workflow.Invalid, "memory.format", "Name", path.Base(name))
	}
}

// Extensions are those of the files that can be read, for a file field.
func Extensions() string {
	return ".tmx,.tsv,.csv,.txt,.tab,.xlf,.xliff,.sdlxliff,.mqxliff"
}

// fact is something that is known of a unit, as files name it.
type fact struct{ name, value string }

// factsOf is what is known of a unit beside its texts, its state, its date and its translator, for
// which formats have places of their own.
func factsOf(u *workflow.Unit) []fact {
	all := []fact{{"origin", u.Origin}, {"publication", u.Publication}, {"date", u.Date},
		{"licence", u.Licence}, {"approver", u.Approver}, {"bead", u.Bead},
		{"confidence", strconv.FormatFloat(u.Confidence, 'g', -1, 64)}, {"before", key(u.Before)},
		{"after", key(u.After)}}
	known := all[:0]
	for _, f := range all {
		if f.value != "" {
			known = append(known, f)
		}
	}
	return known
}

// setFact reads a fact, and reports whether there is one of the name.
func setFact(u *workflow.Unit, name, value string) bool {
	texts := map[string]*string{"origin": &u.Origin, "publication": &u.Publication, "date": &u.Date,
		"licence": &u.Licence, "approver": &u.Approver, "bead": &u.Bead}
	if text := texts[name]; text != nil {
		*text = value
		return true
	}
	switch name {
	case "confidence":
		if c, err := strconv.ParseFloat(value, 64); err == nil && c >= 0 && c <= 1 {
			u.Confidence = c
		}
	case "before":
		u.Before = parseKey(value)
	case "after":
		u.After = parseKey(value)
	default:
		return false
	}
	return true
}

// key writes the key of a neighbour (tm.Key) as 16 hexadecimal digits; nothing when it is not known.
func key(k int64) string {
	if k == 0 {
		return ""
	}
	s := strconv.FormatUint(uint64(k), 16)
	return strings.Repeat("0", 16-len(s)) + s
}

func parseKey(s string) int64 {
	k, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		return 0
	}
	return int64(k)
}

// stamp is how tables and notes write times.
const stamp = "2006-01-02T15:04:05.999Z"

func parseStamp(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
