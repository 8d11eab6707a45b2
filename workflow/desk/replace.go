package desk

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// MaxSought is the longest text that is looked for or put in its place, in bytes.
const MaxSought = 1000

// Replacement is a text to be found in the targets of an article, and the one to put in its place.
type Replacement struct {
	Article string
	Find    string
	With    string
	Exact   bool // as it is written; else as lang.Find finds it, in any spelling
	Whole   bool // only whole words
}

// Replaced is a segment in which a text was found.
type Replaced struct {
	workflow.Segment
	Hits     []lang.Span // bytes of the target's Flat
	After    bitext.Text // the target with the replacement; the target itself where Why says no
	Reopened bool        // it was reviewed or final, and becomes translated
	Why      error       // why it is left alone; nil: it is not
}

// ReplaceOutcome is what came of a replacement.
type ReplaceOutcome struct {
	Batch   string // to undo it as one; empty: nothing was changed
	Done    []workflow.Segment
	Held    int // of Done: drafts now, since checks keep their texts from being confirmed
	Skipped []Skipped
}

// Replacements are the use cases of finding and replacing in the targets of an article.
type Replacements struct{ desk *UseCases }

// NewReplacements makes them.
func NewReplacements(desk *UseCases) *Replacements { return &Replacements{desk} }

// check cleans what was asked for.
func (in *Replacement) check() error {
	for _, text := range []*string{&in.Find, &in.With} {
		clean, err := lang.Clean(*text)
		if err != nil {
			return workflow.TextError(err)
		}
		if len(clean) > MaxSought {
			return workflow.Fail(workflow.TooLarge, "replace.too-long", "Limit", MaxSought)
		}
		*text = clean
	}
	if strings.TrimSpace(in.Find) == "" || !in.Exact && lang.Fold(in.Find, "") == "" {
		return workflow.Fail(workflow.Invalid, "replace.no-find")
	}
	return nil
}

// Find lists the segments of an article whose targets have a text, with what they would be.
// It changes nothing.
func (r *Replacements) Find(
	ctx context.Context, who workflow.Actor, in Replacement,
) (found []Replaced, err error) {
	if err := who.May(workflow.Translate); err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	err = r.desk.View(ctx, func(t *txn) error {
		t.Who, found = who, nil
		a, err := t.Article(in.Article)
		if err != nil {
			return err
		}
		all, err := t.Segments(a.ID)
		if err != nil {
			return err
		}
		for _, s := range all {
			r, err := t.replacement(a, s, in)
			if err != nil {
				return err
			}
			if len(r.Hits) > 0 {
				found = append(found, r)
			}
		}
		return nil
	})
	return found, err
}

// Replace replaces a text in those segments of an article that are named, each at the
// version that was shown. What may not be changed or has changed since is skipped and listed; the
// rest is one batch.
func (r *Replacements) Replace(
	ctx context.Context, who workflow.Actor, in Replacement, chosen []SegmentVersion,
) (ReplaceOutcome, error) {
	if err := who.May(workflow.Translate); err != nil {
		return ReplaceOutcome{}, err
	}
	if err := in.check(); err != nil {
		return ReplaceOutcome{}, err
	}
	segments, err := r.desk.segmentsByID(ctx, in.Article)
	if err != nil {
		return ReplaceOutcome{}, err
	}
	held, err := r.held(ctx, who, in, segments, chosen)
	if err != nil {
		return ReplaceOutcome{}, err
	}
	now, why := make([]workflow.Segment, len(chosen)), make([]error, len(chosen))
	batch, err := r.desk.UpdateInSlices(ctx, who, len(chosen), func(t *txn, i int) error {
		s, ok := segments[chosen[i].Segment]
		var err error
		if ok {
			s, err = t.current(s)
		} else { // merged into another, or of another article
			s, err = t.Segment(chosen[i].Segment)
		}
		if err != nil {
			return err
		}
		if s.Article != in.Article {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		now[i], why[i] = t.replace(s, chosen[i].Version, in, held[s.ID])
		if isFailure(why[i]) {
			return why[i]
		}
		return nil
	})
	out := ReplaceOutcome{}
	for i, s := range now {
		switch {
		case s.ID == "": // not reached
		case why[i] != nil:
			out.Skipped = append(out.Skipped, Skipped{s, why[i]})
		default:
			out.Done = append(out.Done, s)
			if held[s.ID] {
				out.Held++
			}
		}
	}
	if len(out.Done) > 0 {
		out.Batch = batch
	}
	return out, err
}

// held tells which of the chosen segments checks keep from being confirmed with what they would be, where they are.
func (r *Replacements) held(
	ctx context.Context, who workflow.Actor, in Replacement, segments map[string]workflow.Segment, chosen []SegmentVersion,
) (map[string]bool, error) {
	var texts []workflow.Segment
	err := r.desk.View(ctx, func(t *txn) error {
		t.Who, texts = who, nil
		a, err := t.Article(in.Article)
		if err != nil {
			return err
		}
		for _, one := range chosen {
			s, ok := segments[one.Segment]
			if !ok {
				continue
			}
			out, err := t.replacement(a, s, in)
			if err != nil {
				return err
			}
			if out.Why == nil && leavesConfirmed(s, out.After, false) {
				s.Target = out.After
				texts = append(texts, s)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r.desk.held(ctx, in.Article, texts)
}

// replace replaces in s, which was shown at a version.
func (t *txn) replace(s workflow.Segment, version int64, in Replacement, held bool) (workflow.Segment, error) {
	if s.Gone {
		return s, workflow.Fail(workflow.Conflict, "segment.gone")
	}
	if s.Version != version {
		return s, &workflow.ConflictError{Base: s.Snapshot, Current: s, Yours: s.Snapshot}
	}
	a, err := t.Article(s.Article)
	if err != nil {
		return s, err
	}
	r, err := t.replacement(a, s, in)
	if err == nil {
		err = r.Why
	}
	if err != nil {
		return s, err
	}
	if len(r.Hits) == 0 {
		return s, workflow.Fail(workflow.Invalid, "replace.none")
	}
	out, err := t.save(s, Save{Segment: s.ID, Version: s.Version, Target: r.After.Markup(), held: held})
	if err == nil && out.conflict != nil {
		err = out.conflict
	}
	return out.segment, err
}

// replacement is what a replacement makes of s.
func (t *txn) replacement(a workflow.Article, s workflow.Segment, in Replacement) (Replaced, error) {
	r := Replaced{Segment: s, After: s.Target, Hits: in.hits(s.Target.Flat(), a.TargetLang)}
	if len(r.Hits) == 0 {
		return r, nil
	}
	if a.Retracted != "" {
		r.Why = workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", a.Retracted)
		return r, nil
	}
	if r.Why = workflow.CheckWriter(t, t.Who, s); r.Why != nil {
		if workflow.KindOf(r.Why) != workflow.Forbidden {
			return r, r.Why
		}
		return r, nil
	}
	after, ok := replaceSpans(s.Target, r.Hits, in.With)
	switch {
	case !ok:
		r.Why = workflow.Fail(workflow.Invalid, "replace.not-whole")
	case after.Empty():
		r.Why = workflow.Fail(workflow.Invalid, "replace.empty")
	case after.Equal(s.Target):
		r.Why = workflow.Fail(workflow.Invalid, "replace.same")
	case len(after.Markup()) > workflow.MaxSegment:
		r.Why = workflow.Fail(workflow.TooLarge, "segment.too-large", "Limit", workflow.MaxSegment/1024)
	default:
		r.After, r.Reopened = after, s.State.Rank() >= bitext.Reviewed.Rank()
	}
	return r, nil
}

// hits are the places of a text, in bytes of it.
func (in Replacement) hits(flat, tag string) []lang.Span {
	var all []lang.Span
	if in.Exact {
		for at := 0; ; {
			i := strings.Index(flat[at:], in.Find)
			if i < 0 {
				break
			}
			all = append(all, lang.Span{From: at + i, To: at + i + len(in.Find)})
			at += i + len(in.Find)
		}
	} else {
		all = lang.Find(flat, tag, lang.Fold(in.Find, tag))
	}
	if !in.Whole {
		return all
	}
	var whole []lang.Span
	for _, s := range all {
		before, _ := utf8.DecodeLastRuneInString(flat[:s.From])
		after, _ := utf8.DecodeRuneInString(flat[s.To:])
		if !isWordRune(before) && !isWordRune(after) {
			whole = append(whole, s)
		}
	}
	return whole
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// replaceSpans puts a text in the place of spans of t's Flat. Codes stay as they are: a span must not
// have one in it. The second result is false where one does.
func replaceSpans(t bitext.Text, spans []lang.Span, with string) (bitext.Text, bool) {
	out := make(bitext.Text, 0, len(t))
	at, next := 0, 0
	for _, r := range t {
		if r.Kind != bitext.Chars {
			if next < len(spans) && spans[next].From < at && at < spans[next].To {
				return nil, false
			}
			size := len(bitext.Text{r}.Flat())
			if next < len(spans) && size > 0 && spans[next].From <= at && at < spans[next].To {
				return nil, false // a standalone code is a part of what was found
			}
			out = append(out, r)
			at += size
			continue
		}
		var chars strings.Builder
		from, end := at, at+len(r.Chars)
		for next < len(spans) && spans[next].From < end {
			s := spans[next]
			if s.To > end || s.From < at {
				return nil, false
			}
			chars.WriteString(r.Chars[from-at : s.From-at])
			chars.WriteString(with)
			from, next = s.To, next+1
		}
		chars.WriteString(r.Chars[from-at:])
		if chars.Len() > 0 {
			r.Chars = chars.String()
			out = append(out, r)
		}
		at = end
	}
	return out, true
}
