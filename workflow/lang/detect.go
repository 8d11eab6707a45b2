package lang

import (
	"strings"
	"unicode"
)

// evidence is what Detect counts: letters by script, and words only one language has.
type evidence struct {
	arabic, foreign, latin int
	fr, en                 float64
}

// Detect guesses among Arabic, French and English by script and function words, and answers
// the tag with a confidence from 0 to 1. Without a letter it answers "" and 0. Latin text that
// shows nothing of either language is called French, the desk's other language, at 0.3. Arabic
// letters of Persian, Urdu or Pashto lower the confidence.
func Detect(text string) (tag string, confidence float64) {
	var e evidence
	for _, field := range strings.Fields(text) {
		e.add(field)
	}
	letters := e.arabic + e.latin
	switch {
	case letters == 0:
		return "", 0
	case e.arabic >= e.latin:
		sure := float64(e.arabic) / float64(letters)
		return "ar", sure * (1 - min(1, 12*float64(e.foreign)/float64(e.arabic)))
	}
	share := float64(e.latin) / float64(letters)
	if e.fr == 0 && e.en == 0 {
		return "fr", 0.3 * share
	}
	// One word is a hint, five are a proof.
	sure := func(a, b float64) float64 { return share * (a - b) / (a + b) * min(1, 0.5+(a+b)/10) }
	if e.en > e.fr {
		return "en", max(0.3*share, sure(e.en, e.fr))
	}
	return "fr", max(0.3*share, sure(e.fr, e.en))
}

// add counts one space-separated word. Addresses say nothing about the language.
func (e *evidence) add(field string) {
	if strings.ContainsAny(field, "@/") || strings.Contains(field, "www.") {
		return
	}
	for _, r := range field {
		switch {
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
			e.arabic++
			if strings.ContainsRune("پچژگکیہھےټډړږښګڼۍ", r) {
				e.foreign++
			}
		case unicode.Is(unicode.Latin, r):
			e.latin++
		}
	}
	e.addLatin(strings.ToLower(field))
}

func (e *evidence) addLatin(field string) {
	if strings.ContainsAny(field, "éèêàçùœôîâûëï") {
		e.fr += 0.5
	}
	for _, tok := range Tokens(field) {
		switch weigh(strings.ReplaceAll(tok.Text, "’", "'")) {
		case "fr":
			e.fr++
		case "en":
			e.en++
		}
	}
}

// weigh names the language a word belongs to alone; words of both (on, a, me, or, main) say
// nothing.
func weigh(word string) string {
	switch word {
	case "le", "la", "les", "l'", "d'", "qu'", "n'", "s'", "c'", "j'", "du", "des", "de", "et", "est",
		"une", "un", "aux", "au", "que", "qui", "dans", "pour", "par", "sur", "pas", "plus", "ce",
		"cette", "ces", "sont", "ont", "avec", "se", "sa", "ses", "leur", "leurs", "nous", "vous",
		"il", "elle", "ils", "elles", "mais", "ou", "où", "ne", "être", "été", "fait", "entre",
		"selon", "après", "aussi", "même", "sans", "sous", "comme", "lors", "depuis", "était":
		return "fr"
	case "the", "of", "and", "to", "in", "is", "was", "were", "that", "for", "with", "as", "by",
		"are", "be", "been", "has", "have", "had", "this", "these", "from", "at", "it", "its", "he",
		"she", "his", "her", "they", "their", "we", "you", "not", "but", "which", "who", "will",
		"would", "an", "said", "after", "about", "between", "into", "than":
		return "en"
	}
	return ""
}
