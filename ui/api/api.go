// Package api has the JSON API under /api/v1. openapi.json describes it; a test compares the two.
//
// A body is read by readBody, which refuses members that it does not know. Requests that change a
// segment name the version that they are based on in If-Match (ifMatch); a conflict is 412 with
// base, current and refused text (asPrecondition). Errors become application/problem+json in the
// kernel.
package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// openAPI is the description of the API, OpenAPI 3.1; a test compares it with the routes.
//
//go:embed openapi.json
var openAPI []byte

// apiRoutes is the JSON API. Its paths are those of openapi.json.
func (r *Room) Routes() []web.Route {
	const (
		published = workflow.ReadPublished
		read      = workflow.ReadDesk
		write     = workflow.Translate
		recut     = workflow.RecutSegments
		publish   = workflow.Publish
	)
	add := web.Route{Method: "POST", Path: "/articles", May: workflow.AddArticles,
		Handle: r.addArticle, Limit: web.UploadLimit, Slow: true}
	bring := web.Route{Method: "POST", Path: "/articles/:id/import", May: workflow.ImportTargets,
		Handle: r.importTargets, Limit: web.UploadLimit, Slow: true}
	rows := []web.Route{add, bring,
		{Method: "GET", Path: "/openapi.json", May: web.Anyone, Handle: r.describe},
		{Method: "GET", Path: "/articles", May: published, Handle: r.listArticles},
		{Method: "GET", Path: "/articles/:id", May: published, Handle: r.showArticle},
		{Method: "GET", Path: "/articles/:id/segments", May: published, Handle: r.listSegments},
		{Method: "POST", Path: "/articles/:id/assignments", May: workflow.Assign,
			Handle: r.assign},
		{Method: "POST", Path: "/articles/:id/claim", May: write, Handle: r.claim},
		{Method: "GET", Path: "/articles/:id/gaps", May: read, Handle: r.listGaps},
		{Method: "GET", Path: "/articles/:id/findings", May: read, Handle: r.listFindings, Slow: true},
		{Method: "POST", Path: "/articles/:id/findings", May: write, Handle: r.dismissFinding},
		{Method: "DELETE", Path: "/articles/:id/findings/:dismissal", May: write, Handle: r.takeDismissalBack},
		{Method: "POST", Path: "/articles/:id/sign-off", May: publish, Handle: r.signOff},
		{Method: "POST", Path: "/articles/:id/publish", May: publish, Handle: r.publish},
		{Method: "GET", Path: "/articles/:id/export", May: published, Handle: r.Export,
			Slow: true},
		{Method: "GET", Path: "/collection", May: published, Handle: r.Collection, Slow: true},
		{Method: "GET", Path: "/articles/:id/comments", May: read, Handle: r.listComments},
		{Method: "POST", Path: "/articles/:id/comments", May: workflow.Discuss,
			Handle: r.addComment},
		{Method: "POST", Path: "/comments/:id/resolve", May: workflow.Discuss,
			Handle: r.resolveComment},
		{Method: "PUT", Path: "/segments/:id", May: write, Handle: r.save},
		{Method: "GET", Path: "/segments/:id/history", May: read, Handle: r.showHistory},
		{Method: "POST", Path: "/segments/:id/review", May: workflow.ReviewSegments,
			Handle: r.review},
		{Method: "POST", Path: "/segments/:id/split", May: recut, Handle: r.split},
		{Method: "POST", Path: "/segments/:id/merge", May: recut, Handle: r.merge},
		{Method: "POST", Path: "/segments/:id/undo", May: recut, Handle: r.undo},
		{Method: "POST", Path: "/segments/:id/correct", May: workflow.CorrectSource,
			Handle: r.correct},
		{Method: "GET", Path: "/articles/:id/issues", May: read, Handle: r.listIssues},
		{Method: "POST", Path: "/segments/:id/issues", May: workflow.MarkIssues,
			Handle: r.markIssue},
		{Method: "POST", Path: "/issues/:id/withdraw", May: workflow.MarkIssues,
			Handle: r.withdrawIssue},
		{Method: "GET", Path: "/quality", May: workflow.MarkIssues, Handle: r.showQuality},
		{Method: "GET", Path: "/people", May: read, Handle: r.listPeople},
		{Method: "GET", Path: "/feed", May: read, Handle: r.Feed, Live: true},
	}
	rows = append(rows, append(r.memoryRoutes(), r.termRoutes()...)...)
	for i := range rows {
		rows[i].Path = "/api/v1" + rows[i].Path
	}
	return rows
}

func (r *Room) describe(c *web.Call) error {
	return c.Blob(http.StatusOK, "application/vnd.oai.openapi+json;version=3.1", openAPI)
}

// readBody reads the JSON body into v. Unknown members are refused, so that a misspelt one is not
// ignored, and so is a body that is not UTF-8, which encoding/json would silently change.
func readBody(c *web.Call, v any) error {
	b, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil
	}
	if !utf8.Valid(b) || halfPair(b) {
		return workflow.Fail(workflow.Invalid, "text.encoding")
	}
	if hasTwice(json.NewDecoder(bytes.NewReader(b))) {
		return &web.Fault{Status: http.StatusBadRequest, ID: "api.twice"}
	}
	from := json.NewDecoder(bytes.NewReader(b))
	from.DisallowUnknownFields()
	if err := from.Decode(v); err != nil {
		if refused := (*workflow.Error)(nil); errors.As(err, &refused) {
			return refused
		}
		return &web.Fault{Status: http.StatusBadRequest, ID: "api.body", Cause: err}
	}
	if from.More() {
		return &web.Fault{Status: http.StatusBadRequest, ID: "api.body"}
	}
	return nil
}

// hasTwice reports whether a value has an object with a member twice: which of the two holds differs from program to
// program. Names that differ by capitals alone are one, as for encoding/json. What is no JSON is left to the decoder.
func hasTwice(from *json.Decoder) bool {
	token, err := from.Token()
	if err != nil {
		return false
	}
	open, ok := token.(json.Delim)
	if !ok {
		return false
	}
	names := map[string]bool{}
	for from.More() {
		if open == '{' {
			name, err := from.Token()
			key, _ := name.(string)
			if key = strings.ToLower(key); err != nil || names[key] {
				return err == nil
			}
			names[key] = true
		}
		if hasTwice(from) {
			return true
		}
	}
	_, _ = from.Token() // what closes it
	return false
}

// moment is a time in a body, as RFC 3339 has it; null and "" are the zero time.
type moment struct{ time.Time }

// UnmarshalJSON reads a moment, and refuses what is none by name.
func (m *moment) UnmarshalJSON(b []byte) error {
	var text string
	if err := json.Unmarshal(b, &text); err != nil || text == "" {
		return err
	}
	var err error
	m.Time, err = workflow.ParseTime(text)
	return err
}

// halfPair reports whether a JSON text escapes one half of a surrogate pair alone, which
// encoding/json silently turns into U+FFFD.
func halfPair(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '\\')
		if i < 0 {
			return false
		}
		b = b[i:]
		r := escaped(b)
		switch {
		case r < 0:
			b = b[min(2, len(b)):]
		case utf16.IsSurrogate(r):
			if utf16.DecodeRune(r, escaped(b[6:])) == utf8.RuneError {
				return true
			}
			b = b[12:]
		default:
			b = b[6:]
		}
	}
}

// escaped is the code unit of the \u escape that b begins with, -1 when it begins with none.
func escaped(b []byte) rune {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

// ifMatch reads If-Match, which names the version that the request is based on.
func ifMatch(c *web.Call) (int64, error) {
	tag := strings.TrimPrefix(strings.TrimSpace(c.Request().Header.Get("If-Match")), "W/")
	v, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
	if err != nil || v < 1 {
		return 0, &web.Fault{Status: http.StatusPreconditionRequired, ID: "api.if-match"}
	}
	return v, nil
}

// asPrecondition turns a conflict into a failed precondition: 412 with base, current and the
// refused text.
func asPrecondition(err error) error {
	var c *workflow.ConflictError
	if !errors.As(err, &c) {
		return err
	}
	return &web.Precondition{Cause: c, Members: map[string]any{
		"base":    map[string]any{"source": c.Base.Source.Markup(), "target": c.Base.Target.Markup()},
		"current": segmentOf(c.Current, nil),
		"yours":   map[string]any{"target": c.Yours.Target.Markup(), "change": c.Change},
	}}
}

// inlineCode is an inline code of a text.
type inlineCode struct {
	ID    string          `json:"id"`
	Type  bitext.CodeType `json:"type"`
	Data  string          `json:"data,omitempty"`
	Equiv string          `json:"equiv,omitempty"`
}

// Segment is a segment; source and target are Markup: a paired code is ⟦1⟧…⟦/1⟧, a
// standalone one ⟦2/⟧.
type Segment struct {
	ID         string          `json:"id"`
	Position   int             `json:"position"`
	Block      string          `json:"block"`
	Source     string          `json:"source"`
	Target     string          `json:"target"`
	Codes      []inlineCode    `json:"codes,omitempty"`
	State      bitext.State    `json:"state"`
	SubState   bitext.SubState `json:"sub_state"`
	Reason     string          `json:"reason,omitempty"`
	Version    int64           `json:"version"`
	Translator string          `json:"translator"`
	Reviewer   string          `json:"reviewer"`
	Comments   int             `json:"comments"`
}

// segmentOf shows a segment; translator and reviewer are the people it is assigned to, else
// who wrote and approved it, by e-mail where people are known.
func segmentOf(s workflow.Segment, people map[string]workflow.Person) Segment {
	out := Segment{
		ID: s.ID, Position: s.Position, Block: s.Block, Source: s.Source.Markup(),
		Target: s.Target.Markup(), State: s.State, SubState: s.SubState, Reason: s.Reason,
		Version: s.Version, Comments: s.Comments,
	}
	for _, code := range s.Source.Codes() {
		out.Codes = append(out.Codes, inlineCode(code))
	}
	translator, reviewer := s.Translator, s.ApprovedBy
	if translator == "" && len(s.Authors) > 0 {
		translator = s.Authors[0]
	}
	if reviewer == "" {
		reviewer = s.Editor
	}
	out.Translator, out.Reviewer = people[translator].Email, people[reviewer].Email
	return out
}

func segmentsOf(v workflow.ArticleView) []Segment {
	all := make([]Segment, len(v.Segments))
	for i, s := range v.Segments {
		all[i] = segmentOf(s, v.People)
	}
	return all
}

// Room serves the API.
type Room struct {
	*web.Server
	Feed, Export, Collection func(*web.Call) error // answered by other rooms too
}
