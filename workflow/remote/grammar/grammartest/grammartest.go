// Package grammartest has a server that speaks LanguageTool's protocol, for tests.
package grammartest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf16"

	"truchement/workflow/remote/grammar"
)

// Server is a server that finds some words wrong.
type Server struct {
	grammar.Server
	Asked  atomic.Int64
	Answer atomic.Pointer[http.HandlerFunc] // in place of its own; nil: its own
	wrong  map[string]string
}

// Serve serves until the test ends. wrong are the words that it finds, with what it offers instead.
func Serve(t testing.TB, wrong map[string]string) *Server {
	t.Helper()
	s := &Server{wrong: wrong}
	http := httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(http.Close)
	s.Server = grammar.Server{URL: http.URL, Private: true}
	return s
}

// AnswerWith answers otherwise from now on; nil: by its own words.
func (s *Server) AnswerWith(answer http.HandlerFunc) {
	if answer == nil {
		s.Answer.Store(nil)
		return
	}
	s.Answer.Store(&answer)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	s.Asked.Add(1)
	if answer := s.Answer.Load(); answer != nil {
		(*answer)(w, r)
		return
	}
	var data struct {
		Annotation []struct{ Text, Markup, InterpretAs string }
	}
	if r.Method != http.MethodPost || r.URL.Path != "/v2/check" || json.Unmarshal([]byte(r.PostFormValue("data")), &data) != nil {
		http.Error(w, "Error: no data", http.StatusBadRequest)
		return
	}
	if language := r.PostFormValue("language"); language != "fr" && language != "ar" {
		http.Error(w, fmt.Sprintf("Error: '%s' is not a language code known to LanguageTool.", language), http.StatusBadRequest)
		return
	}
	matches := []map[string]any{}
	at := 0 // in UTF-16, markup too
	for _, a := range data.Annotation {
		for word, meant := range s.wrong {
			if i := strings.Index(a.Text, word); i >= 0 {
				matches = append(matches, map[string]any{"message": "Accord : <suggestion>" + meant + "</suggestion>.", "shortMessage": "",
					"offset": at + units(a.Text[:i]), "length": units(word), "replacements": []map[string]string{{"value": meant}},
					"rule": map[string]any{"id": "AGREEMENT", "issueType": "grammar", "category": map[string]string{"id": "GRAMMAR"}}})
			}
		}
		at += units(a.Text) + units(a.Markup)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"software": map[string]any{"name": "LanguageTool", "apiVersion": 1}, "matches": matches})
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }
