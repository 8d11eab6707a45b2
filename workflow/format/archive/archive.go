// Package archive packs the formats that are a ZIP archive of XML parts: DOCX, XLSX, ODT, EPUB.
package archive

import (
	"archive/zip"
	"hash/crc32"
	"io"
)

// Part is a file of an archive.
type Part struct{ Name, Content string }

// mimetype is the name of the first part of ODT and EPUB files, which says what they are.
const mimetype = "mimetype"

// Write packs parts in their order, without times, so that the bytes depend on the parts alone. A part
// without content is left out. The part "mimetype" is not compressed, and has nothing between its name and
// its content: programs look for both at a fixed place (OCF 3.3, 4.3; ODF 1.3 part 2, 3.3).
func Write(w io.Writer, parts []Part) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		if p.Content == "" {
			continue
		}
		out, err := create(z, p)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(out, p.Content); err != nil {
			return err
		}
	}
	return z.Close()
}

func create(z *zip.Writer, p Part) (io.Writer, error) {
	if p.Name != mimetype {
		return z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate})
	}
	size := uint64(len(p.Content))
	return z.CreateRaw(&zip.FileHeader{Name: p.Name, Method: zip.Store,
		CRC32: crc32.ChecksumIEEE([]byte(p.Content)), CompressedSize64: size, UncompressedSize64: size})
}
