package api_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"truchement/ui/api"
	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/format"
)

// A program sends what the pages take; the answer lists what was left out or changed.
func TestAPITakesBilingualFiles(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina := n.Program(workflow.Translator, workflow.WriteScope)
	for name, want := range map[string]string{
		"alttrans.xlf":  "مرحبا! initial/memory",
		"semicolon.csv": "السعر أمس translated",
		"mixed.tmx":     "مرحبا. translated, شكرا. translated, نعم. translated, لا. translated; other-language 1: Texte dans une autre langue, laissé de côté",
	} {
		data, err := os.ReadFile("../../workflow/format/testdata/handed/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		to, err := form.CreateFormFile("file", name)
		if err == nil {
			_, err = to.Write(data)
		}
		if err == nil {
			err = form.WriteField("source_lang", "fr")
		}
		if err == nil {
			err = form.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("POST", "/api/v1/articles", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Authorization", "Bearer "+amina.Token)
		r.Header.Set("Accept-Language", "fr")
		w := httptest.NewRecorder()
		n.ServeHTTP(w, r)
		var made struct {
			Segments []api.Segment
			Oddities []api.Oddity
		}
		if err := json.Unmarshal(w.Body.Bytes(), &made); err != nil || w.Code != 201 {
			t.Fatalf("%s: status %d: %s", name, w.Code, w.Body)
		}
		var got []string
		for _, s := range made.Segments {
			got = append(got, s.Target+" "+strings.TrimSuffix(string(s.State)+"/"+string(s.SubState), "/"))
		}
		line := strings.Join(got, ", ")
		for _, o := range made.Oddities {
			what, _, _ := strings.Cut(o.Message, "\u2069")
			line += "; " + string(o.Kind) + " " + string(rune('0'+o.Count)) + ": " + strings.TrimPrefix(what, "\u2068")
		}
		if line != want {
			t.Errorf("%s: %q, want %q", name, line, want)
		}
	}
}

// The description names the same files as the pages.
func TestDescriptionListsTheFilesOfArticles(t *testing.T) {
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if list := strings.Join(format.Extensions(), " "); !strings.Contains(string(text), "has them: "+list+`"`) {
		t.Errorf("openapi.json does not list %s", list)
	}
}
