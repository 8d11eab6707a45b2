package workflow_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/segment"
)

// colons is an SRX file for Arabic that cuts after every full stop and every colon.
const colons = `<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>
<languagerules><languagerule languagerulename="Own">
<rule break="yes"><beforebreak>[.:]\s</beforebreak><afterbreak></afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="ar" languagerulename="Own"/></maprules></body></srx>`

func (r *runner) publication() string {
	r.t.Helper()
	p, err := r.desk.AddPublication(r.ctx(), r.people["nadia"], workflow.Publication{
		Name: "L’Écho", SourceLang: "ar", TargetLang: "fr"})
	r.check("add publication", err)
	return p.ID
}

// addTo adds an Arabic article to a publication and answers its sources.
func (r *runner) addTo(publication string, paragraphs ...string) []string {
	r.t.Helper()
	doc := &bitext.Document{}
	for _, p := range paragraphs {
		doc.Blocks = append(doc.Blocks, bitext.NewBlock(bitext.Paragraph, bitext.Plain(p)))
	}
	a, err := r.desk.AddArticle(r.ctx(), r.people["amina"], workflow.NewArticle{Document: doc,
		SourceLang: "ar", TargetLang: "fr", Publication: publication})
	r.check("add article", err)
	r.article = a.ID
	return r.sources()
}

func (r *runner) sources() []string {
	r.t.Helper()
	v, err := r.desk.Article(r.ctx(), r.people["amina"], r.article)
	r.check("read article", err)
	var out []string
	for _, s := range v.Segments {
		out = append(out, s.Source.String())
	}
	return out
}

const speech = "قال الوزير: انتهى الأمر. وغادر القاعة بعد ذلك بقليل."

// TestRules edits a publication's rules: tried first, kept, used by what comes in from then on.
func TestRules(t *testing.T) {
	r := newRunner(t)
	p := r.publication()
	two := []string{"قال الوزير: انتهى الأمر.", "وغادر القاعة بعد ذلك بقليل."}
	if diff := cmp.Diff(two, r.addTo(p, speech)); diff != "" {
		t.Fatal(diff)
	}
	nadia := r.people["nadia"]
	trial, err := r.desk.TryRules(r.ctx(), nadia, p, colons)
	r.check("try", err)
	if trial.Articles != 1 || trial.Before != 2 || trial.After != 3 || trial.Changed != 1 {
		t.Errorf("trial %+v, want 1 of 2 segments changed to make 3", trial)
	}
	want := workflow.Recutting{Article: r.article, Title: trial.Examples[0].Title, Lang: "ar",
		Before: []string{"قال الوزير: انتهى الأمر. "},
		After:  []string{"قال الوزير: ", "انتهى الأمر. "}}
	if diff := cmp.Diff(want, trial.Examples[0]); diff != "" {
		t.Error(diff)
	}
	edit, err := r.desk.KeepRules(r.ctx(), nadia, workflow.NewRules{Publication: p, SRX: colons})
	r.check("keep", err)
	if diff := cmp.Diff(two, r.sources()); diff != "" {
		t.Errorf("segments changed by an edit of rules:\n%s", diff)
	}
	if got := r.addTo(p, speech+" نعم."); len(got) != 4 {
		t.Errorf("a new article: %q, want a cut at the colon", got)
	}
	if got := r.addTo("", speech+" لا."); len(got) != 3 {
		t.Errorf("an article of no publication: %q, want the program's own cut", got)
	}
	// A way back is an edit like any other.
	_, err = r.desk.KeepRules(r.ctx(), nadia, workflow.NewRules{Publication: p, Base: edit.ID})
	r.check("back", err)
	if got := r.addTo(p, speech+" بلى."); len(got) != 3 {
		t.Errorf("after the way back: %q", got)
	}
	sheet, err := r.desk.RuleSheet(r.ctx(), nadia, p)
	r.check("sheet", err)
	if len(sheet.Edits) != 2 || sheet.Now.SRX != "" || sheet.File() != segment.DefaultFile() {
		t.Errorf("sheet %+v, want two edits and the program's rules", sheet.Edits)
	}
	old, err := r.desk.RuleEdit(r.ctx(), nadia, p, edit.ID)
	r.check("old edit", err)
	if old.SRX != colons {
		t.Errorf("old edit has %q", old.SRX)
	}
}

func TestRulesAreRefused(t *testing.T) {
	r := newRunner(t).As("nadia")
	p := r.publication()
	keep := func(base, srx string) error {
		_, err := r.desk.KeepRules(r.ctx(), r.who, workflow.NewRules{
			Publication: p, Base: base, SRX: srx, Proposals: true})
		return err
	}
	r.Refused("rules.not-srx").check("no SRX", keep("", "<tmx/>"))
	wrong := strings.Replace(colons, `[.:]\s`, `a(?!b)`, 1)
	err := keep("", wrong)
	r.Refused("rules.wrong").check("lookahead", err)
	var fault *segment.RuleError
	if !errors.As(err, &fault) || fault.Rule != 1 || fault.Reason != segment.Lookaround {
		t.Errorf("%v does not name the rule", err)
	}
	r.check("first", keep("", colons))
	r.Refused("rules.changed").check("on old rules", keep("", colons))
	_, err = r.desk.RuleEdit(r.ctx(), r.who, p, "none")
	r.Refused("error.not-found").check("no such edit", err)
	_, err = r.desk.TryRules(r.ctx(), r.who, "none", "")
	r.Refused("error.not-found").check("no such publication", err)
	_, err = r.desk.TryRules(r.ctx(), r.people["luc"], p, "")
	r.Refused("error.forbidden").check("an editor", err)
	long := workflow.SampleText{Lang: "fr", Text: strings.Repeat("x", 20_001)}
	_, _, err = r.desk.Sample(r.ctx(), r.who, p, "", long)
	r.Refused("rules.sample-long").check("a long sample", err)
	if got := r.addTo(p, speech); len(got) != 3 {
		t.Errorf("after the refused edits: %q", got)
	}
}

func TestSample(t *testing.T) {
	r := newRunner(t).As("nadia")
	before, after, err := r.desk.Sample(r.ctx(), r.who, r.publication(), colons,
		workflow.SampleText{Lang: "ar", Text: speech + "\n\nعنوان"})
	r.check("sample", err)
	if len(before) != 3 || len(after) != 4 || after[3] != "عنوان" {
		t.Errorf("before %q, after %q", before, after)
	}
}

// TestTrialOfMany looks at the last hundred articles alone, and counts what stands between the
// ends that both rules have.
func TestTrialOfMany(t *testing.T) {
	r := newRunner(t).As("nadia")
	p := r.publication()
	for i := range 103 {
		r.addTo(p, fmt.Sprintf("%d. %s", i, speech), speech+" نعم: "+speech)
	}
	trial, err := r.desk.TryRules(r.ctx(), r.who, p, colons)
	r.check("try", err)
	if trial.Articles != 100 || trial.Changed == 0 || trial.After <= trial.Before {
		t.Errorf("trial %d articles, %d of %d changed to make %d",
			trial.Articles, trial.Changed, trial.Before, trial.After)
	}
	for _, e := range trial.Examples {
		if strings.Join(e.Before, "") != strings.Join(e.After, "") {
			t.Errorf("an example is of two texts: %q %q", e.Before, e.After)
		}
	}
	same, err := r.desk.TryRules(r.ctx(), r.who, p, "")
	r.check("try the same", err)
	if same.Changed != 0 || same.Before != same.After {
		t.Errorf("the same rules change %d segments", same.Changed)
	}
}
