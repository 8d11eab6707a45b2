package publication

import (
	"slices"
	"strconv"
	"strings"

	"truchement/workflow"
	"truchement/workflow/publication"
	"truchement/workflow/segment"
)

// ruleSet is one set of rules in the tabs.
type ruleSet struct {
	Name  string
	Langs string // those of ar, fr, en that it serves
	Count int
	Shown bool
}

// ruleRow is one rule in the form.
type ruleRow struct {
	Index, Number         int
	Break                 bool
	Before, After, Note   string
	BeforeRows, AfterRows int // how high the fields are
}

// Field names a field of the row.
func (r ruleRow) Field(name string) string { return ruleField(name, r.Index) }

func ruleField(name string, index int) string { return name + "-" + strconv.Itoa(index) }

// edit puts the rows that were sent into the file, and does with them what the button says. The
// file stays as it is when nothing changes in it.
func (p *rulesPage) edit() error {
	srx, err := segment.Parse(strings.NewReader(p.SRX))
	if err != nil {
		return wrongFile(err)
	}
	p.Set = p.Form.Value("set")
	i := slices.IndexFunc(srx.Sets, func(s segment.RuleSet) bool { return s.Name == p.Set })
	if i < 0 {
		return nil
	}
	rows := p.sentRows(srx.Sets[i].Rules)
	action, at, _ := strings.Cut(p.Form.Value("do"), "-")
	if action == "set" {
		p.Set = at
	}
	rows = moveRule(rows, action, at)
	if !slices.Equal(rows, srx.Sets[i].Rules) {
		srx.Sets[i].Rules = rows
		p.SRX = srx.String()
	}
	return nil
}

func wrongFile(err error) error {
	e := workflow.Fail(workflow.Invalid, "rules.not-srx")
	e.Err = err
	return e
}

// sentRows reads the rows of the form; their notes are those of the file.
func (p *rulesPage) sentRows(old []segment.Rule) []segment.Rule {
	n, err := strconv.Atoi(p.Form.Value("rows"))
	if err != nil || n != len(old) {
		return old
	}
	rows := slices.Clone(old)
	for i := range rows {
		if _, sent := p.Form.Values[ruleField("break", i)]; !sent {
			continue
		}
		rows[i].Break = p.Form.Value(ruleField("break", i)) == "yes"
		rows[i].Before = joinLines(p.Form.Value(ruleField("beforebreak", i)))
		rows[i].After = joinLines(p.Form.Value(ruleField("afterbreak", i)))
	}
	return rows
}

// joinLines takes out the line ends of a field that is as high as its text is long.
func joinLines(s string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(s) }

// moveRule adds, moves or deletes the rule at an index.
func moveRule(rows []segment.Rule, action, index string) []segment.Rule {
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= len(rows) && action != "add" {
		return rows
	}
	switch {
	case action == "up" && i > 0:
		rows[i-1], rows[i] = rows[i], rows[i-1]
	case action == "down" && i+1 < len(rows):
		rows[i+1], rows[i] = rows[i], rows[i+1]
	case action == "delete":
		rows = slices.Delete(rows, i, i+1)
	case action == "add":
		rows = slices.Insert(rows, min(i, len(rows)), segment.Rule{})
	}
	return rows
}

// fillRows shows the sets of the file and the rules of one of them. A file that cannot be read
// is shown as text.
func (p *rulesPage) fillRows() {
	srx, err := segment.Parse(strings.NewReader(p.SRX))
	if err != nil {
		p.AsText = true
		if p.Form.Problem == "" {
			p.Form.Problem = p.T("rules.not-srx")
		}
		return
	}
	if p.Set == "" {
		p.Set = p.Form.Value("set")
	}
	known := slices.ContainsFunc(srx.Sets, func(s segment.RuleSet) bool { return s.Name == p.Set })
	if !known {
		p.Set = ""
		if names := srx.Names(p.Sheet.Publication.SourceLang); len(names) > 0 {
			p.Set = names[len(names)/2]
		}
	}
	for _, s := range srx.Sets {
		p.Sets = append(p.Sets, ruleSet{Name: s.Name, Langs: languagesOf(srx, s.Name),
			Count: len(s.Rules), Shown: s.Name == p.Set})
		if s.Name != p.Set {
			continue
		}
		for i, r := range s.Rules {
			p.Rows = append(p.Rows, ruleRow{Index: i, Number: i + 1, Break: r.Break,
				Before: r.Before, After: r.After, Note: r.Note,
				BeforeRows: fieldHeight(r.Before), AfterRows: fieldHeight(r.After)})
		}
	}
}

// languagesOf are the languages of the desk that a set serves.
func languagesOf(srx *segment.SRX, set string) string {
	var tags []string
	for _, tag := range []string{"ar", "fr", "en"} {
		if slices.Contains(srx.Names(tag), set) {
			tags = append(tags, tag)
		}
	}
	return strings.Join(tags, " ")
}

func fieldHeight(s string) int { return min(len(s)/44+1, 5) }

// ruleTrial is what the edit would do to the last articles.
type ruleTrial struct {
	publication.Trial
	Summary, Speed string
}

func (p *rulesPage) trialOf(t publication.Trial) *ruleTrial {
	out := &ruleTrial{Trial: t, Speed: p.T("rules.took", "Count", int(t.Took.Milliseconds()))}
	switch {
	case t.Articles == 0:
		out.Summary = p.T("rules.no-articles")
	case t.Changed == 0:
		out.Summary = p.T("rules.no-change", "Count", t.Articles)
	default:
		out.Summary = p.T("rules.change", "Count", t.Changed, "Before", t.Before, "After", t.After)
	}
	return out
}
