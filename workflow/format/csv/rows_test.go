package csv

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// oneByte reads a byte at a time.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(b []byte) (int, error) { return o.r.Read(b[:min(len(b), 1)]) }

// FuzzRowsAreThoseOfTheLibrary compares the rows before the first broken one with those of encoding/csv.
func FuzzRowsAreThoseOfTheLibrary(f *testing.F) {
	for _, s := range []string{"a,b\nc,d", "\"a\"\"b\",c\r\n\r\n\"x\r\ny\",\"\"\n", "a,\n,b\r", "\"a\",\"", "\"\"\n", "a\"b\n", "\"a\"b\n", "\"a\"\r", "\"a\"\rb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		library := csv.NewReader(strings.NewReader(in))
		library.FieldsPerRecord = -1
		ours := &table{window: window{r: oneByte{strings.NewReader(in)}, line: 1}, comma: ','}
		for strings.TrimSuffix(in, "\x1A") == in {
			want, wrong := library.Read()
			if wrong == nil {
				line, _ := library.FieldPos(0)
				got, err := ours.next()
				if err != nil || got.Err != nil || got.Line != line {
					t.Fatalf("%q on line %d: %v, %v, want %q on line %d", got.Cells, got.Line, err, got.Err, want, line)
				}
				if diff := cmp.Diff(cleanCells(want), got.Cells); diff != "" {
					t.Fatalf("(-library +ours):\n%s", diff)
				}
				continue
			}
			got, err := ours.next()
			if errors.Is(wrong, io.EOF) != errors.Is(err, io.EOF) || err == nil && got.Err == nil {
				t.Fatalf("%q: %v, %v; the library has %v", got.Cells, err, got.Err, wrong)
			}
			return
		}
	})
}

// repeated reads a text again and again, n times.
type repeated struct {
	text, rest string
	n          int
}

func (r *repeated) Read(b []byte) (int, error) {
	if r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.rest = r.text
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// A table of any size is read with as much memory as a small one.
func TestEachRecordHoldsLittle(t *testing.T) {
	line := strings.Repeat("ترتفع الأسعار بنسبة خمسة في المئة", 4) + "\t" + strings.Repeat("Les prix montent de 5 %. ", 4) + "\n"
	n := (100 << 20) / len(line)
	rows, most := 0, uint64(0)
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	before := now.HeapAlloc
	err := EachRecord(&repeated{text: line, n: n}, func(r Record) error {
		if rows++; rows%20_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
		if r.Err != nil || len(r.Cells) != 2 {
			t.Fatalf("row %d: %q, %v", rows, r.Cells, r.Err)
		}
		return nil
	})
	if err != nil || rows != n {
		t.Fatalf("%d rows of %d, %v", rows, n, err)
	}
	if held := int64(most) - int64(before); held > 8<<20 {
		t.Errorf("%d KiB are held while 100 MiB are read", held>>10)
	}
}

// What is too long is left out, and the rows after it are read.
func TestEachRecordPassesOverLongRows(t *testing.T) {
	long := strings.Repeat("x", MaxRow+1)
	for name, c := range map[string]struct{ in, want string }{
		"a long line":                 {"a,b\n" + long + ",c\nd,e\n", "1 a|b; 2 csv: the row is too long; 3 d|e"},
		"a long end":                  {"a,b\n" + long, "1 a|b; 2 csv: the row is too long"},
		"a quote that does not close": {"a,b\n\"c,d\n" + strings.Repeat("e,f\n", MaxRow/4) + "g,h\n", "1 a|b; 2 extraneous or missing \" in quoted-field; 3 e|f"},
		"a long line among tabs":      {"a\tb\n" + long + "\tc\nd\te\n", "1 a|b; 2 csv: the row is too long; 3 d|e"},
		"a long cell in quotes":       {"a,b\n\"" + long[:MaxRow-8] + "\",c\nd,e\n", "1 a|b; 2 " + long[:MaxRow-8] + "|c; 3 d|e"},
	} {
		var got []string
		err := EachRecord(strings.NewReader(c.in), func(r Record) error {
			row := strings.Join(r.Cells, "|")
			if r.Err != nil {
				row = r.Err.Error()
			}
			if len(got) < 3 {
				got = append(got, fmt.Sprint(r.Line, " ", row))
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(strings.Split(c.want, "; "), got); diff != "" {
			t.Errorf("%s (-want +got): %.400s", name, diff)
		}
	}
}
