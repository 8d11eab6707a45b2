package bench

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// mostReplaced is how many segments one preview shows, and one batch changes.
const mostReplaced = 500

// replacePage is the data of replace.html: what a replacement in the targets would do.
type replacePage struct {
	web.Base
	Article workflow.ArticleView
	Form    *web.Form
	Asked   bool // the form was sent
	Rows    []replaceRow
	Hits    int
	More    int // segments that are not shown
	Path    string
}

// replaceRow is a segment in which the text was found.
type replaceRow struct {
	*part.Row
	Before template.HTML // with what was found
	After  template.HTML // what changes
	Why    string        // why it is left alone; empty: it is not
	Back   bool          // it was reviewed, and becomes translated again
	Left   bool          // the reader has unticked it
}

func replaceFields() map[string]string {
	return map[string]string{"replace.no-find": "find", "replace.too-long": "find", "replace.none-chosen": ""}
}

// Can reports whether anything can be replaced.
func (p *replacePage) Can() bool {
	for _, r := range p.Rows {
		if r.Why == "" {
			return true
		}
	}
	return false
}

func replacementOf(article string, f *web.Form) desk.Replacement {
	return desk.Replacement{Article: article, Find: f.Value("find"), With: f.Value("with"),
		Exact: f.Value("exact") != "", Whole: f.Value("whole") != ""}
}

// showReplace shows the form, and with ?find= what would be replaced. Nothing is changed.
func (r *Room) showReplace(c *web.Call) error {
	f := &web.Form{Values: c.QueryParams()}
	return r.answerReplace(c, http.StatusOK, f)
}

func (r *Room) answerReplace(c *web.Call, status int, f *web.Form) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	_, asked := f.Values["find"]
	p := &replacePage{Base: c.Base("replace.title", "Name", v.Title), Article: v, Form: f, Asked: asked,
		Path: "/articles/" + v.ID + "/replace"}
	if !p.Asked {
		return c.Page(status, "replace", p)
	}
	found, err := r.Replacements.Find(c.Ctx(), c.Actor, replacementOf(v.ID, f))
	if err != nil && c.Refused(f, err, replaceFields()) {
		p.Asked = false
		return c.Page(web.FormStatus(err), "replace", p)
	}
	if err != nil {
		return err
	}
	chosen := f.Values["seg"]
	maker := part.NewRowMaker(c, &p.Article)
	for i, one := range found {
		p.Hits += len(one.Hits)
		if i >= mostReplaced {
			p.More++
			continue
		}
		row := replaceRow{Row: maker.Row(one.Segment), Back: one.Reopened}
		row.Left = len(chosen) > 0 && !f.Has("seg", row.Box())
		if one.Why != nil {
			t := web.FailureOf(one.Why)
			row.Why = c.T(t.ID, t.Args...)
		} else {
			row.After = row.Diff(one.Target, one.After)
		}
		row.Before = row.WithOverlay(one.Target, word.Overlay{Hits: spansOf(one)}, false)
		p.Rows = append(p.Rows, row)
	}
	return c.Page(status, "replace", p)
}

// spansOf are the places that were found, in characters.
func spansOf(one desk.Replaced) []word.Span {
	flat := one.Target.Flat()
	var spans []word.Span
	for _, h := range one.Hits {
		from := utf8.RuneCountInString(flat[:h.From])
		spans = append(spans, word.Span{From: from, To: from + utf8.RuneCountInString(flat[h.From:h.To])})
	}
	return spans
}

// Box is the value of the row's box: the segment at the version that is shown.
func (r replaceRow) Box() string { return r.ID + ":" + strconv.FormatInt(r.Version, 10) }

// replaceTargets carries out what the preview showed, as one batch that its notice takes back.
func (r *Room) replaceTargets(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	boxes := f.Values["seg"]
	if len(boxes) > mostReplaced {
		return &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid"}
	}
	var chosen []desk.SegmentVersion
	for _, box := range boxes {
		id, version, _ := strings.Cut(box, ":")
		n, err := strconv.ParseInt(version, 10, 64)
		if err != nil {
			return &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
		}
		chosen = append(chosen, desk.SegmentVersion{Segment: id, Version: n})
	}
	if len(chosen) == 0 {
		f.Problem = c.T("replace.none-chosen")
		return r.answerReplace(c, http.StatusUnprocessableEntity, f)
	}
	out, err := r.Replacements.Replace(c.Ctx(), c.Actor, replacementOf(c.Param("id"), f), chosen)
	if err != nil && c.Refused(f, err, replaceFields()) {
		return r.answerReplace(c, web.FormStatus(err), f)
	}
	if err != nil {
		return err
	}
	text := c.T("replace.done", "Count", len(out.Done))
	if out.Held > 0 {
		text += " " + c.T("replace.held", "Count", out.Held)
	}
	var skipped []string
	for _, k := range out.Skipped {
		skipped = append(skipped, c.Int(k.Segment.Position))
	}
	if len(skipped) > 0 {
		text += " " + c.T("replace.skipped-at", "Positions", strings.Join(skipped, c.T("strip.comma")))
	}
	notice := web.Notice{Text: text}
	if out.Batch != "" {
		notice.Undo = &web.UndoForm{Path: "/batches/" + out.Batch + "/undo"}
	}
	c.KeepNotice(notice)
	query := url.Values{}
	for _, name := range []string{"find", "with", "exact", "whole"} {
		if v := f.Value(name); v != "" {
			query.Set(name, v)
		}
	}
	return c.Done("/articles/"+c.Param("id")+"/replace?"+query.Encode(), "")
}

// Kept are the fields that say what is replaced, as the second form carries them on.
func (p *replacePage) Kept() []word.Option {
	var fields []word.Option
	for _, name := range []string{"find", "with", "exact", "whole"} {
		fields = append(fields, word.Option{Value: name, Word: p.Form.Value(name)})
	}
	return fields
}
