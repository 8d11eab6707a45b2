// Package json writes editions as JSON, for programs that show or keep them: apps, sites, archives.
//
// The types of this package are the schema. Within a Version members are added and never removed,
// renamed or given another meaning, so that a reader ignores those it does not know. Members without
// a value are left out. Times are RFC 3339, languages BCP 47, offsets count Unicode characters.
package json

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Version is the version of the schema.
const Version = 1

// Edition is the whole file: an article with its translation.
type Edition struct {
	Schema      string     `json:"schema"` // "truchement-edition"
	Version     int        `json:"version"`
	ID          string     `json:"id,omitempty"` // of the article on its desk
	Source      Side       `json:"source"`
	Target      Side       `json:"target"`
	Published   *time.Time `json:"published,omitempty"` // or taken in, while it is not published
	Updated     *time.Time `json:"updated,omitempty"`   // by the last correction after publication
	Address     string     `json:"address,omitempty"`   // where readers find the edition
	Credits     []Credit   `json:"credits,omitempty"`
	Blocks      []Block    `json:"blocks"`                // in reading order: kicker, headline, deck and byline first
	Corrections int        `json:"corrections,omitempty"` // how many were made since publication; Side.Facts says which
}

// Side is one language of the edition.
type Side struct {
	Lang  string `json:"lang"`
	Dir   string `json:"dir"` // "ltr" or "rtl"
	Title string `json:"title"`
	// Facts are the credits and the provenance in the words, dates and digits of this language, to be
	// shown as they are.
	Facts []Fact `json:"facts,omitempty"`
}

// Credit names the people or titles with a role.
type Credit struct {
	Role  string   `json:"role"` // "author", "translator", "editor", "publication"
	Names []string `json:"names"`
}

// Fact is one line of the credits or of the provenance.
type Fact struct {
	Key      string   `json:"key"`   // "translator", "origin", "date", "unreviewed", "override", "correction", …
	Label    string   `json:"label"` // the key in words
	Names    []string `json:"names,omitempty"`
	Segments []int    `json:"segments,omitempty"` // the numbers of the segments that it is about
	Text     string   `json:"text,omitempty"`     // what a person wrote, such as a reason
}

// Block is a part of the article.
type Block struct {
	ID       string    `json:"id,omitempty"`
	Kind     string    `json:"kind"`            // "kicker", "headline", "deck", "byline", "paragraph", "heading", "quote", "listitem", "caption"
	Level    int       `json:"level,omitempty"` // of a heading, 1 to 6
	Segments []Segment `json:"segments"`
}

// Segment is a part of a block with its translation: a sentence, or what the edition's rows are.
type Segment struct {
	ID       string `json:"id,omitempty"`
	Number   int    `json:"number"` // in the article, from 1
	State    string `json:"state"`  // "initial", "translated", "reviewed", "final"
	SubState string `json:"sub_state,omitempty"`
	Source   Text   `json:"source"`
	Target   *Text  `json:"target,omitempty"` // none: there is no translation
	After    string `json:"after,omitempty"`  // white space and line breaks before the next segment
	// Sentences are the sentences that are matched with their translation, where there are several.
	Sentences  []Sentence `json:"sentences,omitempty"`
	Translator string     `json:"translator,omitempty"`
	Reviewer   string     `json:"reviewer,omitempty"`
	Override   string     `json:"override,omitempty"` // the reason why a person approved their own translation
	Notes      []Note     `json:"notes,omitempty"`
}

// Text is a text with its formatting.
type Text struct {
	Text  string `json:"text"` // a line break is a newline; any other object is its plain equivalent
	Codes []Code `json:"codes,omitempty"`
}

// Code is formatting of a stretch of a text, or an object in it. Stretches nest and never cross. A code
// that the source and the target share has the same ID in both.
type Code struct {
	ID    string `json:"id"`
	Type  string `json:"type"` // "bold", "italic", "underline", "strike", "sup", "sub", "code", "link"; "break", "image", "note"
	Start int    `json:"start"`
	End   int    `json:"end"`            // after the last character; of an object, after its equivalent
	Data  string `json:"data,omitempty"` // the address of a link or an image
}

// Sentence is the range of a sentence of a segment in both texts.
type Sentence struct {
	Source [2]int `json:"source"` // start and end
	Target [2]int `json:"target"`
}

// Note is a comment on a segment.
type Note struct {
	Author string     `json:"author"`
	Time   *time.Time `json:"time,omitempty"`
	Text   string     `json:"text"`
}

// Write writes d as an Edition.
func Write(w io.Writer, d *bitext.Document) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(Of(d)); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return nil
}

// Of is the Edition of a document.
func Of(d *bitext.Document) Edition {
	e := Edition{Schema: "truchement-edition", Version: Version, ID: d.ID, Source: sideOf(d, d.SourceLang, false),
		Target: sideOf(d, d.TargetLang, true), Published: timeOf(d.Date), Updated: timeOf(d.Updated), Address: d.Address,
		Blocks: []Block{}}
	for _, f := range e.Target.Facts {
		switch f.Key {
		case edition.Author, edition.Translator, edition.Editor, edition.Publication:
			e.Credits = append(e.Credits, Credit{f.Key, f.Names})
		case edition.Correction:
			e.Corrections++
		}
	}
	front, text := edition.Arrange(d)
	for _, b := range append(front, text...) {
		if len(b.Segments) > 0 {
			e.Blocks = append(e.Blocks, blockOf(d, b))
		}
	}
	return e
}

func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func sideOf(d *bitext.Document, tag string, target bool) Side {
	s := Side{Lang: tag, Dir: lang.Direction(tag), Title: edition.Title(d, tag, target)}
	for _, f := range edition.Facts(d, tag) {
		s.Facts = append(s.Facts, Fact{f.Key, f.Label, f.Names, f.Segments, f.Text})
	}
	return s
}

func blockOf(d *bitext.Document, b edition.Placed) Block {
	hides := map[string]bool{}
	for _, key := range d.HiddenFacts {
		hides[key] = true
	}
	out := Block{ID: b.ID, Kind: string(b.Kind), Level: b.Level}
	for i, s := range b.Segments {
		seg := Segment{ID: s.ID, Number: b.First + i, State: string(s.State), SubState: string(s.SubState),
			Source: textOf(s.Source), After: s.After.String(), Sentences: sentencesOf(s)}
		if !s.Target.Empty() {
			target := textOf(s.Target)
			seg.Target = &target
			if !hides[edition.Translator] {
				seg.Translator = s.Translator
			}
			if !hides[edition.Editor] {
				seg.Reviewer = s.Reviewer
			}
			if !hides[edition.Override] {
				seg.Override = s.Override
			}
		}
		for _, n := range s.Notes {
			seg.Notes = append(seg.Notes, Note{n.Author, timeOf(n.Time), n.Text})
		}
		out.Segments = append(out.Segments, seg)
	}
	return out
}

// sentencesOf are the sentences of a segment of several.
func sentencesOf(s bitext.Segment) []Sentence {
	matches := s.Matches()
	if len(matches) < 2 {
		return nil
	}
	var out []Sentence
	source, target := 0, 0
	for _, m := range matches {
		length := func(t bitext.Text) int { return utf8.RuneCountInString(t.String()) }
		one := Sentence{[2]int{source, source + length(m.Source.Text)}, [2]int{target, target + length(m.Target.Text)}}
		source, target = one.Source[1]+length(m.Source.After), one.Target[1]+length(m.Target.After)
		out = append(out, one)
	}
	return out
}

// textOf turns the ends of codes into stretches. Ends without a start are left out, starts without an
// end reach to the end of the text.
func textOf(t bitext.Text) Text {
	out := Text{Text: t.String()}
	at := 0
	var open []int // of out.Codes
	for _, r := range t {
		length := utf8.RuneCountInString(bitext.Text{r}.String())
		switch r.Kind {
		case bitext.Open:
			open = append(open, len(out.Codes))
			out.Codes = append(out.Codes, codeOf(r.Code, at, at))
		case bitext.Lone:
			out.Codes = append(out.Codes, codeOf(r.Code, at, at+length))
		case bitext.Close:
			for i := len(open) - 1; i >= 0; i-- {
				if out.Codes[open[i]].ID == r.Code.ID {
					for _, inner := range open[i:] {
						out.Codes[inner].End = at
					}
					open = open[:i]
					break
				}
			}
		}
		at += length
	}
	for _, i := range open {
		out.Codes[i].End = at
	}
	return out
}

// codeOf has the address of a link or an image only where an edition may link to it.
func codeOf(c bitext.Code, start, end int) Code {
	out := Code{ID: c.ID, Type: string(c.Type), Start: start, End: end}
	if address, ok := edition.SafeLink(c.Data); ok {
		out.Data = address
	}
	return out
}
