package publication_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/publication"
	"truchement/workflow/segment"
	"truchement/workflow/story"
)

// colons is an SRX file for Arabic that cuts after every full stop and every colon.
const colons = `<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>
<languagerules><languagerule languagerulename="Own">
<rule break="yes"><beforebreak>[.:]\s</beforebreak><afterbreak></afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="ar" languagerulename="Own"/></maprules></body></srx>`

const speech = "قال الوزير: انتهى الأمر. وغادر القاعة بعد ذلك بقليل."

// TestRules edits a publication's rules: tried first, kept, used by what comes in from then on.
func TestRules(t *testing.T) {
	r := story.New(t)
	p := r.AddPublication()
	two := []string{"قال الوزير: انتهى الأمر.", "وغادر القاعة بعد ذلك بقليل."}
	if diff := cmp.Diff(two, r.AddTo(p, speech)); diff != "" {
		t.Fatal(diff)
	}
	nadia := r.People["nadia"]
	trial, err := r.Publication.TryRules(r.Ctx(), nadia, p, colons)
	r.Check("try", err)
	if trial.Articles != 1 || trial.Before != 2 || trial.After != 3 || trial.Changed != 1 {
		t.Errorf("trial %+v, want 1 of 2 segments changed to make 3", trial)
	}
	want := publication.Recutting{Article: r.ArticleID, Title: trial.Examples[0].Title, Lang: "ar",
		Before: []string{"قال الوزير: انتهى الأمر. "},
		After:  []string{"قال الوزير: ", "انتهى الأمر. "}}
	if diff := cmp.Diff(want, trial.Examples[0]); diff != "" {
		t.Error(diff)
	}
	edit, err := r.Publication.KeepRules(r.Ctx(), nadia, publication.NewRules{Publication: p, SRX: colons})
	r.Check("keep", err)
	if diff := cmp.Diff(two, r.Sources()); diff != "" {
		t.Errorf("segments changed by an edit of rules:\n%s", diff)
	}
	if got := r.AddTo(p, speech+" نعم."); len(got) != 4 {
		t.Errorf("a new article: %q, want a cut at the colon", got)
	}
	if got := r.AddTo("", speech+" لا."); len(got) != 3 {
		t.Errorf("an article of no publication: %q, want the program's own cut", got)
	}
	// A way back is an edit like any other.
	_, err = r.Publication.KeepRules(r.Ctx(), nadia, publication.NewRules{Publication: p, Base: edit.ID})
	r.Check("back", err)
	if got := r.AddTo(p, speech+" بلى."); len(got) != 3 {
		t.Errorf("after the way back: %q", got)
	}
	sheet, err := r.Publication.RuleSheet(r.Ctx(), nadia, p)
	r.Check("sheet", err)
	if len(sheet.Edits) != 2 || sheet.Now.SRX != "" || sheet.File() != segment.DefaultFile() {
		t.Errorf("sheet %+v, want two edits and the program's rules", sheet.Edits)
	}
	old, err := r.Publication.RuleEdit(r.Ctx(), nadia, p, edit.ID)
	r.Check("old edit", err)
	if old.SRX != colons {
		t.Errorf("old edit has %q", old.SRX)
	}
}

func TestRulesAreRefused(t *testing.T) {
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	keep := func(base, srx string) error {
		_, err := r.Publication.KeepRules(r.Ctx(), r.Who, publication.NewRules{
			Publication: p, Base: base, SRX: srx, Proposals: true})
		return err
	}
	r.Refused("rules.not-srx").Check("no SRX", keep("", "<tmx/>"))
	wrong := strings.Replace(colons, `[.:]\s`, `a(?!b)`, 1)
	err := keep("", wrong)
	r.Refused("rules.wrong").Check("lookahead", err)
	var fault *segment.RuleError
	if !errors.As(err, &fault) || fault.Rule != 1 || fault.Reason != segment.Lookaround {
		t.Errorf("%v does not name the rule", err)
	}
	r.Check("first", keep("", colons))
	r.Refused("rules.changed").Check("on old rules", keep("", colons))
	_, err = r.Publication.RuleEdit(r.Ctx(), r.Who, p, "none")
	r.Refused("error.not-found").Check("no such edit", err)
	_, err = r.Publication.TryRules(r.Ctx(), r.Who, "none", "")
	r.Refused("error.not-found").Check("no such publication", err)
	_, err = r.Publication.TryRules(r.Ctx(), r.People["luc"], p, "")
	r.Refused("error.forbidden").Check("an editor", err)
	long := workflow.SampleText{Lang: "fr", Text: strings.Repeat("x", 20_001)}
	_, _, err = r.Publication.Sample(r.Ctx(), r.Who, p, "", long)
	r.Refused("rules.sample-long").Check("a long sample", err)
	if got := r.AddTo(p, speech); len(got) != 3 {
		t.Errorf("after the refused edits: %q", got)
	}
}

func TestSample(t *testing.T) {
	r := story.New(t).As("nadia")
	before, after, err := r.Publication.Sample(r.Ctx(), r.Who, r.AddPublication(), colons,
		workflow.SampleText{Lang: "ar", Text: speech + "\n\nعنوان"})
	r.Check("sample", err)
	if len(before) != 3 || len(after) != 4 || after[3] != "عنوان" {
		t.Errorf("before %q, after %q", before, after)
	}
}

// TestTrialOfMany looks at the last hundred articles alone, and counts what stands between the
// ends that both rules have.
func TestTrialOfMany(t *testing.T) {
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	for i := range 103 {
		r.AddTo(p, fmt.Sprintf("%d. %s", i, speech), speech+" نعم: "+speech)
	}
	trial, err := r.Publication.TryRules(r.Ctx(), r.Who, p, colons)
	r.Check("try", err)
	if trial.Articles != 100 || trial.Changed == 0 || trial.After <= trial.Before {
		t.Errorf("trial %d articles, %d of %d changed to make %d",
			trial.Articles, trial.Changed, trial.Before, trial.After)
	}
	for _, e := range trial.Examples {
		if strings.Join(e.Before, "") != strings.Join(e.After, "") {
			t.Errorf("an example is of two texts: %q %q", e.Before, e.After)
		}
	}
	same, err := r.Publication.TryRules(r.Ctx(), r.Who, p, "")
	r.Check("try the same", err)
	if same.Changed != 0 || same.Before != same.After {
		t.Errorf("the same rules change %d segments", same.Changed)
	}
}
