package part

import (
	"time"

	"truchement/ui/web"
	"truchement/workflow"
)

// Days reads the first and the last day of a period from two fields of a form. An empty field leaves
// its day as it is. What is no day, and a last day before the first, is said at its field and refused.
func Days(c *web.Call, f *web.Form, from, to string, first, last *time.Time) error {
	var refused error
	for _, field := range []struct {
		name string
		day  *time.Time
	}{{from, first}, {to, last}} {
		text := f.Value(field.name)
		if text == "" {
			continue
		}
		day, err := workflow.ParseDay(text, c.Zone)
		if err != nil {
			c.Refused(f, err, map[string]string{"option.day": field.name})
			refused = err
			continue
		}
		*field.day = day
	}
	if refused == nil && !last.IsZero() && last.Before(*first) {
		refused = workflow.Fail(workflow.Invalid, "option.days")
		c.Refused(f, refused, map[string]string{"option.days": to})
	}
	return refused
}
