package workflow_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

func TestPiecesAreSentencesWithoutTheSpaceAround(t *testing.T) {
	at := func(ends ...int) workflow.Cutter {
		return func(string, string) ([]int, error) { return ends, nil }
	}
	for _, c := range []struct {
		name, text string
		cut        workflow.Cutter
		want       []string
	}{
		{"two sentences", "Un. Deux.", at(4, 9), []string{"Un.", "Deux."}},
		{"one", "Un.", at(3), []string{"Un."}},
		{"space alone is none", "Un.   ", at(3, 6), []string{"Un."}},
		{"space at the start", "  Un.\n", at(6), []string{"Un."}},
		{"no text", "", at(), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.cut.Pieces(workflow.SampleText{Lang: "fr", Text: c.text})
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("got %q and %v, want %q", got, err, c.want)
			}
		})
	}
	var asked string
	failing := workflow.Cutter(func(tag, text string) ([]int, error) {
		asked = tag + " " + text
		return nil, io.EOF
	})
	_, err := failing.Pieces(workflow.SampleText{Lang: "ar", Text: "نص"})
	if !errors.Is(err, io.EOF) || asked != "ar نص" {
		t.Errorf("asked for %q and got %v, want the language, the text and the error", asked, err)
	}
}

// srx is a rule file that cuts French after a semicolon, and serves no other language.
const srx = `<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="no"/>
<body><languagerules><languagerule languagerulename="French">
<rule break="yes"><beforebreak>;</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="fr.*" languagerulename="French"/></maprules></body></srx>`

func TestCutterBySRX(t *testing.T) {
	c := workflow.NewCore(nil, workflow.CoreOptions{})
	cut := func(rules, tag, text string) ([]string, error) {
		return c.CutterBy(rules).Pieces(workflow.SampleText{Lang: tag, Text: text})
	}
	for _, c := range []struct{ name, rules, tag, text, want string }{
		{"the rules of the program", "", "fr", "Un; deux. Trois.", "Un; deux.|Trois."},
		{"the rules of a file", srx, "fr", "Un; deux. Trois.", "Un;|deux. Trois."},
		{"a language that the file does not serve", srx, "ar", "واحد؛ اثنان. ثلاثة.",
			"واحد؛ اثنان.|ثلاثة."},
	} {
		got, err := cut(c.rules, c.tag, c.text)
		if err != nil || strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q and %v, want %q", c.name, got, err, c.want)
		}
	}
	_, err := cut("no XML", "fr", "Un.")
	var e *workflow.Error
	if !asError(err, &e) || e.ID != "rules.not-srx" || e.Kind != workflow.Invalid || e.Err == nil {
		t.Errorf("no rule file: %v, want rules.not-srx with its cause", err)
	}
	_, err = cut(strings.Replace(srx, ";</before", "(</before", 1), "fr", "Un.")
	if !asError(err, &e) || e.ID != "rules.wrong" || e.Args["Set"] != "French" ||
		e.Args["Rule"] != 1 || e.Err == nil {
		t.Errorf("a broken rule: %v, want rules.wrong with set, rule and cause", err)
	}
}

// ruleReader answers one edit or one error.
type ruleReader struct {
	edit  workflow.RuleEdit
	err   error
	asked *string
}

func (r ruleReader) RulesOf(publication string) (workflow.RuleEdit, error) {
	*r.asked = publication
	return r.edit, r.err
}

func TestRulesOfAPublication(t *testing.T) {
	asked := ""
	kept := workflow.RuleEdit{ID: "e1", Publication: "p", SRX: srx}
	for _, c := range []struct {
		name, publication string
		kept              workflow.RuleEdit
		err               error
		want              workflow.RuleEdit
		asked             string
	}{
		{"no publication", "", kept, nil, workflow.RuleEdit{Proposals: true}, ""},
		{"one with rules", "p", kept, nil, kept, "p"},
		{"one without rules", "p", workflow.RuleEdit{}, workflow.Fail(workflow.NotFound, "x"),
			workflow.RuleEdit{Publication: "p", Proposals: true}, "p"},
	} {
		asked = ""
		got, err := workflow.RulesOf(ruleReader{c.kept, c.err, &asked}, c.publication)
		if err != nil || got != c.want || asked != c.asked {
			t.Errorf("%s: %+v and %v after asking for %q", c.name, got, err, asked)
		}
	}
	_, err := workflow.RulesOf(ruleReader{err: io.EOF, asked: &asked}, "p")
	if !errors.Is(err, io.EOF) {
		t.Errorf("a store that fails: %v, want its error", err)
	}
}

// TestCutterOfAPublicationFollowsItsNewestRules asks again after each edit.
func TestCutterOfAPublicationFollowsItsNewestRules(t *testing.T) {
	r := story.New(t)
	publication := r.AddPublication()
	core := workflow.NewCore(r.Store, workflow.CoreOptions{})
	pieces := func(publication string) string {
		t.Helper()
		cut, err := core.CutterOf(context.Background(), publication)
		r.Check("cutter", err)
		got, err := cut.Pieces(workflow.SampleText{Lang: "fr", Text: "Un; deux. Trois."})
		r.Check("cut", err)
		return strings.Join(got, "|")
	}
	if got := pieces(publication); got != "Un; deux.|Trois." {
		t.Errorf("without rules of its own: %s", got)
	}
	err := core.Update(context.Background(), r.People["nadia"],
		func(tx workflow.Tx, t workflow.Txn) error {
			return tx.AddRuleEdit(workflow.RuleEdit{ID: t.NewID(), Publication: publication, SRX: srx,
				At: t.Now, By: t.Who.ID})
		})
	r.Check("edit the rules", err)
	if got := pieces(publication); got != "Un;|deux. Trois." {
		t.Errorf("with its rules: %s", got)
	}
	if got := pieces(""); got != "Un; deux.|Trois." {
		t.Errorf("of no publication: %s", got)
	}
}

func TestCutBlockKeepsWhatStandsBetween(t *testing.T) {
	b := bitext.NewBlock(bitext.Quote, bitext.Plain("Un. Deux."))
	b.ID = "b1"
	got := b.Cut([]int{4, 9})
	want := bitext.Block{ID: "b1", Kind: bitext.Quote, Segments: []bitext.Segment{
		{Source: bitext.Plain("Un."), After: bitext.Plain(" "), State: bitext.Initial},
		{Source: bitext.Plain("Deux."), State: bitext.Initial},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !got.Source().Equal(b.Source()) {
		t.Errorf("joined: %q, want %q", got.Source(), b.Source())
	}
}

func TestCutDocumentCutsWhatIsWhole(t *testing.T) {
	whole := bitext.NewBlock(bitext.Paragraph, bitext.Plain("Un. Deux."))
	translated := bitext.NewBlock(bitext.Paragraph, bitext.Plain("Un. Deux."))
	translated.Segments[0].Target = bitext.Plain("واحد. اثنان.")
	cut := bitext.Block{Segments: []bitext.Segment{{Source: bitext.Plain("Un. Deux.")},
		{Source: bitext.Plain("Trois. Quatre.")}}}
	doc := &bitext.Document{SourceLang: "fr", Blocks: []bitext.Block{whole, translated, cut}}
	workflow.CutDocument(doc)
	for i, want := range []int{2, 1, 2} {
		if got := len(doc.Blocks[i].Segments); got != want {
			t.Errorf("block %d: %d segments, want %d", i, got, want)
		}
	}
	if got := doc.Blocks[1].Segments[0].Target.String(); got != "واحد. اثنان." {
		t.Errorf("the target became %q", got)
	}
}

// TestCutDocumentCutsByItsLanguage has an abbreviation of French.
func TestCutDocumentCutsByItsLanguage(t *testing.T) {
	for tag, want := range map[string]int{"fr": 1, "ar": 2} {
		doc := document(bitext.NewBlock(bitext.Paragraph, bitext.Plain("Voir éd. Seuil.")))
		doc.SourceLang = tag
		workflow.CutDocument(doc)
		if got := len(doc.Blocks[0].Segments); got != want {
			t.Errorf("%s: %d segments, want %d", tag, got, want)
		}
	}
}
