package keymap

import (
	"slices"
	"strings"
)

// Chord is a combination of keys as the pages' modules name it: "ctrl+shift+s", "f9". Ctrl comes
// before Shift, and both before the key, which is KeyboardEvent.key in lower case. On a Mac Command
// counts as Ctrl. Alt is for ↑ and ↓ only: with a letter it types characters on some keyboards and
// opens menus on others, and with ← it leaves the page.
type Chord string

// Parse parses a chord in any case and order, with or without spaces. It returns false if a
// shortcut cannot have the key or the modifiers.
func Parse(text string) (Chord, bool) {
	ctrl, alt, shift, key := false, false, false, ""
	for _, part := range keyNames(text) {
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
	if !isKey(key) || alt && (ctrl || shift || key != "arrowup" && key != "arrowdown") {
		return "", false
	}
	if alt {
		return Chord("alt+" + key), true
	}
	chord := ""
	if ctrl {
		chord = "ctrl+"
	}
	// The modifiers of a sign depend on the keyboard: on AZERTY the slash needs Shift.
	if shift && !isSign(key) {
		chord += "shift+"
	}
	return Chord(chord + key), true
}

// keyNames returns the names of the keys in a chord; the plus sign itself may be one.
func keyNames(text string) []string {
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

// Names returns the keys of the chord one by one.
func (c Chord) Names() []string { return keyNames(string(c)) }

// isSign reports whether a key is a printable ASCII character, but neither letter nor digit.
func isSign(key string) bool {
	return len(key) == 1 && key[0] > ' ' && key[0] <= '~' && !isLetter(key) && !isDigit(key)
}

func isLetter(key string) bool { return len(key) == 1 && key[0] >= 'a' && key[0] <= 'z' }
func isDigit(key string) bool  { return len(key) == 1 && key[0] >= '0' && key[0] <= '9' }

func isKey(key string) bool {
	return isLetter(key) || isDigit(key) || isSign(key) || isFunctionKey(key) || isNamedKey(key)
}

// isNamedKey reports whether a key is one of the named keys that a shortcut may have, apart from
// function keys.
func isNamedKey(key string) bool {
	switch key {
	case "enter", "escape", "space", "insert", "delete", "backspace", "home", "end", "pageup",
		"pagedown", "arrowup", "arrowdown", "arrowleft", "arrowright", "tab":
		return true
	}
	return false
}

// isFunctionKey reports whether a key is F1 to F12.
func isFunctionKey(key string) bool {
	switch key {
	case "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12":
		return true
	}
	return false
}

// reserved lists the chords that browsers do not give to pages, and those that people need for
// typing, searching and reading: copy and undo, movement by words, search in the page, zoom, caret
// browsing, the context menu, the switch of the keyboard's language.
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

// Reserved reports whether the chord is one that no action may have.
func (c Chord) Reserved() bool { return slices.Contains(reserved(), c) }

// Bare reports whether the chord would take a key that types a character: a shortcut needs Ctrl or
// a function key (WCAG 2.1.4). Escape is allowed alone.
func (c Chord) Bare() bool {
	names := c.Names()
	key := names[len(names)-1]
	return names[0] != "ctrl" && !isFunctionKey(key) && key != "escape"
}

// isNavigation reports whether people without a mouse need the key to move through a page and to
// press its buttons.
func (c Chord) isNavigation() bool {
	return c == "tab" || c == "shift+tab" || c == "enter" || c == "shift+enter"
}
