package edition_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
	"truchement/workflow/story"
)

// order runs an order, and answers what was written, the pieces of the file and the error.
func order(r *story.Runner, o any) (edition.Written, []string, error) {
	r.T.Helper()
	part, err := json.Marshal(o)
	r.Check("encode", err)
	var pieces []string
	report, err := r.Edition.RunOrder(r.Ctx(), r.Who, workflow.JobTask{Parts: [][]byte{part},
		Progress: func(int, int) {},
		Keep: func(_ context.Context, piece []byte) error {
			pieces = append(pieces, string(piece))
			return nil
		}})
	written, _ := report.(edition.Written)
	return written, pieces, err
}

func TestOrderIsWrittenInPieces(t *testing.T) {
	r := story.New(t).As("luc")
	r.Add(strings.Repeat(one+" ", 5000), two)
	written, pieces, err := order(r, edition.Order{Article: r.ArticleID, Title: "خبر", Format: "text",
		Options: edition.Options{States: []bitext.State{bitext.Initial}}, Rows: format.ByParagraph,
		Labels: map[string]map[string]string{"fr": {"missing": "sans traduction"}}})
	r.Check("order", err)
	file := strings.Join(pieces, "")
	if written.Bytes != len(file) || written.MIME != "text/plain; charset=utf-8" || written.Title != "خبر" ||
		!strings.HasSuffix(written.Name, ".ar-fr-paragraphs.txt") || written.Article != r.ArticleID {
		t.Errorf("written %+v of %d bytes", written, len(file))
	}
	if !strings.Contains(file, two) || len(pieces) < 2 {
		t.Errorf("%d pieces", len(pieces))
	}
	for i, p := range pieces[:len(pieces)-1] {
		if len(p) != 256<<10 {
			t.Errorf("piece %d has %d bytes", i, len(p))
		}
	}
}

// A row of a paragraph has the edition's own word in the place of what is not translated.
func TestOrderHasItsWordsInItsRows(t *testing.T) {
	r := story.New(t).As("luc").Add(one+" "+two).Translate(1, "Un.")
	_, pieces, err := order(r, edition.Order{Article: r.ArticleID, Format: "text", Rows: format.ByParagraph,
		Options: edition.Options{States: []bitext.State{bitext.Translated}},
		Labels:  map[string]map[string]string{"fr": {"missing": "sans traduction"}}})
	r.Check("order", err)
	if file := strings.Join(pieces, ""); !strings.Contains(file, "Un. [sans traduction]") {
		t.Errorf("the edition is %q", file)
	}
}

func TestOrderOfWhatIsPublished(t *testing.T) {
	r := approved(t).SignOff().Publish()
	r.As("amina").Translate(1, "Un, autrement.")
	r.As("lea")
	_, pieces, err := order(r, edition.Order{Article: r.ArticleID, Published: true, Format: "text"})
	r.Check("order", err)
	if file := strings.Join(pieces, ""); !strings.Contains(file, "Un.") || strings.Contains(file, "autrement") {
		t.Errorf("the edition is %q", file)
	}
}

// An order is checked as it is carried out: what its maker may see is seen then.
func TestOrdersAreRefused(t *testing.T) {
	r := story.New(t).As("luc").Add(one).As("lea")
	for name, c := range map[string]struct {
		who   string
		order any
		want  string
	}{
		"a reader's of the desk":      {"lea", edition.Order{Article: r.ArticleID, Format: "text"}, "error.not-found"},
		"of what is not published":    {"lea", edition.Order{Article: r.ArticleID, Format: "text", Published: true}, "error.not-found"},
		"in a format that is unknown": {"luc", edition.Order{Article: r.ArticleID, Format: "doc"}, "option.format"},
	} {
		t.Run(name, func(t *testing.T) {
			r.As(c.who)
			_, pieces, err := order(r, c.order)
			var refusal *workflow.Error
			if !errors.As(err, &refusal) || refusal.ID != c.want || len(pieces) > 0 {
				t.Errorf("%v after %d pieces, want %s", err, len(pieces), c.want)
			}
		})
	}
	for _, o := range []any{"x", edition.Order{Article: r.ArticleID, Format: "text", Zone: "Mars/Phobos"}} {
		if _, _, err := order(r, o); err == nil || workflow.KindOf(err) != workflow.Internal {
			t.Errorf("%+v: %v, want a fault of ours", o, err)
		}
	}
}

// The writer of a file stops when its job must.
func TestOrderStopsWithItsJob(t *testing.T) {
	r := story.New(t).As("luc").Add(one)
	part, err := json.Marshal(edition.Order{Article: r.ArticleID, Format: "text"})
	r.Check("encode", err)
	ctx, stop := context.WithCancel(r.Ctx())
	failed := errors.New("no space left")
	_, err = r.Edition.RunOrder(ctx, r.Who, workflow.JobTask{Parts: [][]byte{part}, Progress: func(int, int) {},
		Keep: func(context.Context, []byte) error { stop(); return failed }})
	if !errors.Is(err, failed) {
		t.Errorf("%v, want that nothing can be kept", err)
	}
	r.Add(strings.Repeat(one+" ", 9000))
	part, err = json.Marshal(edition.Order{Article: r.ArticleID, Format: "csv",
		Options: edition.Options{States: []bitext.State{bitext.Initial}}})
	r.Check("encode", err)
	ctx, stop = context.WithCancel(r.Ctx())
	pieces := 0
	_, err = r.Edition.RunOrder(ctx, r.Who, workflow.JobTask{Parts: [][]byte{part}, Progress: func(int, int) {},
		Keep: func(context.Context, []byte) error { pieces++; stop(); return nil }})
	if !errors.Is(err, context.Canceled) || pieces != 1 {
		t.Errorf("%v after %d pieces, want that the job has ended after the first", err, pieces)
	}
}
