package word

import (
	"html/template"
	"strings"

	"truchement/workflow/tm"
)

// Steps shows how a source became a text by the words that a match counts: what was replaced, and apart
// from it another form of a word and another number, which count less. Characters that do not show are made
// visible.
func (s *Speech) Steps(source, text string, steps []tm.Step) template.HTML {
	w := stepWriter{Speech: s, source: source, text: text}
	for _, step := range steps {
		w.write(step)
	}
	w.flush()
	w.out.WriteString(w.signedLines(text[w.at:]))
	return template.HTML(w.out.String()) //nolint:gosec // every text is escaped
}

// stepWriter writes steps; words that follow each other and were all replaced are written together.
type stepWriter struct {
	*Speech
	source, text string
	out          strings.Builder
	at           int      // in text: what is before it is written
	gone         []string // words of the source that wait
	from, to     int      // the words of the text that wait
}

func (w *stepWriter) write(step tm.Step) {
	switch step.Change {
	case tm.Removed:
		w.gone = append(w.gone, w.source[step.Source.From:step.Source.To])
		return
	case tm.Replaced, tm.Added:
		if step.Change == tm.Replaced {
			w.gone = append(w.gone, w.source[step.Source.From:step.Source.To])
		}
		if w.from == w.to {
			w.from = step.Query.From
		}
		w.to = step.Query.To
		return
	}
	w.flush()
	w.out.WriteString(w.signedLines(w.text[w.at:step.Query.From]))
	word := w.signedLines(w.text[step.Query.From:step.Query.To])
	w.at = step.Query.To
	said := map[tm.Change]string{tm.Form: "diff.form", tm.Number: "diff.number"}[step.Change]
	if said == "" {
		w.out.WriteString(word)
		return
	}
	w.WriteEdit(&w.out, `del class="near"`, w.T(said), w.signedLines(w.source[step.Source.From:step.Source.To]))
	w.WriteEdit(&w.out, `ins class="near"`, w.T("diff.added"), word)
}

// flush writes the words that wait.
func (w *stepWriter) flush() {
	if w.from < w.to {
		w.out.WriteString(w.signedLines(w.text[w.at:w.from]))
	}
	if len(w.gone) > 0 {
		if w.from == w.to {
			w.out.WriteString(" ")
		}
		w.WriteEdit(&w.out, "del", w.T("diff.deleted"), w.signedLines(strings.Join(w.gone, " ")))
	}
	if w.from < w.to {
		w.WriteEdit(&w.out, "ins", w.T("diff.added"), w.signedLines(w.text[w.from:w.to]))
		w.at = w.to
	}
	w.gone, w.from, w.to = nil, 0, 0
}

// lines is a text as HTML.
func lines(text string) string {
	return strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>")
}
