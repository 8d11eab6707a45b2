package workflow

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// MaxRemark and MaxTitle are the longest words that go with a decision, an
// assignment or an article, and the longest title, in bytes.
const (
	MaxRemark = 8 << 10
	MaxTitle  = 1 << 10
)

// MaxOp is the longest idempotency key, in bytes. A longer one is refused: cut
// short, two keys could become one, and the second request be taken for done.
const MaxOp = 200

// CleanRemark passes words of people through the gate for all text.
func CleanRemark(s string) (string, error) { return CleanString(s, MaxRemark) }

// CleanString passes a string of at most so many bytes through the gate for all text, without the
// white space around it.
func CleanString(s string, most int) (string, error) {
	s, err := lang.Clean(strings.TrimSpace(s))
	if err != nil {
		return "", TextError(err)
	}
	if len(s) > most {
		return "", Fail(TooLarge, "text.too-long", "Limit", most/1024)
	}
	return s, nil
}

// CleanRemarks cleans several words in place.
func CleanRemarks(all ...*string) error {
	for _, s := range all {
		clean, err := CleanRemark(*s)
		if err != nil {
			return err
		}
		*s = clean
	}
	return nil
}

// CheckOp refuses an idempotency key that could not be kept as it is.
func CheckOp(op string) error {
	clean, err := lang.Clean(op)
	if err != nil {
		return TextError(err)
	}
	if len(op) > MaxOp {
		return Fail(Invalid, "op.too-long", "Limit", MaxOp)
	}
	if clean != op {
		return Fail(Invalid, "text.encoding")
	}
	return nil
}

// mostOpen is how many pairs may be open at once: there are eight types of
// them, and a cut repeats those that are open in every part.
const mostOpen = 32

// codeCost is what a code counts for in the size of an article, in bytes, so
// that codes without text are bounded too.
const codeCost = 32

// CleanText passes the characters and the codes of a text that came from outside through the gate: readers keep the
// promises it checks, but a text may come back from a browser. Addresses of other schemes than those of the web and
// of mail are left out.
func CleanText(t bitext.Text) (bitext.Text, error) {
	t, err := t.Map(lang.Clean)
	if err != nil {
		return nil, TextError(err)
	}
	open := 0
	for i, r := range t {
		switch r.Kind {
		case bitext.Chars:
			continue
		case bitext.Open:
			open++
		case bitext.Close:
			open--
		}
		if t[i].Code, err = cleanCode(r); err != nil {
			return nil, err
		}
		if open > mostOpen {
			return nil, Fail(Invalid, "intake.torn")
		}
	}
	if !t.Nested() {
		return nil, Fail(Invalid, "intake.torn")
	}
	return t, nil
}

func cleanCode(r bitext.Run) (bitext.Code, error) {
	c := r.Code
	if !c.Type.Known() || c.Type.Standalone() != (r.Kind == bitext.Lone) || !plainID(c.ID) {
		return c, Fail(Invalid, "intake.torn")
	}
	var err error
	if c.Equiv, err = CleanString(c.Equiv, MaxRemark); err != nil {
		return c, err
	}
	if c.Data, err = CleanString(c.Data, MaxSegment); err != nil {
		return c, err
	}
	if !webAddress(c.Data) {
		c.Data = ""
	}
	return c, nil
}

// plainID: up to 32 ASCII letters and digits, as bitext.Code promises.
func plainID(id string) bool {
	other := func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return id != "" && len(id) <= 32 && strings.IndexFunc(id, other) < 0
}

// webAddress reports whether an address may stand in an article. Browsers pass
// over white space and controls in a scheme, so none may stand in one.
func webAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	known := slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(scheme))
	return s == "" || ok && known && strings.IndexFunc(s, unicode.IsControl) < 0
}

// textWeight is what a text counts for in the size of an article.
func textWeight(t bitext.Text) int {
	n := 0
	for _, r := range t {
		n += len(r.Chars)
		if r.Kind != bitext.Chars {
			n += codeCost + len(r.Code.Data) + len(r.Code.Equiv)
		}
	}
	return n
}

// MaxSegments and MaxArticle bound an article: segments, of which a block has at least one, and
// bytes of text.
const (
	MaxSegments = 20_000
	MaxArticle  = 2 << 20
)

// CleanBlocks passes every text through the gate and drops empty blocks.
func CleanBlocks(doc *bitext.Document) ([]bitext.Block, string, error) {
	if doc == nil {
		return nil, "", Fail(Invalid, "intake.empty")
	}
	var blocks []bitext.Block
	var text strings.Builder
	size := 0
	for _, b := range doc.Blocks {
		if b.Kind != "" && !b.Kind.Known() || b.Level < 0 || b.Level > 6 {
			return nil, "", Fail(Invalid, "intake.torn")
		}
		source, err := CleanText(b.Source())
		if err != nil {
			return nil, "", err
		}
		if source = source.Trim(); source.Empty() {
			continue
		}
		size += textWeight(source)
		text.WriteString(source.String() + "\n")
		blocks = append(blocks, bitext.Block{
			Kind: b.Kind, Level: b.Level, Segments: []bitext.Segment{{Source: source}},
		})
	}
	switch {
	case len(blocks) == 0:
		return nil, "", Fail(Invalid, "intake.empty")
	case len(blocks) > MaxSegments:
		return nil, "", TooManySegments()
	case size > MaxArticle:
		return nil, "", Fail(TooLarge, "intake.too-large", "Limit", MaxArticle>>20)
	}
	return blocks, text.String(), nil
}

// TooManySegments refuses an article of more than MaxSegments.
func TooManySegments() error {
	return Fail(TooLarge, "intake.too-many", "Limit", MaxSegments)
}

// CleanName is a name as it is shown: one line, no controls and no bidi marks,
// since those could make one person look like another.
func CleanName(s string) (string, error) {
	s = norm.NFKC.String(strings.Join(strings.Fields(s), " "))
	if !IsVisible(s) {
		return "", Fail(Invalid, "person.name-marks")
	}
	if n := utf8.RuneCountInString(s); n == 0 || n > 80 || !utf8.ValidString(s) {
		return "", Fail(Invalid, "person.no-name")
	}
	return s, nil
}

// IsVisible reports whether s has no controls, marks or broken characters.
func IsVisible(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp)
	}) < 0
}

// MaxSegment is the largest target or source of a segment, in bytes of markup.
const MaxSegment = 64 << 10

// ParseMarkup reads a text as it was typed, in bitext's markup, whose tags name these codes.
func ParseMarkup(markup string, codes []bitext.Code) (bitext.Text, error) {
	clean, err := lang.Clean(markup)
	if err != nil {
		return nil, TextError(err)
	}
	if len(clean) > MaxSegment {
		return nil, Fail(TooLarge, "segment.too-large", "Limit", MaxSegment/1024)
	}
	t, err := bitext.Parse(clean, codes)
	var fault *bitext.MarkupError
	if errors.As(err, &fault) {
		return nil, Fail(Invalid, "markup."+string(fault.Reason), "Tag", fault.Tag)
	}
	return t, err
}

// TextError turns lang.Clean's refusal into an Error.
func TextError(err error) error {
	var fault *lang.Error
	if errors.As(err, &fault) {
		return Fail(Invalid, "text."+string(fault.Kind))
	}
	return err
}

// longLine is how many bytes a line has in a file whose lines say little: many programs write all on one or two.
const longLine = 1000

// FileError says what is wrong with a file of which so many units or concepts were read, for those who sent it.
func FileError(err error, read int) error {
	var bad *limit.Error
	switch {
	case !errors.As(err, &bad):
		return TextError(err)
	case bad.Kind == limit.Empty:
		return Fail(Invalid, "memory.empty-file")
	case bad.Kind == limit.TooLarge && bad.Line == 0: // all of it
		return Fail(TooLarge, "file.too-large", "Size", bad.Max>>20)
	case bad.Kind == limit.TooLarge || bad.Kind == limit.TooMany || bad.Kind == limit.TooDeep:
		return Fail(TooLarge, "memory.large-file", "Line", bad.Line)
	case bad.Line == 0:
		return Fail(Invalid, "memory.damaged-file")
	case bad.Byte == 0 || bad.Line > 2 && bad.Byte/int64(bad.Line) <= longLine:
		return Fail(Invalid, "memory.damaged", "Line", bad.Line)
	case read == 0:
		return Fail(Invalid, "memory.damaged-byte", "Line", bad.Line, "Byte", int(bad.Byte))
	}
	return Fail(Invalid, "memory.damaged-unit", "Line", bad.Line, "Byte", int(bad.Byte), "Count", read)
}
