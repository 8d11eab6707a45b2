package sense

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestNegation(t *testing.T) {
	checktest.Examples(t, &negation, []checktest.Example{
		{"ar-fr", "لم يوقع الوزير الاتفاق.", "Le ministre n’a pas signé l’accord.", nil},
		{"ar-fr", "لم يوقع الوزير الاتفاق.", "Le ministre a signé l’accord.", []string{"|لم يوقع|Le ministre a signé l’accord."}},
		{"ar-fr", "وقع الوزير الاتفاق.", "Le ministre n’a pas signé l’accord.",
			[]string{"n’a pas||Le ministre n’a pas signé l’accord."}},
		{"fr-ar", "Le ministre n’a pas signé l’accord.", "وقع الوزير الاتفاق.", []string{"|n’a pas|وقع الوزير الاتفاق."}},
		{"fr-ar", "Le ministre a signé l’accord.", "لم يوقع الوزير الاتفاق.", []string{"لم يوقع||لم يوقع الوزير الاتفاق."}},
		// Denied in another way.
		{"fr-ar", "Le ministre n’a pas signé l’accord.", "رفض الوزير توقيع الاتفاق.", nil},
		{"fr-ar", "Le ministre n’a pas signé l’accord.", "أكد الوزير عدم توقيع الاتفاق.", nil},
		{"ar-fr", "لا يمكن للوزير توقيع الاتفاق.", "Le ministre est incapable de signer l’accord.", nil},
		{"ar-fr", "لا يمكن وصف الاتفاق.", "L’accord est indescriptible.", nil},
		{"ar-fr", "لم يوقع الوزير إلا الاتفاق.", "Le ministre a signé le seul accord.", nil},
		{"ar-fr", "حذر الوزير من ألا يوقع الاتفاق.", "Le ministre craint de ne pas signer l’accord.", nil},
		{"ar-fr", "لم يوقع أي وزير الاتفاق.", "Aucun ministre n’a signé l’accord.", nil},
		{"fr-ar", "Le ministre ne pouvait signer l’accord.", "لم يكن بوسع الوزير توقيع الاتفاق.", nil},
		{"ar-fr", "نادرا ما يوقع الوزير.", "Le ministre ne signe guère.", nil},
		{"ar-fr", "لا يناسب الاتفاق الوزير.", "Le ministre signe plutôt un autre accord.", nil},
		{"ar-fr", "لم يوقع الوزير الاتفاق.", "Le ministre “didn’t sign” l’accord.", nil},
		{"fr-ar", "Le ministre a dit la vérité au gouvernement.", "لم يقل الوزير الحقيقة للحكومة.", []string{"لم يقل||لم يقل الوزير الحقيقة للحكومة."}},
		{"fr-ar", "Le ministre a signé au moins dix accords.", "وقع الوزير ما لا يقل عن عشرة اتفاقات.", nil},
		{"ar-fr", "وقع الوزير الاتفاق دائما.", "Le ministre n’a pas toujours signé l’accord.", []string{"n’a pas||Le ministre n’a pas toujours signé l’accord."}},
		{"ar-fr", "لم يوقع الوزير الاتفاق.", "Le ministre a signé un peu tard l’accord.", []string{"|لم يوقع|Le ministre a signé un peu tard l’accord."}},
		{"ar-fr", "وقع الوزير الاتفاق غير أن الحكومة رفضت.", "Le ministre a signé l’accord mais le gouvernement a refusé.", nil},
		// By its sense alone, where the other text has nothing negative.
		{"fr-ar", "Le ministre a signé, rien de nouveau.", "وقع الوزير أمرا جديدا.", []string{"|rien|وقع الوزير أمرا جديدا."}},
		{"ar-fr", "وقع الوزير الاتفاق.", "Il est impossible de signer l’accord.", []string{"impossible||Il est impossible de signer l’accord."}},
		{"fr-ar", "Il est impossible de signer l’accord.", "يتعذر توقيع الاتفاق.", nil},
		{"fr-ar", "Une réunion sans le ministre.", "اجتماع في غياب الوزير.", nil},
		// Denied elsewhere, or by a word that is far from it.
		{"ar-fr", "لم يوقع الوزير الاتفاق الذي قرأه البرلمان.", "Le ministre n’a pas signé l’accord que le parlement n’avait pas lu.",
			[]string{"n’avait pas||Le ministre n’a pas signé l’accord que le parlement n’avait pas lu."}},
		{"fr-ar", "Le gouvernement n’a pas signé l’accord avec le parlement, a déclaré hier le ministre de la Justice à la presse, sans sourire.",
			"الحكومة وقعت الاتفاق مع البرلمان، كما صرح أمس وزير العدل للصحافة من غير أن يبتسم.",
			[]string{"|n’a pas|الحكومة وقعت الاتفاق مع البرلمان، كما صرح أمس وزير العدل للصحافة من غير أن يبتسم."}},
		// No denial.
		{"fr-ar", "Le ministre ne cesse de signer.", "يواصل الوزير التوقيع.", nil},
		{"ar-fr", "لم يبق الوزير لأكثر من يومين.", "Le ministre est resté deux jours.", nil},
		{"ar-fr", "لا يوقع الوزير فحسب، بل يحضر أيضا.", "Le ministre signe et vient aussi.", nil},
		{"ar-fr", "سأل الوزير لم اختار الاتفاق.", "Le ministre a demandé la raison de l’accord.", nil},
		{"ar-fr", "لا يزال الوزير في الرباط.", "Le ministre est à Rabat.", nil},
		{"ar-fr", "لم يوقع سوى الوزير الاتفاق.", "Le ministre a signé l’accord.", nil},
		{"fr-ar", "Le ministre n’a pas seulement signé l’accord.", "وقع الوزير الاتفاق.", nil},
		{"ar-fr", "تأشيرة لم شمل الأسرة.", "Le visa de regroupement de la famille.", nil},
		{"fr-ar", "Le ministre ne signe que l’accord.", "وقع الوزير الاتفاق.", nil},
	})
}
