package xmlpull

import (
	"bytes"
	"strings"
)

// begin reads the XML declaration where there is one.
func (r *Reader) begin() error {
	r.begun = true
	const start = "<?xml"
	for r.valid <= len(start) && r.more() {
	}
	b := r.buf[:r.valid+1]
	if !bytes.HasPrefix(b, []byte(start)) || class[b[len(start)]]&space == 0 {
		return nil
	}
	n := bytes.Index(b, []byte("?>"))
	for ; n < 0; n = bytes.Index(b, []byte("?>")) {
		if !r.more() {
			return r.ended()
		}
		b = r.buf[:r.valid+1]
	}
	if err := checkXMLDeclaration(b[:n+1], len(start)); err != nil {
		return err
	}
	r.pos += n + 2
	return nil
}

// checkXMLDeclaration holds the pseudo attributes of an XML declaration, which start at b[i], to
// their order and form. b ends with the question mark.
func checkXMLDeclaration(b []byte, i int) error {
	next := 0
	fields := []struct {
		name  string
		valid func(string) bool
	}{{"version", isVersion}, {"encoding", isEncodingName}, {"standalone", isYesOrNo}}
	for {
		gap := i
		for class[b[i]]&space != 0 {
			i++
		}
		if i == len(b)-1 {
			break
		}
		name, value, end := pseudoAttribute(b, i)
		for next < len(fields) && fields[next].name != name && next > 0 {
			next++
		}
		if i == gap || next == len(fields) || fields[next].name != name ||
			!fields[next].valid(value) {
			return &fault{i, "a broken XML declaration"}
		}
		next++
		i = end
	}
	if next == 0 {
		return &fault{0, "an XML declaration without a version"}
	}
	return nil
}

// pseudoAttribute reads name="value" at b[i] and returns where it ends; no name for what is none.
func pseudoAttribute(b []byte, i int) (name, value string, end int) {
	rest := string(b[i:])
	name, after, ok := strings.Cut(rest, "=")
	after = strings.TrimLeft(after, " \t\r\n")
	if !ok || after == "" || after[0] != '"' && after[0] != '\'' {
		return "", "", 0
	}
	n := strings.IndexByte(after[1:], after[0])
	if n < 0 {
		return "", "", 0
	}
	return strings.TrimRight(name, " \t\r\n"), after[1 : n+1], i + len(rest) - len(after) + n + 2
}

// isVersion takes every version 1, as the fifth edition of XML 1.0 says.
func isVersion(s string) bool {
	return strings.HasPrefix(s, "1.") && len(s) > 2 && strings.Trim(s[2:], "0123456789") == ""
}

func isEncodingName(s string) bool {
	for i := range len(s) {
		letter := s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z'
		if !letter && (i == 0 || class[s[i]]&nameByte == 0) {
			return false
		}
	}
	return s != ""
}

func isYesOrNo(s string) bool { return s == "yes" || s == "no" }

// instruction reads a processing instruction.
func (r *Reader) instruction(b []byte) (Kind, int, error) {
	end, colon, err := scanName(b, 2)
	switch {
	case err != nil:
		return 0, 0, err
	case strings.EqualFold(string(b[2:end]), "xml"):
		return 0, 0, &fault{0, "an XML declaration that is not at the start, or a reserved target"}
	case colon > 0:
		return 0, 0, &fault{colon, "a colon in the target of an instruction"}
	}
	n := bytes.Index(b[end:], []byte("?>"))
	if n < 0 {
		return 0, 0, errShort
	}
	text := b[end : end+n]
	if n > 0 && class[text[0]]&space == 0 {
		return 0, 0, &fault{end, "no space after the target of an instruction"}
	}
	r.name, r.colon = b[2:end], 0
	r.text = r.lineEnds(bytes.TrimLeft(text, " \t\r\n"))
	return Instruction, end + n + 2, nil
}

// declaration reads what starts with "<!".
func (r *Reader) declaration(b []byte) (Kind, int, error) {
	const cdata, doctype = "<![CDATA[", "<!DOCTYPE"
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		n, err := scanComment(b, 0)
		if err != nil {
			return 0, 0, err
		}
		r.text = r.lineEnds(b[4 : n-3])
		return Comment, n, nil
	case bytes.HasPrefix(b, []byte(cdata)) && len(r.open) > 0:
		n := bytes.Index(b, []byte("]]>"))
		if n < 0 {
			return 0, 0, errShort
		}
		r.text = r.lineEnds(b[len(cdata):n])
		return CData, n + 3, nil
	case bytes.HasPrefix(b, []byte(doctype)) && !r.rooted && !r.doctype:
		d := dtd{b: b, i: len(doctype)}
		if err := d.read(); err != nil {
			return 0, 0, err
		}
		r.doctype, r.declared = true, d.entities
		r.name, r.colon, r.text = d.root, 0, b[:d.i]
		return Doctype, d.i, nil
	}
	if s := string(b[:min(len(b)-1, len(cdata))]); len(b)-1 < len(cdata) &&
		(strings.HasPrefix("<!--", s) || strings.HasPrefix(cdata, s) || strings.HasPrefix(doctype, s)) {
		return 0, 0, errShort
	}
	return 0, 0, &fault{0, "a declaration that is not allowed here"}
}

// scanComment reads the comment that starts at b[i] and returns where it ends.
func scanComment(b []byte, i int) (int, error) {
	n := bytes.Index(b[i+4:], []byte("--"))
	if n < 0 {
		return 0, errShort
	}
	end := i + 4 + n + 2
	if b[end] != '>' {
		return 0, shortOr(b, end, "-- in a comment")
	}
	return end + 1, nil
}
