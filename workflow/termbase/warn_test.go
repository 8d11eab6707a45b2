package termbase_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/terms"
	"truchement/workflow/story"
	"truchement/workflow/termbase"
)

// warned is the warnings of a report, a line each.
func warned(r *termbase.ImportReport) (all []string) {
	for _, w := range r.Warnings {
		line := fmt.Sprint(w.Kind, " ", w.Count, ":")
		for _, f := range w.First {
			line += fmt.Sprintf(" %d/%d %s %q", f.Line, f.Number, f.Lang, f.Text)
		}
		all = append(all, line)
	}
	return all
}

func TestTrialWarnsOfWhatMayNotBeMeant(t *testing.T) {
	rows := func(n int, row string) string { return strings.Repeat(row, n) }
	tests := []struct {
		name   string
		format terms.Format
		file   string
		want   []string
	}{
		{"nothing to say", terms.CSV, "ar,fr\nوزير,ministre\nهاتف iPhone,téléphone iPhone\n19,19\n", nil},
		{"swapped columns", terms.CSV, "fr,ar\nوزير,ministre\nملك,roi\nقصر,palais\nOTAN,الناتو\n",
			[]string{`swapped-columns 3: 2/1 ar "ministre" 3/2 ar "roi" 4/3 ar "palais"`}},
		{"half of the rows", terms.CSV, "fr,ar\nوزير,ministre\nroi,ملك\n", []string{`other-script 1: 2/1 ar "ministre"`}},
		{"a Latin name in Arabic", terms.CSV, "ar,fr\nOTAN,OTAN\nملك,roi\nوزير,وزارة\n",
			[]string{`other-script 2: 2/1 ar "OTAN" 4/3 fr "وزارة"`}},
		{"swapped and in one language", terms.CSV, "fr,ar\nوزير,ministre\nملك,roi\nقصر,\n", []string{
			`swapped-columns 2: 2/1 ar "ministre" 3/2 ar "roi"`, `other-script 1: 4/3 fr "قصر"`, `one-language 1: 4/3 fr "قصر"`}},
		{"one language, with another spelling", terms.CSV, "ar,fr,fr forbidden\n,roi,roy\nملك مغربي,roi du Maroc,\n", []string{`one-language 1: 2/1 fr "roi"`}},
		{"one language, of a concept that is there", terms.CSV, "fr,note\nchef,celui\n", nil},
		{"what is there and what comes twice", terms.CSV, "ar,fr\nرئيس,chef\nملك,roi\nملك,roi\n", nil},
		{"surplus columns", terms.TSV, "ar\tfr\t\nوزير\tministre\tn. m.\tx\nملك\troi\t \t\nقصر\tpalais\t\tlieu\n",
			[]string{`surplus-cells 2: 2/1  "n. m." 4/3  "lieu"`}},
		{"surplus columns of terms", terms.TSV, "id\tlang\tterm\n1\tfr\troi\tx\n1\tar\tملك\ty\n", []string{`surplus-cells 2: 2/1  "x" 3/1  "y"`}},
		{"a surplus column of a table without headings", terms.OmegaT, "ملك\troi\tnote\tx\n", []string{`surplus-cells 1: 1/1  "x"`}},
		{"no more than five", terms.TSV, "ar\tfr\n" + rows(7, "ملك\troi\tx\n"),
			[]string{`surplus-cells 7: 2/1  "x" 3/2  "x" 4/3  "x" 5/4  "x" 6/5  "x"`}},
		{"a quote that does not close", terms.TSV, "ar\tfr\nوزير\t\"ministre\nملك\troi\n", []string{`stray-quote 1: 2/1  "\"ministre"`}},
		{"a quote that closes below", terms.TSV, "ar\tfr\nوزير\t\"ministre\nملك\troi\"\nقصر\tpalais\n", []string{`stray-quote 1: 2/1  "ministre\nملك\troi"`}},
		{"quotes that are characters", terms.TSV, "ar\tfr\tnote\nوزير\t\"ministre\" d’État\t5\" de plus\nملك\troi\t\"de\ndeux lignes\"\n", nil},
		{"commas, where a quote is a fault", terms.CSV, "ar,fr\nوزير,\"ministre\nملك,roi\n", nil},
		{"TBX", terms.TBX, `<tbx type="TBX-Basic" style="dct"><text><body>` +
			`<conceptEntry><langSec xml:lang="fr"><termSec><term>roi</term></termSec></langSec></conceptEntry>` +
			`<conceptEntry><langSec xml:lang="fr"><termSec><term>ملك</term></termSec></langSec><langSec xml:lang="en"><termSec><term>king</term></termSec></langSec></conceptEntry></body></text></tbx>`,
			[]string{`other-script 1: 0/2 fr "ملك"`, `one-language 1: 0/1 fr "roi"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t).As("luc")
			add(r, "ar رئيس", "fr chef")
			trial := importFile(r, termbase.NewImport{Name: "g", Format: tt.format}, true, tt.file)
			if diff := cmp.Diff(tt.want, warned(trial)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", counts(trial), diff)
			}
		})
	}
}
