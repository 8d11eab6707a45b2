package terms

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"truchement/workflow/format/terms/table"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// glossaryHead is the line by which OmegaT begins a glossary of its own.
const glossaryHead = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"

// writeGlossary writes a line for each source term with each target term that may be written, the
// preferred first. What is forbidden goes into the comment.
func writeGlossary(w io.Writer, p table.Pair, concepts iter.Seq2[term.Concept, error]) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString(glossaryHead) // a bufio.Writer keeps its first error for Flush
	for c, err := range concepts {
		if err != nil {
			return err
		}
		targets, forbidden := allowed(c, p.Target)
		sources, _ := allowed(c, p.Source)
		for _, s := range sources {
			for _, t := range targets {
				line := field(s.Text) + "\t" + field(t.Text)
				if strings.HasPrefix(line, "#") {
					line = " " + line // or it is a comment
				}
				if note := comment(c, t, forbidden); note != "" {
					line += "\t" + note
				}
				_, _ = out.WriteString(line + "\n")
			}
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write a glossary: %w", err)
	}
	return nil
}

// allowed are the terms in a language, whatever its region, that may be written, the preferred first, and
// those that may not.
func allowed(c term.Concept, tag string) (terms []term.Term, forbidden []string) {
	for _, t := range c.Terms {
		switch {
		case lang.Base(t.Lang) != lang.Base(tag):
		case t.Status == term.Deprecated:
			forbidden = append(forbidden, t.Text)
		default:
			terms = append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b term.Term) int {
		return slices.Index(term.Statuses, a.Status) - slices.Index(term.Statuses, b.Status)
	})
	return terms, forbidden
}

// comment is what a line says beside its terms.
func comment(c term.Concept, t term.Term, forbidden []string) string {
	var parts []string
	for _, part := range []string{c.Domain, c.Note, t.Note} {
		if part != "" {
			parts = append(parts, field(part))
		}
	}
	if len(forbidden) > 0 {
		parts = append(parts, "≠ "+field(strings.Join(forbidden, ", ")))
	}
	return strings.Join(parts, " | ")
}

// field is a text as a line holds it.
func field(s string) string { return strings.Join(strings.FieldsFunc(s, isBreak), " ") }

func isBreak(r rune) bool { return r == '\t' || r == '\n' }
