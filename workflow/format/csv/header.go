package csv

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/heading"
	"truchement/workflow/lang"
)

// header is what the columns of a table hold.
type header struct {
	named                  bool           // the first row names them, and is no segment
	at                     map[string]int // by the names that Write gives them
	left                   []int          // columns without a place in a segment
	names                  []string       // of all columns
	sourceLang, targetLang string         // of the texts, where the headings say so
}

// plain is the header of a table whose first row is a segment: source and target.
func plain() header { return header{at: map[string]int{"source": 0, "target": 1}} }

// readHeader reads the first row as the names of the columns: those that Write gives them, or words for source and target
// in three languages, or the languages of the texts (fr;ar, Texte français;Texte arabe). A row that names no pair is a
// segment.
func readHeader(row []string) header {
	h := header{named: true, at: map[string]int{}, names: row}
	var texts []int // columns of texts that say their language alone
	tags := make([]string, len(row))
	for i, name := range row {
		own := strings.ToLower(strings.TrimSpace(name))
		whole, rest, tag := heading.Split(name)
		role := roleOf(whole)
		if role == "" && tag != "" {
			role = roleOf(rest)
		}
		tags[i] = tag
		switch _, there := h.at[own]; {
		case slices.Contains(columns, own) && !there:
			h.at[own] = i
		case role == "text" && tag != "":
			texts = append(texts, i)
		case role != "" && role != "text" && !h.has(role):
			h.at[role] = i
		default:
			h.left = append(h.left, i)
		}
	}
	if !h.has("source") && !h.has("target") && len(texts) > 1 {
		h.at["source"], h.at["target"] = texts[0], texts[1]
		texts = texts[2:]
	}
	h.left = append(h.left, texts...)
	if !h.has("source") || !h.has("target") && !slices.Contains(row, "source") {
		return plain()
	}
	h.sourceLang = tags[h.at["source"]]
	if at, ok := h.at["target"]; ok {
		h.targetLang = tags[at]
	}
	if h.sourceLang != "" && lang.Base(h.sourceLang) == lang.Base(h.targetLang) {
		return plain()
	}
	return h
}

func (h header) has(name string) bool { _, ok := h.at[name]; return ok }

// roleOf is the column that the words of a heading name, as Write calls it; "text" for one that says nothing more than
// that it has texts.
func roleOf(words string) string {
	for role, all := range map[string][]string{
		"text":   {"", "texte", "text", "segment", "version", "langue", "نص", "النص"},
		"source": {"source", "original", "texte source", "source text", "المصدر", "مصدر", "الأصل", "النص الأصلي"},
		"target": {"target", "cible", "traduction", "translation", "texte cible", "target text", "الهدف", "ترجمة", "الترجمة", "المقابل"},
		"notes":  {"note", "notes", "comment", "comments", "commentaire", "commentaires", "remarque", "ملاحظة", "ملاحظات", "تعليق"},
	} {
		if slices.ContainsFunc(all, func(w string) bool { return lang.Fold(w, "") == words }) {
			return role
		}
	}
	return ""
}

// add puts a row into the document, and tells of its cells that no segment has a place for.
func (h header) add(d *bitext.Document, line int, row []string) error {
	cells := map[string]string{}
	for name, i := range h.at {
		if i < len(row) {
			cells[name] = row[i]
		}
	}
	left := h.left
	if !h.named {
		for i := 2; i < len(row); i++ {
			left = append(left, i)
		}
	}
	for _, i := range left {
		if i < len(row) && strings.TrimSpace(row[i]) != "" {
			text := row[i]
			if i < len(h.names) && h.named {
				text = h.names[i]
			}
			d.Odd(bitext.OddColumn, line, text)
		}
	}
	if strings.TrimSpace(cells["source"]) == "" && strings.TrimSpace(cells["target"]) != "" {
		d.Odd(bitext.OddNoSource, line, cells["target"])
	}
	return add(d, cells)
}
