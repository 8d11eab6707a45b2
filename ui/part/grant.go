package part

import (
	"strings"

	"truchement/ui/web"
	"truchement/workflow"
)

// GrantRow is a session or token in its table; Here marks the session that asks.
type GrantRow struct {
	workflow.Grant
	Here bool
}

// Browser names the browser and the system of a session, as its person would: "Firefox 140,
// Linux". What it does not know it shows as it came.
func (g GrantRow) Browser() string {
	name, system := "", ""
	for _, b := range []struct{ token, name string }{
		{"Firefox/", "Firefox"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Chrome/", "Chrome"},
		{"Version/", "Safari"},
	} {
		if _, rest, ok := strings.Cut(g.Agent, b.token); ok {
			version, _, _ := strings.Cut(rest, ".")
			name = b.name + " " + version
			break
		}
	}
	for _, o := range []struct{ token, name string }{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"},
		{"Mac OS X", "macOS"}, {"Linux", "Linux"},
	} {
		if strings.Contains(g.Agent, o.token) {
			system = o.name
			break
		}
	}
	if name == "" || system == "" {
		return g.Agent
	}
	return name + ", " + system
}

// GrantRows are the rows of grants.
func GrantRows(c *web.Call, grants []workflow.Grant) []GrantRow {
	rows := make([]GrantRow, 0, len(grants))
	for _, g := range grants {
		rows = append(rows, GrantRow{Grant: g, Here: g.ID == c.Actor.Grant})
	}
	return rows
}
