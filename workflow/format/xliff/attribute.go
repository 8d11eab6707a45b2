package xliff

import (
	"regexp"
	"strings"

	"truchement/workflow/format/xliff/xmlfile"
)

// written is an attribute of a start tag as a file spells it: the white space before it, its name, and its value in quotes.
var written = regexp.MustCompile(`\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')`)

// findAttr is where a start tag has an attribute whose name is, and where the value is with its quotes.
func findAttr(tag string, is func(name string) bool) (at []int) {
	for _, m := range written.FindAllStringSubmatchIndex(tag, -1) {
		if is(tag[m[2]:m[3]]) {
			return []int{m[0], m[1], m[4], m[5]}
		}
	}
	return nil
}

// setAttr sets an attribute of a start tag.
func setAttr(tag, name, value string) string {
	at := findAttr(tag, func(n string) bool { return n == name })
	if at == nil {
		end := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/"), " \t\r\n")
		return end + " " + name + "=" + quoted(value) + tag[len(end):]
	}
	return setValue(tag, at, value)
}

// setPrefixed sets an attribute of a start tag that is there, with a prefix.
func setPrefixed(tag, local, value string) string {
	at := findAttr(tag, func(n string) bool { return strings.HasSuffix(n, ":"+local) })
	if at == nil {
		return tag
	}
	return setValue(tag, at, value)
}

// setValue puts a value at a place that findAttr has found. One that is there already stays as it is spelled.
func setValue(tag string, at []int, value string) string {
	if tag[at[2]+1:at[3]-1] == value {
		return tag
	}
	return tag[:at[2]] + quoted(value) + tag[at[3]:]
}

// dropAttr takes an attribute out of a start tag.
func dropAttr(tag, name string) string {
	at := findAttr(tag, func(n string) bool { return n == name })
	if at == nil {
		return tag
	}
	return tag[:at[0]] + tag[at[1]:]
}

func quoted(value string) string {
	return `"` + strings.ReplaceAll(xmlfile.Escape(value), `"`, "&quot;") + `"`
}
