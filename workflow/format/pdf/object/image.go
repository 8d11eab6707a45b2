package object

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // reads the size of a logo
	"image/png"
)

// Picture is a picture of a file.
type Picture struct {
	Ref           Ref
	Width, Height int // in pixels
}

// mostPixels is the size of a picture above which it is refused: what a page prints well is a
// tenth of it, and a small file may claim to be huge.
const mostPixels = 16_000_000

var errPicture = errors.New("pdf: the picture is neither PNG nor JPEG, or too large")

// Picture writes a PNG or JPEG image.
func (f *File) Picture(data []byte) (*Picture, error) {
	config, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width < 1 || config.Height < 1 || config.Width*config.Height > mostPixels {
		return nil, errPicture
	}
	p := &Picture{Ref: f.Ref(), Width: config.Width, Height: config.Height}
	dict := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", p.Width, p.Height)
	if kind == "jpeg" {
		space := "/DeviceRGB"
		switch config.ColorModel {
		case color.GrayModel:
			space = "/DeviceGray"
		case color.CMYKModel:
			space = "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]"
		}
		f.RawStream(p.Ref, dict+"/ColorSpace"+space+"/Filter/DCTDecode", data)
		return p, nil
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errPicture
	}
	colours, alpha, opaque := pixels(picture)
	if !opaque {
		mask := f.Ref()
		f.Stream(mask, dict+"/ColorSpace/DeviceGray", alpha)
		dict += "/SMask " + mask.String()
	}
	f.Stream(p.Ref, dict+"/ColorSpace/DeviceRGB", colours)
	return p, nil
}

func pixels(picture image.Image) (colours, alpha []byte, opaque bool) {
	box := picture.Bounds()
	opaque = true
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c, ok := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
			if !ok {
				continue
			}
			colours = append(colours, c.R, c.G, c.B)
			alpha = append(alpha, c.A)
			opaque = opaque && c.A == 0xFF
		}
	}
	return colours, alpha, opaque
}
