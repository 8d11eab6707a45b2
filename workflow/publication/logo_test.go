package publication_test

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/story"
)

// TestLogoIsDrawnAnew keeps images: what was in their files beside the picture is gone.
func TestLogoIsDrawnAnew(t *testing.T) {
	r := story.New(t)
	id := r.AddPublication()
	read := func() (workflow.Logo, error) { return r.Publication.Logo(r.Ctx(), r.People["amina"], id) }
	drawing := image.NewGray(image.Rect(0, 0, 30, 20))
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, drawing, nil); err != nil {
		t.Fatal(err)
	}
	plain := story.PNG(120, 40)
	for kind, file := range map[string][]byte{"image/png": append(plain, "<script>secret"...),
		"image/jpeg": append(photo.Bytes(), "<script>secret"...)} {
		entries := r.Appended(func() { r.Check(kind, r.Publication.SetLogo(r.Ctx(), r.People["nadia"], id, file)) })
		if len(entries) != 1 || entries[0].Kind != workflow.PublicationChanged {
			t.Errorf("feed %+v", entries)
		}
		logo, err := read()
		r.Check("read", err)
		_, got, err := image.DecodeConfig(bytes.NewReader(logo.Image))
		if err != nil || logo.MIME != kind || "image/"+got != kind || bytes.Contains(logo.Image, []byte("secret")) {
			t.Errorf("%s is kept as %s, %v", kind, logo.MIME, err)
		}
	}
	for range 2 {
		r.Check("remove", r.Publication.RemoveLogo(r.Ctx(), r.People["nadia"], id))
	}
	_, err := read()
	r.Refused("error.not-found").Check("read", err)
}

func TestLogoIsRefused(t *testing.T) {
	noise := image.NewNRGBA(image.Rect(0, 0, 200, 200))
	for i := range noise.Pix {
		noise.Pix[i] = byte(rand.IntN(256))
	}
	encode := func(write func(b *bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		name, who, want string
		file            []byte
	}{
		{"an editor", "luc", "error.forbidden", story.PNG(9, 9)},
		{"nothing", "nadia", "logo.kind", nil},
		{"a drawing of SVG", "nadia", "logo.kind", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		{"a GIF", "nadia", "logo.kind", encode(func(b *bytes.Buffer) error {
			return gif.Encode(b, image.NewGray(image.Rect(0, 0, 9, 9)), nil)
		})},
		{"half a PNG", "nadia", "logo.kind", story.PNG(120, 40)[:60]},
		{"many bytes", "nadia", "logo.large", encode(func(b *bytes.Buffer) error { return png.Encode(b, noise) })},
		{"many pixels in few bytes", "nadia", "logo.pixels", story.PNG(2001, 10)},
		{"no publication", "nadia", "error.not-found", story.PNG(9, 9)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t)
			id := r.AddPublication()
			if c.name == "no publication" {
				id = "none"
			}
			r.Refused(c.want).Check("logo", r.Publication.SetLogo(r.Ctx(), r.People[c.who], id, c.file))
		})
	}
}

func TestLookOfAPublicationIsChecked(t *testing.T) {
	for _, c := range []struct {
		style workflow.HouseStyle
		want  string
	}{
		{workflow.HouseStyle{Accent: "#8a1c2c", Typeface: "modern", Hidden: []string{"translator", "date"}}, ""},
		{workflow.HouseStyle{Accent: "#767676"}, ""},
		{workflow.HouseStyle{Accent: "#777777"}, "publication.pale"},
		{workflow.HouseStyle{Accent: "#ffd700"}, "publication.pale"},
		{workflow.HouseStyle{Accent: "red"}, "publication.colour"},
		{workflow.HouseStyle{Accent: "#12345g"}, "publication.colour"},
		{workflow.HouseStyle{Typeface: "comic"}, "option.choice"},
		{workflow.HouseStyle{Hidden: []string{"correction"}}, "option.choice"},
	} {
		r := story.New(t)
		_, err := r.Publication.Add(r.Ctx(), r.People["nadia"], workflow.Publication{Name: "P", SourceLang: "ar",
			TargetLang: "fr", Style: c.style})
		if c.want != "" {
			r.Refused(c.want)
		}
		r.Check(strings.TrimSpace(c.style.Accent+" "+c.style.Typeface), err)
	}
}
