package publication

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"truchement/workflow"
	"truchement/workflow/format/edition"
	"truchement/workflow/ledger"
)

// mostLogoPixels is how many pixels a logo may have on a side: an image of few bytes can be one of many
// gigabytes.
const mostLogoPixels = 2000

// SetLogo keeps a logo for the editions of a publication: a PNG or JPEG image, which is drawn anew so that
// nothing else that was in the file comes into editions.
func (u *UseCases) SetLogo(ctx context.Context, who workflow.Actor, publication string, file []byte) error {
	if err := who.May(workflow.ManagePublication); err != nil {
		return err
	}
	logo, err := redraw(file)
	if err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		if _, err := t.Publication(publication); err != nil {
			return err
		}
		if err := t.SetLogo(publication, logo); err != nil {
			return err
		}
		return t.noteLogo(publication, "logo")
	})
}

// RemoveLogo removes the logo of a publication, if it has one.
func (u *UseCases) RemoveLogo(ctx context.Context, who workflow.Actor, publication string) error {
	if err := who.May(workflow.ManagePublication); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		if _, err := t.Publication(publication); err != nil {
			return err
		}
		if err := t.RemoveLogo(publication); err != nil {
			return err
		}
		return t.noteLogo(publication, "no logo")
	})
}

// Logo is the logo of a publication; NotFound when it has none.
func (u *UseCases) Logo(ctx context.Context, who workflow.Actor, publication string) (workflow.Logo, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return workflow.Logo{}, err
	}
	var logo workflow.Logo
	err := u.View(ctx, func(t *txn) (err error) {
		logo, err = t.Logo(publication)
		return err
	})
	return logo, err
}

// redraw reads an image and writes it again.
func redraw(file []byte) (workflow.Logo, error) {
	tooLarge := workflow.Fail(workflow.TooLarge, "logo.large", "Limit", workflow.MaxLogo>>10)
	if len(file) > workflow.MaxLogo {
		return workflow.Logo{}, tooLarge
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || kind != "png" && kind != "jpeg" {
		return workflow.Logo{}, workflow.Fail(workflow.Invalid, "logo.kind")
	}
	if config.Width > mostLogoPixels || config.Height > mostLogoPixels || config.Width < 1 || config.Height < 1 {
		return workflow.Logo{}, workflow.Fail(workflow.Invalid, "logo.pixels", "Limit", mostLogoPixels)
	}
	drawn, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return workflow.Logo{}, workflow.Fail(workflow.Invalid, "logo.kind")
	}
	var out bytes.Buffer
	if kind == "png" {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, drawn)
	} else {
		err = jpeg.Encode(&out, drawn, &jpeg.Options{Quality: 90})
	}
	if err != nil {
		return workflow.Logo{}, fmt.Errorf("draw a logo: %w", err)
	}
	if out.Len() > workflow.MaxLogo {
		return workflow.Logo{}, tooLarge
	}
	return workflow.Logo{MIME: "image/" + kind, Image: out.Bytes()}, nil
}

// checkLook refuses an accent that could not be read on white, and a typeface that is none.
func checkLook(s workflow.HouseStyle) error {
	look := edition.Look{Accent: s.Accent, Typeface: edition.Typeface(s.Typeface)}
	if !look.Typeface.Known() {
		return workflow.UnknownOption("option.choice", s.Typeface, nil)
	}
	if s.Accent != "" {
		rgb, ok := look.RGB()
		if !ok {
			return workflow.Fail(workflow.Invalid, "publication.colour")
		}
		if edition.Contrast(rgb, edition.Colour{1, 1, 1}) < edition.LeastContrast {
			return workflow.Fail(workflow.Invalid, "publication.pale")
		}
	}
	for _, key := range s.Hidden {
		if _, err := workflow.ParseOption("option.choice", key, workflow.HideableFacts()); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) noteLogo(publication, made string) error {
	if err := t.Ledger.Note(ledger.PublicationChanged, publication, "", made); err != nil {
		return err
	}
	return t.AppendFeed(workflow.PublicationChanged, "", "", map[string]any{"publication": publication})
}
