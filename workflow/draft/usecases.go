// Package draft has machines make first drafts of segments, where a chief has set one up and a translator asks for it. Nobody
// wrote such a draft: the segment stays initial, says that a machine has filled it, and keeps which one in its history.
package draft

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/checking"
	"truchement/workflow/desk"
	"truchement/workflow/machine"
	"truchement/workflow/remote/draft"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	core     *workflow.Core
	fills    *desk.Fills
	checking *checking.UseCases
	terms    *termbase.UseCases
	client   *draft.Client
	secret   func() ([]byte, error)
}

// Options change what the use cases take from their surroundings.
type Options struct {
	// Secret is what the keys of machines are sealed with, machine.SecretSize bytes that are kept outside of the store; nil: there
	// is none, and no machine with a key can be set up or asked.
	Secret func() ([]byte, error)
}

// New makes the use cases.
func New(core *workflow.Core, f *desk.Fills, c *checking.UseCases, terms *termbase.UseCases, o Options) *UseCases {
	return &UseCases{core: core, fills: f, checking: c, terms: terms, client: draft.New(), secret: o.Secret}
}

// Job is the kind of the jobs that ask for drafts.
const Job = "draft"

// Order says what to draft, and by which machine.
type Order struct {
	Article  string   `json:"article"`
	Segments []string `json:"segments,omitempty"` // ids; empty: all
	Machine  string   `json:"machine"`
}

// Cost is what an order takes of a machine.
type Cost struct {
	Machine    machine.Machine // without its key
	Segments   int             // that have no target
	Words      int
	Characters int
	Requests   int
	Left       int // characters of the day
	Limited    bool
	Address    string // where it is asked
	First      string // the first request, word for word but for the key
}

// Fits reports whether all of it can be asked for today.
func (c Cost) Fits() bool { return !c.Limited || c.Characters <= c.Left }

// work is an order with what it needs.
type work struct {
	view     workflow.ArticleView
	machine  machine.Machine
	segments []workflow.Segment // that have no target, in order
	order    draft.Order        // an item for each of them
}

// Costs says what an order would take of each machine that the article's publication has; none where it has none.
func (u *UseCases) Costs(ctx context.Context, who workflow.Actor, article string, segments []string) (all []Cost, err error) {
	if err := who.May(workflow.Translate); err != nil {
		return nil, err
	}
	w, err := u.look(ctx, who, article, segments)
	if err != nil {
		return nil, err
	}
	parts := w.order.Parts()
	for _, m := range machine.Usable(w.view.Publisher.Style.Machines) {
		c := Cost{Machine: m, Segments: len(w.segments), Characters: w.order.Characters(), Requests: len(parts)}
		c.Machine.Key = nil
		for _, s := range w.segments {
			c.Words += s.Words
		}
		c.Left, c.Limited = m.Left(u.core.Time())
		if len(parts) > 0 {
			address, body, err := draft.Sent(draft.Server{Protocol: m.Protocol, URL: m.URL, Model: m.Model}, parts[0])
			if err != nil {
				return nil, err
			}
			c.Address, c.First = address, string(body)
		}
		all = append(all, c)
	}
	return all, nil
}

// look reads an article, and what a machine would be told of each of its segments without a target.
func (u *UseCases) look(ctx context.Context, who workflow.Actor, article string, chosen []string) (w work, err error) {
	err = u.core.View(ctx, func(tx workflow.Tx) (err error) {
		w.view, err = workflow.LoadArticle(tx, article)
		return err
	})
	if err != nil {
		return w, err
	}
	named, kinds := map[string]bool{}, map[string]bitext.BlockKind{}
	for _, id := range chosen {
		named[id] = true
	}
	for _, b := range w.view.Blocks {
		kinds[b.ID] = b.Kind
	}
	v := &w.view
	w.order = draft.Order{SourceLang: v.SourceLang, TargetLang: v.TargetLang, Style: styleOf(v.Publisher.Style)}
	for i, s := range v.Segments {
		if !s.Target.Empty() || s.Source.Empty() || len(named) > 0 && !named[s.ID] {
			continue
		}
		item := draft.Item{Text: s.Source, Kind: kinds[s.Block]}
		if i > 0 {
			item.Before, item.Translated = v.Segments[i-1].Source.String(), v.Segments[i-1].Target.String()
		}
		if i+1 < len(v.Segments) {
			item.After = v.Segments[i+1].Source.String()
		}
		if item.Terms, err = u.termsOf(ctx, who, v, s.Source.String()); err != nil {
			return w, err
		}
		w.segments, w.order.Items = append(w.segments, s), append(w.order.Items, item)
	}
	return w, nil
}

// termsOf are the terms of a text with how they are to be written, and how not.
func (u *UseCases) termsOf(ctx context.Context, who workflow.Actor, v *workflow.ArticleView, text string) (all []draft.Term, err error) {
	found, err := u.terms.Terms(ctx, who, termbase.TextQuery{SourceLang: v.SourceLang, TargetLang: v.TargetLang,
		Publication: v.Publication, Text: text})
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if len(f.Hits) == 0 {
			continue
		}
		source := text[f.Hits[0].Start:f.Hits[0].End]
		for _, offer := range f.Offers {
			if offer.Status == term.Preferred {
				all = append(all, draft.Term{Source: source, Target: offer.Written})
			}
		}
		for _, t := range f.Forbidden {
			all = append(all, draft.Term{Source: source, Target: t.Text, Forbidden: true})
		}
	}
	return all, nil
}

// styleOf says in words how a publication writes.
func styleOf(s workflow.HouseStyle) string {
	var all []string
	if s.Headline > 0 {
		all = append(all, fmt.Sprintf("Headlines have at most %d characters.", s.Headline))
	}
	if s.Caption > 0 {
		all = append(all, fmt.Sprintf("Captions have at most %d characters.", s.Caption))
	}
	if s.Honorifics != "" {
		all = append(all, "Honorifics: "+s.Honorifics+".")
	}
	return strings.Join(all, " ")
}

// faultOf says why an answer of a server is refused.
func faultOf(source bitext.Text, a draft.Answer, target string) Fault {
	switch {
	case errors.Is(a.Wrong, draft.ErrMissing):
		return Missing
	case a.Wrong != nil:
		return Codes
	}
	return Judge(source, a.Text, target)
}
