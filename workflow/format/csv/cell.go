package csv

import "regexp"

// formula matches a cell that a spreadsheet may take for a formula: one that
// begins with a sign of one, plain or full-width, after any white space, or
// with a control character that some skip (OWASP, CSV injection).
var formula = regexp.MustCompile(`^'*(?:[\t\r\n]|['\s]*[=+\-@＝＋－＠])`)

// guard makes sure that a spreadsheet takes a cell for text.
func guard(s string) string {
	if formula.MatchString(s) {
		return "'" + s
	}
	return s
}

// unguard undoes guard.
func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && formula.MatchString(cell[1:]) {
		return cell[1:]
	}
	return cell
}

// unguardAll undoes guard in each of the cells, in place.
func unguardAll(cells []string) []string {
	for i := range cells {
		cells[i] = unguard(cells[i])
	}
	return cells
}
