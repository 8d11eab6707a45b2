package draft

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/ledger"
	"truchement/workflow/machine"
	"truchement/workflow/remote/draft"
)

const (
	mostMachines = 8 // of a publication
	mostText     = 2000
)

// MostDaily is the highest limit of a day, in characters.
const MostDaily = 100_000_000

// Setting is a machine as a chief sets it up.
type Setting struct {
	machine.Machine        // its Key and Used are left alone
	NewKey          string // empty: the one that is kept, if the server is still the same
}

// check refuses a setting that cannot be one.
func (in *Setting) check() error {
	in.Name, in.URL, in.Model, in.NewKey = strings.TrimSpace(in.Name), strings.TrimSpace(in.URL), strings.TrimSpace(in.Model),
		strings.TrimSpace(in.NewKey)
	for _, text := range []string{in.Name, in.URL, in.Model, in.NewKey} {
		if len(text) > mostText || !utf8.ValidString(text) || strings.ContainsAny(text, "\r\n\x00") {
			return workflow.Fail(workflow.Invalid, "machine.too-long")
		}
	}
	switch {
	case in.Name == "":
		return workflow.Fail(workflow.Invalid, "machine.no-name")
	case draft.Server{Protocol: in.Protocol, URL: in.URL}.Check() != nil:
		return workflow.Fail(workflow.Invalid, "machine.problem-address")
	case in.Protocol == machine.Chat && in.Model == "":
		return workflow.Fail(workflow.Invalid, "machine.no-model")
	case in.Daily < 0 || in.Daily > MostDaily:
		return workflow.Fail(workflow.Invalid, "machine.daily", "Most", MostDaily)
	}
	return nil
}

// Machines are those of a publication, as a chief sees them: without their keys.
func (u *UseCases) Machines(ctx context.Context, who workflow.Actor, publication string) (workflow.Publication, error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return workflow.Publication{}, err
	}
	return u.publication(ctx, publication)
}

func (u *UseCases) publication(ctx context.Context, id string) (p workflow.Publication, err error) {
	err = u.core.View(ctx, func(tx workflow.Tx) (err error) {
		p, err = tx.Publication(id)
		return err
	})
	return p, err
}

// Set keeps a machine of a publication, and answers its id. One without an id is new, and is off at first, so that a chief has
// seen what is sent before it is turned on.
func (u *UseCases) Set(ctx context.Context, who workflow.Actor, publication string, in Setting) (id string, err error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return "", err
	}
	if err := in.check(); err != nil {
		return "", err
	}
	isNew := in.ID == ""
	if isNew {
		in.ID, in.On = u.core.NewID(), false
	}
	sealed, err := u.seal(in)
	if err != nil {
		return "", err
	}
	return in.ID, u.change(ctx, who, publication, func(style *workflow.HouseStyle) error {
		in.Key, in.Used = sealed, machine.Used{}
		kept := machine.Find(style.Machines, in.ID)
		switch {
		case isNew && len(style.Machines) >= mostMachines:
			return workflow.Fail(workflow.Invalid, "machine.too-many", "Most", mostMachines)
		case isNew:
			style.Machines = append(style.Machines, in.Machine)
			return nil
		case kept == nil:
			return workflow.Fail(workflow.NotFound, "machine.gone")
		}
		in.Used = kept.Used
		if in.Key == nil && in.isAt(*kept) {
			in.Key = kept.Key
		}
		*kept = in.Machine
		return nil
	})
}

// isAt reports whether a setting is about the server of a machine: a key is not sent to another.
func (in *Setting) isAt(m machine.Machine) bool {
	now, err := url.Parse(in.URL)
	was, failed := url.Parse(m.URL)
	return err == nil && failed == nil && in.Protocol == m.Protocol && now.Scheme == was.Scheme && strings.EqualFold(now.Host, was.Host)
}

func (u *UseCases) seal(in Setting) ([]byte, error) {
	if in.NewKey == "" {
		return nil, nil
	}
	if u.secret == nil {
		return nil, workflow.Fail(workflow.Invalid, "machine.no-secret")
	}
	secret, err := u.secret()
	if err != nil {
		return nil, err
	}
	return machine.Seal(secret, in.ID, in.NewKey)
}

// Remove forgets a machine of a publication, with its key.
func (u *UseCases) Remove(ctx context.Context, who workflow.Actor, publication, id string) error {
	if err := who.May(workflow.ManagePublication); err != nil {
		return err
	}
	return u.change(ctx, who, publication, func(style *workflow.HouseStyle) error {
		var rest []machine.Machine
		for _, m := range style.Machines {
			if m.ID != id {
				rest = append(rest, m)
			}
		}
		style.Machines = rest
		return nil
	})
}

// change changes the machines of a publication, and writes down who did.
func (u *UseCases) change(ctx context.Context, who workflow.Actor, id string, fn func(*workflow.HouseStyle) error) error {
	return u.core.Update(ctx, who, func(tx workflow.Tx, t workflow.Txn) error {
		p, err := tx.Publication(id)
		if err != nil {
			return err
		}
		was := asText(p)
		if err := fn(&p.Style); err != nil {
			return err
		}
		if err := tx.UpdatePublication(p); err != nil {
			return err
		}
		if err := t.Ledger.Note(ledger.PublicationChanged, p.ID, was, asText(p)); err != nil {
			return err
		}
		return t.AppendFeed(workflow.PublicationChanged, "", "", map[string]any{"publication": p.ID})
	})
}

// asText is what the ledger says of machines.
func asText(p workflow.Publication) string {
	text, err := json.Marshal(map[string]any{"name": p.Name, "machines": machine.WithoutKeys(p.Style.Machines)})
	if err != nil {
		return p.Name // a style is JSON in the store
	}
	return string(text)
}

// server is how a machine is asked, with its key.
func (u *UseCases) server(m machine.Machine) (draft.Server, error) {
	s := draft.Server{Protocol: m.Protocol, URL: m.URL, Model: m.Model, Private: m.Private}
	if len(m.Key) == 0 {
		return s, nil
	}
	if u.secret == nil {
		return s, workflow.Fail(workflow.Invalid, "machine.no-secret")
	}
	secret, err := u.secret()
	if err != nil {
		return s, err
	}
	if s.Key, err = machine.Open(secret, m.ID, m.Key); err != nil {
		return s, workflow.Fail(workflow.Invalid, "machine.key-lost", "Name", m.Name)
	}
	return s, nil
}

// Trial is what became of a try of a machine.
type Trial struct {
	Source, Draft string
	Fault         Fault        // of the draft
	Problem       *draft.Error // why there is none; nil: there is
	Address, Sent string       // what is sent, but for the key
}

// trialTexts are texts that a machine is tried with.
var trialTexts = map[string]string{"ar": "وصل ⟦1⟧الوزير⟦/1⟧ أمس إلى الرباط.", "fr": "Le ⟦1⟧ministre⟦/1⟧ est arrivé hier à Rabat.",
	"en": "The ⟦1⟧minister⟦/1⟧ arrived in Rabat yesterday."}

// Preview says what would be sent for a text that is no article's to a machine as it is typed.
func (u *UseCases) Preview(ctx context.Context, who workflow.Actor, publication string, in Setting) (out Trial, err error) {
	out, _, err = u.try(ctx, who, publication, in)
	return out, err
}

// Try asks a machine, as it is typed, for a draft of that text. What is sent is answered where the machine does not answer too.
func (u *UseCases) Try(ctx context.Context, who workflow.Actor, publication string, in Setting) (Trial, error) {
	out, o, err := u.try(ctx, who, publication, in)
	if err != nil {
		return out, err
	}
	s, err := u.typed(ctx, publication, in)
	if err != nil {
		return out, err
	}
	answers, err := u.client.Ask(ctx, s, o)
	if err != nil {
		out.Problem = draft.ErrorOf(err)
		return out, nil
	}
	out.Draft, out.Fault = answers[0].Text.String(), faultOf(o.Items[0].Text, answers[0], o.TargetLang)
	return out, nil
}

// try makes the order of a trial.
func (u *UseCases) try(
	ctx context.Context, who workflow.Actor, publication string, in Setting,
) (out Trial, o draft.Order, err error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return out, o, err
	}
	if err := in.check(); err != nil {
		return out, o, err
	}
	p, err := u.publication(ctx, publication)
	if err != nil {
		return out, o, err
	}
	source, err := bitext.Parse(trialTexts[lang.Base(p.SourceLang)], []bitext.Code{{ID: "1", Type: bitext.Bold}})
	if err != nil {
		return out, o, err
	}
	o = draft.Order{SourceLang: p.SourceLang, TargetLang: p.TargetLang, Style: styleOf(p.Style),
		Items: []draft.Item{{Text: source, Kind: bitext.Paragraph}}}
	address, body, err := draft.Sent(draft.Server{Protocol: in.Protocol, URL: in.URL, Model: in.Model}, o)
	return Trial{Source: source.String(), Address: address, Sent: string(body)}, o, err
}

// typed is the server of a machine as it is typed, with the key that is kept for it where none is typed.
func (u *UseCases) typed(ctx context.Context, publication string, in Setting) (draft.Server, error) {
	s := draft.Server{Protocol: in.Protocol, URL: in.URL, Model: in.Model, Key: in.NewKey, Private: in.Private}
	p, err := u.publication(ctx, publication)
	if err != nil {
		return s, err
	}
	if kept := machine.Find(p.Style.Machines, in.ID); kept != nil && s.Key == "" && in.isAt(*kept) {
		opened, err := u.server(*kept)
		if err != nil {
			return s, err
		}
		s.Key = opened.Key
	}
	return s, nil
}
