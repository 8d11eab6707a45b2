package rtf

import (
	"io"
	"strconv"

	"truchement/workflow/format/limit"
)

// kind is what a token is.
type kind int

const (
	opening kind = iota // {
	closing             // }
	control             // a control word or symbol
	octet               // a byte of text, in the code page that holds there
)

// token is the smallest piece of a file.
type token struct {
	kind  kind
	word  string // of a control
	param int    // of a control
	has   bool   // it has a parameter
	octet byte
}

// scanner cuts a file into tokens.
type scanner struct {
	data []byte
	at   int
}

// maxWord is the length of the longest control word, and of the longest number.
const maxWord, maxDigits = 32, 10

// next is the next token, or io.EOF.
func (s *scanner) next() (token, error) {
	for s.at < len(s.data) {
		c := s.data[s.at]
		s.at++
		switch c {
		case '{':
			return token{kind: opening}, nil
		case '}':
			return token{kind: closing}, nil
		case '\\':
			return s.control()
		case '\r', '\n', 0:
		default:
			return token{kind: octet, octet: c}, nil
		}
	}
	return token{}, io.EOF
}

// control reads what follows a backslash.
func (s *scanner) control() (token, error) {
	if s.at == len(s.data) {
		return token{}, io.EOF
	}
	c := s.data[s.at]
	if !isLetter(c) {
		s.at++
		switch c {
		case '\'':
			return s.hexadecimal()
		case '\\', '{', '}':
			return token{kind: octet, octet: c}, nil
		case '\r', '\n':
			return token{kind: control, word: "par"}, nil
		}
		return token{kind: control, word: string(rune(c))}, nil
	}
	from := s.at
	for s.at < len(s.data) && isLetter(s.data[s.at]) && s.at-from <= maxWord {
		s.at++
	}
	t := token{kind: control, word: string(s.data[from:s.at])}
	from = s.at
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	for s.at < len(s.data) && isDigit(s.data[s.at]) && s.at-from <= maxDigits {
		s.at++
	}
	if n, err := strconv.Atoi(string(s.data[from:s.at])); err == nil {
		t.param, t.has = n, true
	}
	if s.at < len(s.data) && s.data[s.at] == ' ' {
		s.at++
	}
	if t.word == "bin" { // so many bytes follow that are no text
		s.at = min(len(s.data), s.at+max(0, t.param))
	}
	return t, nil
}

// hexadecimal reads the two digits of a byte; what is none is left out.
func (s *scanner) hexadecimal() (token, error) {
	if s.at+2 > len(s.data) {
		return token{}, io.EOF
	}
	n, err := strconv.ParseUint(string(s.data[s.at:s.at+2]), 16, 8)
	s.at += 2
	if err != nil {
		return s.next()
	}
	return token{kind: octet, octet: byte(n)}, nil
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// fail is an error at the place that was read last.
func (s *scanner) fail(k limit.Kind, cause error) error {
	line := 1
	for _, c := range s.data[:s.at] {
		if c == '\n' {
			line++
		}
	}
	return &limit.Error{Kind: k, Line: line, Err: cause}
}
