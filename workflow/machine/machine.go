// Package machine has what a publication knows of the servers that make first drafts for it, and seals their keys.
package machine

import (
	"slices"
	"time"
)

// Protocol is how a server is spoken to.
type Protocol string

// The protocols.
const (
	LibreTranslate Protocol = "libretranslate"
	DeepL          Protocol = "deepl"
	Chat           Protocol = "chat" // chat completions as OpenAI documents them: llama.cpp, vLLM, Ollama and others speak them
)

// Protocols lists the protocols.
func Protocols() []Protocol { return []Protocol{LibreTranslate, DeepL, Chat} }

// Machine is a server that a chief has set up for a publication.
type Machine struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Protocol Protocol `json:"protocol"`
	URL      string   `json:"url"`
	Model    string   `json:"model,omitempty"` // of Chat
	Key      []byte   `json:"key,omitempty"`   // sealed; empty: none is asked for
	Private  bool     `json:"private,omitempty"`
	Own      bool     `json:"own,omitempty"`   // it is the newsroom's own: what is sent stays in the house
	On       bool     `json:"on,omitempty"`    // translators may ask it
	Daily    int      `json:"daily,omitempty"` // the most characters a day; 0: any number
	Used     Used     `json:"used,omitzero"`
}

// Used is what was sent on a day.
type Used struct {
	Day        string `json:"day"` // as 2006-01-02, of UTC
	Characters int    `json:"characters"`
}

// Left is how many characters may still be sent on the day of a time, and whether there is a limit.
func (m *Machine) Left(now time.Time) (left int, limited bool) {
	left = m.Daily
	if m.Used.Day == now.UTC().Format(time.DateOnly) {
		left -= m.Used.Characters
	}
	return max(left, 0), m.Daily > 0
}

// Take counts characters that are about to be sent. It reports whether they are still within the limit of the day; if not,
// nothing is counted.
func (m *Machine) Take(characters int, now time.Time) bool {
	if left, limited := m.Left(now); limited && characters > left {
		return false
	}
	day := now.UTC().Format(time.DateOnly)
	if m.Used.Day != day {
		m.Used = Used{Day: day}
	}
	m.Used.Characters += characters
	return true
}

// Find is the machine with an id among all; nil: it is not there.
func Find(all []Machine, id string) *Machine {
	if i := slices.IndexFunc(all, func(m Machine) bool { return m.ID == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

// Usable are the machines that translators may ask.
func Usable(all []Machine) (on []Machine) {
	for _, m := range all {
		if m.On {
			on = append(on, m)
		}
	}
	return on
}

// WithoutKeys are the machines as they may be written down outside of the store.
func WithoutKeys(all []Machine) []Machine {
	all = slices.Clone(all)
	for i := range all {
		all[i].Key = nil
	}
	return all
}
