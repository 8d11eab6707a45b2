package intake

import (
	"errors"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// refusal is the id of the message that err is refused with, empty for no error.
func refusal(t *testing.T, err error) string {
	t.Helper()
	var e *workflow.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatal(err)
	}
	if e == nil {
		return ""
	}
	return e.ID
}

func TestLanguagesAreSettled(t *testing.T) {
	tests := []struct {
		name                             string
		source, target, document, detect string
		want                             string // source>target, or the refusal
	}{
		{"all is said", "ar-MA", "fr-CH", "en", "fr", "ar-MA>fr-CH"},
		{"as the document says", "", "", "ar-TN", "fr", "ar-TN>fr"},
		{"as detected", "", "", "", "ar", "ar>fr"},
		{"French goes to Arabic", "", "", "", "fr", "fr>ar"},
		{"all else goes to Arabic", "", "", "es", "fr", "es>ar"},
		{"a document of no language", "", "", "x!", "ar", "ar>fr"},
		{"what is said is no language", "x!", "", "ar", "ar", "intake.language"},
		{"the target is no language", "ar", "x!", "", "ar", "intake.language"},
		{"nothing is detected", "", "", "", "", "intake.language"},
		{"the same", "fr", "fr", "", "fr", "intake.same-language"},
		{"the same in two countries", "fr-FR", "fr-CH", "", "fr", "intake.same-language"},
		{"the same as detected", "", "fr", "", "fr", "intake.same-language"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source, target, err := languages(NewArticle{SourceLang: tt.source, TargetLang: tt.target,
				Document: &bitext.Document{SourceLang: tt.document}}, tt.detect)
			got := refusal(t, err)
			if got == "" {
				got = source + ">" + target
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func block(kind bitext.BlockKind, text string) bitext.Block {
	return bitext.NewBlock(kind, bitext.Plain(text))
}

func TestTitleIsTheHeadlineOrTheBeginning(t *testing.T) {
	x300, x301, many := strings.Repeat("é", 300), strings.Repeat("é", 301), strings.Repeat("mot ", 73)
	deck := block(bitext.Deck, "Le chapeau")
	tests := []struct {
		name, in string
		blocks   []bitext.Block
		want     string
	}{
		{"as said", " Un \n titre ", []bitext.Block{block(bitext.Headline, "Autre")}, "Un titre"},
		{"the headline", "", []bitext.Block{deck, block(bitext.Headline, "Une  une")}, "Une une"},
		{"the first of two headlines", " ", []bitext.Block{deck, block(bitext.Headline, "Un"),
			block(bitext.Headline, "Deux")}, "Un"},
		{"the beginning", "", []bitext.Block{deck, block("", "Texte.")}, "Le chapeau"},
		{"300 characters", x300, []bitext.Block{deck}, x300},
		{"301 characters", x301, []bitext.Block{deck}, strings.Repeat("é", 299) + "…"},
		{"a long beginning", "", []bitext.Block{block("", x301)}, strings.Repeat("é", 299) + "…"},
		{"a cut in a word", many + "ministère marocain", []bitext.Block{deck}, strings.TrimSpace(many) + "…"},
		{"a cut after a comma", many + "et, marocain", []bitext.Block{deck}, many + "et…"},
		{"controls", "a\x00b", []bitext.Block{deck}, "ab"},
		{"an override", "a\u202eb", []bitext.Block{deck}, "text.override"},
		{"bytes that are no text", "a\xff", []bitext.Block{deck}, "text.encoding"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := title(NewArticle{Title: tt.in}, tt.blocks)
			if err != nil {
				got = refusal(t, err)
			}
			if got != tt.want {
				t.Errorf("title %q, want %q", got, tt.want)
			}
		})
	}
}

func TestKindsAreCorrectedByIndex(t *testing.T) {
	tests := []struct {
		name  string
		kinds []bitext.BlockKind
		want  string
	}{
		{"none", nil, "headline paragraph"},
		{"an empty one changes nothing", []bitext.BlockKind{"", bitext.Quote}, "headline quote"},
		{"the first alone", []bitext.BlockKind{bitext.Caption}, "caption paragraph"},
		{"more than there are", []bitext.BlockKind{"", "", bitext.Quote}, "headline paragraph"},
		{"a kind of none", []bitext.BlockKind{bitext.Caption, "script"}, "intake.torn"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			blocks := []bitext.Block{block(bitext.Headline, "a"), block(bitext.Paragraph, "b")}
			got := refusal(t, correctKinds(blocks, tt.kinds))
			if got == "" {
				got = string(blocks[0].Kind) + " " + string(blocks[1].Kind)
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// What differs in case, marks, spaces and cuts alone has the same fingerprint.
func TestFingerprintIsOfTheLetters(t *testing.T) {
	draft := func(texts ...string) Draft {
		d := Draft{SourceLang: "fr"}
		for _, s := range texts {
			d.Blocks = append(d.Blocks, block(bitext.Paragraph, s))
		}
		return d
	}
	base := fingerprint(draft("Le ministre part. Il revient."))
	for name, tt := range map[string]struct {
		in   Draft
		same bool
	}{
		"case and accents":   {draft("LE MINISTRE PART. ÌL REVIENT."), true},
		"spaces":             {draft("Le\u00a0ministre  part.\nIl revient."), true},
		"two blocks":         {draft("Le ministre part.", "Il revient."), true},
		"another word":       {draft("Le ministre part. Il reste."), false},
		"a sentence more":    {draft("Le ministre part. Il revient.", "Fin."), false},
		"in another order":   {draft("Il revient.", "Le ministre part."), false},
		"a punctuation less": {draft("Le ministre part Il revient."), false},
	} {
		got := fingerprint(tt.in)
		if (got == base) != tt.same || len(got) != 32 {
			t.Errorf("%s: fingerprint %s beside %s, want the same: %v", name, got, base, tt.same)
		}
	}
}

func TestDraftFailsWithItsRules(t *testing.T) {
	broken := func(string, string) ([]int, error) { return nil, workflow.Fail(workflow.Invalid, "broken") }
	doc := &bitext.Document{Blocks: []bitext.Block{block("", "Un texte.")}}
	_, err := draft(NewArticle{Document: doc, SourceLang: "fr"}, broken)
	if got := refusal(t, err); got != "broken" {
		t.Errorf("refused with %q, want the fault of the rules", got)
	}
}

// The limit is of all blocks together, and the last segment that it allows is in.
func TestDraftLimitsSegments(t *testing.T) {
	doc := &bitext.Document{Blocks: []bitext.Block{block("", "Un texte."), block("", "Un autre.")}}
	for n, want := range map[int]string{workflow.MaxSegments: "", workflow.MaxSegments + 1: "intake.too-many"} {
		calls := 0
		cut := func(_, text string) ([]int, error) {
			if calls++; calls == 1 {
				return make([]int, n-1), nil
			}
			return []int{len(text)}, nil
		}
		_, err := draft(NewArticle{Document: doc, SourceLang: "fr"}, cut)
		if got := refusal(t, err); got != want {
			t.Errorf("%d segments are refused with %q, want %q", n, got, want)
		}
	}
}
