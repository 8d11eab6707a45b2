package edition

import (
	"strings"

	"truchement/workflow/lang"
)

// Line makes one line of plain text show in the direction of its language: a
// program that guesses the direction of a line by its first strong character
// (UAX #9, P2) would set an Arabic line that begins with "ONU" from the left.
// Such a line gets a mark, RLM or LRM, in front; the others stay as they are.
func Line(line, tag string) string {
	dir := lang.Direction(tag)
	switch first := lang.FirstStrong(line); {
	case line == "", first == dir:
		return line
	case dir == lang.RTL:
		return "\u200F" + line
	case first == "":
		return line
	default:
		return "\u200E" + line
	}
}

// Line writes the fact as one line of plain text of the language of tag, its numbers as a locale
// does: "Correction : lundi 14 avril 2025, coquille · phrase 6 (mot oublié)". Names and reasons may be of either direction: each is an isolate of its own.
func (f Fact) Line(tag string, l *lang.Locale) string {
	colon, comma := ": ", ", "
	switch lang.Base(tag) {
	case "fr":
		colon = "\u00A0: "
	case "ar":
		comma = "\u060C "
	}
	var names []string
	for _, n := range f.Names {
		names = append(names, isolate(n, tag))
	}
	parts := []string{}
	for _, s := range []string{strings.Join(names, comma), strings.TrimSpace(f.Place + " " + f.Numbers(l))} {
		if s != "" && len(parts) > 0 {
			s = "· " + s
		}
		if s != "" {
			parts = append(parts, s)
		}
	}
	if f.Text != "" {
		parts = append(parts, "("+isolate(f.Text, tag)+")")
	}
	return f.Label + colon + strings.Join(parts, " ")
}

// isolate leaves text alone that runs in the direction of its line anyway.
func isolate(s, tag string) string {
	dir := lang.Direction(tag)
	for _, r := range s {
		if d := lang.FirstStrong(string(r)); d != "" && d != dir {
			return lang.Isolate(s)
		}
	}
	return s
}
