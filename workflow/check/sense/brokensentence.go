package sense

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// brokenSentence finds two neighbours in the target that no sentence has: an article before a preposition, a preposition
// before the full stop, l’ before a consonant. It is what words dropped at typing, pasting or moving leave behind. The
// pairs are few and sure, so most broken sentences are not found.
var brokenSentence = look.Check{ID: "broken-sentence", Severity: look.Warning, Pair: func(p *look.Subject) {
	breaks := breaksOf(p.Target.Lang)
	if breaks == nil {
		return
	}
	tokens := p.Target.Tokens()
	for i, t := range tokens {
		if !t.Word || isHyphenated(tokens, i) || isHyphenated(tokens, i+1) {
			continue
		}
		next, end, before := lang.Token{Text: "."}, t.End, ""
		if i+1 < len(tokens) {
			next, end = tokens[i+1], tokens[i+1].End
		}
		if i > 0 {
			before = tokens[i-1].Text
		}
		if t.Text != next.Text && breaks(plainWord(before), plainWord(t.Text), plainWord(next.Text)) {
			r := look.Span(t.Start, end)
			p.Report(look.Finding{Target: r, Found: p.Target.Of(r)})
		}
	}
}}

// isHyphenated reports whether token i is a part of a word with a hyphen: des sans-abri, dis-le.
func isHyphenated(tokens []lang.Token, i int) bool {
	is := func(hyphen, other int) bool {
		return hyphen >= 0 && hyphen < len(tokens) && strings.ContainsAny(tokens[hyphen].Text, "-‐‑–") &&
			(tokens[hyphen].End == tokens[other].Start || tokens[other].End == tokens[hyphen].Start)
	}
	return i < len(tokens) && (is(i-1, i) || is(i+1, i))
}

// plainWord is a word with one kind of apostrophe and without Arabic marks. Capitals stay: names begin with them.
func plainWord(w string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return r
	}, w)
}

// breaksOf is what tells of a language whether a sentence breaks between a word and the next, given the one before; nil
// for other languages.
func breaksOf(base string) func(before, word, next string) bool {
	switch base {
	case "fr":
		return breaksFrench
	case "ar":
		return breaksArabic
	}
	return nil
}

// listed is the set of words that a text lists.
func listed(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// breakRule says which words or signs can not follow some words.
type breakRule struct{ words, next map[string]bool }

// The signs before which no sentence has the words of a rule. Dots of omission are none of them: speech breaks off anywhere.
const (
	finalSigns = " . ; ! ؛ "
	allSigns   = finalSigns + " ? ؟ , ، ) ] » "
)

// frenchBreaks leave out what may be a noun or a pronoun, or begin a phrase of its own: un son et, les sous, l’un des, avec à
// sa tête, dans à peine un an, un accident de car, les pour et les contre, c’est selon.
var frenchBreaks = []breakRule{
	{listed("des du au aux ma mes tes sa ses notre votre nos vos cet cette ces"),
		listed(allSigns + "de d' à dans avec chez parmi et ou mais dont où que qu' qui il ils elle elles on je ne n' se est sont " +
			"ont était étaient sera seront le la les l' un une des du au aux ce cet cette ces mon ma mes sa ses notre nos votre vos")},
	{listed("le la les"), listed(". ; ) » , et de d' du des au aux dans par avec que qui dont ce cette ces il ils on ne n' est était le les l'")},
	{listed("l'"), listed(allSigns + "et au aux avec ils")},
	{listed("un une"), listed("les aux cette ces ils")},
	{listed("de"), listed(allSigns + "et mais de d' à dans du des au aux est sont ont était ils on")},
	{listed("d'"), listed(allSigns + "et mais de d' dans du des aux sont ont")},
	{listed("à dans par chez parmi"), listed(allSigns + "et mais dans par aux est sont ont était étaient ils")},
	{listed("ne n'"), listed(allSigns + "un une des du au aux ce cette ces de d' à dans par sur avec et ou mais que qui ne n'")},
	{listed("la le les cette ces sa ses leurs ma mes nos vos"), listed(". ) de d' et la le les un des du au aux à se dans par est sont ont")},
	{listed("le la les"), listed(", sa son ses été")},
	{listed("l'"), listed(", de d' à la le les l' des du son sa ses qui pas que qu' dans par sur")},
	{listed("un une"), listed("l' la le les du au aux ce cette ces une")},
	{listed("ce"), listed("de d' un une la le les du des aux")},
	{listed("ils on je j'"), listed("de d' à un une du des au aux dans par sur et pour")},
	{listed("n'"), listed(", ; : la le les un une du des au aux de d' qui")},
	{listed("se"), listed(", un une du des au aux de d' à dans par sur et")},
	{listed("en"), listed(". ,")},
	{listed("à"), listed("à dans du et ;")},
	{listed("d'"), listed("la l' les le de")},
	{listed("de"), listed("de du des aux été avoir")},
	{listed("qui que dont comme chez vers parmi malgré dès"), listed(".")},
	{listed("se s'"), listed(allSigns + "de d' à dans par et ou mais un une des du au aux ne n' se s'")},
	{listed("et ou mais"), listed("; . et mais")},
	{listed("sur avec qui que qu' dont"), listed("; mais")},
	{listed("sur malgré dont que qu' lorsque très quelques"), listed(". ;")},
}

// elided are the words that lose their vowel before another, as they are with it, and keepVowel the words before which they
// keep it.
var (
	elided    = listed("le la de ne se que")
	keepVowel = listed("onze onzième oui ouf ok ola un une uns unes al el an ouistiti ouate énième")
)

func breaksFrench(before, word, next string) bool {
	if breaksBy(frenchBreaks, word, next) {
		return !(before == "l'" || before == "tout" || before == "du" || before == "-")
	}
	if breaksAgreement(word, next) {
		return true
	}
	letter := initialOf(next)
	switch {
	case isElision(word) && !isWordText(next):
		return strings.Contains(allSigns, " "+next+" ")
	case isElision(word):
		return unicode.IsLower(letter) && !isFrenchVowel(letter)
	}
	return elided[word] && isLowerWord(next) && isFrenchVowel(letter) && letter != 'h' && letter != 'y' &&
		!keepVowel[next] && utf8.RuneCountInString(next) > 1
}

// breaksAgreement reports whether a determiner is of another number or gender than the word after it, as its ending shows.
func breaksAgreement(word, next string) bool {
	if !isLowerWord(next) || utf8.RuneCountInString(next) < shortestEnding || isException[next] {
		return false
	}
	for _, a := range agreements {
		if a.words[word] && slices.ContainsFunc(a.endings, func(end string) bool { return strings.HasSuffix(next, end) }) {
			return true
		}
	}
	return plural[word] && !strings.ContainsAny(next[len(next)-1:], "sxz")
}

const shortestEnding = 5 // letters of a word whose ending is looked at

// agreement says which endings no word has after some determiners.
type agreement struct {
	words   map[string]bool
	endings []string
}

// The determiners of the plural, which are no pronouns, and the others with the endings of the other gender and number.
var (
	plural     = listed("des ces ses mes nos vos quelques plusieurs")
	agreements = []agreement{
		{listed("les"), strings.Fields("tion sion ité isme teur if")},
		{listed("un une le la ce cet cette du au son sa mon ma notre votre"), strings.Fields("tions sions ités ismes teurs ements eaux ances ences istes")},
		{listed("un le ce du au"), strings.Fields("tion sion")},
		{listed("un du au"), strings.Fields("elle ale ive euse ance ence")},
		{listed("une la cette ma sa"), strings.Fields("isme al el if eux")},
	}
	// isException are words of which the rules say nothing: numbers, those that are the same in the plural, and those of the
	// other gender than their ending has.
	isException = listed(`quatre quinze seize vingt trente quarante cinquante soixante mille douze treize onze quelque autre
		bastion silence scandale rebelle libelle dédale pétale détective convive nouvelle
		telle quelle elle tel mieux deux veux peux`)
)

func isElision(word string) bool {
	switch word {
	case "l'", "d'", "n'", "s'", "c'", "qu'", "jusqu'", "lorsqu'", "puisqu'":
		return true
	}
	return false
}

func initialOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isFrenchVowel(r rune) bool {
	return strings.ContainsRune("aàâäeéèêëiîïoôöuùûüœæhy", r)
}

func breaksBy(rules []breakRule, word, next string) bool {
	for _, b := range rules {
		if b.words[word] && b.next[next] {
			return true
		}
	}
	return false
}

func isWordText(s string) bool {
	r := initialOf(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// arabicBreaks are of words as they are spelt, since على and علي are two.
var arabicBreaks = []breakRule{
	{listed("في إلى على عن وفي وإلى وعلى وعن"),
		listed(allSigns + "في إلى عن منذ لكن ولكن ثم أو قد لن كان كانت قال قالت عندما وقد وكان وكانت وقال")},
	{listed("من ومن منذ ومنذ"), listed(finalSigns + "، ) » في إلى عن منذ لكن ولكن أو وقد")},
	{listed("أن بأن لأن وأن إن"), listed(allSigns)},
	{listed("عدم بسبب خلال أثناء لدى ضمن عبر وفق"), listed(allSigns + "في إلى على عن لكن ولكن")},
	{listed("التي الذي الذين"), listed(finalSigns + "أو لكن ولكن الذي الذين")},
	{listed("أو ثم لكن ولكن"), listed(finalSigns + "أو بل")},
	{listed("لم لن ولم ولن سوف وسوف"), listed(finalSigns)},
	{listed("قد وقد"), listed(finalSigns + "في من إلى على عن")},
	{listed("بين كما حيث إذا عندما أنه أنها بأنه بأنها لأنه لأنها وهو وهي مما مثل بشأن إزاء رغم سوى إلا كل بعض جميع"), listed(". ؛ ;")},
}

// beforeVerb are the particles that a verb in the imperfect follows, and afterParticle what else may: لم الشمل is a noun.
var (
	beforeVerb    = listed("لم لن ولم ولن سوف وسوف")
	afterParticle = listed("لا لن ولن ولم شمل الشمل شتات الشتات")
)

func breaksArabic(before, word, next string) bool {
	if utf8.RuneCountInString(word) == 2 && isLetterName(before) {
		return false // of an acronym: بي بي سي, آي تي في
	}
	if breaksBy(arabicBreaks, word, next) {
		return true
	}
	return beforeVerb[word] && isArabicWord(next) && !afterParticle[next] &&
		(strings.HasPrefix(next, "ال") || !strings.ContainsRune("يتنأآا", initialOf(next)))
}

// isLetterName reports whether an Arabic word is the name of a Latin letter, as acronyms are spelt.
func isLetterName(word string) bool {
	switch word {
	case "إيه", "بي", "سي", "دي", "إي", "إف", "أف", "جي", "إتش", "آي", "أي", "جيه", "كيه", "إل", "إم", "إن", "أو", "كيو", "آر",
		"إس", "تي", "يو", "في", "دبليو", "إكس", "واي", "زد":
		return true
	}
	return false
}
