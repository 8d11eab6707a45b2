package edition

import "truchement/workflow/lang"

// Line makes one line of plain text show in the direction of its language: a
// program that guesses the direction of a line by its first strong character
// (UAX #9, P2) would set an Arabic line that begins with "ONU" from the left.
// Such a line gets a mark, RLM or LRM, in front; the others stay as they are.
func Line(line, tag string) string {
	dir := lang.Direction(tag)
	switch first := lang.FirstStrong(line); {
	case line == "", first == dir:
		return line
	case dir == lang.RTL:
		return "\u200F" + line
	case first == "":
		return line
	default:
		return "\u200E" + line
	}
}
