package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// maxVersion is how many digits of a version fit into the 40 characters that Word grants to the name
// of a bookmark.
const maxVersion = 99_999

// Bookmark names the bookmark of a segment in an office document: its id, and the version that the
// edition holds, by which the row is known when the document comes back. Word allows letters, digits and underscores, and hides a name that begins with an underscore.
func Bookmark(id string, version int64) string {
	if version < 1 || version > maxVersion {
		version = 0 // not known
	}
	return "_s" + BookmarkID(id) + "_" + strconv.FormatInt(version, 10)
}

// BookmarkID is an id of the desk, a UUID, without its hyphens. Any other is hashed.
func BookmarkID(id string) string {
	short := strings.ReplaceAll(id, "-", "")
	if len(short) > 32 || strings.ContainsFunc(short, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}) {
		sum := sha256.Sum256([]byte(id))
		return hex.EncodeToString(sum[:16])
	}
	return short
}

// LibreOffice adds to the name of a bookmark that was copied, so that the whole name counts.
var bookmarkName = regexp.MustCompile(`^_s([0-9a-z]{1,32})_([0-9]{1,5})$`)

// ParseBookmark reads what Bookmark made: a BookmarkID, and a version, 0 where it was not known.
func ParseBookmark(name string) (id string, version int64, ok bool) {
	m := bookmarkName.FindStringSubmatch(name)
	if m == nil {
		return "", 0, false
	}
	version, err := strconv.ParseInt(m[2], 10, 64)
	return m[1], version, err == nil
}
