package memory

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// repairs are units, texts like their sources, and what becomes of their targets, with what was
// replaced in brackets. Half of them stay as they are.
var repairs = []struct{ from, to, source, target, text, want string }{
	{"ar", "fr", "ارتفعت الأسعار بنسبة 5 في المئة سنة 2024.", "Les prix ont augmenté de 5 % en 2024.",
		"ارتفعت الأسعار بنسبة 7 في المئة سنة 2025.", "Les prix ont augmenté de [5 %→7 %] en [2024→2025]."},
	{"ar-MA", "fr", "اجتمع المجلس يوم 12 مارس 2024 بالرباط.", "Le conseil s’est réuni le 12 mars 2024 à Rabat.",
		"اجتمع المجلس يوم 3 أبريل 2025 بالرباط.", "Le conseil s’est réuni le [12 mars 2024→3 avril 2025] à Rabat."},
	{"fr", "ar", "Le stade compte 45 000 places.", "يضم الملعب 45 ألف مقعد.",
		"Le stade compte 68 000 places.", "يضم الملعب 45 ألف مقعد."}, // 68 ألف may change its noun: not certain
	{"fr", "ar-MA", "La hausse est de 12 % cette année.", "تبلغ الزيادة 12% هذه السنة.",
		"La hausse est de 15 % cette année.", "تبلغ الزيادة [12%→15%] هذه السنة."},
	{"ar", "fr", "أطلقت شركة Google خدمة جديدة.", "La société Google a lancé un nouveau service.",
		"أطلقت شركة Microsoft خدمة جديدة.", "La société [Google→Microsoft] a lancé un nouveau service."},
	{"fr", "ar", "La société Google lance un service.", "أطلقت شركة Google خدمة.",
		"La société Microsoft lance un service.", "أطلقت شركة [Google→Microsoft] خدمة."},
	{"ar", "fr", "أعلنت شركة Apple الخبر.", "L’annonce d’Apple est tombée.", "أعلنت شركة Google الخبر.", "L’annonce d’Apple est tombée."},
	{"ar", "fr", "أعلنت شركة Apple الخبر.", "L’annonce d’Apple est tombée.", "أعلنت شركة IBM الخبر.", "L’annonce d’[Apple→IBM] est tombée."},
	{"ar", "fr", "أعلنت شركة Google الخبر.", "L’annonce de Google est tombée.", "أعلنت شركة Apple الخبر.", "L’annonce de Google est tombée."},
	{"ar", "fr", "أعلنت شركة Google الخبر.", "L’annonce de Google est tombée.", "أعلنت شركة Meta الخبر.", "L’annonce de [Google→Meta] est tombée."},
	{"fr", "ar", "Le Parlement l’examinera le 3 juin 2026.", "سيدرسه البرلمان في 3 يونيو 2026.",
		"Le Parlement l’examinera le 17 septembre 2026.", "سيدرسه البرلمان في [3 يونيو 2026→17 سبتمبر 2026]."},
	{"ar", "fr", "سيدرسه البرلمان في 3 يونيو 2026.", "Le Parlement l’examinera le 3 juin 2026.",
		"سيدرسه البرلمان في 17 سبتمبر 2026.", "Le Parlement l’examinera le [3 juin 2026→17 septembre 2026]."},
	{"fr", "ar-MA", "Le vote du 3 juin 2026 est reporté.", "تأجل تصويت 3 يونيو 2026.",
		"Le vote du 17 septembre 2026 est reporté.", "تأجل تصويت [3 يونيو 2026→17 شتنبر 2026]."},
	// What is there twice, or not at all, or changed its kind, is left alone.
	{"ar", "fr", "5 لاعبين و5 مدربين.", "5 joueurs et 5 entraîneurs.", "5 لاعبين و6 مدربين.", "5 joueurs et 5 entraîneurs."},
	{"ar", "fr", "حضر 20 وزيرا.", "De nombreux ministres étaient présents.", "حضر 30 وزيرا.", "De nombreux ministres étaient présents."},
	{"ar", "fr", "حضر 20 وزيرا.", "20 ministres étaient présents.", "حضر الوزراء سنة 2024 و2025.", "20 ministres étaient présents."},
	{"ar", "fr", "حضر وزير واحد من 20.", "1 ministre sur 20 est venu.", "حضر وزير واحد من 20.", "1 ministre sur 20 est venu."},
	{"fr", "ar", "Le maire de Paris est venu.", "حضر عمدة باريس.", "Le maire de Lyon est venu.", "حضر عمدة باريس."},
	{"fr", "en", "Google lance un service.", "Google launches a service.", "Microsoft lance un service.", "Google launches a service."},
}

func TestRepair(t *testing.T) {
	for _, r := range repairs {
		u := workflow.Unit{SourceLang: r.from, TargetLang: r.to, Source: bitext.Plain(r.source),
			Target: bitext.Plain(r.target)}
		got, places := repair(u, u.Target, r.text)
		var b strings.Builder
		last := 0
		for _, p := range places {
			b.WriteString(got.String()[last:p.From] + "[" + p.Old + "→" + got.String()[p.From:p.To] + "]")
			last = p.To
		}
		if b.WriteString(got.String()[last:]); b.String() != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.text, b.String(), r.want)
		}
	}
}

// Codes of the target stay where they are; a number that a code cuts in two is left alone.
func TestRepairKeepsCodes(t *testing.T) {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	code := func(k bitext.Kind) bitext.Run { return bitext.Run{Kind: k, Code: bold} }
	u := workflow.Unit{SourceLang: "ar", TargetLang: "fr", Source: bitext.Plain("بلغت النسبة 12 في المئة.")}
	whole := bitext.Text{{Chars: "Le taux est de "}, code(bitext.Open), {Chars: "12 %"}, code(bitext.Close), {Chars: "."}}
	cut := bitext.Text{{Chars: "Le taux est de 1"}, code(bitext.Open), {Chars: "2 %"}, code(bitext.Close), {Chars: "."}}
	got, places := repair(u, whole, "بلغت النسبة 15 في المئة.")
	if got.Markup() != strings.Replace(whole.Markup(), "12", "15", 1) || len(places) != 1 {
		t.Errorf("%s, %v", got.Markup(), places)
	}
	if got, places := repair(u, cut, "بلغت النسبة 15 في المئة."); !got.Equal(cut) || places != nil {
		t.Errorf("%s, %v", got.Markup(), places)
	}
}
