package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Enter in a text box presses the first button of its form, and Ctrl+Enter does the same. What that
// is for every form with a box is listed in testdata/enter.txt, so that a form in which Enter does
// something else than its boxes are for is seen when it is written: approving, publishing and the
// like are pressed, never implied by words that were typed.
func TestEnterDoesWhatItsBoxIsFor(t *testing.T) {
	var found []string
	for _, name := range templates(t) {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range regexp.MustCompile(`(?s)<form\b.*?</form>`).FindAllString(string(body), -1) {
			if boxes := boxesOf(form); len(boxes) > 0 {
				found = append(found, fmt.Sprintf("%s: %s: %s", filepath.ToSlash(name), strings.Join(boxes, " "), enterPresses(form)))
			}
		}
	}
	got := strings.Join(found, "\n") + "\n"
	want, err := os.ReadFile("testdata/enter.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("forms and what Enter does in their boxes:\n%s\nwant, as testdata/enter.txt lists it:\n%s", got, want)
	}
}

// templates are the files of all rooms.
func templates(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// boxesOf are the names of the boxes of a form in which one types a line or a text. A text area that
// has a button of its own, by data-enter, names it.
func boxesOf(form string) []string {
	var names []string
	named := regexp.MustCompile(`\bname="((?:\{\{.*?\}\}|[^"])*)"`)
	kind := regexp.MustCompile(`\btype="([^"]*)"`)
	for _, box := range regexp.MustCompile(`(?s)<(?:input|textarea)\b[^>]*`).FindAllString(form, -1) {
		if k := kind.FindStringSubmatch(box); k != nil && !regexp.MustCompile(`^(text|search|email|url)$`).MatchString(k[1]) {
			continue
		}
		if to := regexp.MustCompile(`\bdata-enter="([^"]*)"`).FindStringSubmatch(box); to != nil {
			names = append(names, "("+named.FindStringSubmatch(box)[1]+": "+to[1]+")")
			continue
		}
		if n := named.FindStringSubmatch(box); n != nil && !strings.Contains(box, "readonly") {
			names = append(names, n[1])
		}
	}
	return names
}

// enterPresses is the first button of a form that sends it: its value, or else the message on it.
// A form whose first one is disabled is not sent.
func enterPresses(form string) string {
	for _, b := range regexp.MustCompile(`(?s)<button\b.*?</button>`).FindAllString(form, -1) {
		if strings.Contains(b, `type="button"`) {
			continue
		}
		if strings.Contains(b, " disabled hidden>") {
			return "nothing"
		}
		if v := regexp.MustCompile(`\bvalue="((?:\{\{.*?\}\}|[^"])*)"`).FindStringSubmatch(b); v != nil {
			return v[1]
		}
		if m := regexp.MustCompile(`\.[TH] "([^"]*)"`).FindStringSubmatch(b); m != nil {
			return m[1]
		}
		return regexp.MustCompile(`\{\{\..*?\}\}`).FindString(b)
	}
	return "its form"
}
