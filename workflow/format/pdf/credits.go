package pdf

import (
	"strings"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/pdf/typeset"
	"truchement/workflow/lang"
)

// credits sets who made the edition, in each language, below a rule.
func (e *writer) credits() {
	e.flush()
	l := look{style: typeset.Style{Size: e.sheet.size * 0.85}, align: typeset.Ragged, ink: grey, lines: 0.875, tag: "P"}
	var cells [][]setLine
	for _, s := range e.sides {
		facts := edition.Facts(e.d, s.tag)
		if len(facts) == 0 {
			return
		}
		spans := plain(edition.Word(e.d, s.tag, edition.Credits)+"\n", e.strong(0.9))
		var lines []string
		for _, f := range facts {
			lines = append(lines, f.Line(s.tag, e.d.Locale(s.tag)))
		}
		spans = append(spans, plain(strings.Join(lines, "\n"), l.style)...)
		if address, ok := edition.SafeLink(e.d.Address); ok {
			link := l.style
			link.Link = address
			spans = append(spans, plain("\n\u2066"+e.d.Address+"\u2069", link)...)
		}
		cells = append(cells, e.cellOf(s, l, spans, e.sheet.columns[s.column], true))
	}
	r := row{columns: e.arrange(cells), before: 2 * e.sheet.grid}
	e.needPage()
	if !e.page.fresh && r.height()+r.before > e.page.room() {
		e.endPage()
		e.needPage()
	}
	if !e.page.fresh {
		e.horizontal(e.page.y-1.4*e.sheet.grid, 0.4, pale)
	}
	e.add(r)
}

// isolate keeps the direction of a name to itself.
func isolate(s string) string { return lang.Isolate(s) }

// isolateLines does so for each line of a remark.
func isolateLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = lang.Isolate(line)
	}
	return strings.Join(lines, "\n")
}
