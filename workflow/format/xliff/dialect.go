package xliff

import (
	"slices"
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/xmlfile"
)

// The namespaces of what other programs add to XLIFF 1.2, and of proposals in XLIFF 2.
const (
	nsTrados  = "http://sdl.com/FileTypes/SdlXliff/1.0"
	nsMemoQ   = "MQXliff"
	nsPhrase  = "http://www.memsource.com/mxlf/2.0"
	nsMatches = "urn:oasis:names:tc:xliff:matches:2.0"
)

// dialect reads the state of a segment as Trados (SDLXLIFF), memoQ (MQXLIFF) and Phrase (MXLIFF) have it, who leave that of
// XLIFF alone.
func (r *reader) dialect(s *bitext.Segment, unit *xmlfile.Element, mid string) {
	var told, locked bool
	var state bitext.State
	var sub bitext.SubState
	switch seg := tradosSegment(unit, mid); {
	case seg != nil:
		told, locked = true, seg.Attr("locked") == "true"
		state, sub = tradosState(seg.Attr("conf"), seg.Attr("origin"))
	case unit.Attr(nsMemoQ+" status") != "":
		told, locked = true, strings.HasSuffix(strings.ToLower(unit.Attr(nsMemoQ+" locked")), "locked")
		state, sub = memoQState(unit.Attr(nsMemoQ + " status"))
	case unit.Attr(nsPhrase+" confirmed") != "":
		told, locked = true, unit.Attr(nsPhrase+" locked") == "true"
		if state, sub = bitext.Translated, bitext.None; unit.Attr(nsPhrase+" confirmed") == "0" {
			state, sub = bitext.Initial, originOf(unit.Attr(nsPhrase+" trans-origin"))
		}
	}
	if locked {
		r.problem(Locked, s.Source.String())
	}
	if !told {
		return
	}
	if s.State, s.SubState = state, sub; len(s.Target) == 0 {
		s.State, s.SubState = bitext.Initial, bitext.None
	}
}

// tradosSegment is what Trados says of a piece of a unit, or of its only one; nil for nothing.
func tradosSegment(unit *xmlfile.Element, mid string) *xmlfile.Element {
	var found []*xmlfile.Element
	for _, k := range unit.Kids {
		if defs, ok := k.(*xmlfile.Element); ok && defs.Space == nsTrados && defs.Name == "seg-defs" {
			found = append(found, defs.All("seg")...)
		}
	}
	for _, seg := range found {
		if seg.Attr("id") == mid || mid == "" && len(found) == 1 {
			return seg
		}
	}
	return nil
}

// tradosState maps the confirmation levels of Trados.
func tradosState(level, origin string) (bitext.State, bitext.SubState) {
	switch level {
	case "Translated":
		return bitext.Translated, bitext.None
	case "ApprovedTranslation":
		return bitext.Reviewed, bitext.None
	case "ApprovedSignOff":
		return bitext.Final, bitext.None
	case "RejectedTranslation", "RejectedSignOff":
		return bitext.Translated, bitext.Returned
	}
	return bitext.Initial, originOf(origin) // Draft, or nothing yet
}

// memoQState maps the states of memoQ.
func memoQState(status string) (bitext.State, bitext.SubState) {
	switch status {
	case "ManuallyConfirmed", "TranslatorConfirmed", "Confirmed":
		return bitext.Translated, bitext.None
	case "Reviewer1Confirmed":
		return bitext.Reviewed, bitext.None
	case "Reviewer2Confirmed", "ProofRead", "Proofread":
		return bitext.Final, bitext.None
	case "Rejected":
		return bitext.Translated, bitext.Returned
	case "MachineTranslated":
		return bitext.Initial, bitext.FromMachine
	case "Pretranslated", "AssembledFromFragments":
		return bitext.Initial, bitext.FromMemory
	}
	return bitext.Initial, bitext.Draft // NotStarted, PartiallyEdited, Edited
}

// originOf is the sub-state of a target that no one has confirmed, by where its text came from.
func originOf(origin string) bitext.SubState {
	switch o := strings.ToLower(origin); {
	case isMachine(o):
		return bitext.FromMachine
	case o == "tm", strings.Contains(o, "match"), strings.Contains(o, "memory"), strings.HasSuffix(o, "-tm"):
		return bitext.FromMemory
	}
	return bitext.Draft
}

// isMachine reports whether an origin, in lower case, is a machine that translates.
func isMachine(origin string) bool {
	words := strings.FieldsFunc(origin, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' })
	return slices.Contains(words, "mt") || slices.Contains(words, "nmt") || slices.Contains(words, "amt") ||
		strings.Contains(origin, "machine") || strings.Contains(origin, "deepl") || strings.Contains(origin, "google")
}

// proposal is a translation that a file proposes for a segment.
type proposal struct {
	at      int // of the segment
	quality float64
	target  *xmlfile.Element
	origin  string
}

// matches1 fills the segments of a trans-unit that have no target with the best of its alt-trans.
func (r *reader) matches1(e *xmlfile.Element, pairs []pair, segments []bitext.Segment) {
	var all []proposal
	for _, alt := range e.All("alt-trans") {
		p := proposal{target: alt.First("target"), origin: alt.Attr("origin"), quality: quality(alt.Attr("match-quality"))}
		if p.target == nil {
			continue
		}
		if mid := alt.Attr("mid"); mid != "" {
			p.at = slices.IndexFunc(pairs, func(one pair) bool { return one.mid == mid })
		} else if len(segments) != 1 {
			p.at = -1
		}
		if kind := alt.Attr("alttranstype"); kind != "" && kind != "proposal" {
			p.at = -1 // a text of before, a rejected one or one in a third language
		}
		all = append(all, p)
	}
	r.propose(all, segments)
}

// matches2 is matches1 for a unit of XLIFF 2.
func (r *reader) matches2(e *xmlfile.Element, segments []bitext.Segment) {
	var all []proposal
	for _, k := range e.Kids {
		list, ok := k.(*xmlfile.Element)
		if !ok || list.Space != nsMatches || list.Name != "matches" {
			continue
		}
		for _, m := range list.All("match") {
			p := proposal{origin: m.Attr("origin") + " " + m.Attr("type"), quality: quality(m.Attr("similarity"))}
			for _, k := range m.Kids {
				if t, ok := k.(*xmlfile.Element); ok && t.Name == "target" {
					p.target = t
				}
			}
			if p.target == nil {
				continue
			}
			if len(segments) != 1 || m.Attr("reference") == "yes" {
				p.at = -1
			}
			all = append(all, p)
		}
	}
	r.propose(all, segments)
}

// propose fills segments without a target, and tells of the proposals that are left.
func (r *reader) propose(all []proposal, segments []bitext.Segment) {
	slices.SortStableFunc(all, func(a, b proposal) int { return int(b.quality - a.quality) })
	line := r.line
	for _, p := range all {
		r.line = p.target.Line
		if p.at < 0 || p.at >= len(segments) || len(segments[p.at].Target) > 0 || r.units {
			r.problem(MatchLeft, p.target.Text())
			continue
		}
		s := &segments[p.at]
		r.side([]*xmlfile.Element{p.target})
		target, _ := r.content(p.target, nil)
		if target.Empty() {
			continue
		}
		s.Target, s.State, s.SubState = target, bitext.Initial, bitext.FromMemory
		if isMachine(strings.ToLower(p.origin)) {
			s.SubState = bitext.FromMachine
		}
	}
	r.line = line
}

// quality is a percentage as files have it: 85, 85%, 85.00.
func quality(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "%"), 64)
	if err != nil || n < 0 || n > 200 {
		return 0
	}
	return n
}
