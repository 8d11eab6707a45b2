package edition_test

import (
	"math"
	"testing"

	"truchement/workflow/format/edition"
)

func TestContrastIsThatOfWCAG(t *testing.T) {
	for _, c := range []struct {
		accent string
		want   float64 // on white, as commonly published
	}{{"#000000", 21}, {"#ffffff", 1}, {"#777777", 4.48}, {"#ff0000", 4.0}} {
		rgb, ok := edition.Look{Accent: c.accent}.RGB()
		if got := edition.Contrast(rgb, edition.Colour{1, 1, 1}); !ok || math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on white: %.3f, want %.2f", c.accent, got, c.want)
		}
	}
}

// TestAnyColourBecomesReadable takes colours from all over the cube to a light and to a dark paper.
func TestAnyColourBecomesReadable(t *testing.T) {
	white, black := edition.Colour{1, 1, 1}, edition.Colour{}
	for r := 0.0; r <= 1; r += 0.25 {
		for g := 0.0; g <= 1; g += 0.25 {
			for b := 0.0; b <= 1; b += 0.25 {
				c := edition.Colour{r, g, b}
				for ink, paper := range map[edition.Colour]edition.Colour{black: white, white: black} {
					got := c.ReadableOn(ink, paper, paper.Mix(c, 0.1))
					if edition.Contrast(got, paper) < edition.LeastContrast {
						t.Errorf("%s becomes %s, which cannot be read on %s", c, got, paper)
					}
				}
			}
		}
	}
	readable := edition.Colour{0, 0.25, 0.25}
	if got := readable.ReadableOn(black, white); got != readable {
		t.Errorf("%s became %s, though it can be read", readable, got)
	}
}
