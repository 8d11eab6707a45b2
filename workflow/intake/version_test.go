package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/segment"
)

// sentencesOf makes sentences of texts, each of a block: "1 Un." is of the block 1.
func sentencesOf(texts ...string) []sentence {
	var out []sentence
	for i, text := range texts {
		number, words, _ := strings.Cut(text, " ")
		s := sentence{text: bitext.Plain(words), block: int(number[0] - '0'),
			segment: workflow.Segment{Position: i + 1}}
		s.start = i == 0 || out[i-1].block != s.block
		if i > 0 && !s.start {
			out[i-1].after = bitext.Plain(" ")
		}
		out = append(out, s)
	}
	return out
}

// written writes what a bead says: kind, positions, grade and text of each place.
func written(rows []Compared) []string {
	var out []string
	for _, row := range rows {
		line := string(row.Kind)
		for _, s := range row.Segments {
			line += " " + string(rune('0'+s.Position))
		}
		if row.Kind == Changed {
			line += " " + string(row.Grade)
		}
		if row.Doubtful {
			line += " doubtful"
		}
		out = append(out, line+": "+row.Text)
	}
	return out
}

const sure, unsure = workflow.SureBead, workflow.SureBead - 0.01

func TestBeadSaysWhatBecameOfItsSegments(t *testing.T) {
	tests := []struct {
		name       string
		old, now   []sentence
		confidence float64
		want       []string
	}{
		{"added", nil, sentencesOf("0 Le roi part."), sure, []string{"added: Le roi part."}},
		{"added, perhaps", nil, sentencesOf("0 Le roi part."), unsure,
			[]string{"added doubtful: Le roi part."}},
		{"dropped", sentencesOf("0 Le roi part."), nil, sure, []string{"dropped 1: "}},
		{"the same", sentencesOf("0 Le roi part."), sentencesOf("0 Le  roi\npart."), unsure,
			[]string{"same 1: Le roi part."}},
		{"the same in other sentences", sentencesOf("0 Il part.", "0 Il rit."),
			sentencesOf("0 Il part. Il rit."), sure, []string{"same 1 2: Il part. Il rit."}},
		{"a word", sentencesOf("0 Le roi part demain à Rabat."),
			sentencesOf("0 Le roi part mardi à Rabat."), sure,
			[]string{"changed 1 wording: Le roi part mardi à Rabat."}},
		{"a word, where the aligner sees other ways",
			sentencesOf("0 Le roi part demain à Rabat avec toute sa suite."),
			sentencesOf("0 Le roi part mardi à Rabat avec toute sa suite."), unsure,
			[]string{"changed 1 wording: Le roi part mardi à Rabat avec toute sa suite."}},
		{"half the words", sentencesOf("0 Le roi part demain matin."),
			sentencesOf("0 Le roi reçoit une foule."), unsure,
			[]string{"changed 1 wording doubtful: Le roi reçoit une foule."}},
		{"another sentence", sentencesOf("0 Le roi part."),
			sentencesOf("0 Aucune réaction hier."), sure,
			[]string{"changed 1 wording doubtful: Aucune réaction hier."}},
		{"a word of two segments", sentencesOf("0 Il part.", "0 Il rit fort."),
			sentencesOf("0 Il part. Il rit beaucoup."), sure,
			[]string{"same 1: Il part.", "changed 2 wording: Il rit beaucoup."}},
		{"segments of two blocks", sentencesOf("0 Il part.", "1 Il rit fort."),
			sentencesOf("0 Il part. Il rit beaucoup."), sure,
			[]string{"recast 1 2: Il part. Il rit beaucoup."}},
		{"a new block within", sentencesOf("0 Il part. Il rit fort."),
			sentencesOf("0 Il part.", "1 Il rit beaucoup."), sure,
			[]string{"recast 1: Il part. Il rit beaucoup."}},
		{"the place of a cut has changed", sentencesOf("0 Il part.", "0 Il rit fort."),
			sentencesOf("0 Il court, elle rit fort."), sure,
			[]string{"recast 1 2: Il court, elle rit fort."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := written(compared(tt.old, tt.now, tt.confidence, "fr"))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestGradeIsProposed(t *testing.T) {
	tests := []struct {
		name, old, now string
		want           workflow.Grade
	}{
		{"a comma", "Oui, il part.", "Oui il part.", workflow.Typo},
		{"an accent", "Le marche", "Le marché", workflow.Typo},
		{"case", "le roi", "Le Roi", workflow.Typo},
		{"a vowel sign", "وصل وزير", "وصل وزيرُ", workflow.Typo},
		{"a letter", "Le marché", "Le marchés", workflow.Wording},
		{"a word", "Le roi part", "Le roi reste", workflow.Wording},
		{"a number", "300 millions", "350 millions", workflow.Fact},
		{"a number and a word", "300 millions", "350 milliards", workflow.Fact},
		{"numbers in another order", "de 3 à 4", "de 4 à 3", workflow.Fact},
		{"digits parted", "2026", "20 26", workflow.Fact},
		{"a number less", "les 3 rois", "les rois", workflow.Fact},
		{"the same number in other digits", "٣٠٠ مليون", "300 مليون", workflow.Typo},
	}
	for _, tt := range tests {
		if got := proposedGrade(tt.old, tt.now, "fr"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestShareInCommonIsByWords(t *testing.T) {
	for _, tt := range []struct {
		old, now string
		want     float64
	}{{"", "", 0}, {"un deux", "un deux", 1}, {"un deux", "un  deux", 1}, {"abc", "xyz", 0},
		{"abcd efgh", "abcd ijkl", 0.5}, {"abcd", "", 0}} {
		if got := inCommon(tt.old, tt.now); got != tt.want {
			t.Errorf("%q and %q have %v in common, want %v", tt.old, tt.now, got, tt.want)
		}
	}
}

// Sentences that both versions have, but for marks, are found whatever is between them.
func TestAnchorsAreInBothVersionsInOrder(t *testing.T) {
	tests := []struct {
		name        string
		before, now []sentence
		want        [][2]int
	}{
		{"all", sentencesOf("0 Un.", "0 Deux."), sentencesOf("0 Un !", "0 DEUX."),
			[][2]int{{0, 0}, {1, 1}}},
		{"none", sentencesOf("0 Un."), sentencesOf("0 Deux."), nil},
		{"one more", sentencesOf("0 Un.", "0 Deux."), sentencesOf("0 Un.", "0 Et demi.", "0 Deux."),
			[][2]int{{0, 0}, {1, 2}}},
		{"one less", sentencesOf("0 Un.", "0 Deux.", "0 Trois."), sentencesOf("0 Un.", "0 Trois."),
			[][2]int{{0, 0}, {2, 1}}},
		{"the same one twice", sentencesOf("0 Oui.", "0 Un.", "0 Oui."),
			sentencesOf("0 Oui.", "0 Deux.", "0 Oui."), [][2]int{{0, 0}, {2, 2}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			anchors := inBoth(tt.before, tt.now, "fr")
			if d := cmp.Diff(tt.want, anchors); d != "" {
				t.Fatalf("anchors (-want +got):\n%s", d)
			}
			old, now := 0, 0
			for _, g := range gapsBetween(tt.before, tt.now, anchors) {
				old, now = old+len(g.old), now+len(g.now)
			}
			if old+len(anchors) != len(tt.before) || now+len(anchors) != len(tt.now) {
				t.Errorf("the gaps have %d and %d sentences beside %d anchors", old, now, len(anchors))
			}
		})
	}
}

func TestSentencesAreJoinedAsTheyStood(t *testing.T) {
	for _, tt := range []struct {
		in   []sentence
		want string
	}{
		{nil, ""},
		{sentencesOf("0 Un."), "Un."},
		{sentencesOf("0 Un.", "0 Deux."), "Un. Deux."},
		{sentencesOf("0 Un.", "1 Deux."), "Un. Deux."},
		{[]sentence{{text: bitext.Plain("Un.")}, {text: bitext.Plain("Deux.")}}, "Un.Deux."},
		{[]sentence{{text: bitext.Plain("Un."), after: bitext.Plain("\n")},
			{text: bitext.Plain("Deux."), after: bitext.Plain(" "), block: 1}}, "Un.\nDeux."},
	} {
		if got := joinSentences(tt.in).Flat(); got != tt.want {
			t.Errorf("joined %q, want %q", got, tt.want)
		}
	}
}

func TestVersionIsCutAsAnArticle(t *testing.T) {
	a := workflow.Article{SourceLang: "fr", TargetLang: "ar"}
	cut := func(tag, text string) ([]int, error) { return segment.Default(tag).Cut(text), nil }
	doc := &bitext.Document{Blocks: []bitext.Block{block(bitext.Heading, "Le titre de une"),
		block("", " "), block("", "Le roi part. Il revient.")}}
	got, err := newVersion(doc, a, cut)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range got {
		line := s.text.String() + "|" + s.after.String()
		if s.start {
			line = "start " + line
		}
		if s.heading {
			line = "heading " + line
		}
		lines = append(lines, line)
	}
	want := []string{"heading start Le titre de une|", "start Le roi part.| ", "Il revient.|"}
	if d := cmp.Diff(want, lines); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for name, tt := range map[string]struct {
		doc  *bitext.Document
		cut  workflow.Cutter
		want string
	}{
		"nothing": {&bitext.Document{}, cut, "intake.empty"},
		"the translation": {&bitext.Document{Blocks: []bitext.Block{
			block("", "وصل وزير الخارجية إلى الرباط مساء الاثنين.")}}, cut, "compare.language"},
		"rules that fail": {doc, func(string, string) ([]int, error) {
			return nil, workflow.Fail(workflow.Invalid, "broken")
		}, "broken"},
	} {
		_, err := newVersion(tt.doc, a, tt.cut)
		if got := refusal(t, err); got != tt.want {
			t.Errorf("%s: refused with %q, want %q", name, got, tt.want)
		}
	}
}
