package edition

import (
	"net/http"
	"strings"
	"sync"

	"truchement/ui/web"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
)

// fonts keeps the faces of editions as browsers load them: to make one takes a third of a second.
type fonts struct {
	mutex sync.Mutex
	made  map[string][]byte
}

// showFont answers a face of the editions' text.
func (r *Room) showFont(c *web.Call) error {
	name, ok := strings.CutSuffix(c.Param("name"), ".woff2")
	if !ok || !isFace(name) {
		return web.NotFound()
	}
	face, err := r.fonts.face(name)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	return c.Blob(http.StatusOK, "font/woff2", face)
}

func isFace(name string) bool {
	for _, t := range edition.Typefaces() {
		for _, p := range font.Parts(t) {
			if p.Name == name {
				return true
			}
		}
	}
	return false
}

// face makes a face when it is first asked for; others wait for it.
func (f *fonts) face(name string) ([]byte, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if made := f.made[name]; made != nil {
		return made, nil
	}
	made, err := font.Whole(name)
	if err != nil {
		return nil, err
	}
	if f.made == nil {
		f.made = map[string][]byte{}
	}
	f.made[name] = made
	return made, nil
}
