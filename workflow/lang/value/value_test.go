package value

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// describe writes what a value is, for tables: [its text] kind:value.
func describe(text string, v Value) string {
	name := [...]string{"?", "number", "ordinal", "percent", "money", "measure", "date", "time",
		"code"}[v.Kind]
	what := string(v.Number) + v.Currency + v.Unit + v.Code
	switch v.Kind {
	case Date:
		what = fmt.Sprintf("%d-%d-%d", v.Day.Year, v.Day.Month, v.Day.Day)
		if v.Day.Weekday > 0 {
			what += fmt.Sprintf("/%d", v.Day.Weekday)
		}
		if v.Day.Calendar == Hijri {
			what += "H"
		}
	case Time:
		what = fmt.Sprintf("%d:%02d", v.Clock.Hour, v.Clock.Minute)
		if v.Clock.Second > 0 {
			what += fmt.Sprintf(":%02d", v.Clock.Second)
		}
		if v.Clock.Twelve {
			what += "?"
		}
	}
	return "[" + text[v.Start:v.End] + "] " + name + ":" + what
}

func describeAll(text, tag string) string {
	var all []string
	for _, v := range Find(text, tag) {
		all = append(all, describe(text, v))
	}
	return strings.Join(all, " ")
}

//go:embed testdata/sentences.tsv
var sentences string

// TestFindInSentences reads sentences of UD PUD; what is found was read by hand.
func TestFindInSentences(t *testing.T) {
	rows := 0
	for line := range strings.Lines(sentences) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			continue
		}
		rows++
		if got := describeAll(cells[1], cells[0]); got != cells[2] {
			t.Errorf("%s: %q:\n got %s\nwant %s", cells[0], cells[1], got, cells[2])
		}
	}
	if rows < 200 {
		t.Errorf("%d sentences", rows)
	}
}

func TestFindInFrench(t *testing.T) {
	checkFind(t, [][3]string{
		{"fr", "un homme et une femme", ""},
		{"fr", "l’un des deux", "[deux] number:2"},
		{"fr", "vingt et un ans", "[vingt et un] number:21"},
		{"fr", "quatre-vingt-dix-sept députés", "[quatre-vingt-dix-sept] number:97"},
		{"fr", "quatre-vingts, soixante-dix, soixante et onze", "[quatre-vingts] number:80 [soixante-dix] number:70 [soixante et onze] number:71"},
		{"fr", "septante-deux et nonante-neuf", "[septante-deux] number:72 [nonante-neuf] number:99"},
		{"fr", "deux cent mille trois cent cinq", "[deux cent mille trois cent cinq] number:200305"},
		{"fr", "mille neuf cent quatre-vingt-quatre", "[mille neuf cent quatre-vingt-quatre] number:1984"},
		{"fr", "deux millions cinq cent mille dirhams", "[deux millions cinq cent mille dirhams] money:2500000MAD"},
		{"fr", "deux millions et demi d’habitants", "[deux millions et demi] number:2500000"},
		{"fr", "mille milliards de dollars, deux mille milliards", "[mille milliards de dollars] money:1000000000000USD [deux mille milliards] number:2000000000000"},
		{"fr", "un million de personnes", "[un million] number:1000000"},
		{"fr", "des millions de personnes, des milliers d’autres", ""},
		{"fr", "cent pour cent, cinq pour cent", "[cent pour cent] percent:100 [cinq pour cent] percent:5"},
		{"fr", "le taux pour cent", ""},
		{"fr", "un véhicule neuf, neuf véhicules", "[neuf] number:9"},
		{"fr", "dix-sept ans, dix sept", "[dix-sept] number:17 [dix] number:10 [sept] number:7"},
		{"fr", "1 234,5 puis 1.234,5 puis 1\u202f234,5", "[1 234,5] number:1234.5 [1.234,5] number:1234.5 [1\u202f234,5] number:1234.5"},
		{"fr", "1.000 habitants, 1,000 g", "[1.000] number:1000 [1,000 g] measure:1g"},
		{"fr", "3.5 puis 12.50 puis 0.125", "[3.5] number:3.5 [12.50] number:12.5 [0.125] number:0.125"},
		{"fr", "2 M d’habitants, 3 Md€, 5 M€, 10k€", "[2 M] number:2000000 [3 Md€] money:3000000000EUR [5 M€] money:5000000EUR [10k€] money:10000EUR"},
		{"fr", "un prêt de 2,5 milliards de dollars américains", "[2,5 milliards de dollars américains] money:2500000000USD"},
		{"fr", "350 MDH, 1,2 MMDH, 200 DH, 15 dirhams", "[350 MDH] money:350000000MAD [1,2 MMDH] money:1200000000MAD [200 DH] money:200MAD [15 dirhams] money:15MAD"},
		{"fr", "100 dinars tunisiens, 100 dinars, 50 TND", "[100 dinars tunisiens] money:100TND [100 dinars] money:100dinar [50 TND] money:50TND"},
		{"fr", "trois livres, trois livres sterling", "[trois] number:3 [trois livres sterling] money:3GBP"},
		{"fr", "500 francs CFA et 5 riyals", "[500 francs CFA] money:500XOF [5 riyals] money:5rial"},
		{"fr", "$5, 5 $, €3,5", "[$5] money:5USD [5 $] money:5USD [€3,5] money:3.5EUR"},
		{"fr", "5 %, 5%, 5\u202f%, 12,5 pour cent", "[5 %] percent:5 [5%] percent:5 [5\u202f%] percent:5 [12,5 pour cent] percent:12.5"},
		{"fr", "-5 °C, de 10 à 15°, 20 degrés", "[-5 °C] measure:-5degC [10] number:10 [15°] measure:15deg [20 degrés] measure:20deg"},
		{"fr", "12 km, 12 kilomètres carrés, 40 m², 30 m³", "[12 km] measure:12km [12 kilomètres carrés] measure:12km2 [40 m²] measure:40m2 [30 m³] measure:30m3"},
		{"fr", "90 km/h, 90 kilomètres par heure", "[90 km/h] measure:90km/h [90 kilomètres par heure] measure:90km/h"},
		{"fr", "300 hectares, 5 tonnes, 2 kg, 580 MW", "[300 hectares] measure:300ha [5 tonnes] measure:5t [2 kg] measure:2kg [580 MW] measure:580MW"},
		{"fr", "le 12 mars 2024", "[12 mars 2024] date:2024-3-12"},
		{"fr", "le 1er avril, premier mai", "[1er avril] date:0-4-1 [premier mai] date:0-5-1"},
		{"fr", "mardi 5 mars 2024, mardi le 5 mars", "[mardi 5 mars 2024] date:2024-3-5/2 [mardi le 5 mars] date:0-3-5/2"},
		{"fr", "en août 2023, en août", "[août 2023] date:2023-8-0 [août] date:0-8-0"},
		{"fr", "12/03/2024, 2024-03-12, 12.03.2024", "[12/03/2024] date:2024-3-12 [2024-03-12] date:2024-3-12 [12.03.2024] date:2024-3-12"},
		{"fr", "le 12 ramadan 1446, en 1446 H", "[12 ramadan 1446] date:1446-9-12H [1446 H] date:1446-0-0H"},
		{"fr", "32/03/2024 et 12/13/2024", "[32] number:32 [03] code:03 [2024] number:2024 [12] number:12 [13] number:13 [2024] number:2024"},
		{"fr", "à 14h30, 14 h 30, 9h, 14:30, 14:30:05", "[14h30] time:14:30 [14 h 30] time:14:30 [9h] time:9:00 [14:30] time:14:30 [14:30:05] time:14:30:05"},
		{"fr", "à 14 heures, à 8 heures 15, pendant 14 heures", "[14 heures] measure:14h [8 heures 15] time:8:15 [14 heures] measure:14h"},
		{"fr", "48h, en 48 heures, trois heures", "[48h] measure:48h [48 heures] measure:48h [trois heures] measure:3h"},
		{"fr", "score de 3-2, 3 à 2", "[3] number:3 [2] number:2 [3] number:3 [2] number:2"},
		{"fr", "pages 12-15, 2013-2014", "[12] number:12 [15] number:15 [2013] number:2013 [2014] number:2014"},
		{"fr", "version 2.0.1, 192.168.1.10", "[2.0.1] code:2.0.1 [192.168.1.10] code:192.168.1.10"},
		{"fr", "tél. +212 5 37 71 23 45, 05 37 71 23 45, 0537712345", "[+212 5 37 71 23 45] code:212537712345 [05 37 71 23 45] code:0537712345 [0537712345] code:0537712345"},
		{"fr", "05-37-71-23-45 et 007", "[05-37-71-23-45] code:0537712345 [007] code:007"},
		{"fr", "le G20, le CO2, la 5G, l’A4, un F16", ""},
		{"fr", "Covid-19, B-29", "[19] number:19 [29] number:29"},
		{"fr", "XXIe siècle, le XIXème, Mohammed VI, François Ier", "[XXIe] ordinal:21 [XIXème] ordinal:19 [Ier] ordinal:1"},
		{"fr", "Le Xe, une Vive, le IIIx", "[Xe] ordinal:10"},
		{"fr", "le 2e, la 3ème, le 1er, la 1re, 45e", "[2e] ordinal:2 [3ème] ordinal:3 [1er] ordinal:1 [1re] ordinal:1 [45e] ordinal:45"},
		{"fr", "le XVIII ème siècle, le 2er octobre", "[XVIII ème] ordinal:18 [2er octobre] date:0-10-2"},
		{"fr", "troisième, vingt et unième, vingt-deuxième, centième", "[troisième] ordinal:3 [vingt et unième] ordinal:21 [vingt-deuxième] ordinal:22 [centième] ordinal:100"},
		{"fr", "le Premier ministre, la première fois", "[première] ordinal:1"},
		{"fr", "10'000 bijoux", ""},
		{"fr", "0.125 et 012345 et 06 12", "[0.125] number:0.125 [012345] code:012345 [12] number:12"},
		{"fr", "en 2024 300 personnes", "[2024] number:2024 [300] number:300"},
		{"fr", "12 000 personnes, 3 250 000", "[12 000] number:12000 [3 250 000] number:3250000"},
		{"fr", "0 500 et 0,5", "[0] number:0 [500] number:500 [0,5] number:0.5"},
		{"fr", "123456789012345678901234567890", "[123456789012345678901234567890] code:123456789012345678901234567890"},
		{"fr", "il a 5\nmillions", "[5] number:5"},
		{"fr", "une vingtaine, une dizaine", ""},
		{"fr", "50 000 euros de plus", "[50 000 euros] money:50000EUR"},
		{"fr", "15 mars\n2024", "[15 mars] date:0-3-15 [2024] number:2024"},
		{"en", "1.000 and 1,000 and 1,234.5", "[1.000] number:1 [1,000] number:1000 [1,234.5] number:1234.5"},
		{"en", "March 12, 2024, 12 March 2024, in May", "[March 12, 2024] date:2024-3-12 [12 March 2024] date:2024-3-12"},
		{"en", "$5 million, 5 percent, 21st", "[$5 million] money:5000000USD [5 percent] percent:5 [21st] ordinal:21"},
		{"en-US", "03/12/2024", "[03/12/2024] date:2024-3-12"},
		{"en-GB", "03/12/2024", "[03/12/2024] date:2024-12-3"},
		{"de", "12 Euro", "[12 Euro] money:12EUR"},
	})
}

func TestFindInArabic(t *testing.T) {
	checkFind(t, [][3]string{
		{"ar", "قال واحد منهم إن أحد الحاضرين", ""},
		{"ar", "واحد وعشرون شخصا", "[واحد وعشرون] number:21"},
		{"ar", "واحد في المئة", "[واحد في المئة] percent:1"},
		{"ar", "خمسة وعشرون، خمس وعشرين", "[خمسة وعشرون] number:25 [خمس وعشرين] number:25"},
		{"ar", "خمسة وستة", "[خمسة] number:5 [ستة] number:6"},
		{"ar", "أحد عشر، إحدى عشرة، اثنا عشر، اثنتي عشرة", "[أحد عشر] number:11 [إحدى عشرة] number:11 [اثنا عشر] number:12 [اثنتي عشرة] number:12"},
		{"ar", "ثلاثة عشر رجلا وثماني عشرة امرأة", "[ثلاثة عشر] number:13 [ثماني عشرة] number:18"},
		{"ar", "مئة ومئتان وثلاثمئة", "[مئة] number:100 [مئتان] number:200 [ثلاثمئة] number:300"},
		{"ar", "ثلاثمائة وخمسة وأربعون", "[ثلاثمائة وخمسة وأربعون] number:345"},
		{"ar", "ثلاث مئة", "[ثلاث مئة] number:300"},
		{"ar", "ألف ومئتان وخمسون درهما", "[ألف ومئتان وخمسون درهما] money:1250MAD"},
		{"ar", "ألفين وثلاثة آلاف", "[ألفين] number:2000 [ثلاثة آلاف] number:3000"},
		{"ar", "ألفان وأربعة وعشرون", "[ألفان وأربعة وعشرون] number:2024"},
		{"ar", "خمسون ألفا", "[خمسون ألفا] number:50000"},
		{"ar", "مليون ومئتي ألف", "[مليون ومئتي ألف] number:1200000"},
		{"ar", "مليونان ومليونين", "[مليونان] number:2000000 [مليونين] number:2000000"},
		{"ar", "ثلاثة ملايين وخمسة ملايين", "[ثلاثة ملايين] number:3000000 [خمسة ملايين] number:5000000"},
		{"ar", "ملايين الناس وآلاف الأسر", ""},
		{"ar", "مليون ونصف المليون يورو", "[مليون ونصف المليون يورو] money:1500000EUR"},
		{"ar", "نصف مليون وربع مليار", "[نصف مليون] number:500000 [ربع مليار] number:250000000"},
		{"ar", "مليار دولار وملياري درهم", "[مليار دولار] money:1000000000USD [ملياري درهم] money:2000000000MAD"},
		{"ar", "بثلاثة ملايين دولار", "[ثلاثة ملايين دولار] money:3000000USD"},
		{"ar", "١٬٢٣٤٫٥ ثم ۱۲۳", "[١٬٢٣٤٫٥] number:1234.5 [۱۲۳] number:123"},
		{"ar", "2,5 مليون و10 آلاف و330 ألف", "[2,5 مليون] number:2500000 [10 آلاف] number:10000 [330 ألف] number:330000"},
		{"ar", "5 ملايين و200 ألف درهم", "[5 ملايين و200 ألف درهم] money:5200000MAD"},
		{"ar-MA", "3,5 ملايين، 1.250 درهما، 25 000", "[3,5 ملايين] number:3500000 [1.250 درهما] money:1250MAD [25 000] number:25000"},
		{"ar-EG", "1,250 جنيها مصريا، 3.5 مليون", "[1,250 جنيها مصريا] money:1250EGP [3.5 مليون] number:3500000"},
		{"ar", "12،كتاب", "[12] number:12"},
		{"ar", "3،5 مليون", "[3،5 مليون] number:3500000"},
		{"ar", "١٥٪ و15% و٪15 و%20", "[١٥٪] percent:15 [15%] percent:15 [15] number:15 [20] number:20"},
		{"ar", "بنسبة %20 تقريبا", "[%20] percent:20"},
		{"ar", "خمسة في المئة، 5 بالمائة، 3 في المائة، ٤ بالمئة", "[خمسة في المئة] percent:5 [5 بالمائة] percent:5 [3 في المائة] percent:3 [٤ بالمئة] percent:4"},
		{"ar", "في المئة الأولى", "[الأولى] ordinal:1"},
		{"ar", "درهمان ودولارين وكيلومترين", "[درهمان] money:2MAD [دولارين] money:2USD [كيلومترين] measure:2km"},
		{"ar", "100 دينار تونسي، 100 دينار جزائري، 100 دينار", "[100 دينار تونسي] money:100TND [100 دينار جزائري] money:100DZD [100 دينار] money:100dinar"},
		{"ar", "5 ريالات، 7 ليرات تركية، 12 جنيها إسترلينيا", "[5 ريالات] money:5rial [7 ليرات تركية] money:7TRY [12 جنيها إسترلينيا] money:12GBP"},
		{"ar", "12 كلم، 12 كيلومترا مربعا، 5 أطنان، 300 هكتار، 20 درجة مئوية", "[12 كلم] measure:12km [12 كيلومترا مربعا] measure:12km2 [5 أطنان] measure:5t [300 هكتار] measure:300ha [20 درجة مئوية] measure:20degC"},
		{"ar", "72 كيلو مترا و800 كيلو متر في الساعة و5 كيلو", "[72 كيلو مترا] measure:72km [800 كيلو متر في الساعة] measure:800km/h [5 كيلو] measure:5kg"},
		{"ar", "القرن الواحد والعشرين و16في المائة", "[الواحد والعشرين] ordinal:21 [16في المائة] percent:16"},
		{"ar", "في الساعة 7.55 صباحا، في الساعة 7.5", "[الساعة 7.55 صباحا] time:7:55 [7.5] number:7.5"},
		{"ar", "90 كيلومترا في الساعة", "[90 كيلومترا في الساعة] measure:90km/h"},
		{"ar", "وزيران ويومان", ""},
		{"ar", "48 ساعة وثلاث ساعات وساعتين", "[48 ساعة] measure:48h [ثلاث ساعات] measure:3h [ساعتين] measure:2h"},
		{"ar", "12 يناير 2024، 5 غشت، 3 نونبر 2023", "[12 يناير 2024] date:2024-1-12 [5 غشت] date:0-8-5 [3 نونبر 2023] date:2023-11-3"},
		{"ar", "15 جويلية 2021، 1 أوت، 4 جوان", "[15 جويلية 2021] date:2021-7-15 [1 أوت] date:0-8-1 [4 جوان] date:0-6-4"},
		{"ar", "١٢ آذار ٢٠٢٤ و3 كانون الثاني", "[١٢ آذار ٢٠٢٤] date:2024-3-12 [3 كانون الثاني] date:0-1-3"},
		{"ar", "كانون الثاني/يناير 2024، شباط (فبراير) 2023", "[كانون الثاني/يناير 2024] date:2024-1-0 [شباط (فبراير) 2023] date:2023-2-0"},
		{"ar", "الثاني عشر من مارس", "[الثاني عشر من مارس] date:0-3-12"},
		{"ar", "مارس الرياضة في مارس 2024، شهر مارس", "[مارس 2024] date:2024-3-0 [شهر مارس] date:0-3-0"},
		{"ar", "يوم الثلاثاء 5 مارس 2024، الأربعاء، يوم الأحد", "[يوم الثلاثاء 5 مارس 2024] date:2024-3-5/2 [الأربعاء] date:0-0-0/3 [يوم الأحد] date:0-0-0/7"},
		{"ar", "قال الأحد إن الاثنين", ""},
		{"ar", "الاثنين 4 مارس", "[الاثنين 4 مارس] date:0-3-4/1"},
		{"ar", "بأكتوبر ولأكتوبر 2024", "[أكتوبر] date:0-10-0 [أكتوبر 2024] date:2024-10-0"},
		{"ar", "12 رمضان 1446، 1446 هـ، ١٤٤٦هـ، 2024م", "[12 رمضان 1446] date:1446-9-12H [1446 هـ] date:1446-0-0H [١٤٤٦هـ] date:1446-0-0H [2024م] date:2024-0-0"},
		{"ar", "1 ذو الحجة 1445 هـ، ربيع الأول 1446", "[1 ذو الحجة 1445 هـ] date:1445-12-1H [ربيع الأول 1446] date:1446-3-0H"},
		{"ar", "12/03/2024، ١٢/٣/٢٠٢٤، 2024/3/12، 12/9/1446", "[12/03/2024] date:2024-3-12 [١٢/٣/٢٠٢٤] date:2024-3-12 [2024/3/12] date:2024-3-12 [12/9/1446] date:1446-9-12H"},
		{"ar", "الساعة 14:30، الساعة 8، الساعة الثانية والنصف", "[الساعة 14:30] time:14:30 [الساعة 8] time:8:00? [الساعة الثانية والنصف] time:2:30?"},
		{"ar", "الساعة الثانية بعد الظهر، الساعة الثامنة مساء، 10:00 صباحا", "[الساعة الثانية بعد الظهر] time:14:00 [الساعة الثامنة مساء] time:20:00 [10:00 صباحا] time:10:00"},
		{"ar", "الساعة الثامنة إلا ربعا", "[الساعة الثامنة إلا ربعا] time:7:45?"},
		{"ar", "على الساعة 14 و30 دقيقة", "[الساعة 14 و30 دقيقة] time:14:30"},
		{"ar", "30 ثانية، الثانية، ثوان", "[30] number:30 [الثانية] ordinal:2"},
		{"ar", "العام الماضي والقرن الحادي والعشرين", "[الحادي والعشرين] ordinal:21"},
		{"ar", "المركز الثالث والدورة الخامسة عشرة", "[الثالث] ordinal:3 [الخامسة عشرة] ordinal:15"},
		{"ar", "في عام 2024 وفي 2023", "[2024] number:2024 [2023] number:2023"},
		{"ar", "و15 وب15000 والـ84 ال53", "[15] number:15 [15000] number:15000 [84] number:84 [53] number:53"},
		{"ar", "كوفيد-19، مجموعة العشرين", "[19] number:19 [العشرين] number:20"},
		{"ar", "50عاما و5ملايين درهم في يونيو2012 وA4 وب3", "[50] number:50 [5ملايين درهم] money:5000000MAD [يونيو2012] date:2012-6-0 [3] number:3"},
		{"ar", "4ر1 مليار يورو", ""},
		{"ar", "في فبراير شباط 2010 وتموز/يوليو", "[فبراير شباط 2010] date:2010-2-0 [تموز/يوليو] date:0-7-0"},
		{"ar", "الموافق 18 / 8 / 1436هـ", "[18 / 8 / 1436هـ] date:1436-8-18H"},
		{"ar", "مساء أمس الأول", ""},
		{"ar", "الساعة العاشرة إلا عشر دقائق", "[العاشرة] ordinal:10 [عشر] number:10"},
		{"ar", "كمية البضائع وفيلميه", ""},
		{"ar", "فاز 3-2 و٣-٢", "[3] number:3 [2] number:2 [٣] number:3 [٢] number:2"},
		{"ar", "الهاتف +212537712345 أو 0537712345", "[+212537712345] code:212537712345 [0537712345] code:0537712345"},
		{"ar", "الإصدار 2.0.1", "[2.0.1] code:2.0.1"},
		{"ar", "\u200f15\u200f%", "[15\u200f%] percent:15"},
		{"ar", "مِئَةُ شخصٍ وخَمسةٌ", "[مِئَةُ] number:100 [خَمسةٌ] number:5"},
	})
}

// checkFind compares rows of tag, text and what is found in it.
func checkFind(t *testing.T, rows [][3]string) {
	t.Helper()
	for _, r := range rows {
		if got := describeAll(r[1], r[0]); got != r[2] {
			t.Errorf("%s: %q:\n got %s\nwant %s", r[0], r[1], got, r[2])
		}
	}
}

// one returns the one value of a text.
func one(t *testing.T, text, tag string) Value {
	t.Helper()
	values := Find(text, tag)
	if len(values) != 1 {
		t.Fatalf("%s: %q has %d values: %s", tag, text, len(values), describeAll(text, tag))
	}
	return values[0]
}

func TestEqualAcrossLanguages(t *testing.T) {
	for _, c := range []struct {
		fr, ar string
		want   bool
	}{
		{"deux millions", "مليونان", true},
		{"2 millions", "٢٬٠٠٠٬٠٠٠", true},
		{"2,5 millions", "مليونين ونصف", true},
		{"cinq pour cent", "٥٪", true},
		{"5 %", "5", false},
		{"3,5 milliards d’euros", "3,5 مليارات يورو", true},
		{"100 dinars tunisiens", "100 دينار", true},
		{"100 dinars tunisiens", "100 دينار جزائري", false},
		{"50 dollars", "50 درهما", false},
		{"12 mars 2024", "١٢ آذار ٢٠٢٤", true},
		{"12/03/2024", "الثاني عشر من مارس 2024", true},
		{"mardi 12 mars 2024", "12 مارس 2024", true},
		{"mardi 12 mars 2024", "الأربعاء 12 مارس 2024", false},
		{"12 mars", "12 أبريل", false},
		{"mardi", "الثلاثاء", true},
		{"mardi", "مارس 2024", false},
		{"12 ramadan 1446", "12 رمضان 1446 هـ", true},
		{"2024", "2024م", true},
		{"1446", "1446 هـ", true},
		{"XXIe", "الحادي والعشرين", true},
		{"21e", "21", true},
		{"14h30", "الساعة الثانية والنصف", true},
		{"14h30", "الساعة 14:30", true},
		{"14h30", "الساعة الثالثة", false},
		{"12 km", "12 كيلومترا", true},
		{"deux heures", "ساعتين", true},
		{"8 heures", "8 ساعات", true},
		{"8 heures", "9 ساعات", false},
		{"14 heures", "الساعة الثانية بعد الظهر", true},
		{"12 km²", "12 كلم", false},
		{"2.0.1", "2.0.1", true},
		{"05 37 71 23 45", "0537712345", true},
		{"2 dirhams", "درهمان", true},
	} {
		a, b := one(t, c.fr, "fr"), one(t, c.ar, "ar")
		if Equal(a, b) != c.want || Equal(b, a) != c.want {
			t.Errorf("Equal(%q, %q) = %v, %v; want %v", c.fr, c.ar, Equal(a, b), Equal(b, a), c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for line := range strings.Lines(sentences) {
		if cells := strings.Split(line, "\t"); len(cells) == 3 && len(cells[1]) < 120 {
			f.Add(cells[1])
		}
	}
	for _, s := range []string{"1 1 1 1", "+0-0-0", "و١٢٬٣", "XIe", "5\u0304", "٪5%", "cent cent mille et demi",
		"الساعة الثانية والنصف", "12.03.2024هـ", "\xff5 %", "يوم الأحد, 5 مارس", "-5°C"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range []string{"fr", "ar", "ar-MA", "en", "de"} {
			checkFound(t, text, tag)
		}
	})
}

// checkFound holds the promises of Find on a text, and that Format writes what it reads.
func checkFound(t *testing.T, text, tag string) {
	t.Helper()
	end := 0
	values := Find(text, tag)
	for _, v := range values {
		if v.Start < end || v.End <= v.Start || v.End > len(text) ||
			utf8.ValidString(text) && !onRunes(text, v.Start, v.End) {
			t.Fatalf("%s: %q: value at %d-%d after %d", tag, text, v.Start, v.End, end)
		}
		end = v.End
		again := Find(text[v.Start:v.End], tag)
		if len(again) != 1 || describe(text[v.Start:v.End], again[0]) != describe(text, v) {
			t.Fatalf("%s: %q: %s, alone %s", tag, text, describe(text, v),
				describeAll(text[v.Start:v.End], tag))
		}
	}
	for i, v := range values {
		like := values[(i+1)%len(values)].Style
		if out, ok := Format(v, tag, like); ok && !Equal(one(t, out, tag), v) {
			t.Errorf("%s: %q: Format writes %q for %s", tag, text, out, describe(text, v))
		}
	}
}

func onRunes(text string, at ...int) bool {
	for _, i := range at {
		if i < len(text) && !utf8.RuneStart(text[i]) {
			return false
		}
	}
	return true
}

func BenchmarkFind(b *testing.B) {
	var texts [2]strings.Builder
	for line := range strings.Lines(sentences) {
		if cells := strings.Split(line, "\t"); len(cells) == 3 {
			side := 0
			if cells[0] == "ar" {
				side = 1
			}
			texts[side].WriteString(cells[1] + "\n")
		}
	}
	for side, tag := range []string{"fr", "ar"} {
		text := texts[side].String()
		b.Run(tag+"/tokens", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				lang.Tokens(text)
			}
		})
		b.Run(tag+"/find", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				Find(text, tag)
			}
		})
	}
	for _, c := range []struct{ name, unit string }{
		{"digits", "1 "}, {"hundreds", "cent "}, {"phone", "05-"}, {"plus", "+0 "}, {"and", "وخمسة "},
		{"groups", "111 "}, {"one number", "1"}, {"points", "1."}, {"dates", "1/"},
	} {
		text := strings.Repeat(c.unit, 1<<20/len(c.unit))
		b.Run("hostile/"+c.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				Find(text, "ar")
				Find(text, "fr")
			}
		})
	}
}
