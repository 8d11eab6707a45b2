package xmlpull

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/limit"
)

// show writes the tokens of a document, one a line.
func show(r *Reader) (string, error) {
	var b strings.Builder
	for {
		k, err := r.Next()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		switch k {
		case Start:
			fmt.Fprintf(&b, "<%s|%s", r.Space(), r.Local())
			for _, a := range r.Attrs() {
				fmt.Fprintf(&b, " %s|%s=%q", r.AttrSpace(a), a.Local(), a.Value)
			}
			b.WriteString(">\n")
		case End:
			fmt.Fprintf(&b, "</%s|%s>\n", r.Space(), r.Local())
		case Text, CData, Comment:
			fmt.Fprintf(&b, "%d %q\n", k, r.Text())
		case Instruction:
			fmt.Fprintf(&b, "?%s %q\n", r.Name(), r.Text())
		case Doctype:
			fmt.Fprintf(&b, "!%s\n", r.Name())
		}
	}
}

func TestTokens(t *testing.T) {
	const in = "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'x'><?p q r ?>\n" +
		"<a xmlns='u' xmlns:v='w' b='1' v:c='&lt;\t&#10;\r\n\"' xml:lang='fr'>x&amp;\r\ny\rz" +
		"<![CDATA[<&]]><!-- c\r\n --><b xmlns=''/><v:d></v:d ><x:e/></a>\n<!--d-->\n"
	const want = `!a
?p "q r "
<u|a |xmlns="u" http://www.w3.org/2000/xmlns/|v="w" |b="1" w|c="< \n \"" http://www.w3.org/XML/1998/namespace|lang="fr">
3 "x&\ny\nz"
4 "<&"
5 " c\n "
<|b |xmlns="">
</|b>
<w|d>
</w|d>
<x|e>
</x|e>
</u|a>
5 "d"
`
	got, err := show(NewReader(strings.NewReader(in), Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// small makes a reader whose window is so small that it must move and grow all the time.
func small(doc []byte, size int) *Reader {
	r := NewReader(iotest.OneByteReader(bytes.NewReader(doc)), Options{})
	r.buf = make([]byte, size)
	return r
}

func TestWindowDoesNotMatter(t *testing.T) {
	docs := verdicts(t)
	for _, name := range []string{"../tmx/testdata/full.tmx", "../xliff/testdata/full-2.1.xlf"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, verdict{doc: b})
	}
	for _, v := range docs {
		want, wantErr := show(NewReader(bytes.NewReader(v.doc), Options{}))
		for size := 8; size < 24; size += 3 {
			got, err := show(small(v.doc, size))
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%q (-whole +window of %d):\n%s", v.doc, size, d)
			}
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Errorf("%q: %v, in a window of %d %v", v.doc, wantErr, size, err)
			}
		}
	}
}

func TestFaultsHaveTheirPlaces(t *testing.T) {
	tests := []struct {
		in     string
		offset int64
		line   int
	}{
		{"<a>\n<b>\n</a>", 10, 3},
		{"<a>\n\n x & y</a>", 9, 3},
		{"<a>\n \x01</a>", 5, 2},
		{"\uFEFF<a>\n<", 5, 2},
		{"<a/>\n\nx", 6, 3},
		{"<a b='1'\nb='2'/>", 0, 1},
		{"<a>" + strings.Repeat("\n<b/>", 100_000) + "</b>", 500_005, 100_001},
	}
	for _, tt := range tests {
		var damaged *limit.Error
		var fault *SyntaxError
		err := check([]byte(tt.in))
		if !errors.As(err, &damaged) || !errors.As(err, &fault) {
			t.Errorf("%.20q: %v", tt.in, err)
			continue
		}
		if damaged.Line != tt.line || fault.Offset != tt.offset {
			t.Errorf("%.20q: line %d, byte %d; want %d, %d", tt.in, damaged.Line, fault.Offset, tt.line,
				tt.offset)
		}
	}
}

func TestSkipAndTextEndAfterElement(t *testing.T) {
	r := NewReader(strings.NewReader("<a><b>1<c>2</c><![CDATA[3]]></b><d>4<e/></d>5</a>"), Options{})
	for range 2 {
		if k, err := r.NextTag(); k != Start || err != nil {
			t.Fatal(k, err)
		}
	}
	text, err := r.AppendText([]byte("0"))
	if string(text) != "0123" || err != nil || r.Depth() != 2 {
		t.Errorf("AppendText = %q, %v at depth %d", text, err, r.Depth())
	}
	if k, err := r.NextTag(); k != Start || err != nil || string(r.Name()) != "d" {
		t.Fatal(k, err)
	}
	if err := r.Skip(); err != nil {
		t.Fatal(err)
	}
	if k, err := r.Next(); k != Text || string(r.Text()) != "5" || err != nil {
		t.Errorf("after Skip: %v %q, %v", k, r.Text(), err)
	}
	if _, err := r.AppendText(nil); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("at the end: %v", err)
		}
	}
}

func TestLimits(t *testing.T) {
	nest := func(n int) string { return strings.Repeat("<a>", n) + strings.Repeat("</a>", n) }
	attrs := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d=''", i)
		}
		return "<a" + b.String() + "/>"
	}
	long := strings.Repeat("n", limit.XMLName+1)
	tests := []struct {
		name, in string
		options  Options
		want     limit.Kind
	}{
		{"deep", nest(limit.Depth), Options{}, ""},
		{"too deep", nest(limit.Depth + 1), Options{}, limit.TooDeep},
		{"attributes", attrs(limit.XMLAttrs), Options{}, ""},
		{"too many attributes", attrs(limit.XMLAttrs + 1), Options{}, limit.TooMany},
		{"long name", "<" + long[1:] + "/>", Options{}, ""},
		{"too long name", "<" + long + "/>", Options{}, limit.TooLarge},
		{"too long name that does not end", "<" + strings.Repeat(long, 20), Options{}, limit.TooLarge},
		{"large text", "<a>" + strings.Repeat("x", limit.XMLToken-10) + "</a>", Options{}, ""},
		{"too large text", "<a>" + strings.Repeat("x", limit.XMLToken+10) + "</a>", Options{}, limit.TooLarge},
		{"too large comment", "<!--" + strings.Repeat("x", limit.XMLToken*2) + "--><a/>", Options{},
			limit.TooLarge},
		{"too large document", "<a>" + strings.Repeat("<b/>", 100) + "</a>", Options{MaxBytes: 300},
			limit.TooLarge},
		{"as many tokens as are allowed", "<a>x</a>", Options{MaxTokens: 3}, ""},
		{"too many tokens", "<a>x</a>", Options{MaxTokens: 2}, limit.TooMany},
		{"content models inside each other", "<!DOCTYPE a [<!ELEMENT a " + strings.Repeat("(", 1000) + "b" +
			strings.Repeat(")", 1000) + ">]><a/>", Options{}, limit.TooDeep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := drain(NewReader(strings.NewReader(tt.in), tt.options))
			var e *limit.Error
			if errors.As(err, &e); (e == nil) != (tt.want == "") || e != nil && e.Kind != tt.want {
				t.Errorf("%v, want kind %q", err, tt.want)
			}
		})
	}
}

func TestManyAttributesAreUnique(t *testing.T) {
	for _, n := range []int{2, manyAttrs - 1, manyAttrs, 3 * manyAttrs} {
		var b strings.Builder
		b.WriteString("<a xmlns:p='u' xmlns:q='u'")
		for i := range n {
			fmt.Fprintf(&b, " p:n%d='' n%d=''", i, i)
		}
		for last, ok := range map[string]bool{"": true, " q:new=''": true, " q:n1=''": false, " n1=''": false,
			" p:n1=''": false} {
			if err := check([]byte(b.String() + last + "/>")); (err == nil) != ok {
				t.Errorf("%d attributes and %q: %v", n, last, err)
			}
		}
	}
}

func TestSourceErrorComesBack(t *testing.T) {
	for _, doc := range []string{"", "<a>", "<a><b/>x", "<?xml version='1.0' encoding='windows-1256'?><a>"} {
		in := io.MultiReader(strings.NewReader(doc), iotest.ErrReader(io.ErrClosedPipe))
		if _, err := drain(NewReader(in, Options{})); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%q: %v", doc, err)
		}
	}
}

// TestLegalFindsWhatDecodingFinds holds the check of eight bytes at a time to one of characters.
func TestLegalFindsWhatDecodingFinds(t *testing.T) {
	slowly := func(b []byte) int {
		for i := 0; i < len(b); {
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 || !isChar(r) {
				return i
			}
			i += n
		}
		return len(b)
	}
	parts := []string{"a", "b", " ", "é", "ب", "م", "\n", "\t", "’", "😀", "\x7F", "\x01", "\xC3", "\xA9", "\xC1",
		"\xE2\x80", "\uFFFE", "\xED\xA0\x80", "\xF5", "\x00", "\x0B"}
	random := rand.New(rand.NewPCG(5, 6))
	for range 300_000 {
		var b []byte
		for range random.IntN(24) {
			most := len(parts)
			if random.IntN(8) > 0 {
				most = 10 // mostly what is allowed
			}
			b = append(b, parts[random.IntN(most)]...)
		}
		if got, want := legal(b), slowly(b); got != want {
			t.Fatalf("legal(%q) = %d, want %d", b, got, want)
		}
	}
}

// endless is a document without an end: a root of the same unit again and again.
type endless struct {
	left int
	unit []byte
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) {
		k := copy(p[n:], e.unit[e.at:])
		n += k
		e.at = (e.at + k) % len(e.unit)
	}
	e.left -= n
	return n, nil
}

func TestMemoryIsFlat(t *testing.T) {
	unit := []byte("<tu tuid='1'><tuv xml:lang='ar'><seg>قال الوزير &amp; غادر</seg></tuv></tu>\n")
	in := io.MultiReader(strings.NewReader("<tmx>"), &endless{left: 64 << 20, unit: unit})
	r := NewReader(in, Unbounded(""))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, err := drain(r)
	runtime.ReadMemStats(&after)
	var cut *SyntaxError
	if !errors.As(err, &cut) || n < 1_000_000 {
		t.Fatalf("%d tokens, %v", n, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("64 MB took %d bytes", used)
	}
}

// FuzzReader reads anything, in two windows: it never panics, always ends, keeps its positions
// inside of the input, and reads the same; and what it accepts encoding/xml reads alike.
func FuzzReader(f *testing.F) {
	for _, v := range verdicts(f) {
		f.Add(v.doc)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		r := NewReader(bytes.NewReader(doc), Options{})
		got, err := show(r)
		if r.Offset() > 3*int64(len(doc)) || r.Line() > 1+len(doc) {
			t.Fatalf("offset %d, line %d of %d bytes", r.Offset(), r.Line(), len(doc))
		}
		again, errAgain := show(small(doc, 9+len(doc)%16))
		if got != again || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Fatalf("%s%v\nin a small window\n%s%v", got, err, again, errAgain)
		}
		var fault *SyntaxError
		if errors.As(err, &fault) && (fault.Offset < 0 || fault.Offset > 3*int64(len(doc))) {
			t.Fatalf("fault at %d of %d bytes", fault.Offset, len(doc))
		}
		if err == nil && isPlain(doc) {
			compareWithStandardLibrary(t, doc)
		}
	})
}

// isPlain reports whether encoding/xml reads what we read by the same rules: it has other ones for
// declarations, for names beyond ASCII and for prefixes that are not declared.
func isPlain(doc []byte) bool {
	return utf8.Valid(doc) && !bytes.ContainsAny(doc, ":!") && !bytes.Contains(doc, []byte("<?xml")) &&
		bytes.IndexFunc(doc, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

func compareWithStandardLibrary(t *testing.T, doc []byte) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	r := NewReader(bytes.NewReader(doc), Options{})
	for {
		theirs, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("encoding/xml: %v", err)
		}
		inRoot := r.Depth() > 1 || r.Depth() == 1 && r.kind != End
		if _, ok := theirs.(xml.CharData); ok && !inRoot {
			continue // white space around the root
		}
		k, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		switch theirs := theirs.(type) {
		case xml.StartElement:
			if k != Start || theirs.Name.Local != string(r.Local()) || len(theirs.Attr) != len(r.Attrs()) {
				t.Fatalf("%v %s, want %v", k, r.Name(), theirs)
			}
		case xml.EndElement:
			if k != End || theirs.Name.Local != string(r.Local()) {
				t.Fatalf("%v %s, want %v", k, r.Name(), theirs)
			}
		case xml.CharData:
			if k != Text || string(theirs) != string(r.Text()) {
				t.Fatalf("%v %q, want %q", k, r.Text(), theirs)
			}
		}
	}
}
