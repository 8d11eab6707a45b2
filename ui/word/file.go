package word

import (
	"errors"
	"strings"

	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// fileFaults names the message of what can be wrong with a file.
func fileFaults() map[limit.Kind]string {
	return map[limit.Kind]string{
		limit.NotText: "file.not-text", limit.Encoding: "file.encoding",
		limit.TooLarge: "file.too-large", limit.TooDeep: "file.too-deep",
		limit.TooMany: "file.too-many", limit.Empty: "file.empty",
		limit.Encrypted: "file.encrypted", limit.Damaged: "file.damaged",
		limit.Legacy: "file.legacy", limit.Bomb: "file.bomb", limit.Renamed: "file.renamed",
		limit.Busy: "file.busy",
	}
}

// FileSentence says what is wrong with a file that a reader refused; false for another error.
func FileSentence(s Speaker, err error) (string, bool) {
	var unfit *lang.Error
	var bad *limit.Error
	switch {
	case errors.As(err, &unfit):
		return s.T("text." + string(unfit.Kind)), true
	case errors.As(err, &bad):
	default:
		return "", false
	}
	switch id := fileFaults()[bad.Kind]; {
	case bad.Kind == limit.TooLarge:
		return s.T(id, "Size", int(max(bad.Max>>20, 1))), true
	case bad.Kind == limit.NotText && bad.Found != "":
		return s.T("file.not-text-but", "Found", strings.ToUpper(bad.Found)), true
	case bad.Kind == limit.Renamed:
		return s.T(id, "Found", strings.ToUpper(bad.Found)), true
	case bad.Kind == limit.Damaged && bad.Line > 0:
		return s.T("file.damaged-line", "Line", bad.Line), true
	case id == "":
		return "", false
	default:
		return s.T(id), true
	}
}
