package xliff

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/xmlfile"
)

// unit1 edits a trans-unit of XLIFF 1.2, which has one target for all its segments.
func (e *editor) unit1(all []spot) {
	unit := all[0].unit
	source, seg, target := unit.First("source"), unit.First("seg-source"), unit.First("target")
	if seg == nil {
		seg = source
	}
	isDialect := e.dialect1(all)
	lowest, whole := lowestState(all)
	change := func(tag string) string { return tag }
	if !isDialect {
		change = func(tag string) string { return setState1(tag, lowest, whole) }
	}
	approved := "no"
	if whole && lowest.State.Rank() >= bitext.Reviewed.Rank() {
		approved = "yes"
	}
	if now := unit.Attr("approved"); now != "" || approved == "yes" && !isDialect {
		e.replaceTag(unit, setAttr(e.tagNow(unit), "approved", approved))
	}
	words, isSame := e.target1(all, seg, target)
	if isSame {
		e.replace(target.From, target.Inside, change(e.raw(target.From, target.Inside)))
		return
	}
	e.putTarget(seg, target, words, change)
}

// replaceTag replaces the start tag of an element, also one that was replaced before.
func (e *editor) replaceTag(of *xmlfile.Element, tag string) {
	if at := e.editOf(of); at >= 0 {
		e.edits[at].words = tag
		return
	}
	e.replace(of.From, of.Inside, tag)
}

// editOf is the number of the edit of a start tag in the current unit, -1 for none.
func (e *editor) editOf(of *xmlfile.Element) int {
	for i := e.begun; i < len(e.edits); i++ {
		if e.edits[i].from == of.From && e.edits[i].to == of.Inside {
			return i
		}
	}
	return -1
}

// tagNow is the start tag of an element with what was changed in it.
func (e *editor) tagNow(of *xmlfile.Element) string {
	if at := e.editOf(of); at >= 0 {
		return e.edits[at].words
	}
	return e.raw(of.From, of.Inside)
}

// lowestState is the lowest of the states of segments, and whether all have a target.
func lowestState(all []spot) (lowest bitext.Segment, whole bool) {
	whole = true
	for i := range all {
		state, sub := all[i].state()
		if i == 0 || state.Rank() < lowest.State.Rank() {
			lowest.State, lowest.SubState = state, sub
		}
		whole = whole && !(all[i].target.Text.Empty() && all[i].segmentNow.Target.Empty())
	}
	return lowest, whole
}

// setState1 sets state and state-qualifier of the start tag of a target.
func setState1(tag string, s bitext.Segment, whole bool) string {
	state, qualifier := state1(s)
	if !whole {
		state, qualifier = "needs-translation", ""
	}
	if tag = setAttr(tag, "state", state); qualifier == "" {
		return dropAttr(tag, "state-qualifier")
	}
	return setAttr(tag, "state-qualifier", qualifier)
}

// target1 is what is in the target of a trans-unit; isSame: what the file has.
func (e *editor) target1(all []spot, seg, target *xmlfile.Element) (words string, isSame bool) {
	if target != nil && !slices.ContainsFunc(all, func(s spot) bool { return s.target.Joined || !s.target.Text.Empty() && !s.sameText() }) {
		return "", true
	}
	marks := marksOf(seg)
	if len(all) == 1 && len(all[0].pairs) == 1 {
		return e.whole1(&all[0], seg, marks), false
	}
	var b strings.Builder
	from := seg.Inside
	for i, m := range marks {
		b.WriteString(e.raw(from, m.From) + e.opened(m) + e.piece1(&all[i]) + "</" + e.nameOf(m) + ">")
		from = m.To
	}
	b.WriteString(e.raw(from, seg.End))
	return b.String(), false
}

// piece1 is the content of one of the pieces of a target.
func (e *editor) piece1(s *spot) string {
	old := s.pairs[s.at].targets
	switch {
	case s.target.Joined:
		return ""
	case !s.target.Text.Empty() && !s.sameText():
		return e.spell(s, s.target.Text)
	case len(old) == 1 && old[0].To > 0:
		return e.raw(old[0].Inside, old[0].End)
	}
	return e.spell(s, s.segmentNow.Target)
}

// whole1 is the content of the target of a trans-unit that is one segment. Where the source is in an mrk, with codes around
// it, the target is too.
func (e *editor) whole1(s *spot, seg *xmlfile.Element, marks []*xmlfile.Element) string {
	t := s.target.Text
	if len(marks) != 1 || s.pairs[0].mid == "" {
		return e.spell(s, t)
	}
	before, after := "", ""
	if first, last, ok := around(seg, marks[0]); ok && hasAround(t, s.segmentNow.Source, first, last) {
		t = t[first : len(t)-last].Trim()
		before, after = e.raw(seg.Inside, marks[0].From), e.raw(marks[0].To, seg.End)
	}
	return before + e.opened(marks[0]) + e.spell(s, t) + "</" + e.nameOf(marks[0]) + ">" + after
}

// around counts the codes that are in an element before an mrk and after it. It is not ok for what is not simple: words
// there, or a pair that does not surround the mrk.
func around(in, mark *xmlfile.Element) (first, last int, ok bool) {
	before := true
	for _, k := range in.Kids {
		kid, isElement := k.(*xmlfile.Element)
		switch {
		case kid == mark && isElement:
			before = false
		case !isElement:
			if strings.TrimSpace(k.(string)) != "" {
				return 0, 0, false
			}
		case kid.From <= mark.From && kid.To >= mark.To:
			inFirst, inLast, ok := around(kid, mark)
			if before = false; kid.Name != "g" || !ok {
				return 0, 0, false
			}
			first, last = first+1+inFirst, last+1+inLast
		case kid.Name == "g" || kid.Name == "mrk":
			return 0, 0, false
		case before:
			first++
		default:
			last++
		}
	}
	return first, last, true
}

// hasAround reports whether a target begins with so many codes, and ends with so many, that are those of its source.
func hasAround(target, source bitext.Text, first, last int) bool {
	if n := first + last; len(target) < n || len(source) < n {
		return false
	}
	same := func(a, b bitext.Run) bool {
		return a.Kind != bitext.Chars && a.Kind == b.Kind && a.Code.ID == b.Code.ID
	}
	for i := range first {
		if !same(target[i], source[i]) {
			return false
		}
	}
	for i := range last {
		if !same(target[len(target)-1-i], source[len(source)-1-i]) {
			return false
		}
	}
	return true
}

// dialect1 writes the states of segments as Trados, memoQ and Phrase have them, and reports whether the unit is theirs.
func (e *editor) dialect1(all []spot) (is bool) {
	unit := all[0].unit
	for i := range all {
		s := &all[i]
		state, sub := s.state()
		seg := tradosSegment(unit, s.pairs[s.at].mid)
		if is = is || seg != nil; seg == nil || !s.isChanged() {
			continue
		}
		tag := setAttr(e.raw(seg.From, seg.Inside), "conf", tradosLevel(state, sub))
		if seg.Attr("origin") != "" && !s.sameText() {
			tag = setAttr(tag, "origin", "interactive")
		}
		e.replace(seg.From, seg.Inside, tag)
	}
	lowest, _ := lowestState(all)
	switch {
	case is:
	case unit.Attr(nsMemoQ+" status") != "":
		e.replaceTag(unit, setPrefixed(e.tagNow(unit), "status", memoQStatus(lowest.State, lowest.SubState)))
		return true
	case unit.Attr(nsPhrase+" confirmed") != "":
		confirmed := "0"
		if lowest.State.Rank() >= bitext.Translated.Rank() && lowest.SubState == bitext.None {
			confirmed = "1"
		}
		e.replaceTag(unit, setPrefixed(e.tagNow(unit), "confirmed", confirmed))
		return true
	}
	return is
}

// tradosLevel is the confirmation level of Trados for a state.
func tradosLevel(state bitext.State, sub bitext.SubState) string {
	switch {
	case state == bitext.Final:
		return "ApprovedSignOff"
	case state == bitext.Reviewed:
		return "ApprovedTranslation"
	case state == bitext.Translated && sub == bitext.Returned:
		return "RejectedTranslation"
	case state == bitext.Translated && sub == bitext.None:
		return "Translated"
	}
	return "Draft"
}

// memoQStatus is the status of memoQ for a state.
func memoQStatus(state bitext.State, sub bitext.SubState) string {
	switch {
	case state == bitext.Final:
		return "Proofread"
	case state == bitext.Reviewed:
		return "Reviewer1Confirmed"
	case state == bitext.Translated && sub == bitext.Returned:
		return "Rejected"
	case state == bitext.Translated && sub == bitext.None:
		return "ManuallyConfirmed"
	case sub == bitext.FromMachine:
		return "MachineTranslated"
	case sub == bitext.FromMemory:
		return "Pretranslated"
	}
	return "PartiallyEdited"
}
