package xmlpull

import (
	"bytes"
	"unicode/utf8"
)

// characters reads text up to the next "<".
func (r *Reader) characters(b []byte) (Kind, int, error) {
	if len(r.open) == 0 {
		return 0, 0, shortOr(b, 0, "text outside of the root")
	}
	n := 0
	for class[b[n]]&space != 0 && b[n] != '\r' {
		n++
	}
	if b[n] == '<' { // the space that a file is indented with
		r.text = b[:n]
		return Text, n, nil
	}
	more := bytes.IndexByte(b[n:], '<')
	if more < 0 {
		return 0, 0, errShort
	}
	n += more
	raw := b[:n]
	if r.brackets {
		if i := bytes.Index(raw, []byte("]]>")); i >= 0 {
			return 0, 0, &fault{i, "]]> in text"}
		}
	}
	r.text = raw
	if i := bytes.IndexByte(raw, '&'); i >= 0 {
		if err := r.resolve(b, i, n); err != nil {
			return 0, 0, err
		}
	} else if r.returns {
		r.text = r.lineEnds(raw)
	}
	return Text, n, nil
}

// resolve makes the text of b[:n], whose first reference is at b[i].
func (r *Reader) resolve(b []byte, i, n int) error {
	from := 0
	for {
		r.appendText(b[from:i])
		end, err := r.reference(b, i)
		if err != nil {
			return err
		}
		from = end
		next := bytes.IndexByte(b[from:n], '&')
		if next < 0 {
			break
		}
		i = from + next
	}
	r.appendText(b[from:n])
	r.text = r.scratch
	return nil
}

func (r *Reader) appendText(raw []byte) {
	if !r.returns {
		r.scratch = append(r.scratch, raw...)
		return
	}
	for {
		i := bytes.IndexByte(raw, '\r')
		if i < 0 {
			r.scratch = append(r.scratch, raw...)
			return
		}
		r.scratch = append(append(r.scratch, raw[:i]...), '\n')
		if raw = raw[i+1:]; len(raw) > 0 && raw[0] == '\n' {
			raw = raw[1:]
		}
	}
}

// lineEnds is raw with every line end as "\n".
func (r *Reader) lineEnds(raw []byte) []byte {
	if !r.returns || bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	start := len(r.scratch)
	r.appendText(raw)
	return r.scratch[start:]
}

// reference appends what the reference at b[i] stands for to scratch, and returns where it ends.
func (r *Reader) reference(b []byte, i int) (int, error) {
	if b[i+1] == '#' {
		return r.charReference(b, i)
	}
	end, _, err := scanName(b, i+1)
	if err != nil {
		return 0, err
	}
	if b[end] != ';' {
		return 0, &fault{end, "a reference without a semicolon"}
	}
	c := ownEntity(b[i+1 : end])
	if c == 0 {
		if _, known := r.declared[string(b[i+1:end])]; known {
			return 0, &fault{i, "a reference to an entity of the document, which is not expanded"}
		}
		return 0, &fault{i, "a reference to an entity that is not declared"}
	}
	r.scratch = append(r.scratch, c)
	return end + 1, nil
}

// ownEntity is the character of one of the five entities of XML itself; 0 for any other.
func ownEntity(name []byte) byte {
	switch string(name) {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	return 0
}

func (r *Reader) charReference(b []byte, i int) (int, error) {
	c, end, err := scanCharReference(b, i)
	if err != nil {
		return 0, err
	}
	r.scratch = utf8.AppendRune(r.scratch, c)
	return end, nil
}

// scanCharReference reads a reference to a character at b[i], and where it ends.
func scanCharReference(b []byte, i int) (rune, int, error) {
	at := i
	i += 2
	base := 10
	if b[i] == 'x' {
		base = 16
		i++
	}
	digits := i
	var c rune
	for ; ; i++ {
		d := digit(b[i])
		if d >= base {
			break
		}
		if c = c*rune(base) + rune(d); c > utf8.MaxRune {
			return 0, 0, &fault{at, "a reference to a character that XML does not allow"}
		}
	}
	switch {
	case b[i] != ';' || i == digits:
		return 0, 0, shortOr(b, i, "a broken reference to a character")
	case !isChar(c):
		return 0, 0, &fault{at, "a reference to a character that XML does not allow"}
	}
	return c, i + 1, nil
}

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return 16
}

// isChar is the production Char of XML 1.0.
func isChar(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF ||
		c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 && c <= utf8.MaxRune
}
