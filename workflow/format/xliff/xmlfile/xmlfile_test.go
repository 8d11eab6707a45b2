package xmlfile

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull"
)

func TestEscapedTextReadsBack(t *testing.T) {
	const want = "a<b>&\"'\t\n\r ب\u200F]]>"
	in := Tag("x", ">", "a", want, "none", "") + Escape(want+"\x00\x0B\uFFFE") + "</x>"
	if strings.Contains(in, "none") {
		t.Errorf("%q has an attribute without a value", in)
	}
	var got struct {
		A    string `xml:"a,attr"`
		Text string `xml:",chardata"`
	}
	if err := xml.Unmarshal([]byte(in), &got); err != nil {
		t.Fatal(err)
	}
	if got.A != want || got.Text != want {
		t.Errorf("%q reads back as %q and %q", in, got.A, got.Text)
	}
}

func TestElementHoldsChildrenAndSpace(t *testing.T) {
	const in = `<a xmlns="n" xmlns:o="other"><b xml:space="preserve" o:k="v">1<c>2</c><!-- no -->3</b>` +
		`<o:b>4</o:b><b>5</b></a>`
	x := xmlpull.NewReader(strings.NewReader(in), xmlpull.Options{})
	if _, err := x.Next(); err != nil {
		t.Fatal(err)
	}
	e := StartOf(x, false)
	if err := e.Fill(x); err != nil {
		t.Fatal(err)
	}
	all := e.All("b")
	if len(all) != 2 || e.First("b") != all[0] || e.First("x") != nil || e.Text() != "12345" {
		t.Fatalf("got %+v", e)
	}
	b := all[0]
	if b.Text() != "123" || b.Attr("other k") != "v" || !b.Keep || !b.First("c").Keep || all[1].Keep {
		t.Errorf("got %+v", b)
	}
	n := 0
	if e.Each(func(*Element) { n++ }); n != 5 {
		t.Errorf("Each met %d elements, want 5", n)
	}
}

func TestFillOfCutFileIsDamaged(t *testing.T) {
	x := xmlpull.NewReader(strings.NewReader("<a><b>"), xmlpull.Options{})
	if _, err := x.Next(); err != nil {
		t.Fatal(err)
	}
	var e *limit.Error
	err := StartOf(x, false).Fill(x)
	if !errors.As(err, &e) || e.Kind != limit.Damaged {
		t.Errorf("Fill = %v, want damaged", err)
	}
}

// failingWriter is a writer that always fails.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestWriterKeepsItsError(t *testing.T) {
	w := NewWriter(failingWriter{})
	w.Open(0, "a")
	w.Leaf(1, "b", strings.Repeat("x", 10_000))
	w.Close(0, "a")
	if err := w.Flush(); err == nil || err.Error() != "no room" {
		t.Errorf("Flush = %v", err)
	}
}
