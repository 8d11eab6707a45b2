package part

import (
	"strings"
	"testing"
	"time"

	"truchement/ui/web"
	"truchement/workflow/due"
)

// What the field shows of a time is read as the same time, in every language and in both kinds of
// digits, whatever the time is.
func TestDueTextIsReadAsTheSameTime(t *testing.T) {
	for _, language := range []string{"fr", "ar", "en"} {
		b, now := pageIn(t, language)
		for _, digits := range []string{"latn", "arab"} {
			b := web.Base{Speech: b.WithDigits(digits)}
			for _, ahead := range []time.Duration{time.Minute, 3 * time.Hour, 20 * time.Hour, 24 * 10 * time.Hour,
				24 * 200 * time.Hour, 24 * 900 * time.Hour, -time.Hour, -24 * 40 * time.Hour, -24 * 400 * time.Hour} {
				text := DueText(b, now.Add(ahead), now)
				got, err := due.Parse(text, now)
				if err != nil || !got.Equal(now.Add(ahead)) {
					t.Errorf("%s: %v is %q, which is read as %v (%v)", language, now.Add(ahead), text, got, err)
				}
			}
		}
	}
	b, now := pageIn(t, "fr")
	if got := DueText(b, now.Add(3*time.Hour), now); got != "28 octobre 17:05" {
		t.Errorf("a due time of this year is %q", got)
	}
}

// The buttons of the field are read too, in every language.
func TestDuePicksAreRead(t *testing.T) {
	for language, want := range map[string]string{
		"fr": "28 15:05|28 16:05|28 17:00|28 20:00|29 09:00", "ar": "28 15:05|28 16:05|28 17:00|28 20:00|29 09:00",
		"en": "28 15:05|28 16:05|28 17:00|28 20:00|29 09:00"} {
		b, now := pageIn(t, language)
		for _, digits := range []string{"latn", "arab"} {
			b := web.Base{Speech: b.WithDigits(digits)}
			var got []string
			for _, pick := range DueInputOf(b, "due", web.NewForm(), now).Picks {
				at, err := due.Parse(pick, now)
				if err != nil {
					t.Errorf("%s: %q: %v", language, pick, err)
				}
				got = append(got, at.Format("02 15:04"))
			}
			if strings.Join(got, "|") != want {
				t.Errorf("%s: picks mean %v, want %s", language, got, want)
			}
		}
	}
}

func TestDueIsSaidBack(t *testing.T) {
	for _, tt := range []struct{ language, text, want string }{
		{"fr", "17h", "aujourd’hui 17:00, dans 2\u00a0h\u00a055"}, {"fr", "dans 2 h", "aujourd’hui 16:05, dans 2\u00a0h"},
		{"fr", "demain 9h", "demain 09:00, dans 18\u00a0h\u00a055"}, {"fr", "28/10/2024 14:00", "aujourd’hui 14:00, déjà passé"},
		{"fr", "lundi 9h", "lundi 4 novembre 2024 09:00, dans 7 jours"}, {"ar", "بعد ساعة", "اليوم 15:05، بعد 1 س"},
		{"en", "14:35", "today 2:35 PM, in 30 minutes"},
	} {
		b, now := pageIn(t, tt.language)
		got, err := SayDue(b, tt.text, now)
		if got = plain(got); err != nil || got != tt.want {
			t.Errorf("%s %q: %q (%v), want %q", tt.language, tt.text, got, err, tt.want)
		}
	}
	b, now := pageIn(t, "fr")
	for text, want := range map[string]string{"bientôt": "due.wrong", "demain": "due.no-hour", "25h": "due.no-such"} {
		if _, err := SayDue(b, text, now); err == nil || web.FailureOf(err).ID != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// plain is a text without isolates.
func plain(text string) string {
	return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(text)
}
