package sense

import (
	"slices"
	"strings"

	"truchement/workflow/align"
	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// negative is a word of a text that is negative, or the words of a denial.
type negative struct {
	look.Range
	first, end int  // its words
	denies     bool // a verb, by a particle: ne … pas, لم; else by its own sense: sans, refuser, غير, عدم
	settles    bool // by its own sense, so that the other text has to have some negative: aucun, impossible
	unsure     bool // it denies, and may be translated by a word that does not: ne … que, لا … إلا, قد لا
}

// negatives are the negative words of a text, in order.
func negatives(s *look.Side, words []align.Word) []negative {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = lang.Fold(s.Flat[w.Start:w.End], s.Tag)
	}
	if s.Lang == "ar" {
		return arabicNegatives(s, words, folded)
	}
	return frenchNegatives(words, folded)
}

func newNegative(words []align.Word, first, end int) negative {
	end = min(end, len(words))
	return negative{Range: look.Span(words[first].Start, words[end-1].End), first: first, end: end}
}

// The words around a denial that are looked at.
const (
	betweenNe    = 4  // words between ne and pas, at most
	beforeNe     = 6  // words before ne, of which one may be its aucun
	exceptFrench = 7  // words after ne, of which one may be its que
	exceptArabic = 40 // words after لا, of which one may be its إلا
)

func frenchNegatives(words []align.Word, folded []string) (all []negative) {
	for i := 0; i < len(folded); i++ {
		w := folded[i]
		switch {
		case w == "ne" || w == "n'":
			n := frenchDenial(words, folded, i)
			all = append(all, n)
			i = n.end - 1
		case i > 0 && (w == "peu" && folded[i-1] == "un" || w == "peine" && folded[i-1] != "a"): // somewhat, sorrow
		case frenchNegative[w] || strings.HasSuffix(w, "n't") || isNegativeAdjective(w) || hasStem(w, frenchNegativeStems, strings.HasPrefix):
			n := newNegative(words, i, i+1)
			n.settles = settles[w]
			all = append(all, n)
		}
	}
	return all
}

// frenchDenial is the denial that begins with a ne. Without a pas near it denies after aucun, and a verb like pouvoir; else
// it goes with a que, or with avant que and the like.
func frenchDenial(words []align.Word, folded []string, ne int) negative {
	near := folded[ne:min(ne+2+betweenNe, len(folded))]
	n := newNegative(words, ne, ne+2)
	if pas := slices.IndexFunc(near, func(w string) bool { return frenchDenying[w] }); pas > 0 {
		n = newNegative(words, ne, ne+pas+1)
		n.unsure = n.end < len(folded) && isRestriction[folded[n.end]]
	} else if !slices.ContainsFunc(folded[max(0, ne-beforeNe):ne], func(w string) bool { return deniesBeforeNe[w] }) {
		alone := len(near) > 1 && hasStem(near[1], deniedAlone, strings.HasPrefix)
		n.unsure = !alone || slices.ContainsFunc(folded[ne:min(ne+1+exceptFrench, len(folded))], func(w string) bool { return w == "que" || w == "qu'" })
	}
	n.denies = true
	return n
}

func arabicNegatives(s *look.Side, words []align.Word, folded []string) (all []negative) {
	for i, w := range folded {
		next := ""
		if i+1 < len(folded) {
			next = folded[i+1]
		}
		particle := strings.TrimLeft(w, "وف")
		if isThatNot(plainWord(s.Flat[words[i].Start:words[i].End])) {
			particle = "لا"
		}
		switch {
		case arabicDenying[particle] && next != "":
			if settled[next] || isAtLeast[next] && i+2 < len(folded) && folded[i+2] == "عن" {
				continue
			}
			n := newNegative(words, i, i+2)
			isName := w == "ولا" && !isImperfect(next) // برشلونة ولا كورونيا
			isPerhaps := i > 0 && folded[i-1] == "قد"  // قد لا يأتي
			isWhy := particle == "لم" && (!isImperfect(next) || strings.HasPrefix(s.Flat[words[i+1].Start:], "ا"))
			n.denies, n.unsure = true, isName || isPerhaps || isWhy || hasException(folded[i:min(i+exceptArabic, len(folded))])
			all = append(all, n)
		case strings.HasPrefix(next, "ان") && (w == "الا" || w == "والا" || w == "غير"): // but
		case arabicNegative[w] || arabicNegative[particle] || hasStem(w, arabicNegativeStems, strings.Contains):
			all = append(all, newNegative(words, i, i+1))
		}
	}
	return all
}

// isThatNot reports whether an Arabic word is one with لا in it: ألا is أن لا.
func isThatNot(word string) bool {
	return strings.TrimLeft(word, "وفبل") == "ألا" || word == "لئلا" || word == "كيلا" || word == "لكيلا"
}

// isImperfect reports whether a folded Arabic word may be a verb in the imperfect.
func isImperfect(folded string) bool {
	return strings.HasPrefix(folded, "ي") || strings.HasPrefix(folded, "ت") || strings.HasPrefix(folded, "ن") || strings.HasPrefix(folded, "ا")
}

// hasException reports whether a denial goes on so that it says only, or not only.
func hasException(folded []string) bool {
	for i, w := range folded {
		switch w {
		case "سوي", "فحسب", "فقط", "لاكثر", "باكثر":
			return true
		case "الا":
			if !(i+1 < len(folded) && strings.HasPrefix(folded[i+1], "ان")) {
				return true
			}
		}
	}
	return false
}

// isNegativeAdjective reports whether a folded word is one like impossible, irremplaçable, illisible.
func isNegativeAdjective(w string) bool {
	const shortest = 7
	if len(w) < shortest || w[0] != 'i' || !strings.ContainsRune("nmlr", rune(w[1])) {
		return false
	}
	w = strings.TrimSuffix(w, "s")
	return strings.HasSuffix(w, "able") || strings.HasSuffix(w, "ible")
}

func hasStem(w string, stems []string, has func(w, stem string) bool) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return has(w, stem) })
}

// The words, folded, that deny.
var (
	frenchDenying  = listed("pas jamais rien aucun aucune nullement plus personne guere point ni nulle nul")
	deniesBeforeNe = listed("aucun aucune rien personne nul nulle jamais ni")
	deniedAlone    = strings.Fields("peu pouv pourr puis sau sav os")
	settles        = listed("impossible impossibles aucun aucune rien ni nul nulle rarement inconnu inconnue inconnus insuffisant insuffisante incapable incapables")
	isRestriction  = listed("seulement uniquement que moins mal")
	arabicDenying  = listed("لم لن ليس ليست ليسوا لست لسنا لا")
	// settled make no denial of the لا or لم before them: لا يزال, لا سيما; isAtLeast with عن after them: لا يقل عن.
	isAtLeast = listed("يقل تقل يقلون يزيد تزيد يزيدون")
	settled   = listed(`يزال تزال يزالون نزال ازال زال زالت زالوا يزل تزل سيما بد بدا شك ريب باس يتجاوز تتجاوز
		يتعدي تتعدي اقل اكثر فقط مجرد يتوان يتواني تتواني شمل الشمل شتات الشتات`)
)

// The words, folded, by whose sense the languages deny what the other denies by a particle.
var (
	frenchNegative = listed(`guere rarement peine moins peu plutot trop seul seule seuls seules seulement loin pas non ni sans aucun aucune aucuns jamais rien personne nul nulle nullement sinon
		faute inconnu inconnue inconnus insuffisant insuffisante insuffisants incertain incertaine incomplet inutile inutiles
		injuste injustes illegal illegale illegaux incapable incapables inegal inegalite inedit inedite inactif hors vain
		faux fausse anti not no never`)
	frenchNegativeStems = strings.Fields(`manqu absen defaut refus rejet ignor nier niai nient dementi dement interdi empech evit
		echou echec cess depourvu priv exclu inexist insatisf insens inattend indiffer independ indign interromp interrup irresponsab irregul
		immobil imparf impun oubli denu dispens suspend suspens annul abandon perd contest denon desaccord
		difficil nefast mauvais malheur retard rares contrair limit faibl`)
	arabicNegative = listed(`نادرا بالكاد قلما قليل قليلا قليله قليلين فقط يخلو تخلو خلت خلا السيئ سيئ سيئه حيره بعيد بعيدا البعيدين بدلا غير عدم دون بدون بلا لولا ابدا مطلقا قط نفي نفت ينفي تنفي نسي ينسي نسيان
		مستحيل المستحيل بغير بعدم لعدم فقد فقدت فقدان خال خالي خاليه ضد سوي الا والا`)
	arabicNegativeStems = strings.Fields(`منع رفض انكر ينكر فشل عجز تجنب نقص فتقر فتقد غياب غاب انعدم
		انعدام ستحال تعذر متنع امتناع حظر منوع مجهول حرم تجاهل استثن ستبعد الغاء الغي عديم صعب ضعيف`)
)
