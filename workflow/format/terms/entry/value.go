package entry

import (
	"strings"

	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// ParseStatus reads a status as files of other programs name it, in French, Arabic or English:
// those of TBX (preferredTerm-admn-sts), and what people write in tables.
func ParseStatus(s string) (term.Status, bool) {
	key := wordKey(s)
	key = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(key, "-admn-sts"), "term"), " ")
	switch key {
	case "preferred", "standardized", "legal", "regulated", "recommended", "approved", "prefere",
		"preferee", "privilegie", "recommande", "recommandee", "valide", "validee", "approuve",
		"مفضل", "المفضل", "معتمد", "موصي به":
		return term.Preferred, true
	case "admitted", "allowed", "accepted", "acceptable", "proposed", "alternative", "admis", "admise", "accepte",
		"acceptee", "tolere", "toleree", "propose", "مقبول", "المقبول", "مسموح", "جائز", "مقترح":
		return term.Admitted, true
	case "deprecated", "superseded", "obsolete", "forbidden", "notrecommended", "not recommended",
		"rejected", "do not use", "interdit", "interdite", "deconseille", "deconseillee", "rejete",
		"a eviter", "a proscrire", "proscrit", "ممنوع", "محظور", "مرفوض", "متروك", "مهجور", "لا يستعمل":
		return term.Deprecated, true
	}
	return "", false
}

// ParseType reads the type of a concept, in French, Arabic or English.
func ParseType(s string) (term.Type, bool) {
	switch wordKey(s) {
	case "general", "generale", "terme", "term", "commun", "common", "عام", "مصطلح":
		return term.General, true
	case "person", "personne", "people", "nom de personne", "personnalite", "شخص", "شخصيه", "علم":
		return term.Person, true
	case "institution", "organisation", "organization", "organisme", "entreprise", "company", "مؤسسه",
		"منظمه", "هيئه", "شركه":
		return term.Institution, true
	case "place", "location", "lieu", "toponyme", "pays", "ville", "مكان", "موقع", "بلد", "مدينه":
		return term.Place, true
	case "title", "titre", "fonction", "honorific", "لقب", "منصب", "صفه":
		return term.Title, true
	case "event", "evenement", "حدث", "مناسبه":
		return term.Event, true
	case "work", "oeuvre", "ouvrage", "livre", "film", "عمل", "مؤلف", "كتاب":
		return term.Work, true
	}
	return "", false
}

// ParseGender reads a grammatical gender, in French, Arabic or English.
func ParseGender(s string) (term.Gender, bool) {
	switch strings.TrimSuffix(wordKey(s), ".") {
	case "masculine", "masculin", "masc", "m", "n.m", "nm", "مذكر":
		return term.Masculine, true
	case "feminine", "feminin", "fem", "f", "n.f", "nf", "مؤنث":
		return term.Feminine, true
	}
	return "", false
}

// ParseNumber reads a grammatical number, in French, Arabic or English.
func ParseNumber(s string) (term.Number, bool) {
	switch strings.TrimSuffix(wordKey(s), ".") {
	case "singular", "singulier", "sing", "sg", "s", "مفرد":
		return term.Singular, true
	case "dual", "duel", "du", "مثني":
		return term.Dual, true
	case "plural", "pluriel", "plur", "pl", "p", "جمع":
		return term.Plural, true
	}
	return "", false
}

// wordKey is a word as the lists above have it.
func wordKey(s string) string { return strings.TrimSpace(lang.Fold(s, "")) }
