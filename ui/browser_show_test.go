package ui

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/format"
	"truchement/workflow/mqm"
)

// show is a newsroom with something of everything: articles in every stage, segments in every
// state, comments, histories, a publication.
type show struct {
	*newsroom
	sessions    map[workflow.Role]*browser
	publication string
	main        string // in work: every state a segment can have
	coded       string // with bold, links and breaks
	fresh       string // nobody's yet, and late
	waiting     string // all of it waits for review
	ready       string // signed off
	done        string // published
	blocked     string // retracted
}

const codedArticle = `<h1>Le <em>bibliobus</em> arrive à Figuig</h1>
<p>Le <b>ministre</b> a publié un <a href="https://example.org/a">communiqué</a>.<br>Il a salué
<i>« Les Oasis »</i>, le 3&nbsp;novembre.</p><blockquote>Une journée à retenir.</blockquote>
<p>Par Nadia El Fassi</p>`

// fillShow fills a newsroom whose people read a language.
func fillShow(t testing.TB, language string) *show {
	t.Helper()
	n := openNewsroom(t)
	names := map[workflow.Role]string{workflow.Translator: "أمينة برادة",
		workflow.Editor: "Luc Martin", workflow.Chief: "Nadia El Fassi", workflow.Reader: "كريم الإدريسي"}
	for role, p := range n.people {
		p.Name = names[role]
		n.people[role] = p
	}
	n.reading(language)
	s := &show{newsroom: n, sessions: map[workflow.Role]*browser{}}
	p, err := n.desk.AddPublication(t.Context(), n.actor(workflow.Chief), workflow.Publication{
		Name: "Le Détroit – المضيق", SourceLang: "ar", TargetLang: "fr",
		Style: workflow.HouseStyle{
			French: "fr-FR", Arabic: "ar-MA", Digits: "latn", Honorifics: "shorten"}})
	s.must(p, err)
	s.publication = p.ID
	s.articles()
	return s
}

func (s *show) must(_ any, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *show) articles() {
	s.t.Helper()
	arabic, targets := newsText(s.t)
	french := testFile(s.t, "bibliobus.fr.txt")
	answers := strings.Split(strings.TrimSpace(testFile(s.t, "bibliobus.ar.txt")), "\n")
	s.main = s.add("text", arabic, 3*time.Hour, workflow.Flash)
	s.work(targets)
	s.coded = s.add("html", codedArticle, 26*time.Hour, workflow.Normal)
	s.give(s.coded, 2, 3)
	s.fresh = s.add("text", "وصول الحافلة\nوصلت الحافلة إلى السعيدية صباح اليوم. "+
		"وكان في استقبالها تلاميذ المدرسة.",
		-40*time.Minute, workflow.Urgent)
	s.waiting = s.add("text", "Une bibliothèque roulante\nElle roule. Elle lit aussi.",
		5*time.Hour, workflow.Normal)
	s.finish(s.waiting, []string{"مكتبة متنقلة", "إنها تسير.", "وتقرأ أيضا."}, false)
	s.mark(s.view(s.waiting).Segments[1], workflow.TargetSide, "سير", "mistranslation", mqm.Minor)
	s.ready = s.add("text", "Le prix du thé\nLe thé augmente de 12 %.", 30*time.Hour, workflow.Normal)
	s.finish(s.ready, []string{"ثمن الشاي", "يرتفع ثمن الشاي بنسبة 12%."}, true)
	s.must(nil, s.desk.SignOff(s.t.Context(), s.actor(workflow.Editor), s.ready))
	s.done = s.add("text", french, -24*time.Hour, workflow.Normal)
	s.finish(s.done, answers, true)
	s.must(nil, s.desk.SignOff(s.t.Context(), s.actor(workflow.Editor), s.done))
	s.must(nil, s.desk.Publish(s.t.Context(), s.actor(workflow.Editor), s.done))
	s.blocked = s.add("text", "خبر غير مؤكد\nقيل إن الجسر انهار.", 2*time.Hour, workflow.Normal)
	g := s.view(s.blocked).Segments[1]
	s.must(s.desk.Correct(s.t.Context(), s.actor(workflow.Editor), workflow.Correction{
		Segment: g.ID, Version: g.Version, Source: g.Source.Markup(), Grade: workflow.Retraction,
		Reason: "نفت السلطات الخبر"}))
}

func (s *show) add(kind, source string, due time.Duration, urgency workflow.Urgency) string {
	s.t.Helper()
	f, _ := format.ByName(kind)
	d, err := f.Read(strings.NewReader(source))
	s.must(d, err)
	a, err := s.desk.AddArticle(s.t.Context(), s.actor(workflow.Chief), workflow.NewArticle{
		Document: d, Publication: s.publication, Due: s.clock.now().Add(due), Urgency: urgency})
	s.must(a, err)
	return a.ID
}

// work leaves the main article with every state on screen.
func (s *show) work(targets []string) {
	s.t.Helper()
	for _, to := range []workflow.Role{workflow.Translator, workflow.Editor} {
		s.must(s.desk.Assign(s.t.Context(), s.actor(workflow.Chief), workflow.NewAssignment{
			Article: s.main, Person: s.people[to].ID, Role: to,
			Note: "Attention aux noms propres.\nمع الشكر."}))
	}
	s.save(s.main, 5, "Cette réunion n’a pas été une simple rencontre.", false)
	for i := range targets[:8] {
		s.save(s.main, i+1, targets[i], true)
	}
	s.save(s.main, 9, "De son côté, le responsable français a insisté", false)
	s.save(s.main, 10, "Le mécanisme", false)
	for position := 1; position <= 4; position++ {
		s.decide(s.main, position, workflow.Approve, "")
	}
	s.decide(s.main, 7, workflow.Return, "Nom propre — écrire « Retailleau »")
	g := s.view(s.main).Segments[7]
	s.must(s.desk.Correct(s.t.Context(), s.actor(workflow.Editor), workflow.Correction{
		Segment: g.ID, Version: g.Version, Grade: workflow.Wording,
		Source: strings.Replace(g.Source.Markup(), "لفتيت", "عبد الوافي لفتيت", 1)}))
	s.talk()
}

func (s *show) talk() {
	s.t.Helper()
	ctx, g := s.t.Context(), s.view(s.main).Segments
	s.must(s.desk.Comment(ctx, s.actor(workflow.Translator), s.main, g[4].ID,
		"هل هذه هي الصيغة الرسمية؟ (MAE)"))
	s.must(s.desk.Comment(ctx, s.actor(workflow.Editor), s.main, g[4].ID,
		"Oui, c’est celle du communiqué."))
	m, err := s.desk.Comment(ctx, s.actor(workflow.Editor), s.main, g[8].ID, "À terminer avant 17 h.")
	s.must(m, err)
	s.must(s.desk.ResolveComment(ctx, s.actor(workflow.Translator), m.ID, true))
	s.must(s.desk.Comment(ctx, s.actor(workflow.Chief), s.main, "", "Une photo suivra."))
	s.mark(g[4], workflow.TargetSide, "bases nouvelles", "wrong-term", mqm.Major)
	s.mark(g[4], workflow.TargetSide, "plus réaliste et plus pragmatique", "awkward", mqm.Minor)
	s.mark(g[4], workflow.SourceSide, "أسس جديدة", "term-inconsistency", mqm.Neutral)
	s.mark(g[6], workflow.TargetSide, "", "mistranslation", mqm.Critical)
}

// mark marks words of a segment, or all of it.
func (s *show) mark(g workflow.Segment, side workflow.Side, words string, kind mqm.Type, v mqm.Severity) {
	s.t.Helper()
	s.must(s.desk.MarkIssue(s.t.Context(), s.actor(workflow.Editor), workflow.NewIssue{Segment: g.ID,
		Version: g.Version, Side: side, Words: words,
		Verdict: workflow.Verdict{Type: kind, Severity: v, Note: "Voir la dépêche de la MAP."}}))
}

func (s *show) give(article string, from, to int) {
	s.t.Helper()
	s.must(s.desk.Assign(s.t.Context(), s.actor(workflow.Chief), workflow.NewAssignment{
		Article: article, Person: s.people[workflow.Translator].ID, Role: workflow.Translator,
		From: from, To: to}))
}

func (s *show) save(article string, position int, target string, confirm bool) {
	s.t.Helper()
	g := s.view(article).Segments[position-1]
	s.must(s.desk.Save(s.t.Context(), s.actor(workflow.Translator), workflow.Save{
		Segment: g.ID, Version: g.Version, Target: target, Confirm: confirm}))
}

func (s *show) decide(article string, position int, what workflow.Decision, reason string) {
	s.t.Helper()
	g := s.view(article).Segments[position-1]
	s.must(s.desk.Review(s.t.Context(), s.actor(workflow.Editor), workflow.Review{
		Segment: g.ID, Version: g.Version, Decision: what, Reason: reason}))
}

// finish translates a whole article, and approves it.
func (s *show) finish(article string, targets []string, approve bool) {
	s.t.Helper()
	if n := len(s.view(article).Segments); n != len(targets) {
		s.t.Fatalf("%d targets for %d segments", len(targets), n)
	}
	s.give(article, 0, 0)
	for i, target := range targets {
		s.save(article, i+1, target, true)
		if approve {
			s.decide(article, i+1, workflow.Approve, "")
		}
	}
}

// segment is the id of a segment of the main article.
func (s *show) segment(position int) string { return s.view(s.main).Segments[position-1].ID }

// The show must have what the pages are looked at for.
func TestShowHasEveryState(t *testing.T) {
	s := fillShow(t, "fr")
	seen := map[string]bool{}
	for _, id := range []string{s.main, s.done} {
		for _, g := range s.view(id).Segments {
			seen[string(g.State)+" "+string(g.SubState)] = true
		}
	}
	for _, want := range []string{"initial ", "initial draft", "translated ", "translated returned",
		"translated stale", "reviewed ", "final "} {
		if !seen[want] {
			t.Errorf("no segment is %q: %v", want, seen)
		}
	}
	stages := map[workflow.Stage]bool{}
	all, err := s.desk.Articles(t.Context(), workflow.Operator(), workflow.ArticleFilter{})
	s.must(all, err)
	for _, a := range all {
		stages[a.Stage()] = true
	}
	for _, want := range workflow.Stages() {
		if !stages[want] {
			t.Errorf("no article is %s", want)
		}
	}
	if len(s.view(s.coded).Segments[0].Source.Codes()) == 0 {
		t.Error("the article with codes has none")
	}
}
