package edition

import (
	"fmt"
	"math"
)

// Colour is red, green and blue, each from 0 to 1.
type Colour [3]float64

// LeastContrast is how far a text must be apart from what is behind it (WCAG 2.2, 1.4.3).
const LeastContrast = 4.5

// Contrast is how far two colours are apart, from 1 to 21, as WCAG 2.2 counts it.
func Contrast(a, b Colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (c Colour) luminance() float64 {
	var linear [3]float64
	for i, v := range c {
		if linear[i] = v / 12.92; v > 0.04045 {
			linear[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*linear[0] + 0.7152*linear[1] + 0.0722*linear[2]
}

// Mix is c with a share of other, from 0 to 1.
func (c Colour) Mix(other Colour, share float64) Colour {
	for i := range c {
		c[i] += (other[i] - c[i]) * share
	}
	return c
}

// ReadableOn is c, or the nearest to it on the way to ink that can be read on every one of the papers.
func (c Colour) ReadableOn(ink Colour, papers ...Colour) Colour {
	for share := 0.0; share < 1; share += 0.02 {
		mixed, readable := c.Mix(ink, share), true
		for _, p := range papers {
			readable = readable && Contrast(mixed, p) >= LeastContrast
		}
		if readable {
			return mixed
		}
	}
	return ink
}

// String is "#rrggbb".
func (c Colour) String() string {
	return fmt.Sprintf("#%02x%02x%02x", part(c[0]), part(c[1]), part(c[2]))
}

func part(v float64) int { return int(math.Round(v * 255)) }
