package keymap

import (
	"bytes"
	"encoding/json"
)

// MaxFile is the maximum size of a keyboard map file in bytes.
const MaxFile = 32 << 10

// Encode returns a choice as a file, to keep or to use on another desk.
func (c Choice) Encode() ([]byte, error) {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

// Decode reads a file of Encode, or one written by hand, and checks it.
func Decode(text []byte) (Choice, error) {
	var c Choice
	if len(text) > MaxFile {
		return c, Faults{{Reason: ReasonFile}}
	}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil || d.More() {
		return Choice{}, Faults{{Reason: ReasonFile}}
	}
	for name, chords := range c.Own {
		for i, chord := range chords {
			if normal, ok := Parse(string(chord)); ok {
				c.Own[name][i] = normal
			}
		}
	}
	if faults := c.Check(); len(faults) > 0 {
		return Choice{}, faults
	}
	return c, nil
}
