package main

import (
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"math/big"
	"strings"
	"text/tabwriter"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/desk"
	"truchement/workflow/format"
	"truchement/workflow/intake"
	"truchement/workflow/newsroom"
	"truchement/workflow/plan"
)

//go:embed demo/*.txt
var demoFiles embed.FS

// demoDesk fills an empty desk with a newsroom of three. The first error stops
// it, so that the story below reads as one.
type demoDesk struct {
	ctx context.Context
	newsroom.Newsroom
	publication string
	amina       workflow.Actor // translator
	luc         workflow.Actor // editor
	nadia       workflow.Actor // chief
	passwords   [][2]string
	err         error
}

// demo fills the desk with the sample newsroom and prints its passwords. A desk
// that has accounts already is left alone.
func (p *program) demo(ctx context.Context, desk newsroom.Newsroom) error {
	people, err := desk.Access.People(ctx, workflow.Operator())
	if err != nil {
		return err
	}
	if len(people) > 0 {
		fmt.Fprintln(p.out, p.speech.T("cli.demo-full"))
		return nil
	}
	d := &demoDesk{ctx: ctx, Newsroom: desk}
	d.staff()
	d.rabatParis()
	d.bibliobus()
	if d.err != nil {
		return fmt.Errorf("sample newsroom: %w", d.err)
	}
	fmt.Fprintln(p.out, p.speech.T("cli.demo"))
	w := tabwriter.NewWriter(p.out, 0, 8, 2, ' ', 0)
	for _, a := range d.passwords {
		fmt.Fprintf(w, "    %s\t%s\n", a[0], a[1])
	}
	return w.Flush()
}

func (d *demoDesk) staff() {
	d.nadia = d.person("nadia@desk.example", "Nadia El Fassi", workflow.Chief, "fr")
	d.luc = d.person("luc@desk.example", "Luc Martin", workflow.Editor, "fr")
	d.amina = d.person("amina@desk.example", "أمينة برادة", workflow.Translator, "ar")
	if d.err != nil {
		return
	}
	var p workflow.Publication
	p, d.err = d.Publication.Add(d.ctx, d.nadia, workflow.Publication{
		Name: "Le Détroit – المضيق", SourceLang: "ar", TargetLang: "fr",
		Style: workflow.HouseStyle{
			French: "fr-FR", Arabic: "ar-MA", Digits: "latn", Honorifics: "shorten",
		},
	})
	d.publication = p.ID
}

func (d *demoDesk) person(email, name string, role workflow.Role, language string) workflow.Actor {
	password, err := demoPassword()
	if d.err != nil || err != nil {
		d.err = first2(d.err, err)
		return workflow.Actor{}
	}
	p, err := d.Access.AddPerson(d.ctx, workflow.Operator(), access.NewPerson{
		Email: email, Name: name, Role: role, Language: language, Password: password,
	})
	d.err = err
	d.passwords = append(d.passwords, [2]string{email, password})
	return workflow.Actor{Person: p, Scope: workflow.FullScope}
}

func first2(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// demoPassword is three words and four digits: 2^29 of them, enough for a
// sample behind a limited sign-in.
func demoPassword() (string, error) {
	words := strings.Fields("encre zellige phare marge plume figue cedre atlas barque olive " +
		"lanterne ruelle safran tambour orange medina voile sable argile menthe citron ardoise " +
		"galet ambre tilleul grenade moulin jardin fleuve papier mosaique coton")
	var parts []string
	for range 3 {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(words))))
		if err != nil {
			return "", err
		}
		parts = append(parts, words[n.Int64()])
	}
	n, err := rand.Int(rand.Reader, big.NewInt(10_000))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s-%04d", strings.Join(parts, "-"), n), nil
}

// rabatParis is an Arabic article on its way: approved, waiting for review,
// returned, corrected at the source, half written, and not begun.
func (d *demoDesk) rabatParis() {
	id := d.article("rabat-paris.ar.txt", "ar", "fr", 3*time.Hour)
	targets := d.lines("rabat-paris.fr.txt")
	d.assign(id, d.amina, workflow.Translator)
	d.assign(id, d.luc, workflow.Editor)
	for i, t := range targets[:max(len(targets)-1, 0)] {
		d.translate(id, i+1, t, true)
	}
	d.translate(id, len(targets), targets[len(targets)-1], false)
	for position := 1; position <= 7; position++ {
		d.review(id, position, workflow.Approve, "")
	}
	d.review(id, 10, workflow.Return, "Nom officiel : « Groupe migratoire mixte permanent ».")
	s := d.segment(id, 11)
	d.run(func() error {
		_, err := d.Desk.Correct(d.ctx, d.luc, desk.Correction{
			Segment: s.ID, Version: s.Version, Grade: workflow.Wording,
			Source: strings.Replace(s.Source.Markup(), "تدخلاتها", "عملها", 1),
		})
		return err
	})
	s = d.segment(id, 9)
	d.run(func() error {
		_, err := d.Desk.Comment(d.ctx, d.amina, id, s.ID,
			"« pays de transit et de stabilité » : est-ce bien la formule retenue par le ministère ?")
		return err
	})
}

// bibliobus is a French article that went all the way.
func (d *demoDesk) bibliobus() {
	id := d.article("bibliobus.fr.txt", "fr", "ar", 26*time.Hour)
	targets := d.lines("bibliobus.ar.txt")
	d.assign(id, d.amina, workflow.Translator)
	for i, t := range targets {
		d.translate(id, i+1, t, true)
		d.review(id, i+1, workflow.Approve, "")
	}
	d.run(func() error { return d.Edition.SignOff(d.ctx, d.luc, id) })
	d.run(func() error { return d.Edition.Publish(d.ctx, d.luc, id) })
}

func (d *demoDesk) run(fn func() error) {
	if d.err == nil {
		d.err = fn()
	}
}

func (d *demoDesk) article(file, source, target string, due time.Duration) (id string) {
	d.run(func() error {
		text, err := demoFiles.Open("demo/" + file)
		if err != nil {
			return err
		}
		f, _ := format.ByName("text")
		doc, err := f.Read(text)
		if err != nil {
			return err
		}
		doc.Origin = file
		a, err := d.Intake.AddArticle(d.ctx, d.nadia, intake.NewArticle{
			Document: doc, SourceLang: source, TargetLang: target,
			Publication: d.publication, Due: time.Now().Add(due),
		})
		id = a.ID
		return err
	})
	return id
}

// lines is a file's lines; one empty line when it cannot be read.
func (d *demoDesk) lines(file string) []string {
	b, err := demoFiles.ReadFile("demo/" + file)
	d.err = first2(d.err, err)
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

func (d *demoDesk) segment(article string, position int) (s workflow.Segment) {
	d.run(func() error {
		all, err := d.Article.Segments(d.ctx, d.nadia, article)
		if err != nil {
			return err
		}
		if position > len(all) {
			return fmt.Errorf("no segment %d", position)
		}
		s = all[position-1]
		return nil
	})
	return s
}

func (d *demoDesk) assign(article string, to workflow.Actor, role workflow.Role) {
	d.run(func() error {
		_, err := d.Plan.Assign(d.ctx, d.luc, plan.NewAssignment{
			Article: article, Person: to.ID, Role: role,
		})
		return err
	})
}

func (d *demoDesk) translate(article string, position int, target string, confirm bool) {
	s := d.segment(article, position)
	d.run(func() error {
		_, err := d.Desk.Save(d.ctx, d.amina, desk.Save{
			Segment: s.ID, Version: s.Version, Target: target, Confirm: confirm,
		})
		return err
	})
}

func (d *demoDesk) review(article string, position int, what workflow.Decision, reason string) {
	s := d.segment(article, position)
	d.run(func() error {
		_, err := d.Desk.Review(d.ctx, d.luc, desk.Review{
			Segment: s.ID, Version: s.Version, Decision: what, Reason: reason,
		})
		return err
	})
}
