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
	if err := Write(&again, d, Options{}); err != nil {
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

// Comments lists the comments of the matched rows that d, which has its own, does not have, by
// segment. One that an editor took over before is there in their name, see CommentText.
func (m Matched) Comments(d *bitext.Document) map[string][]bitext.Remark {
	added := map[string][]bitext.Remark{}
	for _, s := range d.Segments() {
		had := map[string]bool{}
		for _, n := range s.Notes {
			had[sourceKey(bitext.Plain(n.Text))] = true
			had[sourceKey(bitext.Plain(CommentText(n)))] = true
		}
		for _, n := range m.Rows[s.ID].Notes {
			if !had[sourceKey(bitext.Plain(CommentText(n)))] {
				added[s.ID] = append(added[s.ID], n)
			}
		}
	}
	return added
}

// CommentText is a comment of a file with the name of its author, who has no account.
func CommentText(n bitext.Remark) string {
	if n.Author == "" {
		return n.Text
	}
	return n.Author + ": " + n.Text
}
