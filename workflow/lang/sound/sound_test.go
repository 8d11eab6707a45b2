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
		{"Jones", "جوزن", Letter, Letter + 2},      // with a vowel between
		{"Rogers", "روجزر", Letter, Letter + 3},    // the s of which is ز
		{"Koryo", "غوريو", 0, 5},
		{"Merriweather", "ميريويزر", 0, 8},
		{"Schulman", "شولان", Letter, Letter + 2},
		{"Macron", "ساركوزي", 2 * Letter, 10 * Letter},
		{"Obma", "أوباما", wrongVowel, 2 * Letter},
	} {
		name, word := Read(e.latin), ReadArabic(e.arabic)
		if got := name.Within(word, far); got < e.from || got > e.to {
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

func TestBegins(t *testing.T) {
	for latin, arabics := range map[string][2]string{"Jones": {"جيمس", "رونالد"}, "Shakespeare": {"شولمان", "كسبير"}, "Andre": {"أندريه", "درية"}, "Qing": {"تشينغ", "لينغ"}} {
		if n := Read(latin); !n.Begins(ReadArabic(arabics[0])) || n.Begins(ReadArabic(arabics[1])) {
			t.Errorf("%s begins as %s: %v, as %s: %v", latin, arabics[0], n.Begins(ReadArabic(arabics[0])), arabics[1], n.Begins(ReadArabic(arabics[1])))
		}
	}
	if Read("").Begins(ReadArabic("جيمس")) || Read("Jones").Begins(ReadArabic("")) {
		t.Error("nothing begins as something")
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
		if d := Read(latin).Within(w.With(w), far); d < 0 {
			t.Errorf("%q %q: %d", latin, arabic, d)
		} else if near, most := Read(latin).Within(w.With(w), Letter), Letter; near != d && (d <= most || near <= most) {
			t.Errorf("%q %q: %d within %d, %d away", latin, arabic, near, most, d)
		}
	})
}
