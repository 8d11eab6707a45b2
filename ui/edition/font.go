package edition

import (
	"fmt"
	"strings"

	"truchement/ui/web"
)

// fontRules declare the fonts of an edition's text, which are those of the desk, by the names that the
// style sheet of editions prefers.
func fontRules(c *web.Call) string {
	base := c.RowBase()
	var b strings.Builder
	for _, f := range []struct{ family, file, characters string }{
		{"Source Serif 4", "source-serif-4-latin-ext-wght-normal.woff2", "U+100-2BA, U+2BD-2C5, U+2C7-2CC, " +
			"U+2CE-2D7, U+2DD-2FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0"},
		{"Source Serif 4", "source-serif-4-latin-wght-normal.woff2", "U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, " +
			"U+2DA, U+2DC, U+300-36F, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"},
		{"Noto Naskh Arabic", "noto-naskh-arabic-arabic-wght-normal.woff2",
			"U+600-6FF, U+750-77F, U+870-8FF, U+200C-200D, U+FB50-FDFF, U+FE70-FEFC"},
	} {
		fmt.Fprintf(&b, "@font-face{font-family:%q;font-weight:400 700;font-display:swap;"+
			"src:url(%q) format(\"woff2\");unicode-range:%s}\n", f.family, base.Static("font/"+f.file), f.characters)
	}
	return b.String()
}
