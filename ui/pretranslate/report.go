package pretranslate

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/memory"
	"truchement/workflow/pretranslate"
)

// reportPage is the data of pretranslate.html.
type reportPage struct {
	web.Base
	Article   *workflow.ArticleView
	Report    pretranslate.Report
	Bands     []bandRow
	Index     memory.IndexState
	Form      *web.Form
	Last      int   // the position of the last segment
	Floors    []int // that can be chosen, in percent
	CSV, JSON string
	Fillable  int // segments that have a match of the lowest score
}

// bandRow is a band as the page lists it.
type bandRow struct {
	pretranslate.Count
	Word  string
	Share float64 // of the words
}

// floors are the scores from which on segments can be filled, in percent.
func floors() []int { return []int{100, 95, 85, 75, 50} }

// choice reads which segments a form or an address names: from a position to another.
func (r *Room) choice(c *web.Call, q url.Values) (v workflow.ArticleView, ids []string, err error) {
	if v, err = r.Article.Read(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return v, nil, err
	}
	from, to, err := part.ReadRange(q, len(v.Segments))
	if err != nil {
		return v, nil, err
	}
	for _, s := range v.Segments[from-1 : to] {
		ids = append(ids, s.ID)
	}
	return v, ids, nil
}

// showReport says what the memory has for an article.
func (r *Room) showReport(c *web.Call) error {
	return r.answerReport(c, http.StatusOK, &web.Form{Values: c.QueryParams()})
}

// answerReport shows the report on the segments that a form names; on all if they are none.
func (r *Room) answerReport(c *web.Call, status int, f *web.Form) error {
	v, ids, err := r.choice(c, f.Values)
	if err != nil && v.ID != "" && c.Refused(f, err, map[string]string{"article.range": "from"}) {
		status, err = web.FormStatus(err), nil
	}
	if err != nil {
		return err
	}
	report, err := r.Pretranslate.Analyse(c.Ctx(), c.Actor, v.ID, ids)
	if err != nil {
		return err
	}
	p := &reportPage{Base: c.Base("pretranslate.title"), Article: &v, Report: report, Form: f,
		Index: r.Memory.IndexState(), Last: len(v.Segments), Floors: floors()}
	for _, b := range report.Bands {
		row := bandRow{Count: b, Word: bandWord(c, b.Band)}
		if report.Words > 0 {
			row.Share = float64(b.Words) / float64(report.Words)
		}
		p.Bands = append(p.Bands, row)
		switch b.Band {
		case pretranslate.Translated, pretranslate.Repetition, pretranslate.Fragments, pretranslate.Numbers,
			pretranslate.None:
		default:
			p.Fillable += b.Segments
		}
	}
	address := part.ArticlePath(v.ID) + "/pretranslate/file?" + url.Values{"from": {f.Value("from")},
		"to": {f.Value("to")}}.Encode()
	p.CSV, p.JSON = address+"&format=csv", address+"&format=json"
	return c.Page(status, "pretranslate", p)
}

// bandWord is a band in words; bands of scores are numbers.
func bandWord(c *web.Call, b pretranslate.Band) string {
	words := map[pretranslate.Band]string{pretranslate.Translated: "pretranslate.translated",
		pretranslate.Context: "pretranslate.context", pretranslate.Exact: "pretranslate.exact",
		pretranslate.Repetition: "pretranslate.repetition", pretranslate.Numbers: "pretranslate.numbers",
		pretranslate.Fragments: "pretranslate.fragments",
		pretranslate.None:      "pretranslate.none"}
	if id := words[b]; id != "" {
		return c.T(id)
	}
	from, to, _ := strings.Cut(string(b), "-")
	return c.T("pretranslate.fuzzy", "From", from, "To", to)
}

// reportFile answers the report as a file.
func (r *Room) reportFile(c *web.Call) error {
	format := c.QueryParam("format")
	if format != "csv" && format != "json" {
		return workflow.UnknownOption("quality.format", format, []string{"csv", "json"})
	}
	v, ids, err := r.choice(c, c.QueryParams())
	if err != nil {
		return err
	}
	report, err := r.Pretranslate.Analyse(c.Ctx(), c.Actor, v.ID, ids)
	if err != nil {
		return err
	}
	body, mime := []byte(nil), "application/json"
	if format == "csv" {
		body, mime = csvOf(report), "text/csv; charset=utf-8"
	} else if body, err = json.MarshalIndent(report, "", "  "); err != nil {
		return err
	}
	name := "memory-" + v.ID + "." + format
	c.Response().Header().Set("Content-Disposition", web.Disposition(name, name))
	return c.Blob(http.StatusOK, mime, body)
}

// csvOf is a report as RFC 4180 has tables.
func csvOf(report pretranslate.Report) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"band", "segments", "words"}}
	for _, c := range report.Bands {
		rows = append(rows, []string{string(c.Band), strconv.Itoa(c.Segments), strconv.Itoa(c.Words)})
	}
	rows = append(rows, []string{"all", strconv.Itoa(report.Segments), strconv.Itoa(report.Words)})
	_ = w.WriteAll(rows) // a bytes.Buffer refuses nothing
	return b.Bytes()
}
