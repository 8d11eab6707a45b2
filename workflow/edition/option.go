package edition

import (
	"path"
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/html"
	"truchement/workflow/lang"
)

// States lists the states that an edition may hold, the approved ones first: they are what it holds
// unless others are asked for.
func States() []bitext.State {
	return []bitext.State{bitext.Final, bitext.Reviewed, bitext.Translated, bitext.Initial}
}

// ParseStates reads the states of an edition; each value may be several, comma-separated.
func ParseStates(values ...string) ([]bitext.State, error) {
	var states []bitext.State
	for name := range strings.SplitSeq(strings.Join(values, ","), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		state, err := workflow.ParseOption("option.state", name, States())
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	return states, nil
}

// ParseRows reads what a row of an edition is; nothing is a segment.
func ParseRows(value string) (format.Rows, error) {
	if value == "" {
		return format.BySegment, nil
	}
	return workflow.ParseOption("option.rows", value, format.AllRows())
}

// ParseLayout reads how an HTML edition opens, a PDF is laid out and an EPUB is read; nothing is side by side.
func ParseLayout(value string) (html.Mode, error) {
	return workflow.ParseOption("option.layout", value,
		[]html.Mode{"", html.SideBySide, html.Alternating, html.SourceOnly, html.TargetOnly, html.Popup})
}

// ParseLead reads the language that an edition begins with; nothing is the target's.
func ParseLead(value string) (string, error) {
	if value == "" {
		return "", nil
	}
	return workflow.ParseLanguage(value)
}

// CheckLead refuses a language for an edition to begin with that none of its documents has.
func CheckLead(lead string, all ...*bitext.Document) error {
	return checkLanguage("option.lead", lead, all)
}

// checkLanguage refuses a language that no document has, with the message of this id.
func checkLanguage(id, tag string, all []*bitext.Document) error {
	var known []string
	for _, d := range all {
		if tag == "" || style.HasLanguage(d, tag) {
			return nil
		}
		known = workflow.AppendUnique(known, lang.Base(d.TargetLang))
		known = workflow.AppendUnique(known, lang.Base(d.SourceLang))
	}
	return workflow.UnknownOption(id, tag, known)
}

// ParsePaper reads the size of the pages of a PDF; nothing is A4.
func ParsePaper(value string) (style.Paper, error) {
	if value == "" {
		return style.A4, nil
	}
	return workflow.ParseOption("option.paper", value, style.Papers())
}

// Formats lists the formats that an edition can be written in.
func Formats() []format.Format {
	return slices.DeleteFunc(format.All(), func(f format.Format) bool { return f.Write == nil })
}

// ParseFormat reads the name of a format that an edition can be written in, or the end of the names of its files.
func ParseFormat(name string) (format.Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	if f, ok := format.ByFile("edition." + name); ok && f.Write != nil && name == strings.ToLower(name) {
		return f, nil
	}
	return format.Format{}, workflow.UnknownOption("option.format", name, names)
}

// FormatOfFile finds the format of a file that an edition is to be written to, by the end of its
// name.
func FormatOfFile(name string) (format.Format, error) {
	if f, ok := format.ByFile(name); ok && f.Write != nil {
		return f, nil
	}
	return format.Format{}, UnknownFile(name, func(f format.Format) bool { return f.Write != nil })
}

// UnknownFile refuses a file by the end of its name; can reports which formats would do.
func UnknownFile(name string, can func(format.Format) bool) error {
	var ends []string
	for _, f := range format.All() {
		if can(f) {
			ends = append(ends, append([]string{f.Ext}, f.Also...)...)
		}
	}
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return workflow.UnknownOption("option.file", base, slices.Compact(ends))
}
