package ui_test

import (
	"os"
	"testing"

	"truchement/ui/uitest"
)

// TestShots takes pictures of every page: in French and Arabic, at the width of a desktop and of
// a phone, light and dark. They are for people to look at.
func TestShots(t *testing.T) {
	folder := os.Getenv("TRUCHEMENT_SHOTS")
	if folder == "" {
		t.Skip("TRUCHEMENT_SHOTS is not set: it names the folder for the pictures")
	}
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			n := uitest.OpenShow(t, language)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			for _, v := range views(n) {
				t.Run(v.name, func(t *testing.T) {
					s.TB, n.TB = t, t
					look(n, s, v)
					s.Shoot(folder, v.name)
				})
			}
			s, path := openSetup(t, chromium, language)
			s.Open(path + "?lang=" + language)
			s.Shoot(folder, "setup")
		})
	}
}
