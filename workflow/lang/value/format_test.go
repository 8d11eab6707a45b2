package value

import (
	"strings"
	"testing"
)

// TestFormatWritesAsTheTargetDoes formats the value of a source text as the value of an old target
// is written. An empty want is one that is not certain.
func TestFormatWritesAsTheTargetDoes(t *testing.T) {
	for _, c := range []struct{ sourceTag, source, tag, old, want string }{
		{"fr", "15 %", "ar", "12٪", "15٪"},
		{"fr", "15 %", "ar", "١٢٪", "١٥٪"},
		{"fr", "3,5 %", "ar", "١٢٪", "٣٫٥٪"},
		{"fr", "3,5 %", "ar", "12 في المئة", ""},
		{"fr", "3,5 %", "ar-MA", "12 في المئة", "3,5 في المئة"},
		{"fr", "3,5 %", "ar-EG", "12 في المئة", "3.5 في المئة"},
		{"fr", "3,5 %", "ar", "1.2 في المئة", "3.5 في المئة"},
		{"ar", "٥٪", "fr", "12 %", "5 %"},
		{"ar", "خمسة في المئة", "fr", "12 pour cent", "5 pour cent"},
		{"ar", "٥٪", "fr", "douze pour cent", ""},
		{"ar", "٥", "fr", "12 %", ""},

		{"ar", "٣ ملايين دولار", "fr", "2 millions de dollars", "3 millions de dollars"},
		{"ar", "مليون دولار", "fr", "2 millions de dollars", ""},
		{"ar", "1,2 مليون دولار", "fr", "1,5 million de dollars", "1,2 million de dollars"},
		{"ar", "3 ملايين دولار", "fr", "2 500 000 dollars", "3 000 000 dollars"},
		{"ar", "2350000 دولار", "fr", "2 millions de dollars", ""},
		{"ar", "3 ملايين يورو", "fr", "2 millions de dollars", ""},
		{"ar", "3 ملايين دولار", "fr", "deux millions et demi de dollars", ""},
		{"fr", "7 millions de dollars", "ar", "3 ملايين دولار", "7 ملايين دولار"},
		{"fr", "12 millions de dollars", "ar", "3 ملايين دولار", ""},
		{"fr", "25 millions de dollars", "ar", "12 مليون دولار", "25 مليون دولار"},
		{"fr", "2 millions de dollars", "ar", "مليوني دولار", ""},
		{"fr", "2,7 millions de dollars", "ar", "1,5 مليون دولار", "2,7 مليون دولار"},
		{"fr", "12,5 millions de dollars", "ar", "3,5 ملايين دولار", ""},
		{"fr", "3,5 millions de dollars", "ar", "3 ملايين دولار", ""},
		{"fr", "50 dinars tunisiens", "ar", "20 دينارا", ""},
		{"fr", "5 €", "ar", "12 €", "5 €"},
		{"fr", "12,50 €", "ar-MA", "3,75 €", "12,50 €"},
		{"fr", "5 euros", "ar", "12 يورو", "5 يورو"},
		{"fr", "7 dirhams", "ar", "5 دراهم", "7 دراهم"},
		{"fr", "12 dirhams", "ar", "5 دراهم", ""},
		{"fr", "30 km", "ar", "12 كلم", "30 كلم"},
		{"fr", "30 km", "ar", "12 كيلومترا", "30 كيلومترا"},
		{"fr", "5 km", "ar", "12 كيلومترا", ""},

		{"fr", "35", "ar", "12", "35"},
		{"fr", "5", "ar", "12", ""},
		{"fr", "103", "ar", "5", "103"},
		{"fr", "10", "ar", "5", "10"},
		{"fr", "11", "ar", "5", ""},
		{"fr", "100", "ar", "200", "100"},
		{"ar", "5", "fr", "12", "5"},
		{"ar", "5", "fr", "1", ""},
		{"ar", "0", "fr", "1", "0"},
		{"fr", "2025", "ar", "2010", "2025"},
		{"fr", "2025", "ar", "٢٠١٠", "٢٠٢٥"},
		{"ar", "2025", "fr", "2 010", ""},
		{"fr", "12 500", "ar", "٢٣٬٤١١", ""},
		{"fr", "23 412", "ar", "٢٥٬٤١٢", "٢٣٬٤١٢"},
		{"fr", "23 412", "ar", "25412", "23412"},
		{"fr", "23 412", "ar-MA", "25.412", "23.412"},
		{"fr", "23 412", "ar", "25.412", ""},
		{"fr", "23 412", "ar", "12", ""},
		{"ar", "23412", "fr", "12", "23\u202f412"},
		{"ar", "23412", "fr", "12 500", "23 412"},
		{"ar", "23412", "fr", "2010", ""},
		{"fr", "-5", "ar", "7", ""},
		{"fr", "sept", "ar", "5", "7"},
		{"fr", "sept", "ar", "خمسة", ""},

		{"ar", "السابع", "fr", "5e", "7e"},
		{"ar", "الأول", "fr", "5e", ""},
		{"ar", "السابع", "fr", "1er", ""},
		{"ar", "الحادي والعشرين", "fr", "XIXe", "XXIe"},
		{"fr", "7e", "ar", "الخامس", ""},
		{"ar", "السابع", "fr", "cinquième", ""},

		{"fr", "13 avril 2025", "ar", "12 يناير 2024", "13 أبريل 2025"},
		{"fr", "13 avril 2025", "ar", "12 مارس 2024", "13 أبريل 2025"},
		{"fr", "13 août 2025", "ar", "12 مارس 2024", "13 أغسطس 2025"},
		{"fr", "13 août 2025", "ar-MA", "12 مارس 2024", "13 غشت 2025"},
		{"fr", "13 août 2025", "ar-EG", "12 مارس 2024", "13 أغسطس 2025"},
		{"fr", "13 août 2025", "ar-DZ", "12 مارس 2024", "13 أوت 2025"},
		{"fr", "13 août 2025", "ar", "12 شتنبر 2024", "13 غشت 2025"},
		{"fr", "13 août 2025", "ar", "١٢ آذار ٢٠٢٤", "١٣ آب ٢٠٢٥"},
		{"fr", "1er janvier 2025", "ar", "12 تشرين الأول 2024", "1 كانون الثاني 2025"},
		{"fr", "13 août 2025", "ar", "12 آذار/مارس 2024", ""},
		{"fr", "13 août", "ar", "12 آذار 2024", ""},
		{"fr", "13 août 2025", "ar", "الثاني عشر من آذار 2024", ""},
		{"ar", "1 آذار 2025", "fr", "12 mars 2024", "1er mars 2025"},
		{"ar", "5 آب 2025", "fr", "1er mars 2024", "5 août 2025"},
		{"ar", "آب 2025", "fr", "avril 2024", "août 2025"},
		{"ar", "آذار 2025", "fr", "avril 2024", ""},
		{"ar", "5 آذار 2025", "fr", "mardi 12 mars 2024", "mercredi 5 mars 2025"},
		{"ar", "5 آذار", "fr", "mardi 12 mars", ""},
		{"ar", "الخميس 5 آذار 2025", "fr", "mardi 12 mars 2024", ""},
		{"ar", "الأربعاء 5 آذار", "fr", "Mardi 12 mars", "Mercredi 5 mars"},
		{"ar", "الأربعاء 5 آذار", "fr", "12 mars", ""},
		{"fr", "mercredi", "ar", "يوم الثلاثاء", "يوم الأربعاء"},
		{"fr", "05/11/2025", "ar", "12/03/2024", "05/11/2025"},
		{"fr", "05/11/2025", "ar", "١٢/٣/٢٠٢٤", "٥/١١/٢٠٢٥"},
		{"fr", "05/11/2025", "ar", "12/11/2024", ""},
		{"ar", "5/11/2025", "fr", "12/11/2024", "05/11/2025"},
		{"ar", "5/11/2025", "fr", "2024-03-12", "2025-11-05"},
		{"fr", "13 ramadan 1446", "ar", "12 رجب 1445 هـ", "13 رمضان 1446 هـ"},
		{"fr", "13 mars 2025", "ar", "12 رجب 1445 هـ", ""},
		{"ar", "1 ذو الحجة 1446", "ar", "5 ذي القعدة 1445", ""},
		{"en", "03/04/2025", "fr", "12/03/2024", ""},

		{"ar", "الساعة 14:30", "fr", "9h15", "14h30"},
		{"ar", "الساعة 09:05", "fr", "14h15", "9h05"},
		{"ar", "الساعة 14:00", "fr", "9h15", ""},
		{"ar", "الساعة 14:00", "fr", "9h", "14h"},
		{"ar", "الساعة 14:30", "fr", "9h", ""},
		{"ar", "الساعة الثانية", "fr", "9h", ""},
		{"fr", "14h30", "ar", "الساعة 19:15", "الساعة 14:30"},
		{"fr", "14h", "ar", "الساعة 19:15", "الساعة 14:00"},
		{"fr", "9h", "ar", "الساعة 19:15", ""},
		{"fr", "9h", "ar", "10:00 صباحا", ""},
		{"fr", "version 2.0.2", "ar", "2.0.1", "2.0.2"},
	} {
		v, like := one(t, c.source, c.sourceTag), one(t, c.old, c.tag)
		got, ok := Format(v, c.tag, like.Style)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Format(%s %q, like %s %q) = %q, %v; want %q",
				c.sourceTag, c.source, c.tag, c.old, got, ok, c.want)
		}
	}
}

func TestFormatWantsAStyleThatWasFound(t *testing.T) {
	if got, ok := Format(one(t, "12 %", "fr"), "fr", Style{Digits: ASCII}); ok {
		t.Errorf("Format in an empty style writes %q", got)
	}
}

func TestFindBoundsTheValuesOfAText(t *testing.T) {
	if n := len(Find(strings.Repeat("7 ", 1<<16), "fr")); n != maxValues {
		t.Errorf("%d values", n)
	}
}

func TestDecimalIsExact(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want Decimal
	}{
		{"zeros", newDecimal("0012", "3400"), "12.34"},
		{"nothing", newDecimal("", ""), "0"},
		{"shift", Decimal("1.2345").shift(2), "123.45"},
		{"shift past the fraction", Decimal("1.5").shift(3), "1500"},
		{"unshift", Decimal("1500000").unshift(6), "1.5"},
		{"unshift below one", Decimal("5").unshift(3), "0.005"},
		{"sum", Decimal("0.1").add("0.2"), "0.3"},
		{"sum of scales", Decimal("99.95").add("0.05"), "100"},
		{"beyond 64 bits", Decimal("99999999999999999999").add("1"), "100000000000000000000"},
		{"minus", Decimal("5").negate(), "-5"},
		{"no minus zero", Decimal("0").negate(), "0"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
}
