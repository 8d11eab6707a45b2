package limit

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

// kindOf is the Kind of err, or "" when it has none.
func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func TestReadAllHoldsItsLimit(t *testing.T) {
	tests := []struct {
		name, in string
		want     Kind
	}{
		{"nothing", "", Empty},
		{"as much as is allowed", "1234", ""},
		{"one byte more", "12345", TooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadAll(strings.NewReader(tt.in), 4)
			if kindOf(err) != tt.want || (err == nil && string(got) != tt.in) {
				t.Errorf("ReadAll(%q) = %q, %v; want kind %q", tt.in, got, err, tt.want)
			}
		})
	}
	if _, err := ReadAll(iotest.ErrReader(io.ErrClosedPipe), 4); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("ReadAll of a broken reader: %v", err)
	}
}

func TestBinaryNamesOtherFiles(t *testing.T) {
	tests := []struct {
		name, in string
		kind     Kind
		found    string
	}{
		{"text", "Bonjour", "", ""},
		{"pdf", "%PDF-1.7", NotText, "pdf"},
		{"rtf", `{\rtf1\ansi`, NotText, "rtf"},
		{"zip", "PK\x03\x04....", NotText, "zip"},
		{"doc", oleMagic + "....", Legacy, ""},
		{"encrypted docx", oleMagic + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00" +
			"P\x00a\x00c\x00k\x00a\x00g\x00e\x00", Encrypted, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := Binary([]byte(tt.in))
			var e *Error
			if errors.As(err, &e); kindOf(err) != tt.kind || (e != nil && e.Found != tt.found) {
				t.Errorf("Binary = %v; want %q %q", err, tt.kind, tt.found)
			}
		})
	}
}

// archive makes a zip file of the entries that fill writes.
func archive(t *testing.T, fill func(*zip.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := errors.Join(fill(w), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func add(w *zip.Writer, h *zip.FileHeader, body string) error {
	f, err := w.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, body)
	return err
}

func one(name, body string) func(*zip.Writer) error {
	return func(w *zip.Writer) error {
		return add(w, &zip.FileHeader{Name: name, Method: zip.Deflate}, body)
	}
}

func many(n int) func(*zip.Writer) error {
	return func(w *zip.Writer) error {
		for i := range n {
			if err := one(strings.Repeat("a", i/26+1)+string(rune('a'+i%26)), "")(w); err != nil {
				return err
			}
		}
		return nil
	}
}

func raw(h zip.FileHeader) func(*zip.Writer) error {
	return func(w *zip.Writer) error {
		f, err := w.CreateRaw(&h)
		if err != nil {
			return err
		}
		_, err = f.Write(make([]byte, h.CompressedSize64))
		return err
	}
}

func link(w *zip.Writer) error {
	h := &zip.FileHeader{Name: "word/document.xml"}
	h.SetMode(fs.ModeSymlink | 0o777)
	return add(w, h, "/etc/passwd")
}

func twice(w *zip.Writer) error {
	return errors.Join(one("a.xml", "1")(w), one("a.xml", "2")(w))
}

func TestOpenZipRefusesHarmfulArchives(t *testing.T) {
	tests := []struct {
		name string
		fill func(*zip.Writer) error
		want Kind
	}{
		{"good", one("word/document.xml", "<a/>"), ""},
		{"directory", one("word/", ""), ""},
		{"as many as are allowed", many(ZipEntries), ""},
		{"one more", many(ZipEntries + 1), TooMany},
		{"a name that climbs", one("../../etc/cron.d/x", "x"), Damaged},
		{"a name that climbs by backslash", one(`..\..\x`, "x"), Damaged},
		{"an absolute name", one("/etc/passwd", "x"), Damaged},
		{"a name twice", twice, Damaged},
		{"a symbolic link", link, Damaged},
		{"a bomb", one("a.xml", strings.Repeat("\x00", 4<<20)), Bomb},
		{"small and repetitive", one("a.xml", strings.Repeat(" ", ZipSmall)), ""},
		{"too much in all", raw(zip.FileHeader{Name: "a", CompressedSize64: 3 << 20,
			UncompressedSize64: ZipSum + 1, Method: zip.Deflate}), TooLarge},
		{"a size that runs over", raw(zip.FileHeader{Name: "a", CompressedSize64: 9,
			UncompressedSize64: 1<<64 - 1, Method: zip.Deflate}), Bomb},
		{"encrypted", raw(zip.FileHeader{Name: "a", Flags: 1, CompressedSize64: 9,
			UncompressedSize64: 9}), Encrypted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := OpenZip(archive(t, tt.fill)); kindOf(err) != tt.want {
				t.Errorf("OpenZip: %v; want kind %q", err, tt.want)
			}
		})
	}
}

func TestOpenZipRefusesOtherFiles(t *testing.T) {
	tests := []struct {
		name, in string
		want     Kind
	}{
		{"text", "Bonjour", Damaged},
		{"pdf", "%PDF-1.7", NotText},
		{"old doc", oleMagic, Legacy},
		{"half a zip", "PK\x03\x04abc", Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := OpenZip([]byte(tt.in)); kindOf(err) != tt.want {
				t.Errorf("OpenZip: %v; want kind %q", err, tt.want)
			}
		})
	}
}

func TestArchiveReadHoldsDeclaredSize(t *testing.T) {
	a, err := OpenZip(archive(t, one(`word\document.xml`, "<a/>")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Read("word/document.xml")
	if string(got) != "<a/>" || err != nil || !a.Has("word/document.xml") {
		t.Errorf("Read = %q, %v", got, err)
	}
	if _, err := a.Read("x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Read of what is not there: %v", err)
	}
	for _, method := range []uint16{zip.Store, zip.Deflate} {
		understated, err := OpenZip(archive(t, declared(5, method, strings.Repeat("x", 5000))))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := understated.Read("a"); kindOf(err) != Damaged {
			t.Errorf("Read of a part larger than declared = %d bytes, %v", len(got), err)
		}
	}
	large, err := OpenZip(archive(t, raw(zip.FileHeader{Name: "a", Method: zip.Deflate,
		CompressedSize64: 1 << 20, UncompressedSize64: XMLBytes + 1})))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := large.Read("a"); kindOf(err) != TooLarge {
		t.Errorf("Read of a part of more than XMLBytes: %v", err)
	}
}

// declared packs body as a part that declares another size.
func declared(size uint64, method uint16, body string) func(*zip.Writer) error {
	return func(w *zip.Writer) error {
		packed := []byte(body)
		if method == zip.Deflate {
			var b bytes.Buffer
			f, err := flate.NewWriter(&b, flate.BestCompression)
			if err != nil {
				return err
			}
			if _, err := io.WriteString(f, body); err != nil {
				return err
			}
			if err := f.Close(); err != nil {
				return err
			}
			packed = b.Bytes()
		}
		f, err := w.CreateRaw(&zip.FileHeader{Name: "a", Method: method,
			CompressedSize64: uint64(len(packed)), UncompressedSize64: size})
		if err != nil {
			return err
		}
		_, err = f.Write(packed)
		return err
	}
}

// drain reads all tokens and returns the character data and the error that ended it.
func drain(x *XML) (string, error) {
	var text strings.Builder
	for {
		t, err := x.Token()
		if err == io.EOF {
			return text.String(), nil
		}
		if err != nil {
			return text.String(), err
		}
		if c, ok := t.(xml.CharData); ok {
			text.Write(c)
		}
	}
}

func TestXMLHoldsItsLimits(t *testing.T) {
	const arabic16 = "\xFF\xFE<\x00a\x00>\x00\x28\x06<\x00/\x00a\x00>\x00"
	nest := func(n int) string { return strings.Repeat("<a>", n) + strings.Repeat("</a>", n) }
	tests := []struct {
		name, in, text string
		want           Kind
	}{
		{"plain", "<a>ب</a>", "ب", ""},
		{"byte order mark", "\xEF\xBB\xBF<a>ب</a>", "ب", ""},
		{"UTF-16 with mark", arabic16, "ب", ""},
		{"UTF-16 without mark", arabic16[2:], "ب", ""},
		{"UTF-16, big end first", "\xFE\xFF\x00<\x00a\x00>\x06\x28\x00<\x00/\x00a\x00>", "ب", ""},
		{"windows-1256", "<?xml version='1.0' encoding='windows-1256'?><a>\xC8</a>", "ب", ""},
		{"unknown encoding", "<?xml version='1.0' encoding='klingon'?><a/>", "", Encoding},
		{"not UTF-8", "<a>\xC8</a>", "", Damaged},
		{"as deep as is allowed", nest(Depth), "", ""},
		{"one deeper", nest(Depth + 1), "", TooDeep},
		{"a million deep", strings.Repeat("<a>", 1_000_000), "", TooDeep},
		{"many tokens", "<a>" + strings.Repeat("<b/>", XMLTokens/2) + "</a>", "", TooMany},
		{"entity bomb", `<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>`, "", Damaged},
		{"outside entity", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
			"", Damaged},
		{"torn", "<a><b></a>", "", Damaged},
		{"cut short", "<a>x", "x", Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, err := drain(NewXML(strings.NewReader(tt.in), "p"))
			if text != tt.text || kindOf(err) != tt.want {
				t.Errorf("got %q, %v; want %q, kind %q", text, err, tt.text, tt.want)
			}
		})
	}
}

func TestXMLRefusesTooManyBytes(t *testing.T) {
	r := io.MultiReader(strings.NewReader("<a>"), io.LimitReader(spaces{}, XMLBytes))
	if _, err := drain(NewXML(r, "")); kindOf(err) != TooLarge {
		t.Errorf("got %v; want too large", err)
	}
}

// spaces is an endless reader of spaces.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestXMLReturnsErrorOfItsSource(t *testing.T) {
	r := io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(io.ErrClosedPipe))
	if _, err := drain(NewXML(r, "")); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v; want the error of the source", err)
	}
}

func TestXMLSkipEndsAfterElement(t *testing.T) {
	x := NewXML(strings.NewReader("<a>\n<b><c>1</c>2</b>3</a>"), "")
	for {
		tok, err := x.Token()
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tok.(xml.StartElement); ok && s.Name.Local == "b" {
			break
		}
	}
	if err := x.Skip(); err != nil {
		t.Fatal(err)
	}
	if text, err := drain(x); text != "3" || err != nil {
		t.Errorf("after Skip: %q, %v; want 3", text, err)
	}
}

func TestMarkControls(t *testing.T) {
	for in, want := range map[string]string{"": "", "أ\tb\r\n\v\f": "أ\tb\r\n\v\f", "a\x00b\x1bc\x7f": "a\uFFFDb\uFFFDc\uFFFD", "\u0085\u200f": "\u0085\u200f"} {
		if got := MarkControls(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
