package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// ms is a time as it is kept: Unix milliseconds, 0 for the zero time.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// stamp scans what ms made, in UTC.
type stamp time.Time

// Scan implements sql.Scanner.
func (s *stamp) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is kept as %T", v)
	}
	*s = stamp{}
	if n != 0 {
		*s = stamp(time.UnixMilli(n).UTC())
	}
	return nil
}

// ref is an id as it is kept: NULL for none.
func ref(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }

// blob is never NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// encoded is v as JSON text.
func encoded(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("storage: encode %T: %w", v, err)
	}
	return string(b), nil
}

// decoded scans JSON text into to, which is empty.
type decoded struct{ to any }

// Scan implements sql.Scanner. A book is 40,000 of these, most of them empty lists, and the rest
// texts that read themselves: neither is looked through twice.
func (d decoded) Scan(v any) error {
	var text []byte
	switch s := v.(type) {
	case string:
		text = []byte(s)
	case []byte:
		text = s
	default:
		return fmt.Errorf("JSON is kept as %T", v)
	}
	if string(text) == "[]" {
		return nil
	}
	if own, ok := d.to.(json.Unmarshaler); ok {
		return own.UnmarshalJSON(text)
	}
	return json.Unmarshal(text, d.to)
}

// checkText refuses what only SQLite would keep (bytes that are not UTF-8, the
// character NUL), so that a desk can move to PostgreSQL whole.
func checkText(args []any) error {
	for _, a := range args {
		s, ok := a.(string)
		if ok && (!utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0) {
			return workflow.Fail(workflow.Invalid, "store.rejected")
		}
	}
	return nil
}

// checkRuns refuses what JSON would silently replace.
func checkRuns(texts ...bitext.Text) error {
	for _, t := range texts {
		for _, r := range t {
			err := checkText([]any{r.Chars, r.Code.ID, r.Code.Data, r.Code.Equiv})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
