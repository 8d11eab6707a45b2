package figure

import (
	"testing"

	"truchement/workflow/check/checktest"
)

func TestAddress(t *testing.T) {
	checktest.Examples(t, &address, []checktest.Example{
		{"ar-fr", "راسلونا على news@desk.ma أو https://desk.ma/ar/12.", "Écrivez à news@desk.ma ou sur https://desk.ma/fr/12.", nil},
		{"ar-fr", "على موقع (www.desk.ma)", "sur desk.ma/", nil},
		{"fr-ar", "selon le site weather.com.", "وفق موقع weather.com", nil},
		{"fr-ar", "Voir https://ar.desk.ma", "انظر https://fr.desk.ma", nil},
		{"ar-fr", "غرد @MerPolCC أمس", "a tweeté @merpolcc", nil},
		{"ar-fr", "وسم #المغرب", "le mot-dièse #Maroc", nil},
		{"fr-ar", "Il vit à Paris. Et il y reste. n°5 et C#", "يعيش في باريس.", nil},
		{"ar-fr", "راسلونا على news@desk.ma", "Écrivez à news@desk.fr", []string{"news@desk.fr|news@desk.ma|Écrivez à news@desk.ma"}},
		{"ar-fr", "على https://desk.ma/12", "sur https://desk.ma/13", []string{"https://desk.ma/13|https://desk.ma/12|sur https://desk.ma/12"}},
		{"ar-fr", "على https://desk.ma/12", "sur notre site", []string{"|https://desk.ma/12|sur notre site"}},
		{"ar-fr", "غرد @MerPolCC", "a tweeté", []string{"|@MerPolCC|a tweeté"}},
		{"ar-fr", "وسم #المغرب", "le Maroc", []string{"|#المغرب|le Maroc"}},
		{"ar-fr", "وسم #Maroc", "le Maroc", nil},
	})
}
