package tmx

import (
	"html"
	"strings"

	"truchement/workflow/bitext"
)

// The props that say where a unit comes from, in files of this program.
const (
	propDocument    = "x-document"
	propPublication = "x-publication"
	propOrigin      = "x-origin"
	propKey         = "x-segment"
	propApprover    = "x-approver"
	propBefore      = "x-context-pre"
	propAfter       = "x-context-post"
)

// Origin is where a unit comes from, as far as its props say.
type Origin struct {
	Document    string // the article or the file
	Publication string // that it was translated for; a project in other tools
	Way         string // how it was made, in the words of the tool: TM, MT, alignment
	Key         string // of the segment in its document
	Approver    string // who approved it
	Before      string // the source text before it, without codes
	After       string // the source text after it, without codes
}

// Origin reads the props of this program and those of OmegaT, memoQ, Trados Studio, Okapi and
// MyMemory for the same things. Those of the unit count before those of its variants.
func (u Unit) Origin() Origin {
	return Origin{
		Document: u.Prop(propDocument, "file", "x-filename:SingleString", "x-filename",
			"Txt::FileName"),
		Publication: u.Prop(propPublication, "x-project", "project", "x-project_name"),
		Way:         u.Prop(propOrigin, "x-Origin", "origin"),
		Key:         u.Prop(propKey, "id"),
		Approver:    u.Prop(propApprover),
		Before:      plainContext(u.Prop(propBefore, "prev")),
		After:       plainContext(u.Prop(propAfter, "next")),
	}
}

// Props lists o as props of this program.
func (o Origin) Props() []Prop {
	var props []Prop
	for _, p := range []Prop{{propDocument, o.Document}, {propPublication, o.Publication},
		{propOrigin, o.Way}, {propKey, o.Key}, {propApprover, o.Approver}, {propBefore, o.Before},
		{propAfter, o.After}} {
		if p.Value != "" {
			props = append(props, p)
		}
	}
	return props
}

// plainContext is the text of a neighbour. memoQ writes it as a seg element in characters.
func plainContext(s string) string {
	in, ok := strings.CutPrefix(s, "<seg>")
	if !ok {
		return s
	}
	in = strings.TrimSuffix(in, "</seg>")
	var b strings.Builder
	for in != "" {
		text, rest, found := strings.Cut(in, "<")
		b.WriteString(text)
		if !found {
			break
		}
		_, in, _ = strings.Cut(rest, ">")
	}
	return cleanOrEmpty(html.UnescapeString(b.String()))
}

// Prop is the first value of the first of these types that the unit has, or one of its variants
// when the unit has none; "" for none.
func (u Unit) Prop(types ...string) string {
	for _, t := range types {
		if s := propOf(u.Props, t); s != "" {
			return s
		}
	}
	for _, v := range u.Variants {
		for _, t := range types {
			if s := propOf(v.Props, t); s != "" {
				return s
			}
		}
	}
	return ""
}

func propOf(props []Prop, typ string) string {
	for _, p := range props {
		if p.Type == typ {
			return p.Value
		}
	}
	return ""
}

// State is the state that this program or Trados Studio gave the unit. A unit without one is
// translated.
func (u Unit) State() (bitext.State, bitext.SubState) {
	if s := u.Prop(propState); s != "" {
		return parseState(s)
	}
	switch u.Prop("x-ConfirmationLevel") {
	case "Draft":
		return bitext.Initial, bitext.Draft
	case "RejectedTranslation", "RejectedSignOff":
		return bitext.Translated, bitext.Returned
	case "ApprovedTranslation":
		return bitext.Reviewed, bitext.None
	case "ApprovedSignOff":
		return bitext.Final, bitext.None
	}
	return bitext.Translated, bitext.None
}

// StateProp is the prop that State reads.
func StateProp(state bitext.State, sub bitext.SubState) Prop {
	if sub != bitext.None {
		return Prop{propState, string(state) + "/" + string(sub)}
	}
	return Prop{propState, string(state)}
}

// parseState reads x-state.
func parseState(s string) (bitext.State, bitext.SubState) {
	name, rest, _ := strings.Cut(s, "/")
	state, sub := bitext.State(name), bitext.SubState(rest)
	switch state {
	case bitext.Initial:
		if sub == bitext.FromMemory || sub == bitext.FromMachine {
			return state, sub
		}
		return state, bitext.Draft
	case bitext.Translated:
		if sub == bitext.Returned || sub == bitext.Stale {
			return state, sub
		}
		return state, bitext.None
	case bitext.Reviewed, bitext.Final:
		return state, bitext.None
	}
	return bitext.Translated, bitext.None
}
