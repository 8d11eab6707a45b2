package align

import (
	"strings"
	"testing"
)

func TestCutFollowsWords(t *testing.T) {
	const target = "Le ministre, qui n’avait pas parlé depuis mars, est arrivé lundi à Rabat, et il a " +
		"signé un accord avec la Chine, a dit l’agence."
	for _, test := range []struct{ first, second, want string }{
		{"وصل الوزير إلى الرباط يوم الاثنين،", "ووقع اتفاقا مع الصين، حسب الوكالة.", "et il a"},
		{"وصل الوزير إلى الرباط يوم الاثنين، ووقع اتفاقا مع الصين،", "حسب الوكالة.", "a dit l"},
		{"الوزير", "وصل إلى الرباط يوم الاثنين، ووقع اتفاقا مع الصين، حسب الوكالة.", "qui n"},
	} {
		var places []Place
		for i := range target {
			if i > 0 && target[i-1] == ' ' {
				p := Place{Offset: i}
				if target[i-2] == ',' {
					p.Weight = 1
				}
				places = append(places, p)
			}
		}
		at := New("ar", "fr").Cut(test.first, test.second, target, places)
		if at < 0 || !strings.HasPrefix(target[at:], test.want) {
			t.Errorf("%s | %s: cut at %d, want before %q", test.first, test.second, at, test.want)
		}
	}
	if at := New("ar", "fr").Cut("a", "b", "c", nil); at != -1 {
		t.Errorf("without a place: %d", at)
	}
}
