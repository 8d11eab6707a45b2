package ui

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

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// openAPI is the description of the API, OpenAPI 3.1; a test compares it with the routes.
//
//go:embed openapi.json
var openAPI []byte

// apiRoutes is the JSON API. Its paths are those of openapi.json.
func (s *apiRoom) routes() []route {
	const (
		published = workflow.ReadPublished
		read      = workflow.ReadDesk
		write     = workflow.Translate
		recut     = workflow.RecutSegments
		publish   = workflow.Publish
	)
	add := route{method: "POST", path: "/articles", may: workflow.AddArticles,
		handle: s.apiAddArticle, limit: intakeLimit, slow: true}
	bring := route{method: "POST", path: "/articles/:id/import", may: workflow.ImportTargets,
		handle: s.apiImport, limit: intakeLimit, slow: true}
	rows := []route{add, bring,
		{method: "GET", path: "/openapi.json", may: anyone, handle: s.apiDescription},
		{method: "GET", path: "/articles", may: published, handle: s.apiArticles},
		{method: "GET", path: "/articles/:id", may: published, handle: s.apiArticle},
		{method: "GET", path: "/articles/:id/segments", may: published, handle: s.apiSegments},
		{method: "POST", path: "/articles/:id/assignments", may: workflow.Assign,
			handle: s.apiAssign},
		{method: "POST", path: "/articles/:id/claim", may: write, handle: s.apiClaim},
		{method: "GET", path: "/articles/:id/gaps", may: read, handle: s.apiGaps},
		{method: "POST", path: "/articles/:id/sign-off", may: publish, handle: s.apiSignOff},
		{method: "POST", path: "/articles/:id/publish", may: publish, handle: s.apiPublish},
		{method: "GET", path: "/articles/:id/export", may: published, handle: s.export,
			slow: true},
		{method: "GET", path: "/articles/:id/comments", may: read, handle: s.apiComments},
		{method: "POST", path: "/articles/:id/comments", may: workflow.Discuss,
			handle: s.apiComment},
		{method: "POST", path: "/comments/:id/resolve", may: workflow.Discuss,
			handle: s.apiResolve},
		{method: "PUT", path: "/segments/:id", may: write, handle: s.apiSave},
		{method: "GET", path: "/segments/:id/history", may: read, handle: s.apiHistory},
		{method: "POST", path: "/segments/:id/review", may: workflow.ReviewSegments,
			handle: s.apiReview},
		{method: "POST", path: "/segments/:id/split", may: recut, handle: s.apiSplit},
		{method: "POST", path: "/segments/:id/merge", may: recut, handle: s.apiMerge},
		{method: "POST", path: "/segments/:id/undo", may: recut, handle: s.apiUndo},
		{method: "POST", path: "/segments/:id/correct", may: workflow.CorrectSource,
			handle: s.apiCorrect},
		{method: "GET", path: "/articles/:id/issues", may: read, handle: s.apiIssues},
		{method: "POST", path: "/segments/:id/issues", may: workflow.MarkIssues,
			handle: s.apiMark},
		{method: "POST", path: "/issues/:id/withdraw", may: workflow.MarkIssues,
			handle: s.apiWithdraw},
		{method: "GET", path: "/quality", may: workflow.MarkIssues, handle: s.apiQuality},
		{method: "GET", path: "/people", may: read, handle: s.apiPeople},
		{method: "GET", path: "/feed", may: read, handle: s.feed, live: true},
	}
	for i := range rows {
		rows[i].path = "/api/v1" + rows[i].path
	}
	return rows
}

func (s *apiRoom) apiDescription(c *call) error {
	return c.Blob(http.StatusOK, "application/vnd.oai.openapi+json;version=3.1", openAPI)
}

// body reads the JSON body into v. Unknown members are refused, so that a misspelt one is not
// ignored, and so is a body that is not UTF-8, which encoding/json would silently change.
func (c *call) body(v any) error {
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
	from := json.NewDecoder(bytes.NewReader(b))
	from.DisallowUnknownFields()
	if err := from.Decode(v); err != nil {
		return &fault{status: http.StatusBadRequest, id: "api.body", cause: err}
	}
	if from.More() {
		return &fault{status: http.StatusBadRequest, id: "api.body"}
	}
	return nil
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

// version reads If-Match, which names the version that the request is based on.
func (c *call) version() (int64, error) {
	tag := strings.TrimPrefix(strings.TrimSpace(c.Request().Header.Get("If-Match")), "W/")
	v, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
	if err != nil || v < 1 {
		return 0, &fault{status: http.StatusPreconditionRequired, id: "api.if-match"}
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
	return &precondition{cause: c, members: map[string]any{
		"base":    map[string]any{"source": c.Base.Source.Markup(), "target": c.Base.Target.Markup()},
		"current": apiSegmentOf(c.Current, nil),
		"yours":   map[string]any{"target": c.Yours.Target.Markup(), "change": c.Change},
	}}
}

// apiCode is an inline code of a text.
type apiCode struct {
	ID    string          `json:"id"`
	Type  bitext.CodeType `json:"type"`
	Data  string          `json:"data,omitempty"`
	Equiv string          `json:"equiv,omitempty"`
}

// apiSegment is a segment; source and target are Markup: a paired code is ⟦1⟧…⟦/1⟧, a
// standalone one ⟦2/⟧.
type apiSegment struct {
	ID         string          `json:"id"`
	Position   int             `json:"position"`
	Block      string          `json:"block"`
	Source     string          `json:"source"`
	Target     string          `json:"target"`
	Codes      []apiCode       `json:"codes,omitempty"`
	State      bitext.State    `json:"state"`
	SubState   bitext.SubState `json:"sub_state"`
	Reason     string          `json:"reason,omitempty"`
	Version    int64           `json:"version"`
	Translator string          `json:"translator"`
	Reviewer   string          `json:"reviewer"`
	Comments   int             `json:"comments"`
}

// apiSegmentOf shows a segment; translator and reviewer are the people it is assigned to, else
// who wrote and approved it, by e-mail where people are known.
func apiSegmentOf(s workflow.Segment, people map[string]workflow.Person) apiSegment {
	out := apiSegment{
		ID: s.ID, Position: s.Position, Block: s.Block, Source: s.Source.Markup(),
		Target: s.Target.Markup(), State: s.State, SubState: s.SubState, Reason: s.Reason,
		Version: s.Version, Comments: s.Comments,
	}
	for _, code := range s.Source.Codes() {
		out.Codes = append(out.Codes, apiCode(code))
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

func apiSegmentsOf(v workflow.ArticleView) []apiSegment {
	all := make([]apiSegment, len(v.Segments))
	for i, s := range v.Segments {
		all[i] = apiSegmentOf(s, v.People)
	}
	return all
}

// stamp is a time as the API writes it; the zero time is null.
func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
