package sound

import "testing"

func TestDistance(t *testing.T) {
	for _, e := range []struct {
		latin, arabic string
		from, to      int
	}{
		{"Shakespeare", "شكسبير", 0, 3},
		{"Retailleau", "ريتايو", 0, 3},
		{"Washington", "واشنطن", 0, 4},
		{"Thompson", "تومسون", 0, 3},
		{"Laftit", "لفتيت", 0, 0},
		{"Lafkit", "لفتيت", Letter, Letter + 2},
		{"Schulman", "شوملان", Letter, Letter + 2}, // two letters swapped
		{"Schulman", "شولان", Letter, Letter + 2},
		{"Macron", "ساركوزي", 2 * Letter, 10 * Letter},
		{"Obma", "أوباما", wrongVowel, 2 * Letter},
	} {
		name, word := Read(e.latin), ReadArabic(e.arabic)
		if got := name.Distance(word); got < e.from || got > e.to {
			t.Errorf("%s %s: %d, want %d to %d", e.latin, e.arabic, got, e.from, e.to)
		}
	}
}

func TestMayKeepsWhatIsNear(t *testing.T) {
	for latin, arabic := range map[string]string{"Viguier": "فيغييه", "Schulman": "شوملان", "Hughes": "هيوز", "Xavier": "زافيير"} {
		if !Read(latin).May(ReadArabic(arabic)) {
			t.Errorf("%s %s: left out", latin, arabic)
		}
	}
	if Read("Macron").May(ReadArabic("بنسلفانيا")) {
		t.Error("Macron may be بنسلفانيا")
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("Retailleau", "روتايو")
	f.Add("Ð'x", "عبد ال")
	f.Fuzz(func(t *testing.T, latin, arabic string) {
		if len(latin) > 200 || len(arabic) > 200 {
			t.Skip()
		}
		w := ReadArabic(arabic)
		if d := Read(latin).Distance(w.With(w)); d < 0 {
			t.Errorf("%q %q: %d", latin, arabic, d)
		}
	})
}
