package docx

import (
	"bytes"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// Proposal is a target that a reviewer changed in an edition.
type Proposal struct {
	Segment string // its id
	Version int64  // that the edition was made of; 0: not known
	Target  bitext.Text
	Editors []string          // who has tracked changes in it
	Dropped []bitext.CodeType // formats that the desk's texts do not have
}

// Proposals lists what the matched rows change in d, which has the targets that the edition was made
// of, in the order of d; emptied are the segments whose target is blank in the file. What Write cannot
// show is no change: a row is compared with what it would be if d were written and read again.
func (m Matched) Proposals(d *bitext.Document) (changed []Proposal, emptied []string, err error) {
	var again bytes.Buffer
	if err := Write(&again, d, Options{NoCredits: true}); err != nil {
		return nil, nil, err
	}
	rows, err := ReadRows(&again)
	if err != nil {
		return nil, nil, err
	}
	had := Match(d, rows)
	missing := "[" + edition.Word(d, d.TargetLang, edition.Missing) + "]"
	for _, s := range d.Segments() {
		row, ok := m.Rows[s.ID]
		switch text := strings.TrimSpace(row.Target.String()); {
		case !ok, text == missing:
			continue
		case text == "":
			if !s.Target.Empty() {
				emptied = append(emptied, s.ID)
			}
			continue
		}
		got, dropped := Recode(row.Target, s.Target, s.Source)
		before, _ := Recode(had.Rows[s.ID].Target, s.Target, s.Source)
		if !got.Equal(before) {
			changed = append(changed, Proposal{s.ID, row.Version, got, row.Editors, dropped})
		}
	}
	return changed, emptied, nil
}
