package part

import (
	"strings"

	"truchement/ui/web"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/html"
)

// FontRules declare the fonts of an edition's text. Their addresses have the build in them, so that
// browsers keep a face as long as it is this one.
func FontRules(c *web.Call, t edition.Typeface) string {
	_, build, _ := strings.Cut(c.RowBase().Static(""), "/static/")
	return html.FontRules(t, func(face string) string {
		return "/editions/fonts/" + face + ".woff2?v=" + strings.Trim(build, "/")
	})
}
