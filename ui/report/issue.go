package report

import (
	_ "embed"
	"time"

	"truchement/workflow"
)

// Stamp is a time as the API writes it; the zero time is null.
func Stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// Issue is an issue as programs get it.
type Issue struct {
	ID        string     `json:"id"`
	Article   string     `json:"article"`
	Segment   string     `json:"segment"`
	Position  int        `json:"position,omitempty"`
	Version   int64      `json:"version"`
	Side      string     `json:"side"`
	Text      string     `json:"text"`
	From      int        `json:"from"`
	To        int        `json:"to"`
	Passage   string     `json:"passage"`
	Dimension string     `json:"dimension"`
	Type      string     `json:"type"`
	Severity  string     `json:"severity"`
	Note      string     `json:"note"`
	By        string     `json:"by"`
	Author    string     `json:"author"`
	At        *time.Time `json:"at"`
	Replaces  string     `json:"replaces,omitempty"`
	Ended     *time.Time `json:"ended,omitempty"`
}

// IssueOf is an issue as programs get it.
func IssueOf(i workflow.Issue) Issue {
	return Issue{ID: i.ID, Article: i.Article, Segment: i.Segment, Version: i.Version,
		Side: string(i.Side), Text: i.Text, From: i.From, To: i.To, Passage: i.Quote(),
		Dimension: string(i.Type.Dimension()), Type: string(i.Type), Severity: string(i.Severity),
		Note: i.Note, By: i.By, Author: i.Author, At: Stamp(i.At), Replaces: i.Replaces,
		Ended: Stamp(i.Ended)}
}
