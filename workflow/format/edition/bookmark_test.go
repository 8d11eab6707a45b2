package edition

import "testing"

func TestBookmarksHoldSegmentAndVersion(t *testing.T) {
	seen := map[string]string{}
	for _, c := range []struct {
		id      string
		version int64
		want    int64
	}{
		{"0192f0c1-7a2b-7def-8123-000000000001", 3, 3},
		{"0192f0c1-7a2b-7def-8123-000000000001.2", 3, 3}, // a sentence of it
		{"0192f0c1-7a2b-7def-8123-000000000002", 99_999, 99_999},
		{"0192f0c1-7a2b-7def-8123-000000000003", 100_000, 0},
		{"0192f0c1-7a2b-7def-8123-000000000004", -1, 0},
		{"s1", 1, 1}, {"S1", 1, 1}, {"s1.", 1, 1}, {`"><x`, 1, 1},
	} {
		name := Bookmark(c.id, c.version)
		id, version, ok := ParseBookmark(name)
		if len(name) > 40 || !ok || id != BookmarkID(c.id) || version != c.want {
			t.Errorf("%q: %s reads as %q, %d, %v", c.id, name, id, version, ok)
		}
		if other := seen[id]; other != "" {
			t.Errorf("%q and %q have one bookmark", c.id, other)
		}
		seen[id] = c.id
	}
	for _, name := range []string{"", "_s", "_GoBack", "_sabc_1_Copy_1", "_sabc_1000000", "sabc_1", "_sAB_1"} {
		if id, _, ok := ParseBookmark(name); ok {
			t.Errorf("%s is the bookmark of %q", name, id)
		}
	}
}
