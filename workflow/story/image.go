package story

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// PNG is an image of a size, of two colours.
func PNG(width, height int) []byte {
	drawn := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	for x := range width {
		drawn.SetColorIndex(x, x%height, 1)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, drawn); err != nil {
		panic(err) // a buffer takes all
	}
	return b.Bytes()
}
