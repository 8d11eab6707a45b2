package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// minPacked is the size in bytes below which packing gains nothing: one segment of TCP.
const minPacked = 1200

// packLevel is of brotli. The best, 11, makes files a tenth smaller for fifty times the work:
// seconds of it, for which the first reader waits.
const packLevel = 6

// packed is a static file as it goes over the wire. It is packed once, when a browser first asks
// for that coding.
type packed struct {
	plain  []byte
	coding map[string]func() []byte // nil from those that gain nothing
}

func pack(name string, body []byte) packed {
	if path.Ext(name) == ".woff2" || len(body) < minPacked {
		return packed{plain: body}
	}
	smaller := func(open func(io.Writer) io.WriteCloser) func() []byte {
		return sync.OnceValue(func() []byte { return compress(body, open) })
	}
	return packed{plain: body, coding: map[string]func() []byte{
		"br": smaller(func(w io.Writer) io.WriteCloser {
			return brotli.NewWriterLevel(w, packLevel)
		}),
		"gzip": smaller(func(w io.Writer) io.WriteCloser { return newGzipWriter(w, gzip.BestCompression) }),
	}}
}

// encoded answers the file in a coding of accepted, and the coding's name; "" is none.
func (p packed) encoded(accepted string) (body []byte, coding string) {
	for _, coding := range []string{"br", "gzip"} {
		if squeezed := p.coding[coding]; squeezed != nil && accepts(accepted, coding) {
			if body := squeezed(); body != nil {
				return body, coding
			}
		}
	}
	return p.plain, ""
}

// compress answers body as open writes it, nil when that gains nothing.
func compress(body []byte, open func(io.Writer) io.WriteCloser) []byte {
	var small bytes.Buffer
	w := open(&small)
	_, err := w.Write(body)
	if err != nil || w.Close() != nil || small.Len() >= len(body) {
		return nil
	}
	return small.Bytes()
}

// newGzipWriter opens a gzip writer at a level that exists.
func newGzipWriter(w io.Writer, level int) *gzip.Writer {
	z, err := gzip.NewWriterLevel(w, level)
	if err != nil {
		return gzip.NewWriter(w)
	}
	return z
}

// pageLevel is of gzip: it costs little, since a reader waits.
const pageLevel = 4

// pageWriters are used again: a gzip writer takes 800 kB, which is more than most pages do.
var pageWriters = sync.Pool{New: func() any { return newGzipWriter(io.Discard, pageLevel) }}

// compressPage packs a page while its reader waits.
func compressPage(body []byte, accepted string) []byte {
	if len(body) < minPacked || !accepts(accepted, "gzip") {
		return nil
	}
	z, ok := pageWriters.Get().(*gzip.Writer)
	if !ok {
		return nil
	}
	defer pageWriters.Put(z)
	return compress(body, func(w io.Writer) io.WriteCloser {
		z.Reset(w)
		return z
	})
}

// accepts reports whether an Accept-Encoding header names a coding and does not refuse it.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			return strings.Trim(strings.ReplaceAll(weight, " ", ""), "0.") != "q="
		}
	}
	return false
}
