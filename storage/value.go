package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"truchement/storage/engine"
	"truchement/workflow/bitext"
)

// millis converts a time to what the database keeps: Unix milliseconds, 0 for
// the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// timestamp scans what millis made, in UTC.
type timestamp time.Time

// Scan implements sql.Scanner.
func (s *timestamp) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is kept as %T", v)
	}
	*s = timestamp{}
	if n != 0 {
		*s = timestamp(time.UnixMilli(n).UTC())
	}
	return nil
}

// nullable converts an id to what the database keeps: NULL for the empty id.
func nullable(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }

// nonNil makes an empty value of nil, which would be NULL.
func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// toJSON returns v as JSON text.
func toJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("storage: encode %T: %w", v, err)
	}
	return string(b), nil
}

// jsonColumn scans JSON text into to, which is empty.
type jsonColumn struct{ to any }

// Scan implements sql.Scanner. An article of 10,000 segments has 40,000 of these values, most
// of them empty lists and the rest texts with their own decoder: neither is parsed twice.
func (d jsonColumn) Scan(v any) error {
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

// checkTexts refuses what JSON would silently replace.
func checkTexts(texts ...bitext.Text) error {
	for _, t := range texts {
		for _, r := range t {
			err := engine.CheckStrings([]any{r.Chars, r.Code.ID, r.Code.Data, r.Code.Equiv})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
