package lang

import (
	"strings"
	"unicode"
)

// languageCounts counts letters by script, and words of one language only.
type languageCounts struct {
	arabic, nonArabic, latin int
	french, english          float64
}

// Detect guesses among Arabic, French and English by script and function words, and returns the tag
// with a confidence from 0 to 1. Without a letter it returns "" and 0. Latin text without any known
// word is French, the desk's other language, at 0.3. Arabic letters of Persian, Urdu or Pashto
// lower the confidence.
func Detect(text string) (tag string, confidence float64) {
	var c languageCounts
	for _, field := range strings.Fields(text) {
		c.add(field)
	}
	letters := c.arabic + c.latin
	switch {
	case letters == 0:
		return "", 0
	case c.arabic >= c.latin:
		sure := float64(c.arabic) / float64(letters)
		return "ar", sure * (1 - min(1, 12*float64(c.nonArabic)/float64(c.arabic)))
	}
	share := float64(c.latin) / float64(letters)
	if c.french == 0 && c.english == 0 {
		return "fr", 0.3 * share
	}
	// The confidence is full from five words on.
	sure := func(a, b float64) float64 { return share * (a - b) / (a + b) * min(1, 0.5+(a+b)/10) }
	if c.english > c.french {
		return "en", max(0.3*share, sure(c.english, c.french))
	}
	return "fr", max(0.3*share, sure(c.french, c.english))
}

// add counts one space-separated word. Addresses are ignored.
func (c *languageCounts) add(field string) {
	if strings.ContainsAny(field, "@/") || strings.Contains(field, "www.") {
		return
	}
	for _, r := range field {
		switch {
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
			c.arabic++
			if strings.ContainsRune("پچژگکیہھےټډړږښګڼۍ", r) {
				c.nonArabic++
			}
		case unicode.Is(unicode.Latin, r):
			c.latin++
		}
	}
	field = strings.ToLower(field)
	if strings.ContainsAny(field, "éèêàçùœôîâûëï") {
		c.french += 0.5
	}
	for _, tok := range Tokens(field) {
		switch languageOfWord(strings.ReplaceAll(tok.Text, "’", "'")) {
		case "fr":
			c.french++
		case "en":
			c.english++
		}
	}
}

// languageOfWord returns the language that has the word if the other has not; words of both (on, a,
// me, or, main) belong to neither.
func languageOfWord(word string) string {
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
