package figure

import (
	"slices"
	"strconv"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/value"
)

// The checks of values compare what both texts count, by value: ألفين is 2 000. They are one comparison (compare.go), of
// which each reports what is its own, so that rules can turn off each by itself.
var (
	number = look.Check{ID: "number", Severity: look.Error, MessageIDs: append(valueMessages["number"].all(), "check.number-hole", "check.number-many"),
		Pair: func(subject *look.Subject) {
			p := counted(subject)
			p.reportValues("number")
			if many := p.compared().many; many > 0 {
				p.subject.Report(look.Finding{Severity: look.Warning, Message: "check.number-many", Target: p.target.Whole(),
					Found: strconv.Itoa(many)})
			}
			if at, ok := p.holeAt(p.compared()); ok {
				p.subject.Report(look.Finding{Message: "check.number-hole", Target: at, Found: p.target.Of(at)})
			}
			if source, target, ok := p.otherMagnitude(); ok {
				p.subject.Report(look.Finding{Message: "check.number-changed", Severity: look.Warning, Source: source, Target: target,
					Expected: p.source.Of(source), Found: p.target.Of(target)})
			}
		}}
	percent = newValueCheck("percent")
	money   = newValueCheck("money")
	measure = newValueCheck("measure")
	date    = newValueCheck("date")
	months  = newValueCheck("month")
	days    = newValueCheck("weekday")
	hours   = newValueCheck("hour")
)

func newValueCheck(id look.ID) look.Check {
	return look.Check{ID: id, Severity: look.Error, MessageIDs: valueMessages[id].all(), Pair: func(p *look.Subject) { counted(p).reportValues(id) }}
}

// changeMessages are the messages of a check of values; one without is never reported.
type changeMessages struct{ changed, missing, extra string }

func (m changeMessages) all() []string {
	return slices.DeleteFunc([]string{m.changed, m.missing, m.extra}, func(id string) bool { return id == "" })
}

// valueMessages are the messages of the checks of values.
var valueMessages = map[look.ID]changeMessages{
	"number":  {"check.number-changed", "check.number-missing", "check.number-extra"},
	"percent": {"check.percent-changed", "check.percent-missing", "check.percent-extra"},
	"money":   {"check.money-changed", "check.money-missing", "check.money-extra"},
	"measure": {"check.measure-changed", "check.measure-missing", "check.measure-extra"},
	"date":    {"check.date-changed", "check.date-missing", "check.date-extra"},
	"month":   {"check.month-changed", "check.month-missing", "check.month-extra"},
	"weekday": {changed: "check.weekday-changed"},
	"hour":    {"check.hour-changed", "check.hour-missing", "check.hour-extra"},
}

// reportValues reports the differences of one check. What is not sure is a warning.
func (p *pair) reportValues(id look.ID) {
	c := p.compared()
	reported := map[[2]look.Range]bool{}
	for _, d := range c.changes {
		if d.id() != id {
			continue
		}
		f := look.Finding{}
		if d.source != nil {
			f.Source, f.Expected = d.source.at(), p.source.textOf(d.source)
		}
		if d.target != nil {
			f.Target, f.Found = d.target.at(), p.target.textOf(d.target)
		}
		at := [2]look.Range{f.Source, f.Target}
		if reported[at] {
			continue
		}
		reported[at] = true
		switch {
		case d.target == nil:
			f.Message = valueMessages[id].missing
		case d.source == nil:
			f.Message = valueMessages[id].extra
		default:
			f.Message = valueMessages[id].changed
			f.Fix = p.fixValue(d, c)
		}
		if !d.sure {
			f.Severity = look.Warning
		}
		p.subject.Report(f)
	}
}

// id is the check that a change belongs to: that of the source, or of the target where that says more.
func (d change) id() look.ID {
	if d.source == nil || d.target != nil && d.source.check == "number" {
		return d.target.check
	}
	return d.source.check
}

// fixValue writes the value of the source in the place of that of the target, where the target has only one that can be
// meant, and it is certain how it is written.
func (p *pair) fixValue(d change, c *comparison) *look.Fix {
	if !d.sure || len(c.changes) > 1 {
		return nil
	}
	if text, ok := value.Format(*d.source.of, p.target.Tag, d.target.of.Style); ok {
		return look.Replace(d.target.at(), text)
	}
	return nil
}
