package limit

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// encryptedFlag is bit 0 of a zip entry's flags.
const encryptedFlag = 1

// Archive is a zip file whose parts have been counted and measured before any is unpacked.
type Archive struct {
	files map[string]*zip.File
}

// OpenZip opens the zip file in data. It returns an *Error for what is no zip file (NotText,
// Legacy, Damaged), for encrypted parts, for too many or too large parts, and, as Damaged, for
// names that lead out of the archive, names that are used twice and symbolic links.
func OpenZip(data []byte) (*Archive, error) {
	if err := checkCompoundFile(data); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		if err := Binary(data); err != nil {
			return nil, err
		}
		return nil, &Error{Kind: Damaged, Err: zip.ErrFormat}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, &Error{Kind: Damaged, Err: err}
	}
	if len(r.File) > ZipEntries {
		return nil, &Error{Kind: TooMany, Max: ZipEntries}
	}
	return indexEntries(r.File)
}

func indexEntries(files []*zip.File) (*Archive, error) {
	a := &Archive{files: make(map[string]*zip.File, len(files))}
	var sum uint64
	for _, f := range files {
		if err := checkEntry(f); err != nil {
			return nil, err
		}
		// Each size is checked before it is added, so that the sum cannot run over.
		if sum += f.UncompressedSize64; f.UncompressedSize64 > ZipSum || sum > ZipSum {
			return nil, &Error{Kind: TooLarge, Max: ZipSum}
		}
		name := withSlashes(f.Name)
		if a.files[name] != nil {
			return nil, damaged(name, errors.New("the name is used twice"))
		}
		a.files[name] = f
	}
	return a, nil
}

func checkEntry(f *zip.File) error {
	name := withSlashes(f.Name)
	switch size := f.UncompressedSize64; {
	case !filepath.IsLocal(name):
		return damaged(name, errors.New("the name leads out of the archive"))
	case f.Mode()&fs.ModeType&^fs.ModeDir != 0:
		return damaged(name, errors.New("not a regular file"))
	case f.Flags&encryptedFlag != 0:
		return &Error{Kind: Encrypted, Part: name}
	case size > ZipSmall && size/ZipRatio > f.CompressedSize64:
		return &Error{Kind: Bomb, Part: name, Max: ZipRatio,
			Err: errors.New("unpacks to too many times its size")}
	}
	return nil
}

// withSlashes replaces the backslashes that some Windows programs write.
func withSlashes(name string) string { return strings.ReplaceAll(name, `\`, "/") }

func damaged(part string, err error) error {
	return &Error{Kind: Damaged, Part: part, Err: err}
}

// Has reports whether the archive holds a part of that name.
func (a *Archive) Has(name string) bool { return a.files[name] != nil }

// Read unpacks one part, of at most XMLBytes. A part that is not there is an error that
// matches fs.ErrNotExist; one that is larger than it declares is an *Error of Kind Damaged.
func (a *Archive) Read(name string) (data []byte, err error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("part %q: %w", name, fs.ErrNotExist)
	}
	if f.UncompressedSize64 > XMLBytes {
		return nil, &Error{Kind: TooLarge, Part: name, Max: XMLBytes}
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	data, err = io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1))
	if err != nil {
		return nil, damaged(name, err)
	}
	if uint64(len(data)) > f.UncompressedSize64 {
		return nil, damaged(name, errors.New("larger than declared"))
	}
	return data, nil
}

// Names are the names of the parts, in no order.
func (a *Archive) Names() []string { return slices.Collect(maps.Keys(a.files)) }
