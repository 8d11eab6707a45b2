// Package drafttest has a server that speaks the protocols of drafts, for tests.
package drafttest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"truchement/workflow/machine"
	"truchement/workflow/remote/draft"
)

// Key and Model are the only ones that the server takes.
const (
	Key   = "k-1234567890"
	Model = "tarjama-7b"
)

// Server is a server that knows the translations of some texts, written as they are sent; of any other it gives the text.
type Server struct {
	URL    string
	mutex  sync.Mutex
	known  map[string]string
	asked  []string // bodies
	answer http.HandlerFunc
}

// Serve serves until the test ends.
func Serve(t testing.TB, known map[string]string) *Server {
	t.Helper()
	s := &Server{known: known}
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// As is the server by a protocol.
func (s *Server) As(p machine.Protocol) draft.Server {
	return draft.Server{Protocol: p, URL: s.URL, Model: Model, Key: Key, Private: true}
}

// AnswerWith answers otherwise from now on; nil: as it knows.
func (s *Server) AnswerWith(answer http.HandlerFunc) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.answer = answer
}

// Asked are the bodies that the server was sent.
func (s *Server) Asked() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]string{}, s.asked...)
}

type question struct {
	Q          []string
	Text       []string
	Source     string
	Target     string
	SourceLang string `json:"source_lang"`
	TargetLang string `json:"target_lang"`
	Key        string `json:"api_key"`
	Model      string
	Stream     bool
	Messages   []struct{ Role, Content string }
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body := new(strings.Builder)
	var q question
	buffer := make([]byte, 1<<20)
	for {
		n, err := r.Body.Read(buffer)
		body.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	s.mutex.Lock()
	s.asked = append(s.asked, body.String())
	answer := s.answer
	s.mutex.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	if r.Method != http.MethodPost || json.Unmarshal([]byte(body.String()), &q) != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	switch r.URL.Path {
	case "/translate":
		s.libre(w, q)
	case "/v2/translate":
		s.deepl(w, r, q)
	case "/v1/chat/completions":
		s.chat(w, r, q)
	default:
		http.NotFound(w, r)
	}
}

func (s *Server) translate(all []string) []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	out := make([]string, len(all))
	for i, text := range all {
		out[i] = text
		if t, known := s.known[text]; known {
			out[i] = t
		}
	}
	return out
}

func isPair(source, target string) bool {
	all := []string{"ar fr", "fr ar", "ar en", "en ar"}
	return strings.Contains(strings.Join(all, ","), strings.ToLower(source)+" "+strings.ToLower(target[:min(2, len(target))]))
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func (s *Server) libre(w http.ResponseWriter, q question) {
	switch {
	case q.Key != Key:
		reply(w, http.StatusForbidden, map[string]string{"error": "Invalid API key"})
	case !isPair(q.Source, q.Target):
		reply(w, http.StatusBadRequest, map[string]string{"error": q.Source + " is not supported"})
	default:
		reply(w, http.StatusOK, map[string]any{"translatedText": s.translate(q.Q)})
	}
}

func (s *Server) deepl(w http.ResponseWriter, r *http.Request, q question) {
	switch {
	case r.Header.Get("Authorization") != "DeepL-Auth-Key "+Key:
		w.WriteHeader(http.StatusForbidden)
	case !isPair(q.SourceLang, q.TargetLang):
		reply(w, http.StatusBadRequest, map[string]string{"message": "Value for 'target_lang' not supported."})
	default:
		var all []map[string]string
		for _, text := range s.translate(q.Text) {
			all = append(all, map[string]string{"detected_source_language": q.SourceLang, "text": text})
		}
		reply(w, http.StatusOK, map[string]any{"translations": all})
	}
}

var segment = regexp.MustCompile(`(?s)<segment id="(\d+)" kind="[^"]*">(.*?)</segment>`)

func (s *Server) chat(w http.ResponseWriter, r *http.Request, q question) {
	switch {
	case r.Header.Get("Authorization") != "Bearer "+Key:
		reply(w, http.StatusUnauthorized, map[string]any{"error": map[string]string{"message": "Incorrect API key provided", "code": "invalid_api_key"}})
		return
	case q.Model != Model:
		reply(w, http.StatusNotFound, map[string]any{"error": map[string]string{"message": "The model does not exist", "code": "model_not_found"}})
		return
	}
	var b strings.Builder
	for _, m := range segment.FindAllStringSubmatch(q.Messages[len(q.Messages)-1].Content, -1) {
		fmt.Fprintf(&b, "<segment id=\"%s\">%s</segment>\n", m[1], s.translate([]string{m[2]})[0])
	}
	Stream(w, b.String(), true)
}

// Stream answers a text as a stream of completions, a few characters at a time, and says its end or breaks off.
func Stream(w http.ResponseWriter, text string, whole bool) {
	w.Header().Set("Content-Type", "text/event-stream")
	if !whole {
		w.Header().Set("Content-Length", "1000000")
	}
	for r := []rune(text); len(r) > 0; r = r[min(7, len(r)):] {
		piece, _ := json.Marshal(map[string]any{"object": "chat.completion.chunk",
			"choices": []any{map[string]any{"index": 0, "delta": map[string]string{"content": string(r[:min(7, len(r))])}}}})
		fmt.Fprintf(w, "data: %s\n\n", piece)
		w.(http.Flusher).Flush()
	}
	if whole {
		fmt.Fprint(w, "data: [DONE]\n\n")
	}
}
