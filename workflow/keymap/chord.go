package keymap

import (
	"slices"
	"strings"
)

// Chord is keys pressed together, as the pages' modules name them: "ctrl+shift+s", "f9". Ctrl
// stands before Shift, and both before the key, which has the name of KeyboardEvent.key in small
// letters. On a Mac Command counts as Ctrl. Alt is for ↑ and ↓ alone: with a letter it writes
// signs on some boards and opens menus on others, and with ← it leaves the page.
type Chord string

// Parse reads a chord as people write one: in any case and order, with spaces. It answers false
// when this is no key that a page is told of.
func Parse(text string) (Chord, bool) {
	ctrl, alt, shift, key := false, false, false, ""
	for _, part := range parts(text) {
		switch part {
		case "ctrl", "control", "cmd", "⌘":
			ctrl = true
		case "alt":
			alt = true
		case "shift":
			shift = true
		default:
			if key != "" {
				return "", false
			}
			key = part
		}
	}
	if !known(key) || alt && (ctrl || shift || key != "arrowup" && key != "arrowdown") {
		return "", false
	}
	if alt {
		return Chord("alt+" + key), true
	}
	chord := ""
	if ctrl {
		chord = "ctrl+"
	}
	// What a sign is typed with differs from board to board: on AZERTY the slash needs Shift.
	if shift && !sign(key) {
		chord += "shift+"
	}
	return Chord(chord + key), true
}

// parts are the names in a chord; the plus sign itself may be the key.
func parts(text string) []string {
	text = strings.ToLower(strings.TrimSpace(text))
	rest, plus := strings.CutSuffix(text, "+")
	var names []string
	for part := range strings.SplitSeq(rest, "+") {
		if part = strings.TrimSpace(part); part != "" {
			names = append(names, part)
		}
	}
	if plus {
		names = append(names, "+")
	}
	return names
}

// Names are the keys of the chord, one by one.
func (c Chord) Names() []string { return parts(string(c)) }

// sign says whether a key is a printed sign, neither letter nor digit.
func sign(key string) bool {
	return len(key) == 1 && key[0] > ' ' && key[0] <= '~' && !letter(key) && !digit(key)
}

func letter(key string) bool { return len(key) == 1 && key[0] >= 'a' && key[0] <= 'z' }
func digit(key string) bool  { return len(key) == 1 && key[0] >= '0' && key[0] <= '9' }

func known(key string) bool {
	return letter(key) || digit(key) || sign(key) || function(key) || named(key)
}

// named says whether a key has a name that a shortcut may have, function keys apart.
func named(key string) bool {
	switch key {
	case "enter", "escape", "space", "insert", "delete", "backspace", "home", "end", "pageup",
		"pagedown", "arrowup", "arrowdown", "arrowleft", "arrowright", "tab":
		return true
	}
	return false
}

// function says whether a key is F1 to F12.
func function(key string) bool {
	switch key {
	case "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12":
		return true
	}
	return false
}

// reserved are chords that a browser keeps, or that people need who type, search and read:
// copying and undoing, moving by words, finding in the page, making the page larger, caret
// browsing, the menu of the selection, the switch of the keyboard's language.
func reserved() []Chord {
	return []Chord{
		"ctrl+t", "ctrl+n", "ctrl+w", "ctrl+q", "ctrl+shift+t", "ctrl+shift+n", "ctrl+shift+w",
		"ctrl+shift+q", "ctrl+tab", "ctrl+shift+tab", "ctrl+r", "ctrl+p", "ctrl+shift+p", "ctrl+f",
		"ctrl+shift+i", "ctrl+shift+j", "ctrl+shift+delete", "ctrl+0", "ctrl++", "ctrl+-", "ctrl+=",
		"ctrl+a", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+z", "ctrl+y", "ctrl+shift+z", "ctrl+shift+v",
		"ctrl+arrowleft", "ctrl+arrowright", "ctrl+shift+arrowleft", "ctrl+shift+arrowright",
		"ctrl+home", "ctrl+end", "ctrl+shift+home", "ctrl+shift+end", "ctrl+backspace", "ctrl+delete",
		"ctrl+space", "ctrl+pageup", "ctrl+pagedown", "f3", "shift+f3", "f5", "f7", "f10",
		"shift+f10", "f11", "f12",
	}
}

// Reserved says whether nobody may take a chord.
func (c Chord) Reserved() bool { return slices.Contains(reserved(), c) }

// Bare says whether a chord would take a key that types: a shortcut needs Ctrl or a function key
// (WCAG 2.1.4). Escape stands by itself.
func (c Chord) Bare() bool {
	names := c.Names()
	key := names[len(names)-1]
	return names[0] != "ctrl" && !function(key) && key != "escape"
}

// walks says whether a key alone is how people without a mouse go through a page and press what
// they come to.
func (c Chord) walks() bool {
	return c == "tab" || c == "shift+tab" || c == "enter" || c == "shift+enter"
}
