package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestShots takes pictures of every page: in French and Arabic, at the width of a desktop and of
// a phone, light and dark. They are for people to look at.
func TestShots(t *testing.T) {
	folder := os.Getenv("TRUCHEMENT_SHOTS")
	if folder == "" {
		t.Skip("TRUCHEMENT_SHOTS is not set: it names the folder for the pictures")
	}
	chromium := startChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			n := fillShow(t, language)
			s := openScreen(t, chromium, openDoor(t, n.newsroom), language)
			for _, v := range n.views() {
				t.Run(v.name, func(t *testing.T) {
					s.t, n.t = t, t
					n.look(s, v)
					s.shoot(folder, v.name)
				})
			}
			s, path := openSetup(t, chromium, language)
			s.open(path + "?lang=" + language)
			s.shoot(folder, "setup")
		})
	}
}

// shoot writes the pictures of the page on the screen: language-size-scheme-name.png.
func (s *screen) shoot(folder, name string) {
	s.t.Helper()
	for _, size := range []string{"desktop", "phone"} {
		width, height := int64(1440), int64(900)
		if size == "phone" {
			width, height = 390, 844
		}
		s.do(chromedp.EmulateViewport(width, height))
		if size == "phone" { // what the page had in sight moved with the width
			read[bool](s, `(document.querySelector(".clash, .seg.on, [aria-invalid]")
				?.scrollIntoView({block: "center"}), true)`)
		}
		for _, scheme := range []string{"light", "dark"} {
			s.scheme(scheme)
			picture, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				s.t.Fatal(err)
			}
			file := strings.Join([]string{s.Lang(), size, scheme, name}, "-") + ".png"
			if err := os.WriteFile(filepath.Join(folder, file), picture, 0o600); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	s.scheme("light")
	s.do(chromedp.EmulateViewport(1440, 900))
}
