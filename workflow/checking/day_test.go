package checking_test

import (
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
)

// Yesterday is another day when the edition appears on another day than the source.
func TestRelativeDaysFollowTheEdition(t *testing.T) {
	const hour, day = time.Hour, 24 * time.Hour
	for _, c := range []struct {
		name    string
		byline  string // of the source; empty: none
		wait    time.Duration
		due     time.Duration // from its delivery; 0: none
		publish bool
		want    string
	}{
		{"it goes out the same day", "", hour, 0, false, ""},
		{"it is due the same day", "", hour, 5 * hour, false, ""},
		{"it is due the next day", "", hour, day, false, "2 relative-day hier/dimanche 1 mars 2026"},
		{"it is a day late", "", 30 * hour, 5 * hour, false, "2 relative-day hier/dimanche 1 mars 2026"},
		{"it has waited for two days", "", 2 * day, 0, false, "2 relative-day hier/dimanche 1 mars 2026"},
		{"its source is dated", "الرباط، 27 فبراير 2026", hour, 0, false, "2 relative-day hier/jeudi 26 février 2026"},
		{"its date is half a date", "الرباط، 27 فبراير", hour, 0, false, ""},
		{"it was published the same day", "", 3 * day, day, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := checked(t, nil)
			r.AddDocument(dated(c.byline))
			if c.due > 0 {
				due := r.Clock.Add(c.due)
				r.CheckNow("due", r.Article.Edit(r.Ctx(), r.People["luc"], r.ArticleID, article.Changes{Due: &due}))
			}
			if c.publish {
				r.Behind(func(tx workflow.Tx) error {
					a, err := tx.Article(r.ArticleID)
					a.Published = r.Clock.Add(hour)
					if err != nil {
						return err
					}
					return tx.UpdateArticle(a)
				})
			}
			r.Clock = r.Clock.Add(c.wait)
			r.Draft(2, "Le ministre est arrivé hier.")
			wantFound(r, c.name, c.want)
		})
	}
}

// dated is an article with a line of its author, empty or not, and a sentence of yesterday.
func dated(byline string) *bitext.Document {
	if byline == "" {
		byline = "أمينة"
	}
	return &bitext.Document{SourceLang: "ar", TargetLang: "fr", Blocks: []bitext.Block{
		bitext.NewBlock(bitext.Byline, bitext.Plain(byline)),
		bitext.NewBlock(bitext.Paragraph, bitext.Plain("وصل الوزير أمس.")),
	}}
}
