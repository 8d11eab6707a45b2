package value

import (
	"strings"
	"sync"
)

// unit is what a word or sign after a number says it counts.
type unit struct {
	kind   Kind
	code   string // a currency, or a unit of measure
	agrees bool   // the word has another form for other numbers
	two    bool   // the word is a dual, which has its number in itself: درهمان
}

// currencyNames are the folded names and signs of currencies. Before the bar are those of one form,
// after it those that agree with the number, after the second bar the Arabic duals.
const currencyNames = `
EUR: eur € يورو | euro euros
USD: usd $ us$ | dollar dollars دولار دولارا دولارات | دولارين دولاران
GBP: gbp £
JPY: jpy ¥ ين | yen yens
CNY: cny يوان | yuan yuans
RUB: rub | rouble roubles روبل روبلا روبلات | روبلين
CHF: chf
CAD: cad
AUD: aud
MAD: mad dh dhs | dirham dirhams درهم درهما دراهم | درهمين درهمان
DZD: dzd
TND: tnd
LYD: lyd
KWD: kwd
JOD: jod
IQD: iqd
BHD: bhd
SAR: sar
QAR: qar
OMR: omr
YER: yer
AED: aed
EGP: egp
TRY: try
LBP: lbp
SYP: syp
XOF: xof fcfa
MRU: mru | ouguiya ouguiyas اوقيه اوقيات
INR: inr | roupie roupies روبيه روبيات
dinar: | dinar dinars دينار دينارا دنانير | دينارين ديناران
livre: | livres جنيه جنيها جنيهات ليره ليرات | جنيهين ليرتين
rial: | riyal riyals rial rials ريال ريالا ريالات | ريالين ريالان
franc: | franc francs فرنك فرنكا فرنكات
`

// currencyCountries are the adjectives that give a currency its country, after the name or the code
// it has without one.
const currencyCountries = `
dinar TND: tunisien tunisiens تونسي تونسيا تونسيه
dinar LYD: libyen libyens ليبي ليبيا
dinar DZD: algerien algeriens جزائري جزائريا جزائريه
dinar KWD: koweitien koweitiens كويتي كويتيا
dinar JOD: jordanien jordaniens اردني اردنيا
dinar IQD: irakien irakiens عراقي عراقيا
dinar BHD: bahreini بحريني بحرينيا
livre GBP: sterling استرليني استرلينيا
livre EGP: egyptienne egyptiennes مصري مصريا مصريه
livre TRY: turque turques تركيه
livre LBP: libanaise libanaises لبنانيه
livre SYP: syrienne syriennes سوريه
rial SAR: saoudien saoudiens سعودي سعوديا
rial QAR: qatari qatariens قطري قطريا
rial OMR: omanais عماني عمانيا
rial YER: yemenite yemenites يمني يمنيا
rial IRR: iranien iraniens ايراني ايرانيا
franc CHF: suisse suisses سويسري سويسريا
franc XOF: cfa
franc FRF: francais فرنسي فرنسيا
USD USD: americain americains امريكي امريكيا اميركي اميركيا
USD CAD: canadien canadiens كندي كنديا
USD AUD: australien australiens استرالي استراليا
MAD MAD: marocain marocains مغربي مغربيا مغربيه
MAD AED: emirati emiratis اماراتي اماراتيا
`

// measureNames are the names of units of measure, as those of currencies.
const measureNames = `
mm: mm مم | millimetre millimetres مليمتر مليمترا مليمترات
cm: cm سم | centimetre centimetres سنتيمتر سنتيمترا سنتيمترات
m: m | metre metres متر مترا امتار | مترين متران
km: km كلم كم | kilometre kilometres كيلومتر كيلومترا كيلومترات | كيلومترين كيلومتران
m2: m2 م2
km2: km2 كلم2 كم2
m3: m3 م3
ha: ha | hectare hectares هكتار هكتارا هكتارات | هكتارين هكتاران
g: g غ | gramme grammes غرام غراما غرامات جرام جراما جرامات
kg: kg كغ كلغ كجم | kilogramme kilogrammes kilo kilos كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلو
t: t | tonne tonnes طن طنا اطنان | طنين طنان
l: l | litre litres لتر لترا لترات | لترين
deg: ° | degre degres درجه درجات | درجتين درجتان
degC: °c
kW: kw | kilowatt kilowatts كيلوواط كيلووات
MW: mw | megawatt megawatts ميغاواط ميغاوات ميجاوات
GW: gw | gigawatt gigawatts غيغاواط جيجاوات
kWh: kwh
km/h: km/h
h: h | heure heures ساعه ساعات | ساعتين ساعتان
bbl: | baril barils برميل برميلا براميل | برميلين
mi: | mile miles ميل ميلا اميال
`

// unitPowers are the words after a unit of length that make it one of area or volume.
const unitPowers = `
2: carre carres مربع مربعا مربعه مربعين مربعات
3: cube cubes مكعب مكعبا مكعبه مكعبين
`

// unitTables are the tables above, by word.
type unitTables struct {
	units     map[string]unit
	powers    map[string]string
	countries map[[2]string]string // by currency and adjective
	families  map[string]string    // the currency without a country, by code
}

var unitsOnce = sync.OnceValue(func() unitTables {
	t := unitTables{units: map[string]unit{}, powers: map[string]string{},
		countries: map[[2]string]string{}, families: map[string]string{}}
	t.fill(Money, currencyNames)
	t.fill(Measure, measureNames)
	eachRow(unitPowers, func(power, words string) {
		for _, w := range strings.Fields(words) {
			t.powers[w] = power
		}
	})
	eachRow(currencyCountries, func(codes, words string) {
		family, code, _ := strings.Cut(codes, " ")
		for _, w := range strings.Fields(words) {
			t.countries[[2]string{family, w}] = code
		}
		if strings.ToLower(family) == family {
			t.families[code] = family
		}
	})
	return t
})

// eachRow visits the lines of a table: a name, a colon, and words.
func eachRow(table string, visit func(name, words string)) {
	for line := range strings.Lines(table) {
		if name, words, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			visit(name, words)
		}
	}
}

func (t unitTables) fill(kind Kind, table string) {
	eachRow(table, func(code, words string) {
		column := 0
		for _, w := range strings.Fields(words) {
			if w == "|" {
				column++
				continue
			}
			t.units[w] = unit{kind: kind, code: code, agrees: column > 0, two: column == 2}
		}
	})
}

// currencyFamily returns the name that a currency shares with those of other countries, or
// nothing.
func currencyFamily(code string) string { return unitsOnce().families[code] }
