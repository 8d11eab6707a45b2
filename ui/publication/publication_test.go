package publication_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestPublications(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	n.See(chief.Get("/publications"), 200, "Aucune publication")
	fields := []string{"name", "مجلة <i>الجسر</i>", "source-lang", "ar", "target-lang", "fr",
		"french", "fr-MA", "arabic", "ar-MA", "digits", "latn", "honorifics", "shorten",
		"typing", "ar"}
	page := n.See(chief.Follow(chief.Post("/publications", fields...)), 200)
	uitest.CheckData(t, page, "مجلة <i>الجسر</i>")
	id := regexp.MustCompile(`href="/publications/([^"]+)"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatal("the publication is not listed")
	}
	n.See(chief.Get("/publications/"+id[1]), 200, `<option value="fr-MA" selected>`,
		`<option value="shorten" selected>`, `value="ar" checked`, `value="fr"  aria-describedby`)
	fields[5] = "ar"
	n.See(chief.Post("/publications/"+id[1], fields...), 422, "doivent être différentes",
		`<option value="fr-MA" selected>`)
	fields[5], fields[7] = "fr", "klingon"
	n.See(chief.Post("/publications/"+id[1], fields...), 422)
	fields[7] = "fr-CH"
	n.See(chief.Follow(chief.Post("/publications/"+id[1], append(fields, "archived", "yes")...)), 200, "Archivée")
	n.See(chief.Get("/publications/none"), 404)
	n.See(chief.Post("/publications", "name", strings.Repeat("x", 81), "source-lang", "ar",
		"target-lang", "fr", "french", "eu", "arabic", "ar-EG", "honorifics", "keep"), 422, "80 caractères")
}

func TestPublicationWeights(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Chief)
	send := func(status int, change ...string) string {
		t.Helper()
		page := n.See(b.Get("/publications"), 200, `name="tolerance"`, `value="25"`)
		f := url.Values{"name": {"L’Écho"}, "source-lang": {"ar"}, "target-lang": {"fr"}, "french": {"fr-FR"},
			"arabic": {"ar-MA"}, "honorifics": {"keep"}}
		for _, name := range []string{"accuracy", "fluency", "terminology", "style", "locale", "minor", "major",
			"critical", "tolerance", "threshold"} {
			f.Set(name, strings.Split(strings.Split(page, `name="`+name+`"`)[1], `value="`)[1][:2])
			f.Set(name, strings.Trim(f.Get(name), `"`))
		}
		for i := 0; i < len(change); i += 2 {
			f.Set(change[i], change[i+1])
		}
		var pairs []string
		for name := range f {
			pairs = append(pairs, name, f.Get(name))
		}
		w := b.Post("/publications", pairs...)
		if w.Code == status && status == 303 {
			return ""
		}
		return n.See(w, status)
	}
	if page := send(422, "major", "0,5"); !strings.Contains(page, `id="scheme-problem"`) || !strings.Contains(page, `value="0,5"`) {
		t.Error("a scheme in which a major issue is cheaper than a minor one is not refused at its field")
	}
	send(422, "style", "beaucoup")
	send(303, "accuracy", "٢٫٥")
	all, err := n.Publication.List(t.Context(), n.Actor(workflow.Chief))
	if err != nil || len(all) != 1 || all[0].Style.Scheme.Accuracy != 2.5 || all[0].Style.Scheme.Critical != 25 {
		t.Errorf("kept %+v (%v)", all, err)
	}
}
