package name

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestName(t *testing.T) {
	checktest.Examples(t, &nameCheck, []checktest.Example{
		{"ar-fr", "أكد عبد الوافي لفتيت أن الوزارة تتابع الملف.", "Abdelouafi Laftit a affirmé que le ministère suit le dossier.", nil},
		{"ar-fr", "يعيش في كاليفورنيا سكان كثيرون.", "Hier, des Californiens nombreux ont voté.", nil},
		{"fr-ar", "Le club de Mbappé et les Floridiens ont perdu.", "خسر نادي مبابي وفريق فلوريدا.", nil},
		{"fr-ar", "Le virus HCoV est étudié.", "يدرس العلماء فيروس كوف.", nil}, // an acronym
		{"fr-ar", "Il a vu Robert Jones hier à la gare.", "رأى روبرت جوزن في المحطة.", []string{"جوزن|Jones|رأى روبرت جوزن في المحطة."}},
		{"fr-ar", "Le maire Rogers a introduit la mesure.", "أدخل العمدة رورجز التدبير.", []string{"رورجز|Rogers|أدخل العمدة رورجز التدبير."}},
		{"ar-fr", "أدخل العمدة روجرز التدبير.", "Le maire Rogesr a introduit la mesure.", []string{"Rogesr|روجرز|Le maire Rogesr a introduit la mesure."}},
		{"ar-fr", "قال جو ستيرنليب إن المنافسة كبيرة.", "« La concurrence est forte », a dit Joe Sternlieb.", nil},
		{"fr-ar", "Le juge Viguier a entendu Schulman.", "استمع القاضي فيغييه إلى شولمان.", nil},
		{"ar-fr", "زار الوزير سان دوني ونيويورك.", "Le ministre a visité Saint-Denis et New York.", nil},
		{"ar-fr", "هذا قانون الإسبارطيين.", "C’est la loi des Spartiates.", nil},
		{"ar-fr", "قال كامبل ذلك في شينجن.", "Hier, Campbell l’a dit à Shenzhen.", nil},
		{"ar-fr", "أقر بهيمنة الإمبراطورية الفارسية.", "Il accepta la domination de la Perse achéménide.", nil},
		{"fr-ar", "Hier, Theresa May a vu Boris Johnson.", "رأى بوريس جونسون السيدة ماي أمس.", nil},
		{"ar-fr", "يسكن في ولاية أوتاريو.", "Il habite dans l’Ontario.", nil}, // the source is wrong
		{"fr-ar", "Il habite dans l’Ontario.", "يسكن في ولاية أوتاريو.", []string{"أوتاريو|Ontario|يسكن في ولاية أوتاريو."}},
		{"ar-fr", "قال جو ستيرنليب إن المنافسة كبيرة.", "« La concurrence est forte », a dit Joe Sterklieb.",
			[]string{"Sterklieb|ستيرنليب|« La concurrence est forte », a dit Joe Sterklieb."}},
		{"ar-fr", "أكد عبد الوافي لفتيت أن الوزارة تتابع الملف.", "M. Abdelouafi Lafkit a affirmé que le ministère suit le dossier.",
			[]string{"Lafkit|لفتيت|M. Abdelouafi Lafkit a affirmé que le ministère suit le dossier."}},
		{"fr-ar", "Le juge a entendu Schulman hier.", "استمع القاضي أمس إلى شولتان.", []string{"شولتان|Schulman|استمع القاضي أمس إلى شولتان."}},
		{"fr-ar", "Le port de Tétouan est ouvert.", "ميناء تكوان مفتوح.", []string{"تكوان|Tétouan|ميناء تكوان مفتوح."}},
	})
}
