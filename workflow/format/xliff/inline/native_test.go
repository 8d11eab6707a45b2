package inline

import (
	"testing"

	"truchement/workflow/bitext"
)

func TestStartParsesBack(t *testing.T) {
	const odd = `https://example.org/?a=1&b="<2>"` + "\u200F'"
	for _, typ := range []bitext.CodeType{
		bitext.Bold, bitext.Italic, bitext.Underline, bitext.Strike, bitext.Superscript,
		bitext.Subscript, bitext.Monospace, bitext.Link, bitext.Break, bitext.Image, bitext.NoteMark,
	} {
		for _, c := range []bitext.Code{
			{Type: typ}, {Type: typ, Data: odd}, {Type: typ, Equiv: odd}, {Type: typ, Data: odd, Equiv: "¹"},
		} {
			got, ok := Parse(Start(c))
			if !ok || got != c {
				t.Errorf("Parse(%s) = %+v, %v; want %+v", Start(c), got, ok, c)
			}
			if (End(c) == "") != typ.Standalone() {
				t.Errorf("End of %s is %q", typ, End(c))
			}
		}
	}
}

func TestParseTagsOfOtherTools(t *testing.T) {
	tests := []struct {
		in   string
		want bitext.Code
		ok   bool
	}{
		{"<STRONG class='x'>", bitext.Code{Type: bitext.Bold}, true},
		{" <br> ", bitext.Code{Type: bitext.Break}, true},
		{`<a href=/x title="y">`, bitext.Code{Type: bitext.Link, Data: "/x", Equiv: "y"}, true},
		{"</b>", bitext.Code{}, false},
		{"<span>", bitext.Code{}, false},
		{"%s", bitext.Code{}, false},
		{"<", bitext.Code{}, false},
		{"", bitext.Code{}, false},
	}
	for _, tt := range tests {
		if got, ok := Parse(tt.in); ok != tt.ok || ok && got != tt.want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}
