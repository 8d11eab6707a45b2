package uitest

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/intake"
	"truchement/workflow/plan"
)

// AlignSource and AlignTarget are a text and its translation.
const (
	AlignSource = "وصل الوزير إلى الرباط يوم الاثنين.\nووقع اتفاقا بقيمة 300 مليون درهم.\n" +
		"شكلب غرمس دلغم.\nلم تعلق المعارضة على القرار."
	AlignTarget = "Le ministre est arrivé lundi à Rabat.\nIl a signé un accord de 300 millions de " +
		"dirhams.\nTout cela reste à voir, dit-on ici.\nL’opposition n’a pas commenté la décision."
)

// Program is a program with a token of a person.
func (n *Newsroom) Program(role workflow.Role, scope workflow.Scope) Program {
	n.TB.Helper()
	who := workflow.Actor{Person: n.People[role], Scope: workflow.FullScope}
	token, err := n.Access.CreateToken(n.TB.Context(), who, access.NewToken{Scope: scope})
	if err != nil {
		n.TB.Fatal(err)
	}
	return Program{n, token}
}

// Field is the value of a hidden field on a page.
func Field(page, name string) string {
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// LooseSource and alignTarget share their first two sentences and the last; it cannot be said which
// of the two between them the French has.
const LooseSource = "وصل الوزير إلى الرباط يوم الاثنين.\nووقع اتفاقا بقيمة 300 مليون درهم.\n" +
	"شكلب غرمس دلغم بلغم زلغم.\nصرح فلان بكلام كثير.\nلم تعلق المعارضة على القرار."

// BrokenWord begins as the files of Word do, and is none.
const BrokenWord = "PK\x03\x04 rien"

// OnDisk lists what the browser keeps of the desk: records by store, caches of pages by name, and
// whether one of these texts can be read anywhere in them.
const OnDisk = `(async texts => {
	const out = [];
	const db = await new Promise((yes, no) => { const r = indexedDB.open("truchement");
		r.onsuccess = () => yes(r.result); r.onerror = () => no(r.error); });
	const read = value => texts.some(t => JSON.stringify(value, (_, v) => v instanceof ArrayBuffer ||
		ArrayBuffer.isView(v) ? new TextDecoder().decode(v) : v).includes(t));
	for (const name of ["drafts", "items", "done", "keys"]) {
		if (!db.objectStoreNames.contains(name)) continue;
		const all = await new Promise(yes => { const r = db.transaction(name).objectStore(name).getAll();
			r.onsuccess = () => yes(r.result); });
		if (all.length) out.push(name + " " + all.length);
		if (read(all)) out.push("in the clear in " + name);
	}
	db.close();
	for (const name of "caches" in window ? await caches.keys() : []) {
		if (!name.startsWith("pages-")) continue;
		// Looking into a cache that is just being deleted makes it again, empty.
		const cache = await caches.open(name), pages = await cache.keys();
		if (pages.length) out.push("pages-" + pages.length);
		for (const page of pages) {
			const body = await (await cache.match(page))?.text() ?? "";
			if (["<html", ...texts].some(t => body.includes(t))) out.push("in the clear in pages");
		}
	}
	for (const store of [localStorage, sessionStorage])
		if (read({...store})) out.push("in the clear in a storage");
	return out.join(", ");
})`

func quoteAll(texts []string) string {
	var quoted []string
	for _, t := range texts {
		quoted = append(quoted, Quote(t))
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// AddLong adds an article of so many segments, all for the translator, and answers the address
// of the workbench on its first one.
func (n *Newsroom) AddLong(segments int) string {
	n.TB.Helper()
	sentence := "شهدت العاصمة الرباط اليوم الإثنين محطة جديدة في مسار التقارب المغربي الفرنسي رقم %d.\n"
	var text strings.Builder
	for i := range segments {
		fmt.Fprintf(&text, sentence, i+1)
	}
	f, _ := format.ByName("text")
	d, err := f.Read(strings.NewReader(text.String()))
	if err != nil {
		n.TB.Fatal(err)
	}
	d.SourceLang, d.TargetLang = "ar", "fr"
	a, err := n.Intake.AddArticle(n.TB.Context(), n.Actor(workflow.Chief),
		intake.NewArticle{Document: d})
	if err != nil {
		n.TB.Fatal(err)
	}
	_, err = n.Plan.Assign(n.TB.Context(), n.Actor(workflow.Chief), plan.NewAssignment{
		Article: a.ID, Person: n.People[workflow.Translator].ID, Role: workflow.Translator})
	if err != nil {
		n.TB.Fatal(err)
	}
	v, err := n.Article.Read(n.TB.Context(), n.Actor(workflow.Chief), a.ID)
	if err != nil {
		n.TB.Fatal(err)
	}
	return "/articles/" + a.ID + "/bench?s=" + v.Segments[0].ID
}

// NewsText and its translation, a line a segment.
func NewsText(t testing.TB) (source string, targets []string) {
	t.Helper()
	return TestFile(t, "rabat-paris.ar.txt"),
		strings.Split(strings.TrimSpace(TestFile(t, "rabat-paris.fr.txt")), "\n")
}

// TestFile is a text of testdata.
func TestFile(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder(), "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// AwaitFile waits until a download with this ending is whole.
func AwaitFile(t testing.TB, folder, ending string) string {
	t.Helper()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(Patience); time.Now().Before(deadline); <-tick.C {
		found, err := filepath.Glob(filepath.Join(folder, "*"+ending))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	t.Fatalf("nothing was downloaded within %v", Patience)
	return ""
}

// Session is the browser of a role, which signs in once.
func (n *Show) Session(role workflow.Role) *Browser {
	if n.sessions[role] == nil {
		n.sessions[role] = n.As(role)
	}
	return n.sessions[role]
}

// Keeps sets what the publication of the show lets devices keep.
func (s *Show) Keeps(policy workflow.DraftPolicy) {
	s.TB.Helper()
	p, err := s.Newsroom.publicationOf(s.Publication)
	s.Must(p, err)
	p.Style.Drafts = policy
	s.Must(nil, s.Newsroom.Publication.Edit(s.TB.Context(), s.Actor(workflow.Chief), p))
}

func (n *Newsroom) publicationOf(id string) (workflow.Publication, error) {
	all, err := n.Publication.List(n.TB.Context(), n.Actor(workflow.Chief))
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return workflow.Publication{}, err
}

// LongSentence is a sentence that can be split in several places.
const LongSentence = "عقد مجلس الحكومة اجتماعا صباح يوم الخميس بالرباط خصص لدراسة مشروع قانون " +
	"يتعلق بتنظيم مهنة الصحافة في البلاد، حيث قدم الوزير المكلف عرضا مفصلا حول أهم مستجدات النص " +
	"أمام أعضاء الحكومة، وأضاف المتحدث أن المشروع يهدف إلى حماية الصحفيين وتعزيز حرية التعبير " +
	"في المملكة."

// OpenRules gives a publication with an article, and the address of its rules.
func OpenRules(n *Newsroom) string {
	n.TB.Helper()
	chief := n.Actor(workflow.Chief)
	p, err := n.Publication.Add(n.TB.Context(), chief, workflow.Publication{
		Name: "المضيق", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		n.TB.Fatal(err)
	}
	doc := &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph,
		bitext.Plain("قال الوزير: انتهى الأمر. وغادر القاعة."))}}
	if _, err := n.Intake.AddArticle(n.TB.Context(), chief, intake.NewArticle{Document: doc,
		SourceLang: "ar", TargetLang: "fr", Publication: p.ID}); err != nil {
		n.TB.Fatal(err)
	}
	return "/publications/" + p.ID + "/rules"
}

// folder is the folder of this package, wherever a test runs.
func folder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}
