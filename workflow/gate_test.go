package workflow_test

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

func TestRemarkPassesTheGate(t *testing.T) {
	long := strings.Repeat("a", workflow.MaxRemark)
	for _, c := range []struct{ name, text, want, refusal string }{
		{"empty", "", "", ""},
		{"white space around it", " \n mot\t", "mot", ""},
		{"line ends of Windows", "a\r\nb", "a\nb", ""},
		{"a letter in two parts", "e\u0301te\u0301", "été", ""},
		{"controls", "a\x00b\x1b", "ab", ""},
		{"as long as it may be", long, long, ""},
		{"one byte too long", long + "a", "", "text.too-long"},
		{"too long by white space alone", long + "  ", long, ""},
		{"not UTF-8", "a\xff", "", "text.encoding"},
		{"an override", "a\u202eb", "", "text.override"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := workflow.CleanRemark(c.text)
			if got != c.want || idOf(err) != c.refusal {
				t.Errorf("got %.20q and %q, want %.20q and %q", got, idOf(err), c.want, c.refusal)
			}
		})
	}
}

func TestStringThatIsTooLongNamesItsLimit(t *testing.T) {
	_, err := workflow.CleanString(strings.Repeat("é", 1025), 2<<10)
	var e *workflow.Error
	if !asError(err, &e) || e.Kind != workflow.TooLarge || e.Args["Limit"] != 2 {
		t.Errorf("got %v, want too large with the limit of 2 KiB", err)
	}
}

func TestRemarksAreCleanedInPlace(t *testing.T) {
	a, b := " un ", "deux\r"
	if err := workflow.CleanRemarks(&a, &b); err != nil || a != "un" || b != "deux" {
		t.Errorf("got %q, %q and %v", a, b, err)
	}
	a, b = "un", "\u202d"
	if err := workflow.CleanRemarks(&a, &b); idOf(err) != "text.override" {
		t.Errorf("the second of two: %v, want text.override", err)
	}
	if err := workflow.CleanRemarks(); err != nil {
		t.Errorf("none: %v", err)
	}
}

func TestIdempotencyKeyIsKeptAsItIs(t *testing.T) {
	for _, c := range []struct{ name, op, want string }{
		{"none", "", ""},
		{"a word", "save-1", ""},
		{"as long as it may be", strings.Repeat("k", 200), ""},
		{"one byte too long", strings.Repeat("k", 201), "op.too-long"},
		{"not UTF-8", "\xff", "text.encoding"},
		{"an override", "a\u202e", "text.override"},
		{"a control, which would be dropped", "a\x00", "text.encoding"},
		{"a letter in two parts, which would be joined", "e\u0301", "text.encoding"},
		{"a line end, which would be changed", "a\r\n", "text.encoding"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := idOf(workflow.CheckOp(c.op)); got != c.want {
				t.Errorf("refused with %q, want %q", got, c.want)
			}
		})
	}
}

// around puts a text between both ends of a code.
func around(c bitext.Code, inner ...bitext.Run) bitext.Text {
	t := bitext.Text{{Kind: bitext.Open, Code: c}}
	return append(append(t, inner...), bitext.Run{Kind: bitext.Close, Code: c})
}

func TestLinksLeadToTheWebOrToMail(t *testing.T) {
	for _, c := range []struct{ name, address, want string }{
		{"none", "", ""},
		{"https", "https://a.test/x?y=1#z", "https://a.test/x?y=1#z"},
		{"http", "http://a.test", "http://a.test"},
		{"mail", "mailto:a@b.test", "mailto:a@b.test"},
		{"a scheme in capitals", "HTTPS://a.test", "HTTPS://a.test"},
		{"white space around it", " https://a.test ", "https://a.test"},
		{"a colon in the path", "https://a.test/b:c", "https://a.test/b:c"},
		{"a script", "javascript:alert(1)", ""},
		{"a script that looks like an address", "javascript://host/%0aalert(1)", ""},
		{"a script in capitals", "JavaScript:alert(1)", ""},
		{"a script parted by a tab", "java\tscript:alert(1)", ""},
		{"a script parted by a line end", "java\nscript:alert(1)", ""},
		{"a script behind a space", " javascript:alert(1)", ""},
		{"a script behind a known scheme", "https\n:javascript:alert(1)", ""},
		{"a known scheme with a tab behind it", "https:\t//a.test", ""},
		{"data", "data:text/html,<script>", ""},
		{"another program", "vbscript:x", ""},
		{"a file", "file:///etc/passwd", ""},
		{"a blob", "blob:https://a.test/1", ""},
		{"a scheme that begins like a known one", "httpx://a.test", ""},
		{"without a scheme", "a.test/b", ""},
		{"without a scheme, on the same host", "/b", ""},
		{"with the scheme of the page", "//a.test/b", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			code := bitext.Code{ID: "1", Type: bitext.Link, Data: c.address}
			got, err := workflow.CleanText(around(code, bitext.Run{Chars: "mot"}))
			if err != nil {
				t.Fatal(err)
			}
			if got[0].Code.Data != c.want || got[2].Code.Data != c.want {
				t.Errorf("got %q and %q, want %q at both ends", got[0].Code.Data, got[2].Code.Data, c.want)
			}
			image := bitext.Text{{Kind: bitext.Lone, Code: bitext.Code{ID: "1", Type: bitext.Image,
				Data: c.address, Equiv: "photo"}}}
			if got, err = workflow.CleanText(image); err != nil || got[0].Code.Data != c.want {
				t.Errorf("of an image: %v and %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestCodesAreWholeAndKnown(t *testing.T) {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	italic := bitext.Code{ID: "2", Type: bitext.Italic}
	word := bitext.Run{Chars: "mot"}
	named := func(id string) bitext.Text { return around(bitext.Code{ID: id, Type: bitext.Bold}, word) }
	with := func(c bitext.Code) bitext.Text { return around(c, word) }
	for _, c := range []struct {
		name string
		text bitext.Text
		want string
	}{
		{"no code", bitext.Plain("mot"), ""},
		{"a pair", with(bold), ""},
		{"pairs in one another", around(bold, around(italic, word)...), ""},
		{"pairs that cross", bitext.Text{{Kind: bitext.Open, Code: bold},
			{Kind: bitext.Open, Code: italic}, {Kind: bitext.Close, Code: bold},
			{Kind: bitext.Close, Code: italic}}, "intake.torn"},
		{"a pair without its end", bitext.Text{{Kind: bitext.Open, Code: bold}, word}, "intake.torn"},
		{"a pair without its start", bitext.Text{word, {Kind: bitext.Close, Code: bold}},
			"intake.torn"},
		{"a pair that ends before it starts", bitext.Text{{Kind: bitext.Close, Code: bold},
			{Kind: bitext.Open, Code: bold}}, "intake.torn"},
		{"a lone code", bitext.Text{{Kind: bitext.Lone, Code: bitext.Code{ID: "1",
			Type: bitext.NoteMark}}}, ""},
		{"a pair of a lone type", with(bitext.Code{ID: "1", Type: bitext.Break}), "intake.torn"},
		{"a lone code of a paired type", bitext.Text{{Kind: bitext.Lone, Code: bold}},
			"intake.torn"},
		{"an unknown type", with(bitext.Code{ID: "1", Type: "blink"}), "intake.torn"},
		{"no type", with(bitext.Code{ID: "1"}), "intake.torn"},
		{"no id", named(""), "intake.torn"},
		{"an id of letters and digits", named("aZ09"), ""},
		{"an id of 32 characters", named(strings.Repeat("a", 32)), ""},
		{"an id of 33 characters", named(strings.Repeat("a", 33)), "intake.torn"},
		{"an id with a hyphen", named("a-b"), "intake.torn"},
		{"an id with a letter beyond ASCII", named("é"), "intake.torn"},
		{"an id with a digit beyond ASCII", named("١"), "intake.torn"},
		{"an id that ends its tag", named("1⟧"), "intake.torn"},
		{"a plain text with an override", with(bitext.Code{ID: "1", Type: bitext.Bold,
			Equiv: "\u202e"}), "text.override"},
		{"a plain text that is too long", with(bitext.Code{ID: "1", Type: bitext.Bold,
			Equiv: strings.Repeat("a", workflow.MaxRemark+1)}), "text.too-long"},
		{"an address that is not UTF-8", with(bitext.Code{ID: "1", Type: bitext.Link,
			Data: "https://\xff"}), "text.encoding"},
		{"an address that is too long", with(bitext.Code{ID: "1", Type: bitext.Link,
			Data: "https://" + strings.Repeat("a", workflow.MaxSegment)}), "text.too-long"},
		{"characters with an override", bitext.Plain("a\u202eb"), "text.override"},
		{"characters that are not UTF-8", bitext.Plain("\xff"), "text.encoding"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := workflow.CleanText(c.text)
			if got := idOf(err); got != c.want {
				t.Errorf("refused with %q, want %q", got, c.want)
			}
		})
	}
}

func TestPairsAreOpenAtOnceUpToThirtyTwo(t *testing.T) {
	nested := func(n int) bitext.Text {
		text := bitext.Plain("mot")
		for i := range n {
			text = around(bitext.Code{ID: strconv.Itoa(i), Type: bitext.Bold}, text...)
		}
		return text
	}
	if _, err := workflow.CleanText(nested(32)); err != nil {
		t.Errorf("32 pairs: %v", err)
	}
	if _, err := workflow.CleanText(nested(33)); idOf(err) != "intake.torn" {
		t.Errorf("33 pairs: %v, want intake.torn", err)
	}
	var one bitext.Text
	for i := range 40 { // one after the other
		one = append(one, around(bitext.Code{ID: strconv.Itoa(i), Type: bitext.Bold},
			bitext.Run{Chars: "a"})...)
	}
	if _, err := workflow.CleanText(one); err != nil {
		t.Errorf("40 pairs one after the other: %v", err)
	}
}

func TestCleanTextLeavesItsArgumentAlone(t *testing.T) {
	link := bitext.Code{ID: "1", Type: bitext.Link, Data: "javascript:x", Equiv: " a "}
	in := around(link, bitext.Run{Chars: "e\u0301"})
	got, err := workflow.CleanText(in)
	if err != nil {
		t.Fatal(err)
	}
	if in[0].Code != link || in[1].Chars != "e\u0301" {
		t.Errorf("the argument became %v", in)
	}
	if got[1].Chars != "é" || got[0].Code.Equiv != "a" {
		t.Errorf("cleaned: %v", got)
	}
}

func document(blocks ...bitext.Block) *bitext.Document { return &bitext.Document{Blocks: blocks} }

func TestCleanBlocksKeepsTheTextAndDropsWhatIsEmpty(t *testing.T) {
	heading := bitext.NewBlock(bitext.Heading, bitext.Plain(" Titre "))
	heading.Level = 3
	cut := bitext.Block{Segments: []bitext.Segment{{Source: bitext.Plain("Un."),
		After: bitext.Plain(" ")}, {Source: bitext.Plain("Deux.")}}}
	got, text, err := workflow.CleanBlocks(document(heading,
		bitext.NewBlock(bitext.Paragraph, bitext.Plain(" \n ")), cut))
	if err != nil {
		t.Fatal(err)
	}
	want := []bitext.Block{
		{Kind: bitext.Heading, Level: 3, Segments: []bitext.Segment{{Source: bitext.Plain("Titre")}}},
		{Segments: []bitext.Segment{{Source: bitext.Plain("Un. Deux.")}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if text != "Titre\nUn. Deux.\n" {
		t.Errorf("text %q", text)
	}
}

func TestCleanBlocksRefuses(t *testing.T) {
	level := func(n int) *bitext.Document {
		b := bitext.NewBlock(bitext.Heading, bitext.Plain("Titre"))
		b.Level = n
		return document(b)
	}
	breaks := func(n int) bitext.Text {
		text := bitext.Plain("a")
		for range n {
			text = append(text, bitext.Run{Kind: bitext.Lone, Code: bitext.Code{ID: "1",
				Type: bitext.Break}})
		}
		return append(text, bitext.Run{Chars: "a"})
	}
	links := func(n int) bitext.Text {
		var text bitext.Text
		for range n {
			text = append(text, around(bitext.Code{ID: "1", Type: bitext.Link,
				Data: "https://" + strings.Repeat("a", 60<<10)}, bitext.Run{Chars: "a"})...)
		}
		return text
	}
	images := func(n int) bitext.Text {
		var text bitext.Text
		for range n {
			text = append(text, bitext.Run{Kind: bitext.Lone, Code: bitext.Code{ID: "1",
				Type: bitext.Image, Equiv: strings.Repeat("a", 8<<10)}})
		}
		return text
	}
	many := func(n int) *bitext.Document {
		d := &bitext.Document{}
		for range n {
			d.Blocks = append(d.Blocks, bitext.NewBlock(bitext.Paragraph, bitext.Plain("a")))
		}
		return d
	}
	one := func(text bitext.Text) *bitext.Document {
		return document(bitext.NewBlock(bitext.Paragraph, text))
	}
	for _, c := range []struct {
		name string
		doc  *bitext.Document
		kind workflow.Kind
		id   string
	}{
		{"nothing", nil, workflow.Invalid, "intake.empty"},
		{"no blocks", document(), workflow.Invalid, "intake.empty"},
		{"white space alone", one(bitext.Plain(" \n")), workflow.Invalid, "intake.empty"},
		{"an unknown kind", document(bitext.NewBlock("table", bitext.Plain("a"))),
			workflow.Invalid, "intake.torn"},
		{"a level below 0", level(-1), workflow.Invalid, "intake.torn"},
		{"a level above 6", level(7), workflow.Invalid, "intake.torn"},
		{"a text that is torn", one(bitext.Text{{Kind: bitext.Open,
			Code: bitext.Code{ID: "1", Type: bitext.Bold}}}), workflow.Invalid, "intake.torn"},
		{"characters beyond 2 MB", one(bitext.Plain(strings.Repeat("a", workflow.MaxArticle+1))),
			workflow.TooLarge, ""},
		{"codes without text, beyond 2 MB", one(breaks(workflow.MaxArticle / 32)),
			workflow.TooLarge, ""},
		{"addresses beyond 2 MB at both ends", one(links(18)), workflow.TooLarge, ""},
		{"plain texts of codes beyond 2 MB", one(images(260)), workflow.TooLarge, ""},
		{"more blocks than an article may have", many(workflow.MaxSegments + 1), workflow.TooLarge,
			"intake.too-many"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := workflow.CleanBlocks(c.doc)
			if got := workflow.KindOf(err); got != c.kind {
				t.Errorf("refused with %v, want %s", err, c.kind)
			}
			if c.id != "" && idOf(err) != c.id {
				t.Errorf("refused with %q, want %q", idOf(err), c.id)
			}
		})
	}
	for name, doc := range map[string]*bitext.Document{
		"as many characters as may be": one(bitext.Plain(strings.Repeat("a", workflow.MaxArticle))),
		"as many codes as may be":      one(breaks(workflow.MaxArticle/32 - 1)),
		"as many blocks as may be":     many(workflow.MaxSegments),
		"a level of 6":                 level(6),
		"a level of 0":                 level(0),
	} {
		if _, _, err := workflow.CleanBlocks(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNameShowsWhatItIs(t *testing.T) {
	for _, c := range []struct{ name, text, want, refusal string }{
		{"a name", "Amina El Fassi", "Amina El Fassi", ""},
		{"an Arabic name", "أمينة", "أمينة", ""},
		{"white space", "  Amina \n El\u00a0 Fassi ", "Amina El Fassi", ""},
		{"a line separator", "Amina\u2028Fassi", "Amina Fassi", ""},
		{"letters of another form", "ﬁ Ａ", "fi A", ""},
		{"none", "", "", "person.no-name"},
		{"white space alone", " \t", "", "person.no-name"},
		{"eighty characters", strings.Repeat("é", 80), strings.Repeat("é", 80), ""},
		{"eighty-one characters", strings.Repeat("é", 81), "", "person.no-name"},
		{"an override", "Amina\u202e", "", "person.name-marks"},
		{"a mark of direction", "\u200fAmina", "", "person.name-marks"},
		{"an isolate", "Amina\u2067", "", "person.name-marks"},
		{"a joiner", "Ami\u200dna", "", "person.name-marks"},
		{"a control", "Ami\x00na", "", "person.name-marks"},
		{"a character of private use", "\ue000", "", "person.name-marks"},
		{"not UTF-8", "Amina\xff", "", "person.name-marks"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := workflow.CleanName(c.text)
			if got != c.want || idOf(err) != c.refusal {
				t.Errorf("got %q and %q, want %q and %q", got, idOf(err), c.want, c.refusal)
			}
		})
	}
}

func TestIsVisible(t *testing.T) {
	for text, want := range map[string]bool{"": true, "mot": true, "كلمة": true, "a b": true,
		"a\u00a0b": true, "a\tb": false, "a\nb": false, "a\u2028b": false, "a\u2029b": false,
		"a\u200eb": false, "a\u202eb": false, "\xff": false} {
		if got := workflow.IsVisible(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestTextErrorTranslatesRefusalsAlone(t *testing.T) {
	if got := idOf(workflow.TextError(&lang.Error{Kind: lang.KindOverride})); got != "text.override" {
		t.Errorf("a refusal became %q", got)
	}
	if got := workflow.TextError(io.EOF); !errors.Is(got, io.EOF) {
		t.Errorf("another error became %v", got)
	}
}

func TestFileErrorSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		bad  limit.Error
		read int
		want string
	}{
		{limit.Error{Kind: limit.Empty}, 0, "memory.empty-file []"},
		{limit.Error{Kind: limit.TooLarge, Max: limit.Upload}, 0, "file.too-large map[Size:20]"},
		{limit.Error{Kind: limit.TooLarge, Max: limit.XMLToken, Line: 7}, 0, "memory.large-file map[Line:7]"},
		{limit.Error{Kind: limit.TooDeep, Line: 7}, 0, "memory.large-file map[Line:7]"},
		{limit.Error{Kind: limit.Damaged, Line: 7}, 0, "memory.damaged map[Line:7]"},
		{limit.Error{Kind: limit.Damaged, Line: 7, Byte: 6999}, 0, "memory.damaged map[Line:7]"},
		{limit.Error{Kind: limit.Damaged, Line: 7, Byte: 7999}, 0, "memory.damaged-byte map[Byte:7999 Line:7]"},
		{limit.Error{Kind: limit.Damaged, Line: 1, Byte: 12}, 0, "memory.damaged-byte map[Byte:12 Line:1]"},
		{limit.Error{Kind: limit.Damaged, Line: 1, Byte: 12}, 3, "memory.damaged-unit map[Byte:12 Count:3 Line:1]"},
		{limit.Error{Kind: limit.Damaged}, 0, "memory.damaged-file []"},
	} {
		var said *workflow.Error
		if err := workflow.FileError(&c.bad, c.read); !errors.As(err, &said) {
			t.Errorf("%v: %v", &c.bad, err)
		} else if got := fmt.Sprint(said.ID, " ", said.Args); strings.Replace(got, "map[]", "[]", 1) != c.want {
			t.Errorf("%v: %s, want %s", &c.bad, got, c.want)
		}
	}
}
