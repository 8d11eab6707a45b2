package figure

import (
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

// checkValues runs the checks of figures together: what one of them leaves to another is one finding.
func checkValues(t *testing.T, examples []checktest.Example) {
	t.Helper()
	for _, e := range examples {
		p := checktest.Pair(t, e.Langs, e.Source, e.Target)
		var got []string
		for _, f := range checktest.Find(look.Rules{}, p, Checks()...) {
			got = append(got, strings.TrimPrefix(f.Message, "check.")+" "+string(f.Severity)+"|"+f.Found+"|"+f.Expected+"|"+checktest.Fixed(p.Target.Flat(), f.Fix))
		}
		if strings.Join(got, "\n") != strings.Join(e.Want, "\n") {
			t.Errorf("%s\n%s\ngot:\n%s\nwant:\n%s", e.Source, e.Target, strings.Join(got, "\n"), strings.Join(e.Want, "\n"))
		}
	}
}

func TestValuesThatAreTheSameAreSilent(t *testing.T) {
	checkValues(t, []checktest.Example{
		{"ar-fr", "قتل ١٢ شخصا و1٬234 جريحا.", "Douze personnes tuées et 1 234 blessées.", nil},
		{"ar-fr", "مليونان من السكان", "2 millions d’habitants", nil},
		{"ar-fr", "مليار ونصف مليار دولار", "1,5 milliard de dollars", nil},
		{"ar-fr", "بين مليونين و3 ملايين شخص", "entre 2 et 3 millions de personnes", nil},
		{"ar-fr", "بعد يومين", "deux jours plus tard", nil},
		{"ar-fr", "أكثر من 1000 قتيل ونحو 39 جريحا", "plus d’un millier de morts et une quarantaine de blessés", nil},
		{"ar-fr", "بعد عقد من الزمن وقرنين", "dix ans et 200 ans plus tard", nil},
		{"ar-fr", "في السبعينيات وستينيات القرن الماضي", "dans les années 1970 et soixante", nil},
		{"ar-fr", "خلال خمسينيات القرن الرابع عشر", "dans les années 1350", nil},
		{"ar-fr", "قمة مجموعة العشرين", "le sommet du G20", nil},
		{"ar-fr", "لويس الرابع عشر ورمسيس الثاني", "Louis XIV et Ramsès II", nil},
		{"ar-fr", "القرن الواحد والعشرين", "les années 2000", nil},
		{"ar-fr", "نظام ثالث", "un troisième système", nil},
		{"ar-fr", "ثاني منتزه في العالم", "l’un des plus anciens parcs du monde", nil},
		{"ar-fr", "عشرات مليارات الدولارات والملايين", "des dizaines de milliards de dollars et des millions", nil},
		{"ar-fr", "الملايين من السكان", "des millions d’habitants et des milliards d’arbres", nil},
		{"ar-fr", "عدة أغان", "trois chansons", nil},
		{"ar-fr", "الذي ألف ست أوبرات", "qui a composé six opéras", nil},
		{"ar-fr", "ارتفاع بمقدار درجة ونصف", "une hausse de 1,5 degré", nil},
		{"ar-fr", "بسرعة 85 ميلا في الساعة وارتفاع 20 قدما و10 بوصات", "à 135 km/h, à 6 mètres et 25 cm de haut", nil},
		{"ar-fr", "على 72 كيلو مترا (45 ميلا)", "à 72 km", nil},
		{"ar-fr", "80 درجة", "26 degrés", nil},
		{"ar-fr", "يكلف 1,335 يورو", "coûte 1,335 euro", nil},
		{"ar-fr", "في الساعة 7.55 صباحا والساعة 2 مساء", "à 07h55 et à 14 h", nil},
		{"ar-fr", "الرقم 111 555 0800", "le 0800 555 111", nil},
		{"ar-fr", "من 10 إلى 12 آب 2024", "du 10 au 12 août 2024", nil},
		{"ar-fr", "في 25 آذار, 1927", "le 25 mars 1927", nil},
		{"ar-fr", "1446 هـ", "l’an 1446 de l’hégire", nil},
		{"ar-fr", "يوم الأربعاء", "hier", nil},
		{"ar-fr", "يومي الاثنين والثلاثاء", "lundi et mardi", nil},
		{"fr-ar", "dans les 48 heures", "خلال يومين", nil},
		{"fr-ar", "ouvert 24h/24 et 7j/7", "مفتوح على مدار الساعة", nil},
		{"fr-ar", "un accord", "اتفاق", nil},
		{"fr-ar", "16 % des électeurs", "16في المائة من الناخبين", nil},
		{"ar-fr", "مقتل 41 ألفا و534 شخصا", "la mort de 41 534 personnes", nil},
		{"ar-fr", "مليار و200 مليون درهم", "1,2 milliard de dirhams", nil},
		{"ar-fr", "تريليون دولار", "mille milliards de dollars", nil},
		{"ar-fr", "المادة 49 الفقرة 3", "l’article 49.3", nil},
		{"ar-fr", "موسم 2024-25", "la saison 2024-2025", nil},
		{"ar-fr", "75% من السكان", "trois quarts des habitants", nil},
		{"ar-fr", "الاتحاد الأوروبي", "les Vingt-Sept", nil},
		{"ar-fr", "عند منتصف الليل", "à 00h00", nil},
		{"ar-fr", "يوم فاتح ماي", "le 1er mai", nil},
		{"ar-fr", "قتيل واحد وجريحان", "un mort et deux blessés", nil},
		{"en-ar", "twelve people and 5 dogs", "12 شخصا وخمسة كلاب", nil},
	})
}

func TestValuesThatDiffer(t *testing.T) {
	checkValues(t, []checktest.Example{
		{"ar-fr", "نظام ثالث", "un septième système", []string{"number-changed error|septième|ثالث|un septième système"}},
		{"ar-fr", "عشرات مليارات الدولارات", "des dizaines de millions de dollars", []string{"number-changed warning|millions|مليارات|des dizaines de millions de dollars"}},
		{"fr-ar", "Des milliards sont investis.", "تستثمر الملايين.", []string{"number-changed warning|الملايين|milliards|تستثمر الملايين."}},
		{"ar-fr", "قتل 12 شخصا.", "La mort de 13 personnes.", []string{"number-changed error|13|12|La mort de 12 personnes."}},
		{"ar-fr", "مليونان من الناس", "deux milliards de personnes", []string{"number-changed error|deux milliards|مليونان|deux milliards de personnes"}},
		{"ar-fr", "قتل 12 شخصا.", "Des gens ont été tués.", []string{"number-missing error||12|Des gens ont été tués."}},
		{"ar-fr", "قتل أربعة أشخاص.", "Des gens ont été tués.", []string{"number-missing warning||أربعة|Des gens ont été tués."}},
		{"ar-fr", "قتل أشخاص.", "Quatre personnes tuées.", []string{"number-extra warning|Quatre||Quatre personnes tuées."}},
		{"fr-ar", "Quatre morts", "خمسة قتلى", []string{"number-changed error|خمسة|Quatre|خمسة قتلى"}},
		{"fr-ar", "12 % des voix", "15% من الأصوات", []string{"percent-changed error|15%|12 %|12% من الأصوات"}},
		{"fr-ar", "plus de 1% des voix et 1 % des sièges", "أكثر من % من الأصوات و1% من المقاعد", []string{"number-hole error|%||أكثر من % من الأصوات و1% من المقاعد"}},
		{"fr-ar", "100 euros", "100 دولار", []string{"money-changed error|100 دولار|100 euros|100 دولار"}},
		{"fr-ar", "100 dollars américains", "100 دولار", nil},
		{"fr-ar", "12 km", "12 مترا", []string{"measure-changed error|12 مترا|12 km|12 مترا"}},
		{"ar-fr", "بارتفاع 10 بوصات", "87 cm de pluie", []string{"measure-changed error|87 cm|10|87 cm de pluie"}},
		{"ar-fr", "في 12 مارس 2024", "le 12 avril 2024", []string{"month-changed error|12 avril 2024|12 مارس 2024|le 12 mars 2024"}},
		{"ar-fr", "في 12 مارس 2024", "le 12 mars 2025", []string{"date-changed error|12 mars 2025|12 مارس 2024|le 12 mars 2024"}},
		{"ar-fr", "في آب", "en novembre", []string{"month-changed error|novembre|آب|en novembre"}},
		{"ar-fr", "عام 1832", "en 1882", []string{"date-changed error|1882|1832|en 1832"}},
		{"ar-fr", "في السبعينيات", "dans les années 1960", []string{"date-changed error|1960|السبعينيات|dans les années 1960"}},
		{"ar-fr", "فيلم \"سابرينا\" (1954)", "« Sabrina » (1955)", []string{"date-changed error|1955|1954|« Sabrina » (1954)"}},
		{"ar-fr", "فيلم \"سابرينا\"", "« Sabrina » (1955)", nil},
		{"ar-fr", "يوم الثلاثاء", "jeudi", []string{"weekday-changed error|jeudi|يوم الثلاثاء|mardi"}},
		{"ar-fr", "الساعة 14:30", "à 15h30", []string{"hour-changed error|15h30|الساعة 14:30|à 14h30"}},
		{"ar-fr", "القرن السادس عشر", "le XVIe siècle", nil},
		{"ar-fr", "القرن السادس عشر", "le XVIIe siècle", []string{"number-changed error|XVIIe|السادس عشر|le XVIe siècle"}},
	})
}

// A check of values that is turned off leaves the others as they are.
func TestValueChecksAreTurnedOffAlone(t *testing.T) {
	p := look.Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("12 شخصا يوم الثلاثاء"), Target: bitext.Plain("13 personnes jeudi")}
	for _, off := range []look.ID{"number", "weekday"} {
		for _, f := range checktest.Find(look.Rules{Modes: map[look.ID]look.Mode{off: look.Off}}, p, Checks()...) {
			if f.Check == off {
				t.Errorf("%s: found %q", off, f.Found)
			}
		}
	}
	if got := len(checktest.Find(look.Rules{}, p, Checks()...)); got != 2 {
		t.Errorf("%d findings, want 2", got)
	}
}

func BenchmarkValues(b *testing.B) {
	source := "قتل 12 شخصا يوم الثلاثاء 5 مارس 2024 في الساعة 14:30، وخسر الاقتصاد 1,5 مليار دولار، بنسبة 12 في المئة، منذ السبعينيات."
	target := "Douze personnes ont été tuées mardi 5 mars 2024 à 14h30, et l’économie a perdu 1,5 milliard de dollars, soit 12 %, depuis les années 1970."
	p := look.Pair{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain(source), Target: bitext.Plain(target)}
	for b.Loop() {
		checktest.Find(look.Rules{}, p, Checks()...)
	}
}

// Many leave a Hijri date out beside the Gregorian one; a Gregorian one that is left out is missing.
func TestHijriDateLeftOutIsAWarning(t *testing.T) {
	const source = "وقع الاتفاق في 12 رمضان 1445 هـ الموافق 22 مارس 2024."
	checkValues(t, []checktest.Example{
		{"ar-fr", source, "L’accord a été signé le 22 mars 2024.",
			[]string{"date-missing warning||12 رمضان 1445 هـ|L’accord a été signé le 22 mars 2024."}},
		{"ar-fr", source, "L’accord a été signé le 12 ramadan 1445.",
			[]string{"date-missing error||22 مارس 2024|L’accord a été signé le 12 ramadan 1445."}},
	})
}
