package account

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"truchement/ui/web"
	"truchement/workflow/keymap"
)

// shortcutsPage is the data of shortcuts.html: the keyboard map, to be changed.
type shortcutsPage struct {
	web.Base
	Form     *web.Form
	FileForm *web.Form
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
	web.Shortcut
	Fields []string // as typed, or as saved
}

const keyFields = 2 // chords an action can be given in the form

// showShortcuts shows the keyboard map.
func (r *Room) showShortcuts(c *web.Call) error {
	return r.answerShortcuts(c, http.StatusOK, nil, &web.Form{})
}

func (r *Room) answerShortcuts(c *web.Call, status int, f, file *web.Form) error {
	names, err := c.KeyNames()
	if err != nil {
		return err
	}
	p := &shortcutsPage{Base: c.Base("keys.settings"), Form: f, FileForm: file,
		Presets: keymap.Presets(), Preset: c.Actor.Keys.Preset, Names: names}
	for _, g := range p.Shortcuts() {
		group := keyGroup{Word: g.Word}
		for _, line := range g.Lines {
			row := keyRow{Shortcut: line, Fields: line.Chords}
			if f != nil {
				row.Fields = f.Values[line.Name]
			}
			for len(row.Fields) < keyFields {
				row.Fields = append(row.Fields, "")
			}
			group.Rows = append(group.Rows, row)
		}
		p.Groups = append(p.Groups, group)
	}
	return c.Page(status, "shortcuts", p)
}

// saveShortcuts keeps the keys as typed, takes a preset, or goes back to our own.
func (r *Room) saveShortcuts(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	choice := keymap.Choice{}
	switch f.Value("do") {
	case "preset":
		choice.Preset = f.Value("preset")
	case "reset":
	default:
		choice = typedKeys(c, f)
	}
	err = r.Access.ChooseKeys(c.Ctx(), c.Actor, choice)
	if refusedKeys(c, f, err) {
		return r.answerShortcuts(c, http.StatusUnprocessableEntity, f, &web.Form{})
	}
	if err != nil {
		return err
	}
	return c.Done("/account/keys", "keys.saved")
}

// typedKeys reads the fields; what is no chord is kept as written, to be refused by name.
func typedKeys(c *web.Call, f *web.Form) keymap.Choice {
	keys := map[string][]keymap.Chord{}
	for _, a := range keymap.Actions() {
		keys[a.Name] = []keymap.Chord{}
		for _, text := range f.Values[a.Name] {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			chord, ok := c.ParseChord(text)
			if !ok {
				chord = keymap.Chord(text)
			}
			keys[a.Name] = append(keys[a.Name], chord)
		}
	}
	return keymap.Choose(c.Actor.Keys.Preset, keys)
}

// refusedKeys puts what is wrong with a map beside its fields, or above a form without them.
func refusedKeys(c *web.Call, f *web.Form, err error) bool {
	var faults keymap.Faults
	if !errors.As(err, &faults) {
		return false
	}
	words := map[string]string{}
	for _, a := range keymap.Actions() {
		words[a.Name] = c.T(a.Word, "N", a.Number())
	}
	for _, fault := range faults {
		field := fault.Action
		if _, typed := f.Values[field]; !typed {
			field = ""
		}
		chord := fault.Chord
		if tidy, ok := keymap.Parse(chord); ok {
			chord = c.ChordWords(tidy)
		}
		f.SetProblem(field, c.T("shortcut."+string(fault.Reason), "Chord", chord,
			"Other", words[fault.Other], "Name", fault.Action, "Count", keymap.MaxChords))
	}
	return true
}

// exportShortcuts answers the map as a file.
func (r *Room) exportShortcuts(c *web.Call) error {
	body, err := c.Actor.Keys.Encode()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", web.Disposition("truchement-keys.json", "truchement-keys.json"))
	return c.Blob(http.StatusOK, "application/json", body)
}

// importShortcuts takes a map from a file.
func (r *Room) importShortcuts(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	choice, err := keyFile(c)
	if err == nil {
		err = r.Access.ChooseKeys(c.Ctx(), c.Actor, choice)
	}
	if refusedKeys(c, f, err) {
		return r.answerShortcuts(c, http.StatusUnprocessableEntity, nil, f)
	}
	if err != nil {
		return err
	}
	return c.Done("/account/keys", "keys.saved")
}

func keyFile(c *web.Call) (keymap.Choice, error) {
	file := c.Uploaded("file")
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
