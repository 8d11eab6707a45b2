package desk_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// TestReplaceFindsAsReadersDo has one target, and what each replacement would make of it.
func TestReplaceFindsAsReadersDo(t *testing.T) {
	tests := []struct {
		name, target string
		in           desk.Replacement
		want         string // the target after; empty: not found
		why          string // message id of why it is left alone
	}{
		{"a word", "Le roi Hassan a reçu Hassan.", desk.Replacement{Find: "Hassan", With: "Hassan II"}, "Le roi Hassan II a reçu Hassan II.", ""},
		{"in any case and accents", "Les élections. ELECTIONS !", desk.Replacement{Find: "elections", With: "votes"}, "Les votes. votes !", ""},
		{"exactly", "Les élections. elections !", desk.Replacement{Find: "elections", With: "votes", Exact: true}, "Les élections. votes !", ""},
		{"Arabic however spelt", "وصل أَحْمَد إلى إفران ثم احمد", desk.Replacement{Find: "أحمد", With: "حامد"}, "وصل حامد إلى إفران ثم حامد", ""},
		{"Arabic exactly", "وصل أحمد ثم احمد", desk.Replacement{Find: "أحمد", With: "حامد", Exact: true}, "وصل حامد ثم احمد", ""},
		{"a part of a word", "Le ministère", desk.Replacement{Find: "minis", With: "x"}, "Le xtère", ""},
		{"whole words", "Le ministère et le minis.", desk.Replacement{Find: "minis", With: "x", Whole: true}, "Le ministère et le x.", ""},
		{"no whole word", "Le ministère", desk.Replacement{Find: "minis", With: "x", Whole: true}, "", ""},
		{"deleting", "Le très grand jour", desk.Replacement{Find: "très ", With: "", Exact: true}, "Le grand jour", ""},
		{"inside of formatting", "Le ⟦1⟧roi Hassan⟦/1⟧ parle", desk.Replacement{Find: "Hassan", With: "Mohammed"}, "Le ⟦1⟧roi Mohammed⟦/1⟧ parle", ""},
		{"around formatting", "⟦1⟧Le roi⟦/1⟧ parle", desk.Replacement{Find: "Le roi", With: "Il"}, "⟦1⟧Il⟦/1⟧ parle", ""},
		{"across formatting", "Le ⟦1⟧roi Hassan⟦/1⟧ parle", desk.Replacement{Find: "Hassan parle", With: "x"}, "Le ⟦1⟧roi Hassan⟦/1⟧ parle", "replace.not-whole"},
		{"all of it", "Le roi", desk.Replacement{Find: "le roi", With: ""}, "Le roi", "replace.empty"},
		{"as it is", "Le roi", desk.Replacement{Find: "roi", With: "roi"}, "Le roi", "replace.same"},
		{"brackets that are no code", "Le ⟦⟦1⟧ roi", desk.Replacement{Find: "roi", With: "⟦2⟧", Exact: true}, "Le ⟦⟦1⟧ ⟦⟦2⟧", ""},
		{"nothing", "Le roi", desk.Replacement{Find: "reine", With: "x"}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t).As("amina").AddDocument(&bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(
				bitext.Paragraph, bitext.Text{{Chars: "قال "}, {Kind: bitext.Open, Code: bitext.Code{ID: "1", Type: bitext.Bold}},
					{Chars: "الملك"}, {Kind: bitext.Close, Code: bitext.Code{ID: "1", Type: bitext.Bold}}})}})
			r.Translate(1, tt.target)
			tt.in.Article = r.ArticleID
			found, err := r.Replacements.Find(r.Ctx(), r.Who, tt.in)
			r.Check("find", err)
			if len(found) == 0 {
				if tt.want != "" {
					t.Fatal("not found")
				}
				return
			}
			if got := found[0].After.Markup(); got != tt.want {
				t.Errorf("would be %q, want %q", got, tt.want)
			}
			if got := messageOf(found[0].Why); got != tt.why {
				t.Errorf("left alone for %q, want %q", got, tt.why)
			}
			out, err := r.Replacements.Replace(r.Ctx(), r.Who, tt.in, chosen(r, 1))
			r.Check("replace", err)
			r.WantTarget(1, tt.want)
			if (out.Batch == "") != (tt.why != "") {
				t.Errorf("batch %q", out.Batch)
			}
		})
	}
}

func messageOf(err error) string {
	w, ok := err.(*workflow.Error) //nolint:errorlint // as the use case made it
	if !ok {
		return ""
	}
	return w.ID
}

// chosen are segments as a page shows them now.
func chosen(r *story.Runner, positions ...int) []desk.SegmentVersion {
	var all []desk.SegmentVersion
	for _, at := range positions {
		s := r.Segment(at)
		all = append(all, desk.SegmentVersion{Segment: s.ID, Version: s.Version})
	}
	return all
}

// TestReplaceSkipsWhatMayNotBeChanged has a translator replace in an article that several work on:
// a segment of another, one that was changed since the preview, one that was reviewed. What was done
// is undone as one.
func TestReplaceSkipsWhatMayNotBeChanged(t *testing.T) {
	r := story.New(t).As("luc").Add("واحد", "اثنان", "ثلاثة", "أربعة")
	r.Assign("youssef", workflow.Translator, 2, 2)
	r.As("youssef").Translate(2, "le roi 2")
	r.As("amina").Translate(1, "le roi 1").Translate(3, "le roi 3").Translate(4, "le roi 4")
	r.As("luc").Approve(1)
	in := desk.Replacement{Article: r.ArticleID, Find: "roi", With: "souverain"}

	r.As("amina")
	found, err := r.Replacements.Find(r.Ctx(), r.Who, in)
	r.Check("find", err)
	if len(found) != 4 || !found[0].Reopened || messageOf(found[1].Why) != "segment.of-another" || found[2].Reopened {
		t.Fatalf("found %+v", found)
	}
	seen := chosen(r, 1, 2, 3, 4)
	r.Draft(3, "le roi, trois")
	out, err := r.Replacements.Replace(r.Ctx(), r.Who, in, seen)
	r.Check("replace", err)
	if len(out.Done) != 2 || len(out.Skipped) != 2 {
		t.Fatalf("done %d, skipped %d", len(out.Done), len(out.Skipped))
	}
	r.WantTarget(1, "le souverain 1").WantTarget(2, "le roi 2").WantTarget(3, "le roi, trois").WantTarget(4, "le souverain 4")
	if s := r.Segment(1); s.State != bitext.Translated {
		t.Errorf("the reviewed segment is %s", s.State)
	}
	r.UndoBatch(out.Batch)
	r.WantTarget(1, "le roi 1").WantTarget(4, "le roi 4")
	if s := r.Segment(1); s.State != bitext.Reviewed {
		t.Errorf("after undoing the reviewed segment is %s", s.State)
	}
	r.Whole()
}

// TestReplaceRefuses has what cannot be asked for.
func TestReplaceRefuses(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد").Translate(1, "Un")
	tests := []struct {
		name, who, find, with, want string
	}{
		{"nothing", "amina", " ", "x", "replace.no-find"},
		{"only marks", "amina", "\u064e", "x", "replace.no-find"},
		{"too long", "amina", strings.Repeat("a", desk.MaxSought+1), "x", "replace.too-long"},
		{"a reader", "lea", "Un", "x", "error.forbidden"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r.As(tt.who)
			in := desk.Replacement{Article: r.ArticleID, Find: tt.find, With: tt.with}
			_, err := r.Replacements.Find(r.Ctx(), r.Who, in)
			r.Refused(tt.want).Check("find", err)
			_, err = r.Replacements.Replace(r.Ctx(), r.Who, in, chosen(r, 1))
			r.Refused(tt.want).Check("replace", err)
		})
	}
	r.WantTarget(1, "Un")
}
