package api

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMembersTwiceAreFound(t *testing.T) {
	for body, want := range map[string]bool{
		`{"a":1,"b":[{"a":1},{"a":2}]}`: false, `{"a":1,"a":2}`: true, `{"a":1,"A":2}`: true,
		`[1,{"b":{"c":1,"c":1}}]`: true, `{"b":{"c":1},"d":2,"b":1}`: true, `"a"`: false, `{"a"`: false, `{"a":1,}`: false,
		`{"a":[],"b":{},"c":null}`: false,
	} {
		if got := hasTwice(json.NewDecoder(strings.NewReader(body))); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}
