package intake_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
	"truchement/workflow/story"
)

const override = "\u202e" // shows what follows it backwards

func TestIntakeBelievesNoCode(t *testing.T) {
	lone := func(c bitext.Code) *bitext.Document {
		return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Text{
			{Chars: story.One}, {Kind: bitext.Lone, Code: c}})}}
	}
	level := story.Linked(bitext.Code{ID: "1", Type: bitext.Bold})
	level.Blocks[0].Level = 99
	kind := story.Linked(bitext.Code{ID: "1", Type: bitext.Bold})
	kind.Blocks[0].Kind = `x"><script>`
	tests := []struct {
		name string
		doc  *bitext.Document
		want string
	}{
		{"a type nobody knows", story.Linked(bitext.Code{ID: "1", Type: "script"}), "intake.torn"},
		{"an id with a bracket", story.Linked(bitext.Code{ID: "1\u27e7x\u27e61", Type: bitext.Bold}), "intake.torn"},
		{"an empty id", story.Linked(bitext.Code{Type: bitext.Bold}), "intake.torn"},
		{"a standalone type as a pair", story.Linked(bitext.Code{ID: "1", Type: bitext.Break}), "intake.torn"},
		{"a pair's type alone", lone(bitext.Code{ID: "1", Type: bitext.Bold}), "intake.torn"},
		{"an override in the address", story.Linked(bitext.Code{ID: "1", Type: bitext.Link,
			Data: "https://a.test/" + override}), "text.override"},
		{"an override in the text of a picture", lone(bitext.Code{ID: "1", Type: bitext.Image,
			Equiv: override + "gnp"}), "text.override"},
		{"bytes that are not UTF-8 in a note mark", lone(bitext.Code{ID: "1",
			Type: bitext.NoteMark, Equiv: "\xff"}), "text.encoding"},
		{"a level no heading has", level, "intake.torn"},
		{"a kind no block has", kind, "intake.torn"},
		{"a code that is right", story.Linked(bitext.Code{ID: "1", Type: bitext.Link,
			Data: "https://a.test/"}), ""},
	}
	r := story.New(t).As("amina")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r.T = t
			_, err := r.Intake.AddArticle(r.Ctx(), r.Who, intake.NewArticle{
				Document: tt.doc, SourceLang: "ar", TargetLang: "fr"})
			r.Refused(tt.want).Check("add", err)
		})
	}
}

func TestIntakeLeavesOutAddressesOfOtherSchemes(t *testing.T) {
	for _, bad := range []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
		"vbscript:x", "file:///etc/passwd", " java\tscript:alert(1)", "javascript://host/%0aalert(1)",
		"//host/path", "/path", "https", "https://host/\na"} {
		r := story.New(t).As("amina").AddDocument(story.Linked(bitext.Code{ID: "1", Type: bitext.Link, Data: bad}))
		if got := r.Segment(1).Source.Codes(); len(got) != 1 || got[0].Data != "" {
			t.Errorf("address %q is kept: %+v", bad, got)
		}
	}
}

func TestIntakeKeepsAddressesOfTheWebAndOfMail(t *testing.T) {
	for _, good := range []string{"http://a.test/", "https://a.test/?b=1&c=2#d", "HTTPS://a.test",
		"mailto:desk@a.test", "https://a.test/مقال"} {
		r := story.New(t).As("amina").AddDocument(story.Linked(bitext.Code{ID: "1", Type: bitext.Link, Data: good}))
		if got := r.Segment(1).Source.Codes(); len(got) != 1 || got[0].Data != good {
			t.Errorf("address %q is kept as %+v", good, got)
		}
	}
}

func TestIntakeCountsSegments(t *testing.T) {
	r := story.New(t).As("amina")
	_, err := r.Intake.Draft(r.Ctx(), r.Who, intake.NewArticle{SourceLang: "fr", TargetLang: "ar",
		Document: story.Paragraphs(strings.Repeat("Un mot. ", workflow.MaxSegments+1))})
	r.Refused("intake.too-many").Check("draft", err)
}
