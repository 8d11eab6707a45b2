package term

// Form is how a term is inflected in a text, or is to be inflected. Of a term of
// several words it is the form of the first, with the pronoun that may be at the end.
type Form struct {
	Conjunction string // و or ف, written together with the term
	Preposition string // ب, ل or ك, written together with the term
	Article     bool   // ال, or its ل after the preposition ل
	Pronoun     string // the Arabic pronoun at the end: ه, ها, نا ...
	Construct   bool   // without the nun of the dual or plural, before another noun or a pronoun
	Elision     string // the French word elided before the term: l, d, qu ..., without apostrophe
	Contraction string // the French preposition that the term's own article is in: au, aux, du, des
	Number      Number // empty: the number of the term
	Gender      Gender // empty: the gender of the term
	Respelled   bool   // the spelling differs where writers are lax: a hamza, an accent, a hyphen
	// Rule names the rule or the list by which the form was found, as the files in the folder list
	// do: "as written" where it is the term to the letter.
	Rule string
}

// The rules that are in no list, and one that is.
const (
	ruleAsWritten  = "as written"
	ruleClitic     = "clitics"
	ruleSpelling   = "spelling"
	ruleTermPlural = "plural of the term"
	ruleJoined     = "together or apart"
	ruleOrder      = "family name first"
	rulePronoun    = "before a pronoun"
	ruleAccusative = "accusative"
	ruleDefective  = "defective"
	ruleBroken     = "pattern of the broken plural"
	ruleListed     = "list: plural"
)
