package workflow

import (
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
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

// remark passes words of people through the gate for all text.
func remark(s string) (string, error) { return cleaned(s, MaxRemark) }

func cleaned(s string, most int) (string, error) {
	s, err := lang.Clean(strings.TrimSpace(s))
	if err != nil {
		return "", textFault(err)
	}
	if len(s) > most {
		return "", Fail(TooLarge, "text.too-long", "Limit", most/1024)
	}
	return s, nil
}

// remarks cleans several words in place.
func remarks(all ...*string) error {
	for _, s := range all {
		clean, err := remark(*s)
		if err != nil {
			return err
		}
		*s = clean
	}
	return nil
}

// goodOp refuses an idempotency key that could not be kept as it is.
func goodOp(op string) error {
	clean, err := lang.Clean(op)
	if err != nil {
		return textFault(err)
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

// cleanText passes the characters and the codes of a text that came from
// outside through the gate: readers keep the promises it checks, but a text may
// come back from a browser. Addresses of other schemes than those of the web
// and of mail are left out.
func cleanText(t bitext.Text) (bitext.Text, error) {
	t, err := t.Map(lang.Clean)
	if err != nil {
		return nil, textFault(err)
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
	if c.Equiv, err = cleaned(c.Equiv, MaxRemark); err != nil {
		return c, err
	}
	if c.Data, err = cleaned(c.Data, MaxSegment); err != nil {
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

// weight is what a text counts for in the size of an article.
func weight(t bitext.Text) int {
	n := 0
	for _, r := range t {
		n += len(r.Chars)
		if r.Kind != bitext.Chars {
			n += codeCost + len(r.Code.Data) + len(r.Code.Equiv)
		}
	}
	return n
}
