package ui

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"truchement/workflow/keymap"
)

// shortcutsPage is the data of shortcuts.html: the keyboard map, to be changed.
type shortcutsPage struct {
	base
	Form     *form
	FileForm *form
	Groups   []keyGroup
	Presets  []keymap.Preset
	Preset   string
	Names    string // the words of the keys, as JSON, for the module
}

// keyGroup are the actions of one place as the form lists them.
type keyGroup struct {
	Word string
	Rows []keyRow
}

// keyRow is one action with a field for each of its chords and some to spare.
type keyRow struct {
	shortcut
	Fields []string // as typed, or as it stands
}

const keyFields = 2 // chords an action can be given in the form

// showShortcuts shows the keyboard map.
func (s *accountRoom) showShortcuts(c *call) error {
	return s.shortcutsPage(c, http.StatusOK, nil, &form{})
}

func (s *accountRoom) shortcutsPage(c *call, status int, f, file *form) error {
	names, err := c.keyNames()
	if err != nil {
		return err
	}
	p := &shortcutsPage{base: c.base("keys.settings"), Form: f, FileForm: file,
		Presets: keymap.Presets(), Preset: c.actor.Keys.Preset, Names: names}
	for _, g := range p.Shortcuts() {
		group := keyGroup{Word: g.Word}
		for _, line := range g.Lines {
			row := keyRow{shortcut: line, Fields: line.Chords}
			if f != nil {
				row.Fields = f.values[line.Name]
			}
			for len(row.Fields) < keyFields {
				row.Fields = append(row.Fields, "")
			}
			group.Rows = append(group.Rows, row)
		}
		p.Groups = append(p.Groups, group)
	}
	return c.page(status, "shortcuts", p)
}

// saveShortcuts keeps the keys as typed, takes a preset, or goes back to our own.
func (s *accountRoom) saveShortcuts(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	choice := keymap.Choice{}
	switch f.Value("do") {
	case "preset":
		choice.Preset = f.Value("preset")
	case "reset":
	default:
		choice = c.typedKeys(f)
	}
	err = s.Desk.ChooseKeys(c.ctx(), c.actor, choice)
	if c.refusedKeys(f, err) {
		return s.shortcutsPage(c, http.StatusUnprocessableEntity, f, &form{})
	}
	if err != nil {
		return err
	}
	return c.done("/account/keys", "keys.saved")
}

// typedKeys reads the fields; what is no chord is kept as written, to be refused by name.
func (c *call) typedKeys(f *form) keymap.Choice {
	keys := map[string][]keymap.Chord{}
	for _, a := range keymap.Actions() {
		keys[a.Name] = []keymap.Chord{}
		for _, text := range f.values[a.Name] {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			chord, ok := c.parseChord(text)
			if !ok {
				chord = keymap.Chord(text)
			}
			keys[a.Name] = append(keys[a.Name], chord)
		}
	}
	return keymap.Choose(c.actor.Keys.Preset, keys)
}

// refusedKeys puts what is wrong with a map beside its fields, or above a form without them.
func (c *call) refusedKeys(f *form, err error) bool {
	var faults keymap.Faults
	if !errors.As(err, &faults) {
		return false
	}
	words := map[string]string{}
	for _, a := range keymap.Actions() {
		words[a.Name] = c.T(a.Word)
	}
	for _, fault := range faults {
		field := fault.Action
		if _, typed := f.values[field]; !typed {
			field = ""
		}
		chord := fault.Chord
		if tidy, ok := keymap.Parse(chord); ok {
			chord = c.chordWords(tidy)
		}
		f.wrong(field, c.T("shortcut."+string(fault.Reason), "Chord", chord,
			"Other", words[fault.Other], "Name", fault.Action, "Count", keymap.MaxChords))
	}
	return true
}

// exportShortcuts answers the map as a file.
func (s *accountRoom) exportShortcuts(c *call) error {
	body, err := c.actor.Keys.Encode()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", attachment("truchement-keys.json", "truchement-keys.json"))
	return c.Blob(http.StatusOK, "application/json", body)
}

// importShortcuts takes a map from a file.
func (s *accountRoom) importShortcuts(c *call) error {
	f, err := c.sentWithFile()
	if err != nil {
		return err
	}
	choice, err := c.keyFile()
	if err == nil {
		err = s.Desk.ChooseKeys(c.ctx(), c.actor, choice)
	}
	if c.refusedKeys(f, err) {
		return s.shortcutsPage(c, http.StatusUnprocessableEntity, nil, f)
	}
	if err != nil {
		return err
	}
	return c.done("/account/keys", "keys.saved")
}

func (c *call) keyFile() (keymap.Choice, error) {
	file := c.uploaded("file")
	if file == nil {
		return keymap.Choice{}, keymap.Faults{{Reason: keymap.ReasonFile}}
	}
	in, err := file.Open()
	if err != nil {
		return keymap.Choice{}, err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, keymap.MaxFile+1))
	if err != nil {
		return keymap.Choice{}, err
	}
	return keymap.Decode(text)
}
