package archive_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition/editiontest"
)

func TestWritePacksPartsInOrder(t *testing.T) {
	long := strings.Repeat("<p>نص</p>", 1000)
	parts := []archive.Part{{Name: "mimetype", Content: "application/epub+zip"}, {Name: "a/left out"}, {Name: "a/b.xml", Content: long}}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := archive.Write(b, parts); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same parts give other bytes")
	}
	// The name begins at byte 30, and the content follows it at once.
	if got := string(first.Bytes()[30:58]); got != "mimetypeapplication/epub+zip" {
		t.Errorf("the file begins with %q", got)
	}
	if first.Len() > len(long)/2 {
		t.Errorf("%d bytes: not compressed", first.Len())
	}
	want := []archive.Part{parts[0], parts[2]}
	if d := cmp.Diff(want, editiontest.Parts(t, first.Bytes())); d != "" {
		t.Errorf("parts (-want +got):\n%s", d)
	}
}

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	if err := archive.Write(failing{}, []archive.Part{{Name: "a", Content: strings.Repeat("x", 1<<20)}}); !errors.Is(err, errFull) {
		t.Errorf("Write = %v, want %v", err, errFull)
	}
}

var errFull = errors.New("disk full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }
