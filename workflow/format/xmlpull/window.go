package xmlpull

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"unicode/utf8"

	"truchement/workflow/format/limit"
)

// firstWindow is small enough to stay in the cache of a core while it is checked and then read.
const firstWindow = 64 << 10

// errIllegal says that buf[valid] starts no character.
var errIllegal = errors.New("a character that XML does not allow, or no UTF-8")

// window is the part of a document that is in memory: the token that is being read and what was
// read after it.
type window struct {
	src   io.Reader
	buf   []byte
	pos   int   // the start of the next token
	valid int   // buf[:valid] are characters that XML allows; buf[valid] is 0
	end   error // why nothing more comes: io.EOF, a fault, or the error of src

	tail     [utf8.UTFMax]byte // bytes of a character that is not whole yet
	torn     int               // how many
	base     int64             // where in the document buf starts
	maxBytes int64
	lines    int // line ends before buf[counted]
	counted  int
	returns  bool // a carriage return was met
	brackets bool // "]]>" was met
}

// more reads on, and reports whether there is more to read in the window.
func (w *window) more() bool {
	if w.end != nil {
		return false
	}
	w.makeRoom()
	if w.end != nil {
		return false
	}
	n := copy(w.buf[w.valid:], w.tail[:w.torn])
	read, err := io.ReadFull(w.src, w.buf[w.valid+n:len(w.buf)-1])
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	w.end = err
	before := w.valid
	w.accept(n + read)
	if w.maxBytes > 0 && w.base+int64(w.valid) > w.maxBytes {
		w.end = &limit.Error{Kind: limit.TooLarge, Max: w.maxBytes}
	}
	return w.valid > before
}

// makeRoom forgets what was read, and makes the window larger when one token fills most of it.
// A token is read from its start again each time it grows, so that it must grow by much.
func (w *window) makeRoom() {
	w.count(w.pos)
	copy(w.buf, w.buf[w.pos:w.valid])
	w.base += int64(w.pos)
	w.valid -= w.pos
	w.pos, w.counted = 0, 0
	const most = limit.XMLToken + utf8.UTFMax + 1
	switch {
	case w.valid <= len(w.buf)/2:
	case len(w.buf) < most:
		larger := make([]byte, min(2*len(w.buf), most))
		copy(larger, w.buf[:w.valid])
		w.buf = larger
	case w.valid > limit.XMLToken:
		w.end = &limit.Error{Kind: limit.TooLarge, Max: limit.XMLToken}
	}
}

// accept checks n bytes after the valid ones.
func (w *window) accept(n int) {
	fresh := w.buf[w.valid : w.valid+n]
	good := legal(fresh)
	w.torn = 0
	if rest := fresh[good:]; len(rest) > 0 {
		switch {
		case utf8.FullRune(rest):
			w.end = errIllegal // it comes before what ended src
		case w.end == nil:
			w.torn = copy(w.tail[:], rest)
		case w.end == io.EOF:
			w.end = errIllegal
		}
	}
	w.returns = w.returns || bytes.IndexByte(fresh[:good], '\r') >= 0
	w.brackets = w.brackets ||
		bytes.Contains(w.buf[max(w.valid-2, 0):w.valid+good], []byte("]]>"))
	w.valid += good
	w.buf[w.valid] = 0
}

// count counts line ends up to buf[to].
func (w *window) count(to int) {
	if to > w.counted {
		w.lines += bytes.Count(w.buf[w.counted:to], []byte("\n"))
		w.counted = to
	}
}

// lineAt is the line of buf[at], from 1.
func (w *window) lineAt(at int) int {
	return 1 + w.lines + bytes.Count(w.buf[min(w.counted, at):at], []byte("\n"))
}

// Line is the line where the last token ends, from 1.
func (w *window) Line() int {
	w.count(w.pos)
	return w.lineAt(w.pos)
}

// Offset is the byte after the last token, in the document as UTF-8 without byte order mark.
func (w *window) Offset() int64 { return w.base + int64(w.pos) }

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// legal returns how many bytes of b are whole characters that XML 1.0 allows (its production
// Char): UTF-8 without controls but tab and line ends, surrogates, U+FFFE and U+FFFF. It looks at
// eight bytes at a time while these are ASCII and characters of two bytes, in any mix.
func legal(b []byte) int {
	i := 0
	owed := uint64(0) // the eight bytes before ended in a lead: a mark on the byte that must follow
	for i+8 <= len(b) {
		x := binary.LittleEndian.Uint64(b[i:])
		low := x & (0x7F * ones)
		lines := (x^'\n'*ones)&(0x7F*ones) + 0x7F*ones     // 0xxxxxxx for a line end
		controls := highs &^ (low + 0x60*ones | x) & lines // 000xxxxx, but no line end
		leads := x & (x << 1) & highs                      // 11xxxxxx
		follow := x &^ (x << 1) & highs                    // 10xxxxxx
		long := leads & (x << 2)                           // 111xxxxx
		overlong := leads &^ (x&(0x1E*ones) + 0x7E*ones)   // 1100000x
		wanted := leads<<8 | owed
		odd := controls | long | overlong | (follow ^ wanted)
		if odd == 0 {
			owed = leads >> 56
			i += 8
			continue
		}
		// Go on from the first character that is not of these, by itself.
		odd = controls | long | overlong | (follow &^ wanted) | (wanted&^follow)>>8
		at := i + bits.TrailingZeros64(odd)>>3
		if owed&^follow != 0 {
			at = i - 1
		}
		n := legalRune(b[at:])
		if n == 0 {
			return at
		}
		i, owed = at+n, 0
	}
	if owed != 0 {
		i--
	}
	for i < len(b) {
		n := legalRune(b[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// legalRune is the length of the character at the start of b; 0 when it is not allowed.
func legalRune(b []byte) int {
	if b[0] < utf8.RuneSelf {
		if class[b[0]]&control != 0 {
			return 0
		}
		return 1
	}
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n <= 1 || r == 0xFFFE || r == 0xFFFF {
		return 0
	}
	return n
}
