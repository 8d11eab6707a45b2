package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
)

// parsed is a PDF file as this test reads it.
type parsed struct {
	objects map[int]string // by number, without streams
	streams map[int][]byte // inflated
}

var (
	header    = regexp.MustCompile(`^(\d+) 0 obj\n`)
	length    = regexp.MustCompile(`/Length (\d+)`)
	reference = regexp.MustCompile(`\b(\d+) 0 R\b`)
	mcid      = regexp.MustCompile(`/MCID (\d+)`)
)

// parse reads a file from its end, as a viewer does: the table of objects, and each where it says.
func parse(file []byte) (*parsed, error) {
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)
	if tail == nil {
		return nil, fmt.Errorf("no end")
	}
	start, _ := strconv.Atoi(string(tail[1]))
	p := &parsed{objects: map[int]string{}, streams: map[int][]byte{}}
	table, err := p.read(file, start)
	if err != nil {
		return nil, err
	}
	entries := p.streams[table]
	inside := map[int]string{}
	entry := make([]byte, 7)
	for n := 0; 8*n+8 <= len(entries); n++ {
		for i, more := range entries[8*n+1 : 8*n+8] { // each row is written less the one before
			entry[i] += more
		}
		at := int(binary.BigEndian.Uint32(entry[1:]))
		switch entry[0] {
		case 1:
			got, err := p.read(file, at)
			if err != nil || got != n {
				return nil, fmt.Errorf("object %d is not at %d: %d, %v", n, at, got, err)
			}
		case 2:
			inside[n] = fmt.Sprintf("%d %d", at, binary.BigEndian.Uint16(entry[5:]))
		}
	}
	for n, place := range inside {
		var stream, i int
		fmt.Sscan(place, &stream, &i)
		body, err := p.packed(stream, i, n)
		if err != nil {
			return nil, err
		}
		p.objects[n] = body
	}
	return p, nil
}

// read reads the object at an offset and returns its number.
func (p *parsed) read(file []byte, at int) (int, error) {
	if at >= len(file) {
		return 0, fmt.Errorf("offset %d is past the end", at)
	}
	head := header.FindSubmatch(file[at:])
	if head == nil {
		return 0, fmt.Errorf("no object at %d", at)
	}
	n, _ := strconv.Atoi(string(head[1]))
	body := file[at+len(head[0]):]
	dict, rest, ok := bytes.Cut(body, []byte(">>\nstream\n"))
	if !ok {
		return 0, fmt.Errorf("object %d has no stream", n)
	}
	sizes := length.FindAllSubmatch(dict, -1)
	size, _ := strconv.Atoi(string(sizes[len(sizes)-1][1]))
	if !bytes.HasPrefix(rest[size:], []byte("\nendstream\nendobj\n")) {
		return 0, fmt.Errorf("stream %d does not end where it says", n)
	}
	data := rest[:size]
	if bytes.Contains(dict, []byte("/FlateDecode")) {
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return 0, err
		}
		if data, err = io.ReadAll(r); err != nil {
			return 0, err
		}
	}
	p.objects[n], p.streams[n] = string(dict)+">>", data
	return n, nil
}

// packed is the i-th object of an object stream.
func (p *parsed) packed(stream, i, want int) (string, error) {
	var first int
	if _, err := fmt.Sscanf(p.objects[stream][strings.Index(p.objects[stream], "/First "):], "/First %d", &first); err != nil {
		return "", err
	}
	data := string(p.streams[stream])
	numbers := strings.Fields(data[:first])
	if number, _ := strconv.Atoi(numbers[2*i]); number != want {
		return "", fmt.Errorf("stream %d has object %d in the place of %d", stream, number, want)
	}
	from, _ := strconv.Atoi(numbers[2*i+1])
	to := len(data) - first
	if 2*i+3 < len(numbers) {
		to, _ = strconv.Atoi(numbers[2*i+3])
	}
	return data[first+from : first+to], nil
}

// check reads a file and reports what a viewer or a screen reader would stumble over.
func check(file []byte) error {
	p, err := parse(file)
	if err != nil {
		return err
	}
	for n, body := range p.objects {
		for _, ref := range reference.FindAllStringSubmatch(body, -1) {
			to, _ := strconv.Atoi(ref[1])
			if _, ok := p.objects[to]; !ok {
				return fmt.Errorf("object %d names %d, which is not there", n, to)
			}
		}
		if strings.Count(body, "<<") != strings.Count(body, ">>") {
			return fmt.Errorf("object %d is not balanced: %s", n, body)
		}
	}
	owned := map[string]int{} // pieces by page, as the structure names them
	for _, body := range p.objects {
		for _, piece := range piecesOf(body) {
			owned[piece]++
		}
	}
	for piece, n := range owned {
		if n != 1 {
			return fmt.Errorf("%s has %d owners", piece, n)
		}
	}
	pages := 0
	for n, body := range p.objects {
		if strings.HasPrefix(body, "<</Type/Page/") {
			pages++
			if err := p.checkPage(n, body, owned); err != nil {
				return fmt.Errorf("page %d: %w", n, err)
			}
		}
	}
	if pages == 0 {
		return fmt.Errorf("no pages")
	}
	return p.accessible()
}

var (
	elsewhere = regexp.MustCompile(`/Pg (\d+) 0 R/MCID \d+`)
	pageOf    = regexp.MustCompile(`/Pg \d+ 0 R(?:/K|>>$)`)
	numbersOf = regexp.MustCompile(`/K(?: (\d+)|\[(.*)\])>>$`)
	entries   = regexp.MustCompile(`<<.*?>>|\d+ 0 R|(\d+)`)
)

// piecesOf lists the pieces among the kids of an element, each with its page.
func piecesOf(body string) []string {
	pieces := elsewhere.FindAllString(body, -1)
	body = strings.TrimSpace(body)
	own := pageOf.FindString(body)
	kids := numbersOf.FindStringSubmatch(body)
	if own == "" || kids == nil {
		return pieces
	}
	own = strings.TrimSuffix(own, "/K")
	for _, kid := range entries.FindAllStringSubmatch(kids[1]+kids[2], -1) {
		if kid[1] != "" {
			pieces = append(pieces, own+"/MCID "+kid[1])
		}
	}
	return pieces
}

// checkPage checks that all that is drawn on a page is text of the structure or marked as none, with
// glyphs that the fonts have.
func (p *parsed) checkPage(page int, body string, owned map[string]int) error {
	var content int
	fmt.Sscanf(body[strings.Index(body, "/Contents "):], "/Contents %d", &content)
	text := string(p.streams[content])
	text, shown := withoutStrings(text)
	for _, glyphs := range shown {
		if len(glyphs)%2 != 0 {
			return fmt.Errorf("a glyph is cut: %q", glyphs)
		}
	}
	depth, inText := 0, false
	for _, word := range strings.Fields(text) {
		switch word {
		case "BT", "ET":
			if inText == (word == "BT") || depth != 1 {
				return fmt.Errorf("%s at depth %d", word, depth)
			}
			inText = !inText
		case "BMC", "EMC":
			if inText {
				return fmt.Errorf("%s within text", word)
			}
			if depth++; word == "EMC" {
				depth -= 2
			}
		case "[]TJ":
			if !inText {
				return fmt.Errorf("letters outside of text")
			}
		}
		if strings.HasSuffix(word, "BDC") {
			depth++
		}
		if depth < 0 || depth > 1 {
			return fmt.Errorf("marks are not balanced")
		}
	}
	for _, id := range mcid.FindAllStringSubmatch(text, -1) {
		if owned[fmt.Sprintf("/Pg %d 0 R/MCID %s", page, id[1])] != 1 {
			return fmt.Errorf("piece %s belongs to nothing", id[1])
		}
	}
	if depth != 0 {
		return fmt.Errorf("marks are open at the end")
	}
	return nil
}

// withoutStrings takes the strings out of the content of a page, with the numbers between them, so that an
// array of glyphs is [].
func withoutStrings(content string) (rest string, shown []string) {
	var out, in strings.Builder
	array, inside := false, false
	for i := 0; i < len(content); i++ {
		c := content[i]
		switch {
		case inside && c == '\\':
			i++
			in.WriteByte(content[i])
		case inside && c == ')':
			inside = false
			shown = append(shown, in.String())
			in.Reset()
		case inside:
			in.WriteByte(c)
		case c == '(':
			inside = true
		case c == '[':
			array = true
			out.WriteByte(c)
		case c == ']':
			array = false
			out.WriteByte(c)
		case !array:
			out.WriteByte(c)
		}
	}
	return out.String(), shown
}

func TestFilesAreSound(t *testing.T) {
	for _, c := range goldens {
		if err := check(written(t, c.doc(), c.o)); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestFilesAreTheSameEachTime(t *testing.T) {
	for _, c := range goldens {
		if !bytes.Equal(written(t, c.doc(), c.o), written(t, c.doc(), c.o)) {
			t.Errorf("%s: two files of one document differ", c.name)
		}
	}
}

// FuzzWrite sets any text in any layout: nothing panics, and the file is sound.
func FuzzWrite(f *testing.F) {
	for _, text := range []string{
		"Une phrase.", "جملة قصيرة 2024.", "\u2067\u2068a\u2066ب", strings.Repeat("x", 500), "漢字 😀 e\u0301\u0301",
		"a\n\n\nb", "()[]\\<>", "\u202Eabc\u00ADdef\u200D", "⟦1⟧gras⟦/1⟧", " ", "لا\u064E\u0651لأ", strings.Repeat("ب", 300),
		"\uFEFF\u2028\u2029\u0085\t", strings.Repeat("\u064B", 50), "1\u2060,5\u202F%", "﷽ﷺ",
	} {
		f.Add(text, "المقابل "+text, uint8(len(text)))
	}
	families := map[edition.Typeface]*font.Family{}
	f.Fuzz(func(t *testing.T, source, target string, how uint8) {
		if len(source)+len(target) > 4000 {
			return
		}
		source, target = strings.ToValidUTF8(source, "?"), strings.ToValidUTF8(target, "?")
		d := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Title: source}
		kinds := bitext.Kinds()
		for i := range 3 {
			code := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://example.org/" + target}
			text := bitext.Text{{Kind: bitext.Open, Code: code}, {Chars: source}, {Kind: bitext.Close, Code: code}, {Chars: target}}
			d.Blocks = append(d.Blocks, bitext.Block{Kind: kinds[(int(how)+i)%len(kinds)], Level: i, Segments: []bitext.Segment{
				{Source: bitext.Plain(source), Target: bitext.Plain(target)}, {Source: text, Target: text},
			}})
		}
		o := Options{
			Layout: []Layout{SideBySide, Alternating, SourceOnly, TargetOnly}[how%4],
			Paper:  edition.Papers()[how/4%3], Look: edition.Look{Typeface: edition.Typefaces()[how/12%3]},
		}
		family := families[o.Look.Typeface] // read once, since reading takes longer than setting
		if family == nil {
			family = font.Of(o.Look.Typeface)
			families[o.Look.Typeface] = family
		}
		var b bytes.Buffer
		if err := write(&b, d, o, family); err != nil {
			t.Fatal(err)
		}
		if err := check(b.Bytes()); err != nil {
			t.Fatal(err)
		}
	})
}
