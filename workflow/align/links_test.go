package align

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinksRoundTrip(t *testing.T) {
	beads := [][]Bead{
		{{Source: [2]int{0, 2}, Target: [2]int{0, 1}}, {Source: [2]int{2, 3}}},
		nil,
		{{Target: [2]int{0, 1}}},
	}
	var b strings.Builder
	if err := WriteLinks(&b, beads); err != nil {
		t.Fatal(err)
	}
	if want := "0,1:0\n2:\n\n-\n\n:0\n"; b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
	back, err := ReadLinks(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(beads, back); diff != "" {
		t.Error(diff)
	}
	other, err := ReadLinks(strings.NewReader("# vecalign\n[1, 0]:[3]:0.25\n"))
	want := [][]Bead{{{Source: [2]int{0, 2}, Target: [2]int{3, 4}, Confidence: 0.25}}}
	if diff := cmp.Diff(want, other); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestReadLinksRejectsMalformedLines(t *testing.T) {
	for _, text := range []string{"1", "a:b", "0,2:1", "-1:0", "0:0:2", "0:0:x", "1:2:3:4",
		"99999999999:1", "0:" + strings.Repeat("1", 70<<10)} {
		if _, err := ReadLinks(strings.NewReader(text)); !errors.Is(err, ErrLinks) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}
