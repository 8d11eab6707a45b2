package stem

import "strings"

// frenchKey takes the endings of number and gender off a folded French word.
func frenchKey(word string) string {
	if !isLatin(word) {
		return word
	}
	for {
		next := masculine(singular(word))
		if next == word {
			return word
		}
		word = next
	}
}

// isLatin reports whether a folded word has Latin letters, hyphens and apostrophes alone.
func isLatin(word string) bool {
	for i := range len(word) {
		if b := word[i]; (b < 'a' || b > 'z') && b != '-' && b != '\'' {
			return false
		}
	}
	return true
}

// singular takes the s or x of the plural off a folded word of at least four letters.
func singular(word string) string {
	if !strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "x") {
		return word
	}
	if s := irregularSingular(word); s != "" {
		return s
	}
	if len(word) < 4 || isInvariable(word) {
		return word
	}
	switch {
	case strings.HasSuffix(word, "eaux"):
		return word[:len(word)-1]
	case strings.HasSuffix(word, "aux") && len(word) >= 5:
		return word[:len(word)-2] + "l"
	case strings.HasSuffix(word, "s"):
		return word[:len(word)-1]
	}
	return word
}

// isInvariable reports whether a folded word ends in s or x in the singular too, where the word
// without it would be another: mois is not moi, and français has to be what française becomes.
func isInvariable(word string) bool {
	for _, e := range [...]string{"ss", "ais", "ois", "pris", "mis", "ous", "quis", "clus"} {
		if strings.HasSuffix(word, e) {
			return !hasPluralLikeSingular(word)
		}
	}
	switch word {
	case "abus", "acces", "ailleurs", "alors", "apres", "aupres", "avis", "bras",
		"campus", "cas", "chaos", "colis", "concours", "confus", "consensus", "corps", "corpus",
		"cours", "dans", "deces", "depuis", "dessus", "diffus", "discours", "divers", "encours",
		"exces", "faux", "fils", "fonds", "gris", "gros", "heros", "hors", "jadis", "lors", "mars",
		"moins", "ours", "parcours", "paris", "pays", "plus", "poids", "precis", "pres", "proces",
		"processus", "progres", "propos", "puis", "puits", "recours", "refus", "repas", "sans",
		"secours", "sens", "succes", "sursis", "tandis", "tapis", "taux", "temps", "travers",
		"tres",
		"univers", "vers", "virus", "bonus", "blocus", "parfois", "volontiers", "toujours",
		"longtemps", "printemps", "desormais":
		return true
	}
	return false
}

// hasPluralLikeSingular reports whether a word that ends as an invariable one does is a plural.
func hasPluralLikeSingular(word string) bool {
	switch word {
	case "delais", "essais", "quais", "balais", "lois", "rois", "emplois", "tournois", "convois",
		"envois", "amis", "ennemis", "trous", "clous", "fous":
		return true
	}
	return false
}

// irregularSingular returns the singular of a folded word that no rule makes, or nothing.
func irregularSingular(word string) string {
	switch word {
	case "yeux":
		return "oeil"
	case "travaux", "vitraux", "emaux", "coraux":
		return word[:len(word)-2] + "il"
	case "jeux", "feux", "lieux", "milieux", "voeux", "cheveux", "enjeux", "neveux", "adieux",
		"aveux", "bijoux", "choux", "genoux", "cailloux", "noyaux", "tuyaux", "joyaux", "boyaux":
		return word[:len(word)-1]
	case "tous":
		return "tout"
	}
	return ""
}

// feminine are endings of the feminine, those of the masculine instead, and how many bytes must be
// before them. Bare e is no ending here: it would make port of porte and franc of France.
var feminine = [...]struct {
	ending, masculine string
	min               int
}{
	{"trice", "teur", 3}, {"euse", "eux", 3}, {"ieure", "ieur", 3}, {"iere", "ier", 3},
	{"gere", "ger", 3}, {"llere", "ller", 3}, {"elle", "el", 4}, {"enne", "en", 3},
	{"aine", "ain", 3}, {"aise", "ais", 4}, {"oise", "ois", 3},
	{"ante", "ant", 3}, {"ente", "ent", 3}, {"verte", "vert", 0}, {"ale", "al", 3},
	{"ive", "if", 3}, {"ee", "e", 2},
}

// masculine takes the ending of the feminine off a folded word in the singular, where it is plain.
func masculine(word string) string {
	if !strings.HasSuffix(word, "e") || keepsFeminine(word) {
		return word
	}
	if s := irregularMasculine(word); s != "" {
		return s
	}
	for _, f := range feminine {
		if stem, ok := strings.CutSuffix(word, f.ending); ok && len(stem) >= f.min {
			return stem + f.masculine
		}
	}
	return word
}

// keepsFeminine reports whether a folded word that ends as a feminine does is none, and would have
// the key of another word: année of Anne, capitale of capital, commente of comment.
func keepsFeminine(word string) bool {
	if strings.HasSuffix(word, "mente") {
		return true
	}
	switch word {
	case "annee", "armee", "arrivee", "assemblee", "capitale", "chaussee", "cheminee", "coree",
		"donnee", "duree", "entraine", "entree", "epee", "fusee", "guinee", "idee", "journee", "levee", "lycee",
		"maree", "mediterranee", "montee", "mosquee", "musee", "pensee", "portee", "poupee",
		"rappelle", "rentree", "semaine", "soiree", "tournee", "traversee", "trophee", "vallee":
		return true
	}
	return false
}

// irregularMasculine returns the masculine of a folded feminine that no rule makes, or nothing. The
// last case only loses its e.
func irregularMasculine(word string) string {
	switch word {
	case "nouvelle":
		return "nouveau"
	case "belle":
		return "beau"
	case "vieille":
		return "vieux"
	case "publique":
		return "public"
	case "turque":
		return "turc"
	case "grecque":
		return "grec"
	case "blanche", "franche", "seche":
		return word[:len(word)-2]
	case "longue":
		return "long"
	case "vive":
		return "vif"
	case "douce":
		return "doux"
	case "fausse":
		return "faux"
	case "grosse", "basse", "epaisse", "bonne", "quelle":
		return word[:len(word)-2]
	case "toute", "haute", "grande", "allemande", "normande", "petite", "gratuite", "sainte",
		"pleine", "musulmane", "ottomane", "voisine", "feminine", "elue", "connue", "prevue",
		"recue", "attendue", "perdue", "obtenue", "detenue", "soutenue", "reconnue", "chere",
		"premiere", "certaine", "seule", "dure", "forte", "courte", "noire", "lourde", "profonde",
		"seconde", "meilleure":
		return word[:len(word)-1]
	}
	return ""
}
