package uitest

import (
	"context"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/format"
	"truchement/workflow/intake"
	"truchement/workflow/mqm"
	"truchement/workflow/plan"
	"truchement/workflow/status"
)

// Show is a newsroom with something of everything: articles in every stage, segments in every
// state, comments, histories, a publication.
type Show struct {
	*Newsroom
	sessions    map[workflow.Role]*Browser
	Publication string
	Main        string // in work: every state a segment can have
	Coded       string // with bold, links and breaks
	Fresh       string // without a translator, and late
	Waiting     string // all of it waits for review
	Ready       string // signed off
	Done        string // published
	Blocked     string // retracted
}

const codedArticle = `<h1>Le <em>bibliobus</em> arrive à Figuig</h1>
<p>Le <b>ministre</b> a publié un <a href="https://example.org/a">communiqué</a>.<br>Il a salué
<i>« Les Oasis »</i>, le 3&nbsp;novembre.</p><blockquote>Une journée à retenir.</blockquote>
<p>Par Nadia El Fassi</p>`

// OpenShow fills a newsroom whose people read a language.
func OpenShow(t testing.TB, language string) *Show {
	t.Helper()
	n := OpenNewsroom(t)
	names := map[workflow.Role]string{workflow.Translator: "أمينة برادة",
		workflow.Editor: "Luc Martin", workflow.Chief: "Nadia El Fassi", workflow.Reader: "كريم الإدريسي"}
	for role, p := range n.People {
		p.Name = names[role]
		n.People[role] = p
	}
	n.Reading(language)
	s := &Show{Newsroom: n, sessions: map[workflow.Role]*Browser{}}
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{
		Name: "Le Détroit – المضيق", SourceLang: "ar", TargetLang: "fr",
		Style: workflow.HouseStyle{
			French: "fr-FR", Arabic: "ar-MA", Digits: "latn", Honorifics: "shorten"}})
	s.Must(p, err)
	s.Publication = p.ID
	s.articles()
	s.Look = s.state
	s.Faults.Add(status.Fault{At: s.Clock.Now(), Reference: "k7m2q9", Route: "/articles/:id/bench", Status: 500})
	return s
}

// state is that of a desk whose last backup failed.
func (s *Show) state(context.Context) (status.Desk, error) {
	now := s.Clock.Now()
	return status.Desk{Backups: true, Storage: status.Storage{Engine: "sqlite", Size: 41 << 20, Log: 3 << 20, Free: 812 << 20,
		Waiting: 2, Saves: status.Times{Count: 1000, P50: 2400 * time.Microsecond, P99: 61 * time.Millisecond}},
		Backup: status.Backup{File: "truchement-20241027T030000.000Z.db.age", Made: now.Add(-35 * time.Hour), Size: 39 << 20,
			Tried: now.Add(-35 * time.Hour), Failed: now.Add(-time.Hour), Problem: "make /srv/backups: no space left on device"}}, nil
}

// Must fails the test on an error.
func (s *Show) Must(_ any, err error) {
	s.TB.Helper()
	if err != nil {
		s.TB.Fatal(err)
	}
}

func (s *Show) articles() {
	s.TB.Helper()
	arabic, targets := NewsText(s.TB)
	french := TestFile(s.TB, "bibliobus.fr.txt")
	answers := strings.Split(strings.TrimSpace(TestFile(s.TB, "bibliobus.ar.txt")), "\n")
	s.Main = s.add("text", arabic, 3*time.Hour, workflow.Flash)
	s.work(targets)
	s.Coded = s.add("html", codedArticle, 26*time.Hour, workflow.Normal)
	s.give(s.Coded, 2, 3)
	s.Fresh = s.add("text", "وصول الحافلة\nوصلت الحافلة إلى السعيدية صباح اليوم. "+
		"وكان في استقبالها تلاميذ المدرسة.",
		-40*time.Minute, workflow.Urgent)
	s.Waiting = s.add("text", "Une bibliothèque roulante\nElle roule. Elle lit aussi.",
		5*time.Hour, workflow.Normal)
	s.finish(s.Waiting, []string{"مكتبة متنقلة", "إنها تسير.", "وتقرأ أيضا."}, false)
	s.mark(s.View(s.Waiting).Segments[1], workflow.TargetSide, "سير", "mistranslation", mqm.Minor)
	s.Ready = s.add("text", "Le prix du thé\nLe thé augmente de 12 %.", 30*time.Hour, workflow.Normal)
	s.finish(s.Ready, []string{"ثمن الشاي", "يرتفع ثمن الشاي بنسبة 12%."}, true)
	s.Must(nil, s.Edition.SignOff(s.TB.Context(), s.Actor(workflow.Editor), s.Ready))
	s.Done = s.add("text", french, -24*time.Hour, workflow.Normal)
	s.finish(s.Done, answers, true)
	s.Must(nil, s.Edition.SignOff(s.TB.Context(), s.Actor(workflow.Editor), s.Done))
	s.Must(nil, s.Edition.Publish(s.TB.Context(), s.Actor(workflow.Editor), s.Done))
	s.Blocked = s.add("text", "خبر غير مؤكد\nقيل إن الجسر انهار.", 2*time.Hour, workflow.Normal)
	g := s.View(s.Blocked).Segments[1]
	s.Must(s.Desk.Correct(s.TB.Context(), s.Actor(workflow.Editor), desk.Correction{
		Segment: g.ID, Version: g.Version, Source: g.Source.Markup(), Grade: workflow.Retraction,
		Reason: "نفت السلطات الخبر"}))
}

func (s *Show) add(kind, source string, due time.Duration, urgency workflow.Urgency) string {
	s.TB.Helper()
	f, _ := format.ByName(kind)
	d, err := f.Read(strings.NewReader(source))
	s.Must(d, err)
	a, err := s.Intake.AddArticle(s.TB.Context(), s.Actor(workflow.Chief), intake.NewArticle{
		Document: d, Publication: s.Publication, Due: s.Clock.Now().Add(due), Urgency: urgency})
	s.Must(a, err)
	return a.ID
}

// work leaves the main article with every state on screen.
func (s *Show) work(targets []string) {
	s.TB.Helper()
	for _, to := range []workflow.Role{workflow.Translator, workflow.Editor} {
		s.Must(s.Plan.Assign(s.TB.Context(), s.Actor(workflow.Chief), plan.NewAssignment{
			Article: s.Main, Person: s.People[to].ID, Role: to,
			Note: "Attention aux noms propres.\nمع الشكر."}))
	}
	s.Save(s.Main, 5, "Cette réunion n’a pas été une simple rencontre.", false)
	for i := range targets[:8] {
		s.Save(s.Main, i+1, targets[i], true)
	}
	s.Save(s.Main, 9, "De son côté, le responsable français a insisté", false)
	s.Save(s.Main, 10, "Le mécanisme", false)
	for position := 1; position <= 4; position++ {
		s.decide(s.Main, position, workflow.Approve, "")
	}
	s.decide(s.Main, 7, workflow.Return, "Nom propre — écrire « Retailleau »")
	g := s.View(s.Main).Segments[7]
	s.Must(s.Desk.Correct(s.TB.Context(), s.Actor(workflow.Editor), desk.Correction{
		Segment: g.ID, Version: g.Version, Grade: workflow.Wording,
		Source: strings.Replace(g.Source.Markup(), "لفتيت", "عبد الوافي لفتيت", 1)}))
	s.talk()
}

func (s *Show) talk() {
	s.TB.Helper()
	ctx, g := s.TB.Context(), s.View(s.Main).Segments
	s.Must(s.Desk.Comment(ctx, s.Actor(workflow.Translator), s.Main, g[4].ID,
		"هل هذه هي الصيغة الرسمية؟ (MAE)"))
	s.Must(s.Desk.Comment(ctx, s.Actor(workflow.Editor), s.Main, g[4].ID,
		"Oui, c’est celle du communiqué."))
	m, err := s.Desk.Comment(ctx, s.Actor(workflow.Editor), s.Main, g[8].ID, "À terminer avant 17 h.")
	s.Must(m, err)
	s.Must(s.Desk.ResolveComment(ctx, s.Actor(workflow.Translator), m.ID, true))
	s.Must(s.Desk.Comment(ctx, s.Actor(workflow.Chief), s.Main, "", "Une photo suivra."))
	s.mark(g[4], workflow.TargetSide, "bases nouvelles", "wrong-term", mqm.Major)
	s.mark(g[4], workflow.TargetSide, "plus réaliste et plus pragmatique", "awkward", mqm.Minor)
	s.mark(g[4], workflow.SourceSide, "أسس جديدة", "term-inconsistency", mqm.Neutral)
	s.mark(g[6], workflow.TargetSide, "", "mistranslation", mqm.Critical)
}

// mark marks words of a segment, or all of it.
func (s *Show) mark(g workflow.Segment, side workflow.Side, words string, kind mqm.Type, v mqm.Severity) {
	s.TB.Helper()
	s.Must(s.Desk.MarkIssue(s.TB.Context(), s.Actor(workflow.Editor), desk.NewIssue{Segment: g.ID,
		Version: g.Version, Side: side, Words: words,
		Verdict: workflow.Verdict{Type: kind, Severity: v, Note: "Voir la dépêche de la MAP."}}))
}

func (s *Show) give(article string, from, to int) {
	s.TB.Helper()
	s.Must(s.Plan.Assign(s.TB.Context(), s.Actor(workflow.Chief), plan.NewAssignment{
		Article: article, Person: s.People[workflow.Translator].ID, Role: workflow.Translator,
		From: from, To: to}))
}

// Save saves a segment of an article, and confirms it or not.
func (s *Show) Save(article string, position int, target string, confirm bool) {
	s.TB.Helper()
	g := s.View(article).Segments[position-1]
	s.Must(s.Desk.Save(s.TB.Context(), s.Actor(workflow.Translator), desk.Save{
		Segment: g.ID, Version: g.Version, Target: target, Confirm: confirm}))
}

func (s *Show) decide(article string, position int, what workflow.Decision, reason string) {
	s.TB.Helper()
	g := s.View(article).Segments[position-1]
	s.Must(s.Desk.Review(s.TB.Context(), s.Actor(workflow.Editor), desk.Review{
		Segment: g.ID, Version: g.Version, Decision: what, Reason: reason}))
}

// finish translates a whole article, and approves it.
func (s *Show) finish(article string, targets []string, approve bool) {
	s.TB.Helper()
	if n := len(s.View(article).Segments); n != len(targets) {
		s.TB.Fatalf("%d targets for %d segments", len(targets), n)
	}
	s.give(article, 0, 0)
	for i, target := range targets {
		s.Save(article, i+1, target, true)
		if approve {
			s.decide(article, i+1, workflow.Approve, "")
		}
	}
}

// Segment is the id of a segment of the main article.
func (s *Show) Segment(position int) string { return s.View(s.Main).Segments[position-1].ID }
