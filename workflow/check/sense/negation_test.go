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
		// No denial.
		{"ar-fr", "لا يزال الوزير في الرباط.", "Le ministre est à Rabat.", nil},
		{"ar-fr", "لم يوقع سوى الوزير الاتفاق.", "Le ministre a signé l’accord.", nil},
		{"fr-ar", "Le ministre n’a pas seulement signé l’accord.", "وقع الوزير الاتفاق.", nil},
		{"ar-fr", "تأشيرة لم شمل الأسرة.", "Le visa de regroupement de la famille.", nil},
		{"fr-ar", "Le ministre ne signe que l’accord.", "وقع الوزير الاتفاق.", nil},
	})
}
