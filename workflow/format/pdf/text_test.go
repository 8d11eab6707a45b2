package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/font"
	"truchement/workflow/format/pdf/typeset"
)

func TestCodesBecomeStyles(t *testing.T) {
	code := func(kind bitext.CodeType) bitext.Code {
		return bitext.Code{ID: "1", Type: kind, Data: "https://example.org/a", Equiv: "alt"}
	}
	pair := func(c bitext.Code) bitext.Text {
		return bitext.Text{{Kind: bitext.Open, Code: c}, {Chars: "x"}, {Kind: bitext.Close, Code: c}}
	}
	unsafe := code(bitext.Link)
	unsafe.Data = "javascript:alert(1)"
	for _, c := range []struct {
		name     string
		text     bitext.Text
		tag      string
		typeface edition.Typeface
		want     typeset.Span
	}{
		{"bold", pair(code(bitext.Bold)), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Style: font.Style{Bold: true}}}},
		{"italic", pair(code(bitext.Italic)), "fr", edition.Press,
			typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Style: font.Style{Slanted: true}}}},
		{"Arabic emphasis in the book", pair(code(bitext.Italic)), "ar", edition.Book,
			typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Style: font.Style{Slanted: true}}}},
		{"Arabic emphasis without a slanted face", pair(code(bitext.Italic)), "ar", edition.Press,
			typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Overline: true, Style: font.Style{Slanted: true}}}},
		{"underline", pair(code(bitext.Underline)), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Underline: true}}},
		{"strike", pair(code(bitext.Strike)), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Strike: true}}},
		{"superscript", pair(code(bitext.Superscript)), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 6.8, Rise: 3.3}}},
		{"subscript", pair(code(bitext.Subscript)), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 6.8, Rise: -1.6}}},
		{"code reads from the left", pair(code(bitext.Monospace)), "ar", "",
			typeset.Span{Text: "\u2066x\u2069", Style: typeset.Style{Size: 10, Style: font.Style{Mono: true}}}},
		{"link", pair(code(bitext.Link)), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 10, Link: "https://example.org/a"}}},
		{"link that is not allowed", pair(unsafe), "fr", "", typeset.Span{Text: "x", Style: typeset.Style{Size: 10}}},
		{"break", bitext.Text{{Kind: bitext.Lone, Code: code(bitext.Break)}}, "fr", "", typeset.Span{Text: "\n", Style: typeset.Style{Size: 10}}},
		{"note mark", bitext.Text{{Kind: bitext.Lone, Code: code(bitext.NoteMark)}}, "fr", "",
			typeset.Span{Text: "alt", Style: typeset.Style{Size: 6.8, Rise: 3.3}}},
		{"image", bitext.Text{{Kind: bitext.Lone, Code: code(bitext.Image)}}, "fr", "",
			typeset.Span{Text: "[Image\u00A0: \u2068alt\u2069]", Style: typeset.Style{Size: 10, Grey: true, Link: "https://example.org/a"}}},
	} {
		e := &writer{d: &bitext.Document{Labels: editiontest.Labels()}, o: Options{Look: edition.Look{Typeface: c.typeface}}}
		got := e.spans(c.text, side{tag: c.tag, rtl: c.tag == "ar"}, typeset.Style{Size: 10})
		for i := range got { // thirds are not exact
			got[i].Style.Size, got[i].Style.Rise = round(got[i].Style.Size), round(got[i].Style.Rise)
		}
		if !slices.Equal(got, []typeset.Span{c.want}) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func round(v float64) float64 {
	if v < 0 {
		return -round(-v)
	}
	return float64(int(v*100+0.5)) / 100
}

func TestLogoIsDrawn(t *testing.T) {
	picture := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	picture.Set(3, 3, color.NRGBA{R: 200, A: 100})
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, picture); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, picture, nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		logo []byte
		want []string
	}{
		"PNG":  {asPNG.Bytes(), []string{"/Width 40/Height 20", "/SMask"}},
		"JPEG": {asJPEG.Bytes(), []string{"/Width 40/Height 20", "/DCTDecode"}},
	} {
		file := written(t, editiontest.Article(), Options{Look: edition.Look{Logo: c.logo}})
		if err := check(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range c.want {
			if !bytes.Contains(file, []byte(want)) {
				t.Errorf("%s: the file has no %s", name, want)
			}
		}
	}
	for name, logo := range map[string][]byte{"text": []byte("logo"), "cut": asPNG.Bytes()[:60]} {
		err := Write(io.Discard, editiontest.Article(), Options{Look: edition.Look{Logo: logo}})
		if err == nil || !strings.Contains(err.Error(), "PNG") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMissingLooksAtAllThatIsShown(t *testing.T) {
	d := editiontest.Kinds()
	if got := Missing(d, edition.Look{}); got != nil {
		t.Errorf("Missing = %q, want none", got)
	}
	d.Blocks[1].Segments[0].Target = bitext.Plain("漢")
	d.Blocks[2].Segments[0].Notes = []bitext.Remark{{Author: "字", Text: "😀"}}
	d.Credits = []bitext.Credit{{Role: edition.Author, Names: []string{"田"}}}
	if got := string(Missing(d, edition.Look{Typeface: edition.Press})); got != "漢字😀田" {
		t.Errorf("Missing = %q", got)
	}
}

func TestProgressCountsSegments(t *testing.T) {
	var done []int
	d := editiontest.Article()
	written(t, d, Options{Progress: func(n, total int) {
		if total != len(d.Segments()) {
			t.Errorf("%d segments, want %d", total, len(d.Segments()))
		}
		done = append(done, n)
	}})
	if !slices.IsSorted(done) || len(done) < 5 || done[len(done)-1] != len(d.Segments()) {
		t.Errorf("progress was %v", done)
	}
}

// full is a disk that takes a little.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestFailureOfWritingIsReturned(t *testing.T) {
	blocks := 0
	err := Write(&full{5000}, book(500), Options{Progress: func(int, int) { blocks++ }})
	if err == nil || blocks > 200 {
		t.Errorf("%v after %d blocks", err, blocks)
	}
}

func TestBookmarksFollowHeadings(t *testing.T) {
	file := written(t, editiontest.Kinds(), Options{})
	p, err := parse(file)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, body := range p.objects {
		if strings.HasPrefix(body, "<</Title(\xFE\xFF") && strings.Contains(body, "/Dest[") {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d bookmarks, want the headline and a heading", found)
	}
}
