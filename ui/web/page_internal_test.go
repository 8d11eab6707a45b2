package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A page has the parts that it calls, at any depth, and no other.
func TestPagesHaveWhatTheyCall(t *testing.T) {
	p, err := newPages(fstest.MapFS{
		"web/layout.html": {Data: []byte(`{{define "layout"}}{{block "head" .}}none{{end}} {{block "main" .}}{{end}}{{end}}`)},
		"room/a.part.html": {Data: []byte(`
			{{define "in-if"}}{{template "deep"}}{{end}}{{define "in-else"}}else {{end}}
			{{define "in-range"}}range {{end}}{{define "in-with"}}with {{end}}{{define "deep"}}deep {{end}}
			{{define "other"}}{{template "deep"}}{{end}}`)},
		"room/page.html": {Data: []byte(`{{define "main"}}{{if .}}{{template "in-if"}}{{end}}
			{{- if not .}}{{else}}{{template "in-else"}}{{end}}
			{{- range .}}{{template "in-range"}}{{end}}{{with .}}{{template "in-with"}}{{end}}{{end}}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := p.stream(&page, "page", []int{1}); err != nil {
		t.Fatal(err)
	}
	if got, want := page.String(), "none deep else range with "; got != want {
		t.Errorf("the page is %q, want %q", got, want)
	}
	var has []string
	for _, one := range p.full["page"].Templates() {
		if one.Name() != "page" && one.Name() != "room/page.html" {
			has = append(has, one.Name())
		}
	}
	slices.Sort(has)
	if got, want := strings.Join(has, " "), "deep head in-else in-if in-range in-with layout main"; got != want {
		t.Errorf("the page has %s, want %s", got, want)
	}
}

// A page that calls what there is not is an error at the start.
func TestPagesCallWhatThereIs(t *testing.T) {
	_, err := newPages(fstest.MapFS{
		"web/layout.html": {Data: []byte(`{{define "layout"}}{{block "main" .}}{{end}}{{end}}`)},
		"room/page.html":  {Data: []byte(`{{define "main"}}{{if .}}{{template "none"}}{{end}}{{end}}`)},
	})
	if err == nil || !strings.Contains(err.Error(), `room/page.html: no template "none"`) {
		t.Errorf("error %v", err)
	}
}

// The writer that packs a page is used again for the next one, and takes nothing over.
func TestPagesArePackedByThemselves(t *testing.T) {
	for _, page := range []string{strings.Repeat("une page ", 500), strings.Repeat("صفحة أخرى ", 300)} {
		z, err := gzip.NewReader(bytes.NewReader(compressPage([]byte(page), "gzip")))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || string(got) != page {
			t.Errorf("%d bytes, %v; want the page of %d", len(got), err, len(page))
		}
	}
}

// BenchmarkPages parses all templates, as every start does, and reports how many times their files the
// parsed pages keep.
func BenchmarkPages(b *testing.B) {
	rooms := os.DirFS("..")
	names, err := fs.Glob(rooms, "*/*.html")
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, name := range names {
		body, err := fs.ReadFile(rooms, name)
		if err != nil {
			b.Fatal(err)
		}
		size += len(body)
	}
	var p *pages
	before := heapInUse()
	for b.Loop() {
		p = nil // the one before is not kept
		if p, err = newPages(rooms); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(heapInUse()-before)/float64(size), "kept/files")
	runtime.KeepAlive(p)
}

// heapInUse is how many bytes are in use on the heap once it was collected.
func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
