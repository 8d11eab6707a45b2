package plant

import (
	"regexp"
	"strings"
)

var (
	frenchNegation = regexp.MustCompile(`(?i)(\pL+ )(ne |n['’])((?:[yn]['’]|se |s['’]|le |la |les |lui |leur |nous |vous )?\pL+) (pas|plus|jamais)\b`)
	arabicNegation = regexp.MustCompile(`(^| )(و|ف)?(لا|لم|لن|ليس|ليست) (\p{L}+)`)
)

// negations are negations that are lost, and some that are added to common verbs.
func negations(p Pair) (edits []edit) {
	if p.TargetLang == "fr" {
		return frenchNegations(p.Target)
	}
	return arabicNegations(p.Target)
}

func frenchNegations(text string) (edits []edit) {
	for _, at := range frenchNegation.FindAllStringSubmatchIndex(text, -1) {
		subject, verb := strings.ToLower(text[at[2]:at[3]]), text[at[6]:at[7]]
		if strings.ContainsAny(verb[:1], "aeiouhyéêAEIOUHY") || strings.HasPrefix(verb, "ê") || strings.HasPrefix(verb, "é") {
			if subject = strings.TrimSpace(subject); subject == "je" || subject == "ce" || subject == "que" || subject == "qu" {
				continue // its e is elided before a vowel
			}
		}
		edits = append(edits, edit{"lost", at[4], at[1], verb})
	}
	for _, w := range wordsOf(text) {
		made := frenchNegated[w.text]
		b, a := wordBefore(text, w.start), wordAfter(text, w.end)
		if made == "" || before(text, w.start) != ' ' || after(text, w.end) != ' ' || negates[strings.ToLower(b)] || negates[a] || b == "" {
			continue
		}
		edits = append(edits, edit{"added", w.start, w.end, made})
	}
	return edits
}

// negates are words beside which a verb is negated already, or cannot be so simply.
var negates = map[string]bool{"ne": true, "n": true, "pas": true, "plus": true, "jamais": true, "rien": true, "guère": true, "que": true,
	"y": true, "en": true, "se": true, "s": true, "l": true, "le": true, "la": true, "les": true, "lui": true, "leur": true, "aucun": true,
	"aucune": true, "personne": true, "nul": true, "ni": true, "d": true, "t": true, "m": true, "me": true, "nous": true, "vous": true}

var frenchNegated = map[string]string{"est": "n’est pas", "sont": "ne sont pas", "a": "n’a pas", "ont": "n’ont pas", "était": "n’était pas",
	"étaient": "n’étaient pas", "avait": "n’avait pas", "avaient": "n’avaient pas", "peut": "ne peut pas", "peuvent": "ne peuvent pas",
	"doit": "ne doit pas", "doivent": "ne doivent pas", "sera": "ne sera pas", "seront": "ne seront pas", "veut": "ne veut pas",
	"pourrait": "ne pourrait pas", "semble": "ne semble pas", "fut": "ne fut pas"}

func arabicNegations(text string) (edits []edit) {
	for _, at := range arabicNegation.FindAllStringSubmatchIndex(text, -1) {
		follows := text[at[8]:at[9]]
		if strings.HasPrefix(follows, "يزال") || strings.HasPrefix(follows, "تزال") || follows == "بد" || follows == "سيما" || follows == "أن" {
			continue // لا يزال, he still is, negates nothing
		}
		edits = append(edits, edit{"lost", at[6], at[8], ""})
	}
	for _, w := range wordsOf(text) {
		made := arabicNegated[w.text]
		b := wordBefore(text, w.start)
		if made == "" || arabicNegation.MatchString(" "+b+" ا") || b == "ما" || b == "لو" || b == "كما" || b == "غير" {
			continue
		}
		edits = append(edits, edit{"added", w.start, w.end, made})
	}
	return edits
}

var arabicNegated = map[string]string{"كان": "لم يكن", "كانت": "لم تكن", "يمكن": "لا يمكن", "يمكنك": "لا يمكنك", "سيكون": "لن يكون", "ستكون": "لن تكون",
	"يجب": "لا يجب", "هناك": "ليس هناك", "قال": "لم يقل", "قالت": "لم تقل", "أعلن": "لم يعلن", "أعلنت": "لم تعلن", "أصبح": "لم يصبح", "تم": "لم يتم",
	"يتم": "لا يتم", "تعتبر": "لا تعتبر", "يعتبر": "لا يعتبر", "يوجد": "لا يوجد", "توجد": "لا توجد", "يبدو": "لا يبدو", "نعلم": "لا نعلم", "وكان": "ولم يكن",
	"وكانت": "ولم تكن", "استطاع": "لم يستطع", "حصل": "لم يحصل", "بدأ": "لم يبدأ", "بدأت": "لم تبدأ", "وصل": "لم يصل"}
