package web

import (
	"bytes"
	"slices"
)

// joinedStyles are the style sheets that go out as one: those of every page, and those of the two
// pages where one writes.
var joinedStyles = map[string][]string{
	"web/layout.css": {"web/tokens.css", "web/app.css", "web/strip.css", "web/keys.css"},
	"web/work.css":   {"desk/desk.css", "bench/bench.css", "web/field.css"},
}

// aloneToo are the parts that other pages want by themselves.
var aloneToo = []string{"desk/desk.css", "bench/bench.css"}

// joinStyles puts the joined sheets in the place of their parts, which no page names any more.
func (a *assets) joinStyles() {
	for name, parts := range joinedStyles {
		var joined bytes.Buffer
		for _, part := range parts {
			joined.Write(a.files[part].plain)
			if !slices.Contains(aloneToo, part) {
				delete(a.files, part)
			}
		}
		a.files[name] = asset{mediaType(name), pack(name, joined.Bytes())}
	}
}
