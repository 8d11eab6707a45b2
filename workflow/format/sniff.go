package format

import (
	"bytes"
	"regexp"
)

// headSize is how much of a file says what it is.
const headSize = 64 << 10

// rootName is the name of an element.
var rootName = regexp.MustCompile(`^<(?:[\w.-]+:)?(\w+)`)

// sniff is the kind of a file by its beginning, for those that several programs call alike: packages, and XML of
// translation tools. Empty: it may be anything.
func sniff(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return sniffPackage(head)
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return "rtf"
	}
	switch root := rootOf(head); root {
	case "xliff", "tmx":
		return root
	case "martif", "tbx":
		return "tbx"
	}
	return ""
}

// sniffPackage goes by the names of the first parts, and by the type that OpenDocument and EPUB have first.
func sniffPackage(head []byte) string {
	for _, kind := range []struct{ sign, name string }{
		{"mimetypeapplication/vnd.oasis.opendocument.text", "odt"},
		{"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"},
		{"mimetypeapplication/vnd.oasis.opendocument.presentation", "odp"},
		{"mimetypeapplication/epub+zip", "epub"},
		{"word/", "docx"}, {"xl/", "xlsx"}, {"ppt/", "pptx"}, {".xlf", "xlz"}, {".mqxliff", "xlz"},
	} {
		if bytes.Contains(head, []byte(kind.sign)) {
			return kind.name
		}
	}
	return ""
}

// rootOf is the local name of the root of XML, in any case; empty for what is none.
func rootOf(head []byte) string {
	rest := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	for {
		var end []byte
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			end = []byte("?>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = []byte("-->")
		case bytes.HasPrefix(rest, []byte("<!")):
			end = []byte(">")
		default:
			if m := rootName.FindSubmatch(rest); m != nil {
				return string(m[1])
			}
			return ""
		}
		at := bytes.Index(rest, end)
		if at < 0 {
			return ""
		}
		rest = bytes.TrimLeft(rest[at+len(end):], " \t\r\n")
	}
}
