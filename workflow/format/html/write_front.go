package html

import (
	"fmt"
	"html"

	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// dateline is the row below the byline: the day of publication, and that of the last correction.
func (r *renderer) dateline() {
	if r.d.Date.IsZero() {
		return
	}
	r.b.WriteString("<div class=\"row dateline\">\n")
	for _, s := range r.p.Sides {
		fmt.Fprintf(&r.b, "<p class=\"cell %s\"%s>%s</p>\n", sideClass(s), attrs(s.Lang, s.Dir), r.days(s))
	}
	r.b.WriteString("</div>\n")
}

// days are the days of a side in its words.
func (r *renderer) days(s side) string {
	day := fmt.Sprintf("<time datetime=\"%s\">%s</time>", r.d.Date.Format(machineTime),
		html.EscapeString(edition.Day(r.d, s.Lang)))
	if r.d.Updated.IsZero() {
		return day
	}
	return fmt.Sprintf("%s · %s <time datetime=\"%s\">%s</time>", day,
		html.EscapeString(edition.Word(r.d, s.Lang, edition.Updated)), r.d.Updated.Format(machineTime),
		html.EscapeString(s.Locale.FormatDate(r.d.Updated, lang.Full)))
}

// machineTime is how programs read a time, with its zone.
const machineTime = "2006-01-02T15:04:05Z07:00"

func sideClass(s side) string {
	if s.target {
		return "tgt"
	}
	return "src"
}
