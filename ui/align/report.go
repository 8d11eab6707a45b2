package align

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/format/csv"
	"truchement/workflow/lang"
	"truchement/workflow/memory"
)

// maxDoubtful is how many doubtful beads of a pair the page links to; the file names all.
const maxDoubtful = 8

// folderPage is the data of folder.html: how far a folder of pairs is, then its report.
type folderPage struct {
	web.Base
	ID    string
	At    time.Time
	State folderState
	Rows  []pairReport
	Lost  []memory.UnpairedFile
	Wrong string // why nothing of it was aligned, or not all
}

// pairReport is how the alignment of a pair went, as it is shown.
type pairReport struct {
	memory.PairReport
	Reason string // why there is no alignment
}

// Kinds are the names of the kinds of beads, apart from what is around them: in Arabic 1:n would
// be read as n:1.
func (p *folderPage) Kinds() []string {
	kinds := memory.BeadKinds()
	for i, k := range kinds {
		kinds[i] = lang.Isolate(k)
	}
	return kinds
}

// Shown are the doubtful beads that the page links to.
func (r pairReport) Shown() []int { return r.Doubtful[:min(len(r.Doubtful), maxDoubtful)] }

// Bead is the number of a bead as people count.
func (r pairReport) Bead(place int) int { return place + 1 }

// readFolder reads the job of a folder, and what is known of its outcome.
func (r *Room) readFolder(c *web.Call) (*folderPage, error) {
	j, report, err := r.Job.Job(c.Ctx(), c.Actor, workflow.AlignTexts, c.Param("id"))
	if workflow.KindOf(err) == workflow.NotFound || err == nil && j.Kind != memory.FolderJob {
		return nil, workflow.Fail(workflow.NotFound, "align.folder-gone")
	}
	if err != nil {
		return nil, err
	}
	p := &folderPage{Base: c.Base("align.folder"), ID: j.ID, At: j.At, State: stateOf(j)}
	if j.Ended() {
		report = j.Report
	}
	var known memory.FolderReport
	if len(report) > 0 {
		if err := json.Unmarshal(report, &known); err != nil {
			return nil, fmt.Errorf("report of job %s: %w", j.ID, err)
		}
	}
	if j.Problem != nil {
		p.Wrong = errorWords(c, j.Problem.Err())
	}
	for _, pair := range known.Pairs {
		row := pairReport{PairReport: pair}
		if pair.Problem != nil {
			row.Reason = errorWords(c, pair.Problem.Err())
		}
		p.Rows = append(p.Rows, row)
	}
	for _, l := range known.Unpaired {
		l.Reason = cmp.Or(l.Reason, c.T("align.no-partner"))
		p.Lost = append(p.Lost, l)
	}
	return p, nil
}

// errorWords says an error of a file or of a pair.
func errorWords(c *web.Call, err error) string {
	message, ok := part.FileMessage(c, err)
	if ok {
		return message
	}
	return web.FailureOf(err).Say(c)
}

// showFolder shows how far a folder is, and at the end its report.
func (r *Room) showFolder(c *web.Call) error {
	p, err := r.readFolder(c)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "folder", p)
}

// exportFolder answers the report of a folder as a table, whose columns have English names.
func (r *Room) exportFolder(c *web.Call) error {
	p, err := r.readFolder(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := csv.WriteTable(&b, folderTable(p), csv.Options{}); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition",
		`attachment; filename="alignment-`+p.At.UTC().Format(time.DateOnly)+`.csv"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}

func folderTable(p *folderPage) [][]string {
	head := []string{"name", "side", "alignment", "source_lang", "target_lang", "beads"}
	rows := [][]string{append(append(head, memory.BeadKinds()...), "confidence", "doubtful", "doubtful_beads",
		"problem")}
	for _, r := range p.Rows {
		row := []string{r.Name, "", r.ID, r.SourceLang, r.TargetLang, strconv.Itoa(r.Beads)}
		for _, n := range r.Kinds {
			row = append(row, strconv.Itoa(n))
		}
		var places []string
		for _, i := range r.Doubtful {
			places = append(places, strconv.Itoa(r.Bead(i)))
		}
		rows = append(rows, append(row, strconv.FormatFloat(r.Mean, 'f', 3, 64),
			strconv.Itoa(len(r.Doubtful)), strings.Join(places, " "), cmp.Or(r.Reason, p.Wrong)))
	}
	for _, l := range p.Lost {
		row := make([]string, len(rows[0]))
		row[0], row[1], row[len(row)-1] = l.Name, l.Side, l.Reason
		rows = append(rows, row)
	}
	return rows
}
