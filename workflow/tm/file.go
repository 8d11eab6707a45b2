package tm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync/atomic"
	"unsafe"
)

// ErrFile is the error of Open for what is no file of this index, or is damaged. The index has to
// be built anew from the store.
var ErrFile = errors.New("not a usable memory index")

// A file is a header, the length in bytes of each section, the sections, each filled up to 8 bytes,
// and the CRC-32C of all that. Numbers are in the byte order of the machine, so that the sections
// are used as they are.
type fileHeader struct {
	Magic    [8]byte
	Print    uint64 // of the format, the languages and the classes of words; see fingerprint
	Sequence int64  // of the feed, that the units are current to
	Order    uint32 // byteOrder
	Sections uint32
}

const (
	fileMagic  = "tm-index"
	fileFormat = "2" // changes with the content of a file
	byteOrder  = 0x01020304
	headerSize = 32
	tailSize   = 8
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// fingerprint is the same for files whose words have the same classes: it holds the classes of some
// words whose stems are not obvious, so that a file made by older rules is not used.
func fingerprint(sourceTag, targetTag string) uint64 {
	s := fileFormat + "\x00" + sourceTag + "\x00" + targetTag
	for _, w := range []string{"والوزير", "للجنة", "وبالمدرسة", "كتابهم", "مسؤولين", "إلى", "رئيسة", "فقد",
		"travaux", "nationales", "L’", "œuvres", "élues", "chevaux", "les", "était"} {
		s += "\x00" + classOf(w, sourceTag) + "\x00" + classOf(w, targetTag)
	}
	return hashWord(s)
}

// section is an array of a segment in a file.
type section struct {
	bytes func() []byte
	set   func([]byte) error
}

// array is the section of an array of T, which has no pointers and no gaps.
func array[T any](p *[]T) section {
	var zero T
	size := int(unsafe.Sizeof(zero))
	return section{
		bytes: func() []byte {
			return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(*p))), len(*p)*size)
		},
		set: func(b []byte) error {
			if len(b)%size != 0 {
				return fmt.Errorf("%w: a section is cut", ErrFile)
			}
			*p = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/size)
			return nil
		},
	}
}

// sections are all arrays of a segment, in the order of the file.
func (s *segment) sections(sizes *[]uint64, dead *[]uint64) []section {
	all := []section{
		array(sizes), array(dead),
		array(&s.ids), array(&s.keys), array(&s.before), array(&s.after), array(&s.penalties),
		array(&s.byID), array(&s.lengths), array(&s.blocks), array(&s.offsets), array(&s.text),
		array(&s.surfaces.hashes), array(&s.surfaces.table), array(&s.classOf),
		array(&s.classes.hashes), array(&s.classes.table),
		array(&s.targetClasses.hashes), array(&s.targetClasses.table),
	}
	for _, p := range []*postings{&s.source, &s.target} {
		all = append(all, array(&p.bits), array(&p.count), array(&p.start), array(&p.data),
			array(&p.skips), array(&p.first))
	}
	return all
}

// Save writes the index, which is current to a sequence of the feed at least: units that are
// inserted meanwhile may not be in it. Open reads it.
func (x *Index) Save(w io.Writer, sequence int64) error {
	x.Compact()
	if err := x.Err(); err != nil {
		return err
	}
	st := x.state.Load()
	s := newDraft(x.sourceTag, x.targetTag).segment(nil)
	if len(st.segments) > 0 {
		s = st.segments[0]
	}
	sizes := []uint64{uint64(s.source.dense), uint64(s.target.dense)}
	dead := make([]uint64, len(s.dead))
	for i := range s.dead {
		dead[i] = s.dead[i].Load()
	}
	sections := s.sections(&sizes, &dead)
	sum := crc32.New(castagnoli)
	out := io.MultiWriter(w, sum)
	head := fileHeader{Print: fingerprint(x.sourceTag, x.targetTag), Sequence: sequence,
		Order: byteOrder, Sections: uint32(len(sections))}
	copy(head.Magic[:], fileMagic)
	if err := binary.Write(out, binary.NativeEndian, head); err != nil {
		return err
	}
	for _, part := range sections {
		if err := binary.Write(out, binary.NativeEndian, uint64(len(part.bytes()))); err != nil {
			return err
		}
	}
	for _, part := range sections {
		b := part.bytes()
		if _, err := out.Write(b); err != nil {
			return err
		}
		if _, err := out.Write(make([]byte, padding(len(b)))); err != nil {
			return err
		}
	}
	return binary.Write(w, binary.NativeEndian, uint64(sum.Sum32()))
}

// padding is how many bytes fill a section up.
func padding(n int) int { return -n & 7 }

// Open returns the index that Save wrote, and the sequence of the feed that it is current to. The
// index keeps using data, which may be a file mapped into memory: it must begin at a multiple of 8
// bytes, and stay as it is. Where it does not, methods may panic, and Err says what happened in the
// background. The error is an ErrFile where the data is damaged, cut, of another version of the program
// or of other languages.
func Open(data []byte, sourceTag, targetTag string) (*Index, int64, error) {
	head, parts, err := readParts(data, fingerprint(sourceTag, targetTag))
	if err != nil {
		return nil, 0, err
	}
	s := &segment{}
	var sizes, dead []uint64
	for i, part := range s.sections(&sizes, &dead) {
		if i >= len(parts) {
			return nil, 0, fmt.Errorf("%w: it has %d sections", ErrFile, len(parts))
		}
		if err := part.set(parts[i]); err != nil {
			return nil, 0, err
		}
	}
	if err := s.check(sizes, dead); err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrFile, err)
	}
	s.dead = make([]atomic.Uint64, len(dead))
	alive := int64(s.size())
	for i, w := range dead {
		s.dead[i].Store(w)
	}
	for row := range uint32(s.size()) {
		if s.isDead(row) {
			alive--
		}
	}
	s.alive.Store(alive)
	x := New(sourceTag, targetTag)
	x.mapped = true
	x.state.Store(&state{segments: []*segment{s}, live: newLive(sourceTag, targetTag)})
	return x, head.Sequence, nil
}

// readParts returns the header and the sections of a file whose checksum is right.
func readParts(data []byte, print uint64) (head fileHeader, parts [][]byte, err error) {
	if len(data) < headerSize+tailSize || string(data[:len(fileMagic)]) != fileMagic {
		return head, nil, fmt.Errorf("%w: it does not begin as one", ErrFile)
	}
	if uintptr(unsafe.Pointer(unsafe.SliceData(data)))%8 != 0 {
		return head, nil, fmt.Errorf("%w: it is not at a multiple of 8 bytes", ErrFile)
	}
	if err := binary.Read(bytes.NewReader(data), binary.NativeEndian, &head); err != nil {
		return head, nil, err
	}
	if head.Order != byteOrder || head.Print != print {
		return head, nil, fmt.Errorf("%w: another machine, version or pair of languages", ErrFile)
	}
	body := data[:len(data)-tailSize]
	sum := binary.NativeEndian.Uint64(data[len(body):])
	if uint64(crc32.Checksum(body, castagnoli)) != sum {
		return head, nil, fmt.Errorf("%w: its checksum is wrong", ErrFile)
	}
	body = body[headerSize:]
	if uint64(head.Sections)*8 > uint64(len(body)) {
		return head, nil, fmt.Errorf("%w: it is cut", ErrFile)
	}
	lengths, body := body[:head.Sections*8], body[head.Sections*8:]
	for ; len(lengths) > 0; lengths = lengths[8:] {
		n := binary.NativeEndian.Uint64(lengths)
		if n > uint64(len(body)) || int(n)+padding(int(n)) > len(body) {
			return head, nil, fmt.Errorf("%w: a section is cut", ErrFile)
		}
		parts = append(parts, body[:n:n])
		body = body[int(n)+padding(int(n)):]
	}
	return head, parts, nil
}
