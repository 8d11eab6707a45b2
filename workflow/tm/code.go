package tm

// Numbers are written in one to four bytes. The first byte says how many: below one it is the
// number, below two it and a second byte are, below three it and two more bytes, else three bytes
// follow. Half of the words of a text are among the 176 most frequent, so this is a tenth shorter
// than the usual seven bits a byte.
const (
	codeTwo   = 176
	codeThree = 248
	codeFour  = 255

	startTwo   = codeTwo
	startThree = startTwo + (codeThree-codeTwo)<<8
	startFour  = startThree + (codeFour-codeThree)<<16

	// maxCode is the greatest number that can be written.
	maxCode = startFour + 1<<24 - 1
)

// appendCode writes a number.
func appendCode(p []byte, v uint32) []byte {
	switch {
	case v < startTwo:
		return append(p, byte(v))
	case v < startThree:
		v -= startTwo
		return append(p, codeTwo+byte(v>>8), byte(v))
	case v < startFour:
		v -= startThree
		return append(p, codeThree+byte(v>>16), byte(v>>8), byte(v))
	}
	v -= startFour
	return append(p, codeFour, byte(v>>16), byte(v>>8), byte(v))
}

// readCode reads a number of p, and returns how many bytes it has.
func readCode(p []byte) (v uint32, size int) {
	switch b := p[0]; {
	case b < codeTwo:
		return uint32(b), 1
	case b < codeThree:
		return startTwo + uint32(b-codeTwo)<<8 + uint32(p[1]), 2
	case b < codeFour:
		return startThree + uint32(b-codeThree)<<16 + uint32(p[1])<<8 + uint32(p[2]), 3
	}
	return startFour + uint32(p[1])<<16 + uint32(p[2])<<8 + uint32(p[3]), 4
}
