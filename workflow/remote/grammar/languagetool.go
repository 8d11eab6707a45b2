// Package grammar asks a LanguageTool server what is wrong with texts, by its HTTP protocol (POST /v2/check).
package grammar

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/remote"
)

const (
	askTime     = 8 * time.Second
	mostText    = 10_000 // characters of a text
	mostMatches = 100    // of a text
	mostMessage = 300    // characters
	mostMeant   = 3
)

// Server is a LanguageTool server that a chief has set up.
type Server struct {
	URL     string // with or without /v2 at its end
	Private bool   // it may be in the private network, or on the machine of the desk
}

// Match is something that the server finds wrong.
type Match struct {
	Start, End int      // in bytes of the text's Flat
	Message    string   // in the language of the text
	Meant      []string // what may be meant, likeliest first
	Spelling   bool     // it is a word that is not known
}

// Kind says why a server has no answer; beside these it is a kind of package remote.
type Kind string

// The kinds.
const (
	NotGrammar Kind = "answer"   // what answers does not speak the protocol
	Refused    Kind = "status"   // it answers with the Status
	NoLanguage Kind = "language" // it does not know the language
	Busy       Kind = "busy"     // it wants to be asked later
)

// Error says why a server has no answer.
type Error struct {
	Kind   Kind
	Status int           // of HTTP, of Refused
	After  time.Duration // of Busy: when to ask again; 0: it does not say
	Cause  error
}

// Error says it for a log.
func (e *Error) Error() string {
	return fmt.Sprintf("LanguageTool: %s %d: %v", e.Kind, e.Status, e.Cause)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// ErrorOf is why a server has no answer.
func ErrorOf(err error) *Error {
	var own *Error
	var asked *remote.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &asked):
		return &Error{Kind: Kind(asked.Kind), Cause: err}
	}
	return &Error{Kind: Kind(remote.Broken), Cause: err}
}

// checkURL is the address at which the server is asked.
func (s Server) checkURL() (*url.URL, error) {
	u, err := remote.ParseURL(s.URL)
	if err != nil {
		return nil, err
	}
	base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/check"), "/v2")
	u.Path, u.RawPath, u.RawQuery, u.Fragment = base+"/v2/check", "", "", ""
	return u, nil
}

// Check refuses an address that cannot be one of a server.
func (s Server) Check() error {
	_, err := s.checkURL()
	return err
}

// Ask asks a server what is wrong with a text.
func Ask(ctx context.Context, client *remote.Client, s Server, tag string, text bitext.Text) ([]Match, error) {
	u, err := s.checkURL()
	if err != nil {
		return nil, ErrorOf(err)
	}
	flat := text.Flat()
	if utf8.RuneCountInString(flat) > mostText {
		return nil, nil
	}
	data, places, err := annotate(text)
	if err != nil {
		return nil, ErrorOf(err)
	}
	body := url.Values{"data": {string(data)}, "language": {lang.Base(tag)}, "disabledCategories": {"TYPOGRAPHY"}}.Encode()
	answer, err := client.Do(ctx, remote.Request{Method: http.MethodPost, URL: u.String(), Body: []byte(body), Time: askTime,
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Accept": {"application/json"}},
		Trust:  remote.Trust{HostPort: remote.HostPort(u), Private: s.Private}})
	if err != nil {
		return nil, ErrorOf(err)
	}
	if err := checkStatus(answer); err != nil {
		return nil, err
	}
	return readMatches(answer.Body, flat, places)
}

// checkStatus says why an answer has no matches.
func checkStatus(a remote.Answer) error {
	said := strings.TrimSpace(string(a.Body[:min(len(a.Body), 200)]))
	switch {
	case a.Status == http.StatusOK:
		return nil
	case a.Status == http.StatusBadRequest && strings.Contains(said, "not a language code"):
		return &Error{Kind: NoLanguage, Status: a.Status, Cause: errors.New(said)}
	case a.Status == http.StatusTooManyRequests || a.Status == http.StatusServiceUnavailable:
		seconds, _ := strconv.Atoi(a.Header.Get("Retry-After"))
		return &Error{Kind: Busy, Status: a.Status, After: time.Duration(max(seconds, 0)) * time.Second, Cause: errors.New(said)}
	}
	return &Error{Kind: Refused, Status: a.Status, Cause: errors.New(said)}
}

// annotation is a part of a text as the protocol has it.
type annotation struct {
	Text        string `json:"text,omitempty"`
	Markup      string `json:"markup,omitempty"`
	InterpretAs string `json:"interpretAs,omitempty"`
}

// annotate writes a text with its codes as markup. places are, for each UTF-16 unit of all that and for its end, where that
// is in the Flat: the server counts so.
func annotate(text bitext.Text) (data []byte, places []int, err error) {
	var parts struct {
		Annotation []annotation `json:"annotation"`
	}
	at := 0
	for _, r := range text {
		switch {
		case r.Kind == bitext.Chars:
			parts.Annotation = append(parts.Annotation, annotation{Text: r.Chars})
			for i, c := range r.Chars {
				for range utf16.RuneLen(c) {
					places = append(places, at+i)
				}
			}
			at += len(r.Chars)
		default:
			one := annotation{Markup: "<x/>"}
			size := 0
			if r.Kind == bitext.Lone {
				size = len(bitext.Text{r}.Flat())
				one.InterpretAs = "\n"
				if r.Code.Type != bitext.Break {
					one.InterpretAs = r.Code.Equiv
				}
			}
			parts.Annotation = append(parts.Annotation, one)
			for range len(one.Markup) {
				places = append(places, at)
			}
			at += size
		}
	}
	data, err = json.Marshal(parts)
	return data, append(places, at), err
}

// answerOf is what is read of an answer.
type answerOf struct {
	Matches *[]struct {
		Message      string `json:"message"`
		Offset       int    `json:"offset"`
		Length       int    `json:"length"`
		Replacements []struct {
			Value string `json:"value"`
		} `json:"replacements"`
		Rule struct {
			IssueType string `json:"issueType"`
		} `json:"rule"`
	} `json:"matches"`
}

// readMatches reads an answer. A match that is nowhere in the text is left out.
func readMatches(body []byte, flat string, places []int) ([]Match, error) {
	var answer answerOf
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, &Error{Kind: NotGrammar, Cause: err}
	}
	if answer.Matches == nil {
		return nil, &Error{Kind: NotGrammar, Cause: errors.New("no matches")}
	}
	var found []Match
	for _, m := range *answer.Matches {
		last := len(places) - 1
		if len(found) == mostMatches || m.Offset < 0 || m.Length <= 0 || m.Offset > last || m.Length > last-m.Offset {
			continue
		}
		one := Match{Start: places[m.Offset], End: places[m.Offset+m.Length], Message: clean(m.Message, mostMessage),
			Spelling: m.Rule.IssueType == "misspelling"}
		if one.Start >= one.End || !utf8.ValidString(flat[one.Start:one.End]) {
			continue
		}
		for _, r := range m.Replacements[:min(len(m.Replacements), mostMeant)] {
			if meant := clean(r.Value, mostMessage); meant == r.Value && meant != "" {
				one.Meant = append(one.Meant, meant)
			}
		}
		found = append(found, one)
	}
	return found, nil
}

// clean is what a server said, without tags and what cannot be seen, and not too long.
func clean(text string, most int) string {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))), " ")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return strings.NewReplacer("<suggestion>", "«\u202f", "</suggestion>", "\u202f»").Replace(text)
}
