package due

import (
	"strings"
	"sync"
	"time"

	"truchement/workflow/lang"
)

// vocabulary are the words of the three languages, folded.
type vocabulary struct {
	today, tomorrow, tomorrowNext, tonight []string
	noon, midnight, afternoon, am, pm      []string
	after, and, hour, filler, following    []string
	ordinal                                []string
	weekdays                               map[time.Weekday][]string
	months                                 map[string]time.Month
	numbers                                [][]string // from one
	units                                  []unit
}

// unit is a unit of a length of time.
type unit struct {
	names    []string
	length   time.Duration
	days     int
	dual     bool // the word means two of it
	fraction bool // of an hour
}

// words are made once and never changed.
var words = sync.OnceValue(newVocabulary)

func newVocabulary() *vocabulary {
	v := &vocabulary{
		today:        folded("aujourd hui", "aujourd", "auj", "today", "اليوم"),
		tomorrow:     folded("demain", "tomorrow", "tmrw", "غدا", "غد", "الغد"),
		tomorrowNext: folded("apres demain", "the day after tomorrow", "day after tomorrow", "بعد غد", "بعد الغد"),
		tonight:      folded("ce soir", "tonight", "this evening", "هذا المساء", "الليلة", "مساء اليوم"),
		noon:         folded("midi", "noon", "midday", "الظهر", "ظهرا", "منتصف النهار"),
		midnight:     folded("minuit", "midnight", "منتصف الليل"),
		afternoon:    folded("de l apres midi", "l apres midi", "apres midi", "in the afternoon", "afternoon", "بعد الظهر", "عصرا"),
		am:           folded("du matin", "matin", "in the morning", "morning", "am", "صباحا", "صباح", "ص"),
		pm:           folded("du soir", "soir", "in the evening", "evening", "pm", "مساء", "ليلا", "م"),
		after:        folded("dans", "d ici", "in", "within", "بعد", "خلال", "في غضون", "+"),
		and:          folded("et", "and", ",", "و"),
		hour: folded("h", "heures", "heure", "hours", "hour", "hrs", "hr", "ساعة", "ساعات", "الساعة",
			"س"),
		filler: folded("a", "at", "le", "the", "on", "by", "avant", "before", "pour", "for", "de", "of",
			"t", "،", ",", "@", "الساعة", "على الساعة", "في الساعة", "في", "على", "عند", "يوم", "قبل"),
		following: folded("prochain", "next", "القادم", "المقبل"),
		ordinal:   folded("er", "st", "nd", "rd", "th"),
		weekdays:  map[time.Weekday][]string{},
		months:    map[string]time.Month{},
		numbers: [][]string{folded("une", "un", "an", "a", "one", "واحدة"), folded("deux", "two"),
			folded("trois", "three", "ثلاث", "ثلاثة"), folded("quatre", "four", "اربع", "اربعة"),
			folded("cinq", "five", "خمس", "خمسة"), folded("six", "ست", "ستة"),
			folded("sept", "seven", "سبع", "سبعة"), folded("huit", "eight", "ثماني", "ثمانية"),
			folded("neuf", "nine", "تسع", "تسعة"), folded("dix", "ten", "عشر", "عشرة")},
		units: []unit{
			{names: folded("demie", "demi", "half", "نصف"), length: 30 * time.Minute, fraction: true},
			{names: folded("quarts", "quart", "quarters", "quarter", "ربع"), length: 15 * time.Minute,
				fraction: true},
			{names: folded("ثلث"), length: 20 * time.Minute, fraction: true},
			{names: folded("minutes", "minute", "mins", "min", "mn", "دقيقة", "دقائق", "د"), length: time.Minute},
			{names: folded("دقيقتين", "دقيقتان"), length: time.Minute, dual: true},
			{names: folded("ساعتين", "ساعتان"), length: time.Hour, dual: true},
			{names: folded("h", "heures", "heure", "hours", "hour", "hrs", "hr", "ساعة", "ساعات", "س"), length: time.Hour},
			{names: folded("يومين", "يومان"), days: 1, dual: true},
			{names: folded("jours", "jour", "j", "days", "day", "d", "يوم", "يوما", "أيام"), days: 1},
			{names: folded("أسبوعين", "أسبوعان"), days: 7, dual: true},
			{names: folded("semaines", "semaine", "weeks", "week", "أسبوع", "أسابيع"), days: 7},
		},
	}
	short := map[time.Weekday][]string{time.Monday: {"lun", "mon"}, time.Tuesday: {"tue", "tues"},
		time.Wednesday: {"mer", "wed"}, time.Thursday: {"jeu", "thu", "thurs"}, time.Friday: {"ven", "fri"},
		time.Saturday: {"sam", "sat"}, time.Sunday: {"dim", "sun"}}
	for _, tag := range []string{"fr", "en", "ar-MA", "ar-EG", "ar-TN", "ar-LB", "ar-MR"} {
		l := lang.LocaleOf(tag)
		for m := time.January; m <= time.December; m++ {
			v.months[lang.Fold(l.Month(m), "")] = m
		}
		for d := time.Sunday; d <= time.Saturday; d++ {
			name := lang.Fold(l.Weekday(d), "")
			v.weekdays[d] = append(v.weekdays[d], name)
			if bare, ok := strings.CutPrefix(name, "ال"); ok {
				v.weekdays[d] = append(v.weekdays[d], bare)
			}
		}
	}
	for d, names := range short {
		v.weekdays[d] = append(v.weekdays[d], names...)
	}
	for name, m := range map[string]time.Month{"janv": 1, "jan": 1, "fevr": 2, "feb": 2, "avr": 4, "apr": 4,
		"juil": 7, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12} {
		v.months[name] = m
	}
	return v
}

// folded are words as the text is folded.
func folded(all ...string) []string {
	keys := make([]string, len(all))
	for i, w := range all {
		keys[i] = lang.Fold(w, "")
	}
	return keys
}
