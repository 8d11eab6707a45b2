package edition_test

import (
	"errors"
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
)

func TestParseStates(t *testing.T) {
	for _, tt := range []struct {
		values []string
		want   []bitext.State
		id     string
	}{
		{nil, nil, ""},
		{[]string{"", " , "}, nil, ""},
		{[]string{"reviewed, final"}, []bitext.State{bitext.Reviewed, bitext.Final}, ""},
		{[]string{"initial", "translated"}, []bitext.State{bitext.Initial, bitext.Translated}, ""},
		{[]string{"final", "bogus"}, nil, "option.state"},
		{[]string{"final,bogus"}, nil, "option.state"},
	} {
		got, err := edition.ParseStates(tt.values...)
		if tt.id != "" && !errors.Is(err, &workflow.Error{ID: tt.id}) || tt.id == "" && err != nil ||
			!slices.Equal(got, tt.want) {
			t.Errorf("%q: %v and %v, want %v and %q", tt.values, got, err, tt.want, tt.id)
		}
	}
}

func TestParseFormat(t *testing.T) {
	for name, want := range map[string]bool{"html": true, "tsv": true, "markdown": true, "": false, "pdf": true, "rtf": false} {
		f, err := edition.ParseFormat(name)
		if (err == nil) != want || want && f.Name != name {
			t.Errorf("%q: %s and %v", name, f.Name, err)
		}
	}
	for file, want := range map[string]string{"a.HTML": "html", "a.xliff": "xliff", "a.md": "markdown", "a.epub": "epub", "a": ""} {
		f, err := edition.FormatOfFile(file)
		if (err == nil) != (want != "") || f.Name != want {
			t.Errorf("%q: %s and %v", file, f.Name, err)
		}
	}
	if paper, err := edition.ParsePaper(""); paper != "a4" || err != nil {
		t.Errorf("no paper is %q, %v", paper, err)
	}
	if rows, err := edition.ParseRows(""); rows != format.BySegment || err != nil {
		t.Errorf("no rows are %q, %v", rows, err)
	}
}

// Formats are known by the usual ends of their files too.
func TestFormatsByTheirUsualNames(t *testing.T) {
	for name, want := range map[string]string{"txt": "text", "md": "markdown", "xlf": "xliff", "html": "html", "exe": ""} {
		got, err := edition.ParseFormat(name)
		if got.Name != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v; want %q", name, got.Name, err, want)
		}
	}
}
