package ui

import (
	"html/template"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

// typeWords are the message IDs of the types of issues.
func typeWords() map[mqm.Type]string {
	return map[mqm.Type]string{
		"accuracy": "mqm.accuracy", "mistranslation": "mqm.mistranslation",
		"addition": "mqm.addition", "omission": "mqm.omission",
		"over-translation":  "mqm.over-translation",
		"under-translation": "mqm.under-translation",
		"untranslated":      "mqm.untranslated", "no-translate": "mqm.no-translate",

		"fluency": "mqm.fluency", "grammar": "mqm.grammar", "spelling": "mqm.spelling",
		"punctuation": "mqm.punctuation", "textual-conventions": "mqm.textual-conventions",
		"unintelligible": "mqm.unintelligible", "character-encoding": "mqm.character-encoding",

		"terminology": "mqm.terminology", "wrong-term": "mqm.wrong-term",
		"term-inconsistency": "mqm.term-inconsistency", "termbase": "mqm.termbase",

		"style": "mqm.style", "register": "mqm.register", "awkward": "mqm.awkward",
		"unidiomatic": "mqm.unidiomatic", "inconsistent-style": "mqm.inconsistent-style",
		"company-style":                   "mqm.company-style",
		"third-party-style":               "mqm.third-party-style",
		"inconsistent-external-reference": "mqm.inconsistent-external-reference",

		"locale-convention": "mqm.locale-convention", "number-format": "mqm.number-format",
		"date-format": "mqm.date-format", "time-format": "mqm.time-format",
		"currency-format": "mqm.currency-format", "measurement-format": "mqm.measurement-format",
		"address-format": "mqm.address-format", "telephone-format": "mqm.telephone-format",
	}
}

// TypeWord says what is wrong.
func (s *speech) TypeWord(t mqm.Type) string {
	if id := typeWords()[t]; id != "" {
		return s.T(id)
	}
	return string(t)
}

// SeverityWord says how grave something is.
func (s *speech) SeverityWord(v mqm.Severity) string {
	words := map[mqm.Severity]string{mqm.Neutral: "severity.neutral", mqm.Minor: "severity.minor",
		mqm.Major: "severity.major", mqm.Critical: "severity.critical"}
	if id := words[v]; id != "" {
		return s.T(id)
	}
	return string(v)
}

// dimensionGroup is a dimension with its types, for a menu.
type dimensionGroup struct {
	Word  string
	Types []option
}

// DimensionGroups are the choices of what is wrong.
func (s *speech) DimensionGroups() []dimensionGroup {
	var groups []dimensionGroup
	for _, d := range mqm.Dimensions() {
		g := dimensionGroup{Word: s.TypeWord(mqm.Type(d))}
		for i, t := range d.Types() {
			word := s.TypeWord(t)
			if i == 0 {
				word = s.T("mqm.other", "Name", word)
			}
			g.Types = append(g.Types, option{string(t), word})
		}
		groups = append(groups, g)
	}
	return groups
}

// Severities are the choices of how grave something is, the lightest first.
func (s *speech) Severities() []option {
	var all []option
	for _, v := range mqm.Severities() {
		all = append(all, option{string(v), s.SeverityWord(v)})
	}
	return all
}

// Digit is the key of the n-th severity.
func (s *speech) Digit(n int) string { return s.Int(n + 1) }

// InContext writes the text that the issue was marked in, with its passage.
func (i issueView) InContext() template.HTML {
	if i.Whole {
		return i.speech.Text(bitext.Plain(i.Text))
	}
	m := inkMark{stretch{i.From, i.To}, i.ID, string(i.Severity), i.speech.T("issue.mark", "Severity", i.Grave, "Type", i.Kind)}
	return i.speech.Inked(bitext.Plain(strings.ReplaceAll(i.Text, "\uFFFC", "▫")), ink{marks: []inkMark{m}}, false)
}

// issueView is an issue as the pages show it.
type issueView struct {
	workflow.Issue
	Name, Ender string // who marked and who ended it
	Kind        string // what is wrong, in words
	Grave       string
	Quoted      string
	Lang, Dir   string // of what is quoted
	Found       bool   // the passage still stands in the text
	Changed     bool   // ended because another took its place
	Whole       bool   // the whole text was marked
	from, to    int
	speech      *speech
}

// Source says whether the passage is one of the source.
func (i issueView) Source() bool { return i.Side == workflow.SourceSide }

// issueViews are the issues of an article by segment, oldest first.
func (c *call) issueViews(v *workflow.ArticleView, all []workflow.Issue) map[string][]issueView {
	segments := map[string]workflow.Segment{}
	for _, g := range v.Segments {
		segments[g.ID] = g
	}
	replaced := map[string]bool{}
	for _, i := range all {
		replaced[i.Replaces] = true
	}
	by := map[string][]issueView{}
	for _, i := range all {
		w := issueView{Issue: i, speech: c.speech, Name: v.People[i.By].Name, Ender: v.People[i.EndedBy].Name,
			Kind: c.TypeWord(i.Type), Grave: c.SeverityWord(i.Severity), Quoted: i.Quote(),
			Lang: v.TargetLang, Changed: replaced[i.ID]}
		if w.Source() {
			w.Lang = v.SourceLang
		}
		w.Dir = c.DirOf(w.Lang)
		w.Whole = w.Quoted == i.Text
		w.from, w.to, w.Found = i.Find(segments[i.Segment])
		by[i.Segment] = append(by[i.Segment], w)
	}
	return by
}

// inkOfIssues are the marks of the open issues of one side that can be found. One of the whole text
// is listed beside it and not drawn.
func (s *speech) inkOfIssues(all []issueView, side workflow.Side) []inkMark {
	var marks []inkMark
	for _, i := range all {
		if i.Open() && i.Found && i.Side == side && !i.Whole {
			marks = append(marks, inkMark{stretch{i.from, i.to}, i.ID, string(i.Severity),
				s.T("issue.mark", "Severity", i.Grave, "Type", i.Kind)})
		}
	}
	return marks
}

// openIssues counts the issues that stand.
func openIssues(all []issueView) int {
	n := 0
	for _, i := range all {
		if i.Open() {
			n++
		}
	}
	return n
}
