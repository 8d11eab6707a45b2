package align

import (
	"bytes"
	"cmp"
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
	State folderState
	Rows  []pairReport
	Lost  []unpairedFile
	Wrong string // why nothing of it was aligned
}

// pairReport is how the alignment of a pair went.
type pairReport struct {
	workflow.Alignment
	Kinds  []int
	Mean   float64 // confidence
	Doubt  []int   // places of the doubtful beads
	Reason string  // why there is no alignment
}

// beadKinds names the kinds of beads, by sentences of the source and of the target.
func beadKinds() []string { return []string{"1:1", "1:n", "n:1", "n:m", "1:0", "0:1"} }

// shapeOf is the place of a bead's kind in beadKinds.
func shapeOf(b workflow.AlignedBead) int {
	switch n, m := b.Source[1]-b.Source[0], b.Target[1]-b.Target[0]; {
	case m == 0:
		return 4
	case n == 0:
		return 5
	case n == 1 && m == 1:
		return 0
	case n == 1:
		return 1
	case m == 1:
		return 2
	}
	return 3
}

// Kinds are the names of the kinds of beads, apart from what is around them: in Arabic 1:n would
// be read as n:1.
func (p *folderPage) Kinds() []string {
	kinds := beadKinds()
	for i, k := range kinds {
		kinds[i] = lang.Isolate(k)
	}
	return kinds
}

// Shown are the doubtful beads that the page links to.
func (r pairReport) Shown() []int { return r.Doubt[:min(len(r.Doubt), maxDoubtful)] }

// Bead is the number of a bead as people count.
func (r pairReport) Bead(place int) int { return place + 1 }

func reportOf(p memory.AlignedPair) pairReport {
	r := pairReport{Alignment: p.Alignment, Kinds: make([]int, len(beadKinds()))}
	for i, b := range p.Beads {
		r.Kinds[shapeOf(b)]++
		r.Mean += b.Confidence / float64(len(p.Beads))
		if b.Doubtful() {
			r.Doubt = append(r.Doubt, i)
		}
	}
	return r
}

func folderPageOf(c *web.Call, f *folder) *folderPage {
	p := &folderPage{Base: c.Base("align.folder"), ID: f.id, State: f.state(), Lost: unpairedFiles(c, f)}
	if p.State.err != nil {
		p.Wrong = errorWords(c, p.State.err)
	}
	for _, pair := range p.State.pairs {
		r := reportOf(pair)
		if pair.Err != nil {
			r.Reason = errorWords(c, pair.Err)
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

func unpairedFiles(c *web.Call, f *folder) []unpairedFile {
	out := append([]unpairedFile(nil), f.unpaired...)
	for i, l := range out {
		out[i].Reason = c.T("align.no-partner")
		if l.cause != nil {
			out[i].Reason = errorWords(c, l.cause)
		}
	}
	return out
}

// errorWords says an error of a file or of a pair.
func errorWords(c *web.Call, err error) string {
	message, ok := part.FileMessage(c, err)
	if ok {
		return message
	}
	return web.FailureOf(err).Say(c)
}

// exportFolder answers the report of a folder as a table, whose columns have English names.
func (r *Room) exportFolder(c *web.Call) error {
	f, err := r.folders.find(c.Param("id"))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := csv.WriteTable(&b, folderTable(folderPageOf(c, f)), csv.Options{}); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition",
		`attachment; filename="alignment-`+f.at.UTC().Format(time.DateOnly)+`.csv"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}

func folderTable(p *folderPage) [][]string {
	head := []string{"name", "side", "alignment", "source_lang", "target_lang", "beads"}
	rows := [][]string{append(append(head, beadKinds()...), "confidence", "doubtful", "doubtful_beads",
		"problem")}
	for _, r := range p.Rows {
		row := []string{r.Name, "", r.ID, r.SourceLang, r.TargetLang, strconv.Itoa(r.Count)}
		for _, n := range r.Kinds {
			row = append(row, strconv.Itoa(n))
		}
		var places []string
		for _, i := range r.Doubt {
			places = append(places, strconv.Itoa(r.Bead(i)))
		}
		rows = append(rows, append(row, strconv.FormatFloat(r.Mean, 'f', 3, 64),
			strconv.Itoa(len(r.Doubt)), strings.Join(places, " "), cmp.Or(r.Reason, p.Wrong)))
	}
	for _, l := range p.Lost {
		row := make([]string, len(rows[0]))
		row[0], row[1], row[len(row)-1] = l.Name, l.Side, l.Reason
		rows = append(rows, row)
	}
	return rows
}
