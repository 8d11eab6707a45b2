package ui_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
	"truchement/workflow/desk"
	"truchement/workflow/draft"
	"truchement/workflow/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/machine"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// view is one page as it is looked at: who opens which address, and what they do there first.
type view struct {
	name string
	as   workflow.Role // empty: nobody is signed in
	path string
	do   func(s *uitest.Screen)
}

// views are every page of the show, the ones that change something last.
func views(n *uitest.Show) []view {
	n.Must(nil, n.Notice.Follow(n.TB.Context()))
	all := append(doorViews(n), chiefViews(n)...)
	all = append(all, articleViews(n)...)
	all = append(all, alignViews()...)
	all = append(all, memoryViews(n)...)
	all = append(all, termbaseViews(n)...)
	all = append(all, benchViews(n)...)
	all = append(all, reviewViews(n)...)
	return append(all, changingViews(n)...)
}

// submit sends the form a button belongs to and waits for the page that answers.
func submit(button string) func(*uitest.Screen) {
	return func(s *uitest.Screen) { s.TB.Helper(); s.Follow(button) }
}

func doorViews(n *uitest.Show) []view {
	secret, err := n.Access.ResetLink(n.TB.Context(), n.Actor(workflow.Chief), n.People[workflow.Reader].ID)
	n.Must(secret, err)
	shared, _, err := n.Edition.Share(n.TB.Context(), n.Actor(workflow.Editor), edition.NewShare{
		Article: n.Done, Name: "Lettre du soir", Until: n.Clock.Now().Add(time.Hour)})
	n.Must(shared, err)
	return []view{
		{name: "signin", path: "/signin"},
		{name: "signin-wrong", path: "/signin", do: func(s *uitest.Screen) {
			s.Write("#email", "editor@desk.test")
			s.Write("#password", "not the password")
			s.Follow(`form[action="/signin"] button[type="submit"]`)
		}},
		{name: "reset", path: "/reset/" + secret},
		{name: "reset-over", path: "/reset/nothing"},
		{name: "reader-desk", as: workflow.Reader, path: "/"},
		{name: "reader-none-found", as: workflow.Reader, path: "/editions?q=zzzz"},
		{name: "collection", as: workflow.Reader, path: "/collection?article=" + n.Done},
		{name: "collection-of-nothing", as: workflow.Reader, path: "/collection"},
		{name: "reader-edition", as: workflow.Reader, path: "/articles/" + n.Done, do: func(s *uitest.Screen) {
			s.Click(".files summary")
		}},
		{name: "share", path: "/e/" + shared},
		{name: "share-frame", path: "/e/" + shared + "/frame"},
		{name: "share-over", path: "/e/nothing"},
		{name: "notices", as: workflow.Translator, path: "/notices"},
		{name: "notices-none", as: workflow.Reader, path: "/notices"},
		{name: "translator-day", as: workflow.Translator, path: "/"},
		{name: "translator-desk", as: workflow.Translator, path: "/board"},
		{name: "fault-forbidden", as: workflow.Translator, path: "/people"},
		{name: "fault-not-found", as: workflow.Chief, path: "/nowhere"},
	}
}

// machineOf sets a machine up for the publication, and turns it on; it answers its id.
func machineOf(n *uitest.Show) string {
	chief := n.Actor(workflow.Chief)
	in := draft.Setting{Machine: machine.Machine{Name: "Tarjama", Protocol: machine.Chat, URL: "http://localhost:11434", Model: "m"}}
	id, err := n.Draft.Set(n.TB.Context(), chief, n.Publication, in)
	if err == nil {
		in.ID, in.On = id, true
		_, err = n.Draft.Set(n.TB.Context(), chief, n.Publication, in)
	}
	if err != nil {
		n.TB.Fatal(err)
	}
	return id
}

func chiefViews(n *uitest.Show) []view {
	chief := []view{
		{name: "desk", path: "/"},
		{name: "day", path: "/day"},
		{name: "desk-list", path: "/board?view=list&show=all"},
		{name: "desk-none", path: "/board?q=zzzz"},
		{name: "desk-move", path: "/board?show=all", do: func(s *uitest.Screen) {
			s.Click("#move-" + n.Main)
			s.Has("dialog[open] .moves")
		}},
		{name: "move", path: "/articles/" + n.Main + "/move"},
		{name: "load", path: "/load"},
		{name: "load-theirs", path: "/load?person=" + n.People[workflow.Translator].ID},
		{name: "account", path: "/account"},
		{name: "people", path: "/people"},
		{name: "person", path: "/people/" + n.People[workflow.Translator].ID},
		{name: "status", path: "/status"},
		{name: "audit", path: "/audit?check=1"},
		{name: "people-refused", path: "/people", do: func(s *uitest.Screen) {
			s.Write("#add #name", "كريم (SB)")
			s.Write("#add #email", "editor@desk.test")
			s.Follow(`#add button[type="submit"]`)
		}},
		{name: "offline", path: "/offline"},
		{name: "publications", path: "/publications"},
		{name: "publication", path: "/publications/" + n.Publication},
		{name: "rules", path: "/publications/" + n.Publication + "/rules?set=Last"},
		{name: "publication-checks", path: "/publications/" + n.Publication + "/checks"},
		{name: "machines", path: "/publications/" + n.Publication + "/machines"},
		{name: "machine", path: "/publications/" + n.Publication + "/machines?m=" + machineOf(n)},
		{name: "draft", path: "/articles/" + n.Fresh + "/draft"},
		{name: "intake", path: "/articles/new"},
		{name: "intake-preview", path: "/articles/new", do: func(s *uitest.Screen) {
			source, _ := uitest.NewsText(s.TB)
			s.Click("#text")
			s.Insert(source) // a text that is on the desk already
			s.Has("#preview .block")
			s.Has(`#preview a[href="/articles/` + n.Main + `"]`)
		}},
		{name: "intake-refused", path: "/articles/new", do: submit(`button[value="preview"]`)},
	}
	return as(workflow.Chief, chief)
}

func as(role workflow.Role, views []view) []view {
	for i := range views {
		views[i].as = role
	}
	return views
}

func articleViews(n *uitest.Show) []view {
	at := func(id string) string { return "/articles/" + id }
	return as(workflow.Chief, []view{
		{name: "article", path: at(n.Main)},
		{name: "article-new", path: at(n.Fresh)},
		{name: "article-ready", path: at(n.Ready), do: func(s *uitest.Screen) {
			s.See(s.T("article.signed-by", "Name", "Luc Martin", "When", s.When(n.Clock.Now())))
		}},
		{name: "article-published", path: at(n.Done)},
		{name: "article-retracted", path: at(n.Blocked)},
		{name: "article-codes", path: at(n.Coded)},
		{name: "compare", path: at(n.Main) + "/compare", do: func(s *uitest.Screen) {
			s.Fill("#text", "نص آخر. "+uitest.Read[string](s, "document.querySelector('h1').textContent"))
			s.Follow(`button[value="compare"]`)
		}},
		{name: "correct", path: at(n.Main) + "/segments/" + n.Segment(2) + "/correct"},
		{name: "correct-refused", path: at(n.Main) + "/segments/" + n.Segment(2) + "/correct",
			do: func(s *uitest.Screen) {
				s.Fill("#source", " ")
				s.Follow(`form[action$="/correct"] button.main`)
			}},
		{name: "article-tools", path: at(n.Main), do: func(s *uitest.Screen) {
			s.Click(`.para:nth-of-type(3) .trg .s`)
			s.Click(".kind-menu > summary")
		}},
		{name: "article-lacks", path: at(n.Main), do: func(s *uitest.Screen) { s.Click("#lacks > summary") }},
		{name: "article-more", path: at(n.Main), do: func(s *uitest.Screen) { s.Click("#more > summary") }},
		{name: "assign-refused", path: at(n.Main), do: func(s *uitest.Screen) {
			s.Click("#people > summary")
			s.Fill("#assignee", n.People[workflow.Translator].ID)
			s.Fill("#assign #from", "99")
			s.Follow(`#assign button.main`)
		}},
		{name: "export", path: at(n.Main) + "/export"},
		{name: "export-published", path: at(n.Done) + "/export"},
		{name: "import", path: at(n.Main) + "/import"},
		{name: "import-proposals", path: at(n.Main) + "/import", do: func(s *uitest.Screen) {
			s.Choose("#file", "relu.docx", reviewedMain(n))
			s.Follow(`form[enctype] button.main`)
			s.Has("#proposals")
		}},
		{name: "links", path: "/editions/" + n.Done + "/links", do: func(s *uitest.Screen) {
			s.Write("#name", "نشرة المساء")
			s.Follow(`form[action$="/links"] button.main`)
			s.Has("#embed")
		}},
		{name: "links-unpublished", path: "/editions/" + n.Main + "/links"},
	})
}

// reviewedMain is an edition in which a reviewer changed two sentences, one of them tracked.
func reviewedMain(n *uitest.Show) string {
	return string(editiontest.ReviewDOCX(n.TB, n.DOCXForReview(n.Main), ">Le mécanisme<", ">Ce mécanisme<",
		"le responsable français a insisté</w:t></w:r>", `</w:t></w:r><w:ins w:id="70" w:author="كريم العلوي"><w:r>`+
			`<w:t>le ministre français insiste</w:t></w:r></w:ins><w:del w:id="71" w:author="كريم العلوي"><w:r>`+
			`<w:delText>le responsable français a insisté</w:delText></w:r></w:del>`))
}

// memoryTable has a source with two translations, duplicates, and a row that cannot be used.
const memoryTable = "source\ttarget\tpublication\ttranslator\tdate\nوصل الوزير إلى الرباط اليوم.\tLe ministre est arrivé à Rabat." +
	"\tLe Quotidien (2024)\tمنى الإدريسي\t2024-05-12\nوصل الوزير إلى الرباط اليوم.\tLe ministre a rejoint Rabat.\t\tLuc\t\n" +
	"نعم، سيدي الرئيس.\tOui, Monsieur le Président.\t\t\t\nنعم، سيدي الرئيس.\toui, monsieur le président.\t\t\t\nفارغ\t\t\t\t\n"

func memoryViews(n *uitest.Show) []view {
	n.Must(n.Units.Import(n.TB.Context(), n.Actor(workflow.Editor), unit.NewImport{Name: "وحدات-2024.tsv",
		Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}, "table", strings.NewReader(memoryTable), func(int) {}))
	n.Must(nil, n.Memory.Follow(n.TB.Context()))
	n.KeepStopped(workflow.Editor, workflow.Job{ID: "stopped", Kind: unit.ChangeJob, Steps: 1200, Total: 33_000})
	tried := func(s *uitest.Screen) {
		s.Choose("#file", "أخبار.tsv", memoryTable+"لا أحد.\tPersonne.\tL’Écho\t\t\n")
		s.Fill("#source-lang", "ar")
		s.Fill("#target-lang", "fr")
		s.Follow(`main form button[type="submit"]`)
		s.Has("#import[data-ready]")
	}
	return as(workflow.Editor, []view{
		{name: "memory", path: "/memory"},
		{name: "memory-found", path: "/memory?pair=ar%3Efr&q=الوزير&kind=import"},
		{name: "memory-none", path: "/memory?q=xyzzy"},
		{name: "memory-edit", path: "/memory?pair=ar%3Efr&q=Rabat&kind=import", do: func(s *uitest.Screen) {
			s.Click(`.unit a[id^="edit-"]`)
			s.Has(".unit-edit textarea")
		}},
		{name: "memory-unit", path: "/memory?pair=ar%3Efr&q=Rabat&kind=import", do: func(s *uitest.Screen) {
			s.Click(`.unit a[id^="edit-"]`)
			s.Has(".unit-edit textarea")
			s.Fill(`.unit-edit textarea[name="target"]`, "Le ministre est arrivé ce matin à Rabat.")
			s.Click(`.unit-edit button[type="submit"]`)
			s.Has("#notice .undo")
			s.Follow(`.unit a[href^="/memory/units/"]:not([data-fx])`)
		}},
		{name: "memory-contradictions", path: "/memory/contradictions?pair=ar%3Efr"},
		{name: "memory-duplicates", path: "/memory/duplicates?pair=ar%3Efr"},
		{name: "memory-change", path: "/memory/changes/stopped"},
		{name: "memory-import", path: "/memory/import"},
		{name: "memory-import-refused", path: "/memory/import", do: func(s *uitest.Screen) {
			s.Choose("#file", "texte.doc", "x")
			s.Follow(`main form button[type="submit"]`)
		}},
		{name: "memory-trial", path: "/memory/import", do: tried},
	})
}

// termTable has pairs that the memory suggests as terms.
const termTable = "زارت ماري مجلس الوزراء في الرباط.\tMarie a visité le conseil des ministres à Rabat.\n" +
	"زار بول مجلس الوزراء في الرباط.\tPaul a visité le conseil des ministres à Rabat.\n" +
	"زارت جان مجلس الوزراء في الرباط.\tJeanne a visité le conseil des ministres à Rabat.\n" +
	"زار لوك مجلس الوزراء في الرباط.\tLuc a visité le conseil des ministres à Rabat.\n"

// termFile has concepts that are new, changed, contradicted, there already and twice in it, one of a publication
// that the desk has not, and rows that cannot be used.
const termFile = "ar,fr,fr forbidden,fr gender,type,domain,publication,note\n" +
	"لجنة القراءة,comité de lecture,comité des lectures,masculine,organization,مكتبات,,Se réunit le mardi.\n" +
	"عبد الوافي لفتيت,Abdelouafi Laftit,,masculine,person,حكومة,,\nعبد الوافي لفتيت,Abdelwafi Lefteet,,,person,,,\n" +
	"رحالة,nomade,,,,,La Gazette (1912),\nرحالة,nomade,,,,,,\nرحالة,nomade,,,,,,\n,,,,,,,«rien»\nقافلة,caravane,,neutre,,,,\n"

// tryTerms tries a file of terms.
func tryTerms(name, file string) func(*uitest.Screen) {
	return func(s *uitest.Screen) {
		s.TB.Helper()
		s.Choose("#file", name, file)
		s.Follow(`main form button[type="submit"]`)
		s.Has("#import[data-ready]")
	}
}

// addConcept adds a concept as the person of a role.
func addConcept(n *uitest.Show, role workflow.Role, c term.Concept) workflow.Concept {
	added, _, err := n.Termbase.Add(n.TB.Context(), n.Actor(role), termbase.NewConcept{Concept: c})
	n.Must(added, err)
	return added
}

func termbaseViews(n *uitest.Show) []view {
	ctx, editor := n.TB.Context(), n.Actor(workflow.Editor)
	n.Must(n.Units.Import(ctx, editor, unit.NewImport{Name: "مجلس.tsv", Format: exchange.TSV, SourceLang: "ar",
		TargetLang: "fr"}, "terms", strings.NewReader(termTable), func(int) {}))
	n.Must(nil, n.Memory.Follow(ctx))
	bus := addConcept(n, workflow.Editor, term.Concept{Type: term.General, Domain: "مكتبات",
		Note: "Nom composé ; s’écrit en un mot.", Source: "https://example.org/lexique", Publication: n.Publication,
		Terms: []term.Term{{Lang: "ar", Text: "مكتبة متنقلة", Gender: term.Feminine, Plural: "مكتبات متنقلة"},
			{Lang: "fr", Text: "biblio-bus", Gender: term.Masculine, Short: "bus"},
			{Lang: "fr", Text: "bibliothèque roulante", Status: term.Deprecated, Note: "Se dit du wagon, non du véhicule."}}})
	bus.Terms[1].Text = "bibliobus"
	bus, _, err := n.Termbase.Edit(ctx, editor, bus.Concept, bus.Seq)
	n.Must(bus, err)
	addConcept(n, workflow.Editor, term.Concept{Type: term.Person, Terms: []term.Term{
		{Lang: "ar", Text: "عبد الوافي لفتيت", Short: "لفتيت"}, {Lang: "fr", Text: "Abdelouafi Laftit", Short: "Laftit"},
		{Lang: "fr", Text: "Abdelwafi Lefteet", Status: term.Deprecated}}})
	addConcept(n, workflow.Translator, term.Concept{Type: term.Person, Terms: []term.Term{
		{Lang: "ar", Text: "برونو روتايو"}, {Lang: "fr", Text: "Bruno Rotayo"}}})
	addConcept(n, workflow.Translator, term.Concept{Type: term.Place, Terms: []term.Term{{Lang: "ar", Text: "السعيدية"}}})
	declined := addConcept(n, workflow.Translator, term.Concept{Terms: []term.Term{
		{Lang: "ar", Text: "حافلة"}, {Lang: "fr", Text: "autocar"}}})
	n.Must(n.Termbase.Decline(ctx, editor, declined.ID, "Ici, « bus » suffit.", 0))
	return append(as(workflow.Editor, []view{
		{name: "termbase", path: "/termbase"},
		{name: "termbase-found", path: "/termbase?q=لفتيت&type=person"},
		{name: "termbase-none", path: "/termbase?q=xyzzy"},
		{name: "termbase-there", path: "/termbase", do: func(s *uitest.Screen) {
			s.Click("#add > summary")
			s.Fill("#text-0", "لفتيت")
			s.Fill("#text-1", "Abdelouafi Laftit")
			s.Click("#concept-more")
			s.Follow("#concept-form .btn.main")
			s.Has(`button[name="anyway"]`)
		}},
		{name: "termbase-concept", path: "/termbase/concepts/" + bus.ID},
		{name: "termbase-proposals", path: "/termbase/proposals", do: func(s *uitest.Screen) {
			s.Click(".offer:last-child details > summary")
		}},
		{name: "termbase-suggestions", path: "/termbase/suggestions?pair=ar%3Efr"},
		{name: "termbase-suggestion-edited", path: "/termbase/suggestions?pair=ar%3Efr", do: func(s *uitest.Screen) {
			s.Click(".offer [data-edit] > summary")
		}},
		{name: "termbase-import", path: "/termbase/import"},
		{name: "termbase-import-refused", path: "/termbase/import", do: func(s *uitest.Screen) {
			s.Choose("#file", "texte.doc", "x")
			s.Follow(`main form button[type="submit"]`)
		}},
		{name: "termbase-trial", path: "/termbase/import", do: tryTerms("معجم-2024.csv", termFile)},
		{name: "termbase-trial-same", path: "/termbase/import",
			do: tryTerms("même.csv", "ar,fr\nعبد الوافي لفتيت,Abdelouafi Laftit\n")},
		{name: "termbase-damaged", path: "/termbase/import", do: tryTerms("تالف.tbx", "<tbx><text><body>")},
		{name: "termbase-taken", path: "/termbase/import", do: func(s *uitest.Screen) {
			tryTerms("معجم-2024.csv", termFile)(s)
			s.Follow("main form .btn.main")
			s.Has("#import[data-ready]")
		}},
		{name: "termbase-imports", path: "/termbase/import"},
	}), view{name: "termbase-own", as: workflow.Translator, path: "/termbase/proposals"})
}

func alignViews() []view {
	return as(workflow.Translator, []view{
		{name: "align", path: "/align"},
		{name: "align-refused", path: "/align", do: func(s *uitest.Screen) {
			s.Choose("#targets", "visite-fr.docx", uitest.BrokenWord)
			s.Fill("#source", uitest.LooseSource)
			s.Click("#align-do")
			s.Has("#targets-problem")
		}},
		{name: "align-beads", path: "/align", do: func(s *uitest.Screen) {
			s.Fill("#source", uitest.LooseSource)
			s.Fill("#target", uitest.AlignTarget)
			s.Follow("#align-do")
		}},
		{name: "align-folder", path: "/align", do: func(s *uitest.Screen) {
			s.Choose("#sources", "visite-ar.txt", uitest.LooseSource, "seul-ar.txt", uitest.LooseSource)
			s.Choose("#targets", "visite-fr.txt", uitest.AlignTarget)
			s.Follow("#align-do")
			s.Has("#folder[data-ready]")
		}},
	})
}

func benchViews(n *uitest.Show) []view {
	at := "/articles/" + n.Main + "/bench"
	on := func(position int) string { return fmt.Sprintf("%s?s=%s", at, n.Segment(position)) }
	return as(workflow.Translator, []view{
		{name: "bench", path: on(9)},
		{name: "bench-returned", path: on(7)},
		{name: "bench-stale", path: on(8)},
		{name: "bench-comments", path: on(5)},
		{name: "bench-history", path: on(5), do: func(s *uitest.Screen) {
			s.Click(`#panel a[href$="/history"]`)
			s.Has(`#panel .past`)
		}},
		{name: "bench-keys", path: on(9), do: func(s *uitest.Screen) { s.Click("[data-help]") }},
		{name: "bench-menu", path: on(9),
			do: func(s *uitest.Screen) { s.Click(".seg.on details.menu > summary") }},
		{name: "bench-none", path: at + "?q=zzzz"},
		{name: "bench-preview", path: on(9), do: func(s *uitest.Screen) {
			s.Click("a[data-preview]")
			s.Has(".side[data-shows] .pv[data-here]")
			// All of it is looked at, not only what the panel has in sight.
			uitest.Read[bool](s, `(localStorage.clear(),
				document.querySelector(".side").style.maxBlockSize = "none", true)`)
		}},
		{name: "preview", path: "/articles/" + n.Main + "/preview"},
		{name: "bench-codes", path: "/articles/" + n.Coded + "/bench?go=2"},
		{name: "bench-published", path: "/articles/" + n.Done + "/bench"},
		{name: "segment-comments", path: "/segments/" + n.Segment(5) + "/comments"},
		{name: "segment-history", path: "/segments/" + n.Segment(5) + "/history"},
		{name: "segment-history-all", path: "/segments/" + n.Segment(8) + "/history?all=1",
			do: func(s *uitest.Screen) { s.See(s.T("correct.wording")) }},
		{name: "segment-cut", path: "/segments/" + n.Segment(5) + "/cut"},
		{name: "comments", path: "/articles/" + n.Main + "/comments"},
	})
}

// keepLook keeps a look at the desk that found something: in the text there is now, in one that was edited since, and in a
// segment that is gone.
func keepLook(n *uitest.Show) {
	n.TB.Helper()
	g := n.View(n.Main).Segments[4]
	listed := []checking.Listed{
		{Article: n.Main, Segment: g.ID, Position: g.Position, Version: g.Version, Check: "number", Severity: check.Error,
			Message: "check.number-changed", Found: "13", Expected: "اثنا عشر", Key: "13"},
		{Article: n.Main, Segment: g.ID, Position: g.Position, Version: g.Version - 1, Check: "omission", Severity: check.Warning,
			Message: "check.omission", Expected: "على أسس جديدة (2024)", Key: "new"},
		{Article: n.Main, Segment: "none", Position: 9, Check: "omission", Severity: check.Warning,
			Message: "check.omission", Expected: "Rabat.", Key: "gone"}}
	group := checking.Group{Severity: check.Error, Check: "number", Publication: n.Publication, Stage: workflow.Translating, Count: 1}
	other := group
	other.Severity, other.Check, other.Count = check.Warning, "omission", 2
	report, err := json.Marshal(checking.LookReport{DeskReport: checking.DeskReport{Articles: 3, Open: 3},
		Groups: []checking.Group{group, other}})
	n.Must(nil, err)
	piece, err := json.Marshal(listed)
	n.Must(nil, err)
	j := workflow.Job{ID: "looked", Kind: checking.LookJob, By: n.Actor(workflow.Editor).ID, At: n.Now(), State: workflow.JobDone,
		Report: report}
	n.Must(nil, n.Store.Update(n.TB.Context(), func(tx workflow.Tx) error {
		return errors.Join(tx.AddJob(j), tx.SetJobFile(j.ID, 0, piece))
	}))
}

func reviewViews(n *uitest.Show) []view {
	keepLook(n)
	at := "/articles/" + n.Main + "/review"
	return as(workflow.Editor, []view{
		{name: "queue", path: "/review"},
		{name: "review", path: at},
		{name: "review-all", path: at + "?show=all"},
		{name: "review-first", path: at + "?show=all&base=first"},
		{name: "review-arabic", path: "/articles/" + n.Waiting + "/review?show=all"},
		{name: "review-marking", path: at, do: func(s *uitest.Screen) {
			s.Click(".marking > summary")
			s.Has(".marking[open]")
		}},
		{name: "review-mark-refused", path: at, do: func(s *uitest.Screen) {
			s.Click(".marking > summary")
			s.Write("#words", "absent du texte")
			s.Fill("#type", "omission")
			s.Click(`input[name="severity"][value="major"]`)
			s.Click("form[data-mark] button.main")
			s.See(s.T("issue.not-there"))
		}},
		{name: "quality", path: "/quality"},
		{name: "quality-checks", path: "/quality/checks"},
		{name: "quality-desk-found", path: "/quality/desk", do: func(s *uitest.Screen) {
			s.See(s.T("check-name.omission"))
		}},
		{name: "quality-desk", path: "/quality/desk", do: func(s *uitest.Screen) {
			s.Follow("#look button.main")
			s.Until("the desk was looked at", `!document.querySelector("#look[data-wait]") && document.querySelector("#found > p")`)
		}},
		{name: "article-checks", path: "/articles/" + n.Main + "/checks"},
		{name: "segment-checks", path: "/segments/" + n.Segment(5) + "/checks"},
		{name: "pretranslate", path: "/articles/" + n.Waiting + "/pretranslate"},
		{name: "article-quality", path: "/articles/" + n.Main + "#quality"},
		{name: "segment-issues", path: "/segments/" + n.Segment(5) + "/issues"},
		{name: "review-touch", path: at,
			do: func(s *uitest.Screen) { s.Click(".seg.on details.touch > summary") }},
		{name: "review-refused", path: at + "?s=" + n.Segment(6), do: func(s *uitest.Screen) {
			s.Click(".seg.on .returning > summary")
			s.Click(`form[data-decide="return"] button`)
			s.See(s.T("review.no-reason"))
		}},
		{name: "review-many", path: at, do: func(s *uitest.Screen) {
			s.Click("#view-menu > summary")
			s.Click(`input[name="every"]`)
			s.Follow(`#bulk button[value="approve"]`)
		}},
		{name: "review-many-none", path: at, do: func(s *uitest.Screen) {
			uitest.Read[bool](s, `(document.getElementById("bulk").requestSubmit(), true)`)
			s.See(s.T("review.none-chosen"))
			s.Settle()
		}},
		{name: "review-chosen", path: at, do: func(s *uitest.Screen) {
			s.Click(`.rev:not(.on) input[name="seg"]`)
			s.Has(`#bulk button.btn[value="return"]`)
		}},
		{name: "review-done", path: at + "?show=returned"},
		{name: "review-own", as: workflow.Editor, path: at, do: func(s *uitest.Screen) {
			s.Click(".seg.on details.touch > summary")
			s.Write(`.seg.on textarea[name="target"]`, "Une version de l’éditeur.")
			s.Click(`.seg.on button[value="save"]`)
			s.See(s.T("review.own"))
		}},
	})
}

// changingViews show what only a change brings.
func changingViews(n *uitest.Show) []view {
	at := "/articles/" + n.Main
	on := fmt.Sprintf("%s/bench?s=%s", at, n.Segment(10))
	return []view{
		{name: "account-token", as: workflow.Chief, path: "/account", do: func(s *uitest.Screen) {
			s.Write("#token-name", "Site du journal")
			s.Follow(`form[action^="/account/tokens"] button.main`)
			s.Until("the secret in sight", `(r => r.top > 0 && r.bottom < innerHeight)(
				document.querySelector("#secret").getBoundingClientRect())`)
		}},
		{name: "people-link", as: workflow.Chief, path: "/people",
			do: submit(`form[action="/people/` + n.People[workflow.Reader].ID + `/link"] button`)},
		{name: "bench-clash", as: workflow.Translator, path: on, do: clash(n, "live")},
		{name: "bench-conflict", as: workflow.Translator, path: on, do: clash(n, "post")},
		{name: "kept", as: workflow.Translator, path: on, do: func(s *uitest.Screen) {
			s.Write(`.seg.on textarea[name="target"]`, "Texte tapé dans le train.")
			uitest.Command(s, network.DeleteCookies, network.DeleteCookiesParams{
				Name: n.SessionCookie(), URL: s.At})
			post(n, s)
		}},
	}
}

// clash has somebody else save the segment that the page has open: the page then shows the strip
// of a change while typing, or after a post the two texts.
func clash(n *uitest.Show, how string) func(*uitest.Screen) {
	return func(s *uitest.Screen) {
		s.TB.Helper()
		g := n.View(n.Main).Segments[9]
		n.Must(n.Desk.Save(n.TB.Context(), n.Actor(workflow.Editor), desk.Save{Segment: g.ID,
			Version: g.Version, Target: "Le mécanisme du comité mixte, " + how}))
		if how == "post" {
			// Nothing is typed yet, so the page takes the other's text over first.
			s.Until("the other's text", `document.querySelector(".seg.on textarea").value.endsWith("post")`)
			uitest.Read[string](s, fmt.Sprintf(
				`document.querySelector("form[data-edit]").elements.version.value = "%d"`, g.Version))
			s.Fill(`.seg.on textarea[name="target"]`, "Le dispositif permanent")
			post(n, s)
			s.Until("the conflict in sight", `(top => top > 0 && top < innerHeight - 100)(
				document.querySelector(".clash").getBoundingClientRect().top)`)
			return
		}
		s.Until("the other's text", `document.querySelector(".seg.on .notice del, .seg.on .notice ins") &&
			document.querySelector(".seg.on textarea").value.endsWith("live")`)
		s.Until("no choice where nothing was typed", `!document.querySelector(".seg.on .notice .small")`)
	}
}

// post sends the bench's form as a browser without script does.
func post(n *uitest.Show, s *uitest.Screen) {
	s.TB.Helper()
	uitest.Read[bool](s, `window.left = true`)
	s.Until("the draft is kept", `dispatchEvent(new Event("beforeunload", {cancelable: true}))`) // else the page asks
	uitest.Read[bool](s, `(document.querySelector("form[data-edit]").submit(), true)`)
	s.Until("leave by post", `!window.left`)
	s.Settle()
}

// look opens a view.
func look(n *uitest.Show, s *uitest.Screen, v view) {
	s.TB.Helper()
	// What is on its way would bring the cookie back. A page of another origin would cost a new process.
	s.Do(chromedp.Navigate(s.At + "/healthz"))
	s.Forget()
	if v.as == "" {
		s.Open(v.path + "?lang=" + s.Lang())
	} else {
		s.Enter(n.Session(v.as))
		s.Open(v.path)
	}
	if v.do != nil {
		v.do(s)
	}
}

// openSetup is a desk without anybody, and the address that its first chief is given.
func openSetup(t *testing.T, chromium context.Context, language string) (*uitest.Screen, string) {
	t.Helper()
	n := uitest.EmptyNewsroom(t)
	secret, err := n.Access.Setup(t.Context())
	if err != nil || secret == "" {
		t.Fatalf("set-up: %q %v", secret, err)
	}
	return uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language), "/setup/" + secret
}
