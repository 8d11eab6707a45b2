package limit

import (
	"bytes"
	"fmt"
	"io"
)

// ReadAll reads r to its end. More than max bytes are an *Error of Kind TooLarge, none are
// one of Kind Empty.
func ReadAll(r io.Reader, max int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, max+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the file: %w", err)
	case int64(len(data)) > max:
		return nil, &Error{Kind: TooLarge, Max: max}
	case len(data) == 0:
		return nil, &Error{Kind: Empty}
	}
	return data, nil
}

// magic is how files that are no text begin.
var magic = []struct{ prefix, found string }{
	{"%PDF-", "pdf"},
	{"PK\x03\x04", "zip"},
	{"PK\x05\x06", "zip"},
	{"{\\rtf", "rtf"},
	{"\x89PNG\r\n", "png"},
	{"\xFF\xD8\xFF", "jpeg"},
	{"GIF87a", "gif"},
	{"GIF89a", "gif"},
	{"\x1F\x8B", "gzip"},
	{"\x7FELF", "elf"},
	{"SQLite format 3\x00", "sqlite"},
}

// oleMagic begins a compound file: Office before 2007, or an encrypted file of today.
const oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// Binary reports what kind of file data is when it is one that holds no plain text, and nil
// when it may be text: an *Error of Kind NotText, Legacy or Encrypted.
func Binary(data []byte) error {
	if err := checkCompoundFile(data); err != nil {
		return err
	}
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return &Error{Kind: NotText, Found: m.found}
		}
	}
	return nil
}

// checkCompoundFile distinguishes an encrypted file of Office from one of before 2007: both are
// compound files, and the encrypted one holds a stream of this name.
func checkCompoundFile(data []byte) error {
	if !bytes.HasPrefix(data, []byte(oleMagic)) {
		return nil
	}
	var name []byte
	for _, c := range []byte("EncryptedPackage") {
		name = append(name, c, 0)
	}
	if bytes.Contains(data, name) {
		return &Error{Kind: Encrypted}
	}
	return &Error{Kind: Legacy}
}
