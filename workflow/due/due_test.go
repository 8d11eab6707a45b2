package due

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"
)

// in is a zone by its name.
func in(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Monday 28 October 2024, 14:05 and some seconds.
func monday(zone *time.Location) time.Time {
	return time.Date(2024, 10, 28, 14, 5, 33, 0, zone)
}

func TestParseReadsWhatNewsroomsSay(t *testing.T) {
	now := monday(in(t, "Africa/Casablanca"))
	for _, tt := range []struct{ text, want string }{
		// a clock: today while it is still to come, else tomorrow
		{"17h", "10-28 17:00"}, {"17 h", "10-28 17:00"}, {"17h30", "10-28 17:30"}, {"17 h 30", "10-28 17:30"},
		{"17:30", "10-28 17:30"}, {"17.30", "10-28 17:30"}, {"17", "10-28 17:00"}, {"à 17h", "10-28 17:00"},
		{"17\u202fh\u00a030", "10-28 17:30"}, {"17 heures", "10-28 17:00"}, {"9h", "10-29 09:00"},
		{"14:05", "10-29 14:05"}, {"14:06", "10-28 14:06"}, {"5pm", "10-28 17:00"}, {"5:30 p.m.", "10-28 17:30"},
		{"5 o’clock", "10-29 05:00"}, {"at 18:00", "10-28 18:00"}, {"avant 18h", "10-28 18:00"},
		{"8h du soir", "10-28 20:00"}, {"12 am", "10-29 00:00"}, {"12pm", "10-29 12:00"},
		{"midi", "10-29 12:00"}, {"noon", "10-29 12:00"}, {"minuit", "10-29 00:00"}, {"24:00", "10-29 00:00"},
		{"الساعة 17:00", "10-28 17:00"}, {"الساعة ١٧:٣٠", "10-28 17:30"}, {"على الساعة 5 مساءً", "10-28 17:00"},
		{"۱۷:۰۰", "10-28 17:00"}, {"9 صباحا", "10-29 09:00"}, {"منتصف الليل", "10-29 00:00"},
		// a day and a clock, in either order
		{"aujourd’hui 17h", "10-28 17:00"}, {"aujourd'hui à 9h", "10-28 09:00"}, {"today 17:00", "10-28 17:00"},
		{"17:00 today", "10-28 17:00"}, {"ce soir 20h", "10-28 20:00"}, {"ce soir à 8h", "10-28 20:00"},
		{"tonight at 8", "10-28 20:00"}, {"اليوم 17:00", "10-28 17:00"}, {"هذا المساء 8:30", "10-28 20:30"},
		{"demain 9h", "10-29 09:00"}, {"Demain à 9 h", "10-29 09:00"}, {"9h demain", "10-29 09:00"},
		{"demain midi", "10-29 12:00"}, {"demain minuit", "10-30 00:00"}, {"DEMAIN 9H", "10-29 09:00"},
		{"tomorrow 9", "10-29 09:00"}, {"tomorrow at 9:15", "10-29 09:15"}, {"9am tomorrow", "10-29 09:00"},
		{"غدا 9:00", "10-29 09:00"}, {"غدًا الساعة ٩", "10-29 09:00"}, {"غداً على الساعة 9 صباحاً", "10-29 09:00"},
		{"après-demain 9h", "10-30 09:00"}, {"the day after tomorrow at 9", "10-30 09:00"},
		{"بعد غد 9:00", "10-30 09:00"}, {"demain après-midi 3h", "10-29 15:00"}, {"غدا بعد الظهر 3:00", "10-29 15:00"},
		// weekdays
		{"lundi 9h", "11-04 09:00"}, {"lundi 17h", "10-28 17:00"}, {"lundi prochain 17h", "11-04 17:00"},
		{"mardi 9h", "10-29 09:00"}, {"dimanche 10h", "11-03 10:00"}, {"next friday 9:00", "11-01 09:00"},
		{"fri 9am", "11-01 09:00"}, {"يوم الاثنين 9:00", "11-04 09:00"}, {"الجمعة ٩:٠٠", "11-01 09:00"},
		{"الأربعاء المقبل 10:00", "10-30 10:00"},
		// dates
		{"28 octobre 17h", "10-28 17:00"}, {"le 14 avril à 17h", "2025-04-14 17:00"}, {"1er novembre 8h", "11-01 08:00"},
		{"14 avril 2025 17:00", "2025-04-14 17:00"}, {"9h 14 avril", "2025-04-14 09:00"}, {"14/11 17h", "11-14 17:00"},
		{"14/11/2024 17:00", "11-14 17:00"}, {"14/11/24 17:00", "11-14 17:00"}, {"14.11.2024 17.00", "11-14 17:00"},
		{"2024-11-14 17:00", "11-14 17:00"}, {"2024-11-14T17:00", "11-14 17:00"}, {"2024-11-14T17:00:30", "11-14 17:00"},
		{"November 14, 2024 5:00 PM", "11-14 17:00"}, {"14 November at 9", "11-14 09:00"}, {"14th of november 9h", "11-14 09:00"},
		{"14 نونبر 2024 17:00", "11-14 17:00"}, {"١٤ تشرين الثاني ١٧:٠٠", "11-14 17:00"}, {"14 نوفمبر الساعة 9", "11-14 09:00"},
		{"lundi 28 octobre 2024 17:00", "10-28 17:00"}, {"14 nov. 17h", "11-14 17:00"}, {"ven. 9h", "11-01 09:00"},
		{"demain mardi 9h", "10-29 09:00"}, {"demain, mardi 29 octobre 24:00", "10-30 00:00"}, {"ce soir 0h", "10-29 00:00"}, {"الاثنين، 4 نونبر 2024 9:00", "11-04 09:00"},
		{"Monday, November 4, 2024 9:00 AM", "11-04 09:00"}, {"31 octobre 24:00", "11-01 00:00"},
		{"20 octobre 9h", "10-20 09:00"}, {"20 septembre 9h", "2025-09-20 09:00"}, {"29 février 2028 9h", "2028-02-29 09:00"},
		// lengths of time
		{"dans 2 h", "10-28 16:05"}, {"dans 2h30", "10-28 16:35"}, {"dans 1 h 30", "10-28 15:35"}, {"dans 30 min", "10-28 14:35"},
		{"dans une heure", "10-28 15:05"}, {"dans une demi-heure", "10-28 14:35"}, {"dans une heure et demie", "10-28 15:35"},
		{"dans trois quarts d’heure", "10-28 14:50"}, {"dans 2 heures et quart", "10-28 16:20"}, {"+45 min", "10-28 14:50"},
		{"in 2 hours", "10-28 16:05"}, {"in an hour", "10-28 15:05"}, {"in half an hour", "10-28 14:35"},
		{"in an hour and a half", "10-28 15:35"}, {"in 90 minutes", "10-28 15:35"}, {"within 1 hour 20", "10-28 15:25"},
		{"بعد ساعة", "10-28 15:05"}, {"بعد ساعتين", "10-28 16:05"}, {"بعد ٣ ساعات", "10-28 17:05"}, {"بعد ثلاث ساعات", "10-28 17:05"},
		{"بعد نصف ساعة", "10-28 14:35"}, {"بعد ساعة ونصف", "10-28 15:35"}, {"خلال ٣٠ دقيقة", "10-28 14:35"},
		{"dans 12 h", "10-29 02:05"}, {"dans 2 jours", "10-30 14:05"}, {"dans 2 jours à 9h", "10-30 09:00"},
		{"dans 2 jours 9h", "10-30 09:00"}, {"in a week", "11-04 14:05"}, {"بعد يومين 9:00", "10-30 09:00"}, {"بعد أسبوع", "11-04 14:05"},
		{" \t17h\u200f ", "10-28 17:00"},
	} {
		want := tt.want
		if len(want) < len("2006-01-02 15:04") {
			want = "2024-" + want
		}
		got, err := Parse(tt.text, now)
		if err != nil || got.Format("2006-01-02 15:04:05") != want+":00" {
			t.Errorf("%q is %v (%v), want %s", tt.text, got, err, want)
		}
	}
}

func TestParseRefusesNonsense(t *testing.T) {
	now := monday(time.UTC)
	for text, want := range map[string]Reason{
		"": Unread, "bientôt": Unread, "25h": NoSuch, "17:60": NoSuch, "24:30": NoSuch, "demain": NoHour,
		"lundi": NoHour, "غدا": NoHour, "ce soir": NoHour, "14 avril": NoHour, "31 février 9h": NoSuch,
		"29 février 2025 9h": NoSuch, "14/13/2024 9h": NoSuch, "32/10 9h": NoSuch, "99": NoSuch, "17h 18h": Unread,
		"dans": Unread, "dans 2": Unread, "dans 2 h 9:00": Unread, "demain aujourd’hui 9h": Unread,
		"dans 99999 h": Unread, "9999-01-01 9h": NoSuch, "15 am": NoSuch,
		"demain 9h <script>": Unread, "lundi mardi 9h": Unread, "avril 9h": Unread, "matin soir 9h": Unread,
		"dans 2 h demain": Unread, "mardi 28 octobre 17h": NoSuch, "dans 2 h lundi": Unread,
		"demain lundi 9h": NoSuch, "demain 14 novembre 9h": NoSuch, "aujourd’hui 28/10/2025 17h": NoSuch,
		"غدا الاثنين 9:00": NoSuch, "matin midi": Unread, "0h30 du soir": NoSuch,
	} {
		_, err := Parse(text, now)
		var e *Error
		if !errors.As(err, &e) || e.Reason != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A day has 23 or 25 hours when clocks are changed; midnight may be missing.
func TestParseKeepsToTheClockOnTheWall(t *testing.T) {
	paris, beirut, casa := in(t, "Europe/Paris"), in(t, "Asia/Beirut"), in(t, "Africa/Casablanca")
	for _, tt := range []struct {
		zone            *time.Location
		now, text, want string
	}{
		{paris, "2025-03-29 14:00", "demain 9h", "2025-03-30 09:00 +0200"},
		{paris, "2025-03-29 14:00", "dans 24 h", "2025-03-30 15:00 +0200"},
		{paris, "2025-03-29 14:00", "dans 1 jour", "2025-03-30 14:00 +0200"},
		{paris, "2025-03-29 14:00", "demain 2h30", "2025-03-30 03:30 +0200"}, // left out
		{paris, "2025-10-25 14:00", "demain 2h30", "2025-10-26 02:30 +0200"}, // the first of two
		{paris, "2025-10-25 14:00", "demain 3h", "2025-10-26 03:00 +0100"},
		{paris, "2025-10-26 01:30", "dans 2 h", "2025-10-26 02:30 +0100"},
		{beirut, "2025-03-29 23:00", "minuit", "2025-03-30 01:00 +0300"},
		{casa, "2025-02-22 14:00", "demain 9h", "2025-02-23 09:00 +0000"}, // Ramadan
		{casa, "2025-04-05 14:00", "demain 9h", "2025-04-06 09:00 +0100"},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", tt.now, tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(tt.text, now)
		if err != nil || got.Format("2006-01-02 15:04 -0700") != tt.want {
			t.Errorf("%s, %q is %v (%v), want %s", tt.now, tt.text, got, err, tt.want)
		}
	}
}

// Whatever is typed is read or refused; what is read is a minute of the newsroom's clock, and the
// same when it is typed in another spelling of the same letters.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"demain 9h", "dans 2 h 30", "غدا ٩:٠٠", "lundi 14 avril 2025 17:00", "بعد ساعة ونصف",
		"2025-04-14T17:00", "+1h", "1er", "in half an hour", "::", "31/12/99 24:00"} {
		f.Add(s)
	}
	now := monday(in(f, "Europe/Paris"))
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Parse(text, now)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || !got.IsZero() {
				t.Fatalf("%q: %v with %v", text, err, got)
			}
			return
		}
		if got.Second() != 0 || got.Nanosecond() != 0 || got.Year() < 2000 || got.Year() > 2199 {
			t.Fatalf("%q is %v", text, got)
		}
		again, err := Parse(got.Format("2006-01-02 15:04"), now)
		if err != nil || again.Format("02 15:04") != got.Format("02 15:04") {
			t.Fatalf("%q is %v, which reads as %v (%v)", text, got, again, err)
		}
	})
}
