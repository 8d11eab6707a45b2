package workflow_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
)

func TestParsersOfOptions(t *testing.T) {
	now := time.Date(2024, 10, 28, 9, 0, 0, 0, time.UTC)
	day := func(s string) (any, error) { return workflow.ParseDay(s, time.UTC) }
	expiry := func(s string) (any, error) { return workflow.ParseExpiry(s, now) }
	number := func(s string) (any, error) { return workflow.ParseNumber(s, 0, 3650) }
	urgency := func(s string) (any, error) { return workflow.ParseUrgency(s) }
	for name, tt := range map[string]struct {
		parse func(string) (any, error)
		value string
		want  any
		id    string
	}{
		"a day":                {day, "2024-10-28", now.Truncate(24 * time.Hour), ""},
		"a day in Arabic":      {day, " ٢٠٢٤-١٠-٢٨ ", now.Truncate(24 * time.Hour), ""},
		"no day of a calendar": {day, "2024-02-30", nil, "option.day"},
		"nothing is no day":    {day, "", nil, "option.day"},
		"never":                {expiry, "", time.Time{}, ""},
		"in two hours":         {expiry, "2h", now.Add(2 * time.Hour), ""},
		"on a day":             {expiry, "2027-01-31", time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC), ""},
		"some time":            {expiry, "soon", nil, "option.expires"},
		"the least":            {number, "0", 0, ""},
		"the most, in Arabic":  {number, "٣٦٥٠", 3650, ""},
		"one more":             {number, "3651", nil, "option.number"},
		"below":                {number, "-1", nil, "option.number"},
		"a fraction":           {number, "1.5", nil, "option.number"},
		"no urgency":           {urgency, "", workflow.Normal, ""},
		"normal":               {urgency, "0", workflow.Normal, ""},
		"urgent":               {urgency, "1", workflow.Urgent, ""},
		"flash":                {urgency, "2", workflow.Flash, ""},
		"over flash":           {urgency, "3", nil, "option.urgency"},
		"a word":               {urgency, "flash", nil, "option.urgency"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := tt.parse(tt.value)
			if tt.id != "" {
				if !errors.Is(err, &workflow.Error{Kind: workflow.Invalid, ID: tt.id}) {
					t.Errorf("got %v and %v, want %s", got, err, tt.id)
				}
				return
			}
			if at, ok := got.(time.Time); ok && err == nil && at.Equal(tt.want.(time.Time)) {
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("got %v and %v, want %v", got, err, tt.want)
			}
		})
	}
}

func TestUrgencyCheck(t *testing.T) {
	for u, want := range map[workflow.Urgency]bool{-1: false, 0: true, 1: true, 2: true, 3: false} {
		if err := u.Check(); (err == nil) != want {
			t.Errorf("urgency %d: %v", u, err)
		}
	}
}

func TestCheckPair(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"ar", "fr"}: true, {"en-GB", "en-US"}: true, {"ar", "ar"}: false, {"", "fr"}: false, {"ar", "x!"}: false,
	} {
		if err := workflow.CheckPair(pair[0], pair[1]); (err == nil) != want {
			t.Errorf("%v: %v", pair, err)
		}
	}
}

// A refused value is in the message, but neither all of a long one nor what could change how the
// message is shown.
func TestUnknownOptionNamesTheValue(t *testing.T) {
	known := []string{"", "on", "off"}
	for value, want := range map[string]string{
		"maybe": "maybe", strings.Repeat("ا", 200): strings.Repeat("ا", 80) + "…",
		"\x1b[31mon": `"\x1b[31mon"`, "o\u202en": "\"o\\u202en\"",
	} {
		e := workflow.UnknownOption("option.choice", value, known)
		if e.Args["Value"] != want || e.Args["Known"] != "on, off" {
			t.Errorf("%q: %v", value, e.Args)
		}
	}
	if _, has := workflow.UnknownOption("option.choice", "", known).Args["Value"]; has {
		t.Error("nothing is named as a value")
	}
}
