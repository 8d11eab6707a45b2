package edition_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/edition"
	"truchement/workflow/story"
)

const day = 24 * time.Hour

// share makes a link to the article for a week.
func share(r *story.Runner) (string, workflow.Share) {
	r.T.Helper()
	secret, s, err := r.Edition.Share(r.Ctx(), r.Who, edition.NewShare{Article: r.ArticleID, Name: " Lettre  du soir ",
		Until: r.Clock.Add(7 * day)})
	r.Check("share", err)
	return secret, s
}

// opened is what a link leads to, or the id of the message it is refused with.
func opened(r *story.Runner, secret, address string) string {
	r.T.Helper()
	_, doc, err := r.Edition.OpenShare(r.Ctx(), secret, address)
	if err != nil {
		return fmt.Sprint(err)
	}
	return targets(doc)
}

const (
	over      = "not-found: share.over"
	withdrawn = "not-found: edition.withdrawn"
	all       = "Un. Deux. Trois."
)

func TestShareOpensWhatIsPublished(t *testing.T) {
	r := approved(t)
	r.SignOff().Publish()
	secret, s := share(r)
	if b, err := base64.RawURLEncoding.DecodeString(secret); err != nil || len(b) < 16 {
		t.Errorf("the secret %q has %d bytes: %v", secret, len(b), err)
	}
	if s.Name != "Lettre du soir" || s.By != r.Who.ID || strings.Contains(string(s.Hash), secret) {
		t.Errorf("%+v", s)
	}
	want := func(want string) {
		t.Helper()
		if got := opened(r, secret, "10.0.0.1"); got != want {
			t.Errorf("the link opens %q, want %q", got, want)
		}
	}
	want(all)
	r.As("amina").Translate(2, "Deux, que personne n’a relu.")
	want(all)
	r.As("luc").Approve(2)
	want(all)
	r.SignOff().Publish()
	want("Un. Deux, que personne n’a relu. Trois.")
	r.Correct(1, "", workflow.Retraction)
	want(withdrawn)
	r.Clock = s.Until.Add(-3 * time.Millisecond) // it moves on twice while a link is opened
	want(withdrawn)
	want(over)
}

// TestShareIsRefused has what makes no link, each with the reason.
func TestShareIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, who, want string
		before          func(r *story.Runner)
		change          func(*edition.NewShare)
	}{
		{name: "an editor", who: "luc"},
		{name: "the chief", who: "nadia"},
		{name: "a translator", who: "amina", want: "error.forbidden"},
		{name: "a reader", who: "lea", want: "error.forbidden"},
		{name: "an article that is not there", who: "luc", want: "error.not-found",
			change: func(in *edition.NewShare) { in.Article = "none" }},
		{name: "no end", who: "luc", want: "share.wrong-end", change: func(in *edition.NewShare) { in.Until = time.Time{} }},
		{name: "an end that is past", who: "luc", want: "share.wrong-end",
			change: func(in *edition.NewShare) { in.Until = in.Until.Add(-8 * day) }},
		{name: "an end too far away", who: "luc", want: "share.wrong-end",
			change: func(in *edition.NewShare) { in.Until = in.Until.Add(edition.LongestShare) }},
		{name: "too long a name", who: "luc", want: "text.too-long",
			change: func(in *edition.NewShare) { in.Name = strings.Repeat("a", workflow.MaxTitle+1) }},
		{name: "a retracted article", who: "luc", want: "share.unpublished",
			before: func(r *story.Runner) { r.Correct(1, "", workflow.Retraction) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := approved(t)
			r.SignOff().Publish()
			if c.before != nil {
				c.before(r)
			}
			in := edition.NewShare{Article: r.ArticleID, Until: r.Clock.Add(7 * day)}
			if c.change != nil {
				c.change(&in)
			}
			secret, _, err := r.Edition.Share(r.Ctx(), r.People[c.who], in)
			r.Refused(c.want).Check("share", err)
			if (secret == "") != (c.want != "") {
				t.Errorf("the secret is %q", secret)
			}
		})
	}
	r := approved(t)
	_, _, err := r.Edition.Share(r.Ctx(), r.Who, edition.NewShare{Article: r.ArticleID, Until: r.Clock.Add(day)})
	r.Refused("share.unpublished").Check("share before publication", err)
}

func TestRevokedShareOpensNothing(t *testing.T) {
	r := approved(t)
	r.SignOff().Publish()
	secret, s := share(r)
	other, kept := share(r)
	revoke := func(article, id string) {
		t.Helper()
		r.Check("revoke", r.Edition.Revoke(r.Ctx(), r.Who, article, id))
	}
	r.As("amina").Refused("error.forbidden")
	revoke(r.ArticleID, s.ID)
	r.As("salma").Refused("error.not-found")
	revoke("another", s.ID)
	r.Refused("error.not-found")
	revoke(r.ArticleID, "none")
	if got := opened(r, secret, ""); got != all {
		t.Fatalf("before it is revoked the link opens %q", got)
	}
	r.WantAppended(func() { revoke(r.ArticleID, s.ID) }, `article.unshared {"share":"`+s.ID+`"}`)
	r.WantAppended(func() { revoke(r.ArticleID, s.ID) })
	if got := opened(r, secret, ""); got != over {
		t.Errorf("a revoked link opens %q", got)
	}
	if got := opened(r, other, ""); got != all {
		t.Errorf("another link opens %q", got)
	}
	shares, err := r.Edition.Shares(r.Ctx(), r.People["luc"], r.ArticleID)
	r.Check("shares", err)
	if len(shares) != 2 || shares[0].ID != kept.ID || !shares[0].Revoked.IsZero() || shares[0].Maker != "luc" ||
		shares[1].Revoker != "salma" || shares[1].Revoked.IsZero() {
		t.Errorf("%+v", shares)
	}
	for _, name := range []string{"amina", "lea"} {
		_, err = r.Edition.Shares(r.Ctx(), r.People[name], r.ArticleID)
		r.Refused("error.forbidden").Check("shares", err)
	}
}

// TestShareIsInTheFeed has what the feed says of a link, which is never its secret.
func TestShareIsInTheFeed(t *testing.T) {
	r := approved(t)
	r.SignOff().Publish()
	var secret string
	var s workflow.Share
	entries := r.Appended(func() { secret, s = share(r) })
	if len(entries) != 1 || entries[0].Kind != workflow.ArticleShared || entries[0].Actor != r.Who.ID ||
		entries[0].Article != r.ArticleID {
		t.Fatalf("%+v", entries)
	}
	var payload struct {
		Share   string
		Until   time.Time
		Indexed bool
	}
	if err := json.Unmarshal(entries[0].Payload, &payload); err != nil || payload.Share != s.ID ||
		!payload.Until.Equal(s.Until) || strings.Contains(string(entries[0].Payload), secret) {
		t.Errorf("%s: %v", entries[0].Payload, err)
	}
}

// TestGuessesAtSharesAreLimited: sixty secrets that open nothing, then also a good one must wait,
// so that answers do not show which guesses hit.
func TestGuessesAtSharesAreLimited(t *testing.T) {
	r := approved(t)
	r.SignOff().Publish()
	secret, _ := share(r)
	for i := range 100 {
		if got := opened(r, secret, "10.0.0.1"); got != all {
			t.Fatalf("visit %d opens %q", i+1, got)
		}
	}
	gone, dead := share(r)
	r.Check("revoke", r.Edition.Revoke(r.Ctx(), r.Who, r.ArticleID, dead.ID))
	for i := range 60 {
		guess := fmt.Sprintf("guess-%d", i)
		if i%2 == 0 {
			guess = gone
		}
		if got := opened(r, guess, "10.0.0.1"); got != over {
			t.Fatalf("guess %d opens %q", i+1, got)
		}
	}
	const wait = "too-many: share.too-many"
	for _, c := range []struct{ name, secret, address, want string }{
		{"an unknown link", "guess", "10.0.0.1", wait},
		{"a revoked link", gone, "10.0.0.1", wait},
		{"a good link", secret, "10.0.0.1", wait},
		{"a good link from elsewhere", secret, "10.0.0.2", all},
	} {
		if got := opened(r, c.secret, c.address); got != c.want {
			t.Errorf("%s opens %q, want %q", c.name, got, c.want)
		}
	}
	r.Clock = r.Clock.Add(10 * time.Second)
	if got := opened(r, secret, "10.0.0.1"); got != all {
		t.Errorf("ten seconds later the link opens %q", got)
	}
}
