package publication_test

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/segment"
)

// colonRules is an SRX file that cuts after every full stop and every colon.
const colonRules = `<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>
<languagerules><languagerule languagerulename="Own">
<!-- Colons too. -->
<rule break="yes"><beforebreak>[.:]\s</beforebreak><afterbreak></afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern=".*" languagerulename="Own"/></maprules></body></srx>`

// formOf reads the fields of the form of the rules out of a page.
func formOf(t *testing.T, page string) url.Values {
	t.Helper()
	_, form, ok := strings.Cut(page, `id="rules"`)
	if !ok {
		t.Fatal("the page has no form of the rules")
	}
	form, _, _ = strings.Cut(form, "</form>")
	out := url.Values{}
	for _, m := range regexp.MustCompile(
		`<input[^>]* name="([^"]+)" value="([^"]*)"(\s+checked)?`).FindAllStringSubmatch(form, -1) {
		if m[1] != "proposals" || m[3] != "" {
			out.Set(m[1], html.UnescapeString(m[2]))
		}
	}
	for _, m := range regexp.MustCompile(
		`(?s)<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>`).FindAllStringSubmatch(form, -1) {
		out.Set(m[1], html.UnescapeString(m[2]))
	}
	chosen := regexp.MustCompile(`value="([^"]+)" ?selected`)
	for _, m := range regexp.MustCompile(
		`(?s)<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>`).FindAllStringSubmatch(form, -1) {
		if option := chosen.FindStringSubmatch(m[2]); option != nil {
			out.Set(m[1], option[1])
		}
	}
	return out
}

// again sends the form of a page with some fields changed.
func again(b *uitest.Browser, path, page string, pairs ...string) *httptest.ResponseRecorder {
	var t *testing.T
	if test, ok := b.N.TB.(*testing.T); ok {
		t = test
	}
	values := formOf(t, page)
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	var all []string
	for name := range values {
		all = append(all, name, values.Get(name))
	}
	return b.Post(path, all...)
}

func TestRulesPage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	path := uitest.OpenRules(n)
	chief := n.As(workflow.Chief)
	page := n.See(chief.Get(path), 200, "Arabic", "French", "n’ont jamais été modifiées")

	// Into text and back, nothing changes.
	page = n.See(again(chief, path, page, "do", "view-text"), 200, "Voir la liste", "&lt;srx")
	page = n.See(again(chief, path, page, "do", "view-list"), 200, "Voir le SRX")
	if strings.Contains(page, "pas encore enregistrées") {
		t.Error("looking at the rules changed them")
	}
	// Own rules: first tried, then kept.
	page = n.See(again(chief, path, page, "do", "view-text", "srx", colonRules), 200)
	page = n.See(again(chief, path, page, "do", "keep", "srx", colonRules), 200,
		"1 segment serait coupé autrement\u00a0: 2 segments avant, 3 après", "Enregistrer ces règles")
	page = n.See(chief.Follow(again(chief, path, page, "do", "keep", "note", "deux-points")), 200,
		"sont enregistrées", "deux-points", "En vigueur", "Colons too.")
	file := chief.Get(path + "/file")
	if file.Body.String() != colonRules || !strings.Contains(
		file.Header().Get("Content-Disposition"), "rules.srx") {
		t.Errorf("exported %s", file.Body)
	}
	// The list: add, move, delete.
	page = n.See(again(chief, path, page, "do", "add-1"), 200, "pas encore enregistrées", `id="rule-2"`)
	page = n.See(again(chief, path, page, "do", "up-1", "beforebreak-1", "M\\.\r\n", "break-1", "no"), 200)
	if f := formOf(t, page); f.Get("beforebreak-0") != `M\.` || f.Get("beforebreak-1") != `[.:]\s` {
		t.Errorf("after up: %q, %q", f.Get("beforebreak-0"), f.Get("beforebreak-1"))
	}
	page = n.See(again(chief, path, page, "do", "down-0"), 200)
	page = n.See(again(chief, path, page, "do", "delete-1"), 200)
	if f := formOf(t, page); f.Get("rows") != "1" || f.Get("beforebreak-0") != `[.:]\s` {
		t.Errorf("after delete: %v", f)
	}
	// The way back.
	page = n.See(chief.Get(path+"?edit=program"), 200, "2 segments seraient coupés autrement")
	n.See(chief.Follow(again(chief, path, page, "do", "keep")), 200, "sont enregistrées", "Reprendre cette version")
	if got := chief.Get(path + "/file").Body.String(); got != segment.DefaultFile() {
		t.Errorf("after the way back the rules are %.60q", got)
	}
}

func TestRulesPageSaysWhatIsWrong(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	path := uitest.OpenRules(n)
	chief := n.As(workflow.Chief)
	page := n.See(chief.Get(path), 200)
	n.See(again(chief, path, page, "do", "try", "view", "text", "srx", "<tmx>"), 422,
		"pas un fichier SRX 2.0", "&lt;tmx&gt;")
	page = n.See(again(chief, path, page, "do", "view-text", "srx", colonRules), 200)
	page = n.See(again(chief, path, page, "do", "view-list", "srx", colonRules), 200)
	n.See(again(chief, path, page, "do", "try", "beforebreak-0", `(?<!M)\.`), 422,
		"La règle 1 du jeu", "regarde autour", `aria-invalid="true"`, "(?&lt;!M)")
	n.People[workflow.Chief] = named(n, workflow.Chief, "ar")
	n.See(again(chief, path, page, "do", "try", "afterbreak-0", `[a`), 422, "قوس معقوف")

	// Another person keeps rules in between: what was typed stays, and can be kept on top of them.
	n.People[workflow.Chief] = named(n, workflow.Chief, "fr")
	page = n.See(again(chief, path, page, "do", "try"), 200)
	other := n.As(workflow.Chief)
	theirs := n.See(other.Get(path+"?edit=program"), 200)
	n.See(other.Follow(again(other, path, theirs, "do", "keep")), 200)
	page = n.See(again(chief, path, page, "do", "keep"), 409, "entre-temps", "Colons too.")
	page = n.See(again(chief, path, page, "do", "try"), 200)
	n.See(chief.Follow(again(chief, path, page, "do", "keep")), 200, "sont enregistrées")
}

// named sets the language of the person of a role.
func named(n *uitest.Newsroom, role workflow.Role, language string) workflow.Person {
	n.TB.Helper()
	p := n.People[role]
	err := n.Access.EditSelf(n.TB.Context(), n.Actor(role), access.SelfEdit{Name: p.Name, Language: language})
	if err != nil {
		n.TB.Fatal(err)
	}
	p.Language = language
	return p
}

func TestRulesTestBox(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	path := uitest.OpenRules(n)
	chief := n.As(workflow.Chief)
	page := n.See(chief.Get(path), 200)
	page = n.See(again(chief, path, page, "do", "view-text", "srx", colonRules), 200)
	chief.Header.Set("Fx-Target", "sample")
	defer chief.Header.Del("Fx-Target")
	box := again(chief, path, page, "do", "test", "sample-lang", "ar",
		"sample-text", "قال: انتهى. وعاد.", "srx", colonRules)
	body := box.Body.String()
	if got := strings.Count(body, "<li"); got != 5 || strings.Contains(body, "<html") {
		t.Errorf("%d segments in the box, want 2 and 3:\n%s", got, body)
	}
	if got := strings.Count(body, `lang="ar" dir="rtl"`); got != 5 {
		t.Errorf("%d of 5 segments carry their direction:\n%s", got, body)
	}
	box = again(chief, path, page, "do", "test", "sample-text", "a. b", "srx",
		strings.Replace(colonRules, "[.:]", "[.:", 1))
	if !strings.Contains(box.Body.String(), "La règle 1 du jeu") {
		t.Errorf("the box does not name the rule:\n%s", box.Body)
	}
}

func TestRulesImport(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	path := uitest.OpenRules(n)
	chief := n.As(workflow.Chief)
	send := func(text string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("file", "maison.srx")
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(text))
		w.WriteField("do", "try")
		w.Close()
		r := httptest.NewRequest(http.MethodPost, path, &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		return chief.Send(r)
	}
	page := n.See(send(colonRules), 200, "serait coupé autrement", "Colons too.")
	n.See(chief.Follow(again(chief, path, page, "do", "keep")), 200, "sont enregistrées")
	n.See(send("\x00\xff"), 422, "pas un fichier SRX 2.0")
	n.See(send(colonRules+strings.Repeat(" ", 1<<20)), 413, "dépasse")
}
