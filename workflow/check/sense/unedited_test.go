package sense

import (
	"testing"

	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

func TestUnedited(t *testing.T) {
	for filling, want := range map[look.Filling]string{"": "", look.FromMemory: "check.unedited-memory",
		look.FromMachine: "check.unedited-machine"} {
		p := checktest.Pair(t, "ar-fr", "وصل الوالي.", "Le wali est arrivé.")
		p.Filling = filling
		got := ""
		for _, f := range checktest.Find(look.Rules{}, p, &unedited) {
			checktest.Message(t, f, &unedited)
			got += f.Message
		}
		if got != want {
			t.Errorf("%q: %q, want %q", filling, got, want)
		}
	}
}
