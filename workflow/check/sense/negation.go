package sense

import (
	"strings"

	"truchement/workflow/align"
	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// negation finds a verb that one text denies and the other affirms. Languages deny by words of all kinds (refuser, sans,
// عدم, seulement), so it is silent where the other text has any of these, and where the denied word itself has no
// translation there that the lexicon knows: then that part is translated freely.
var negation = look.Check{ID: "negation", Severity: look.Warning, MessageIDs: []string{
	"check.negation", "check.negation-gained",
}, Pair: func(p *look.Subject) {
	words := linksOf(p)
	if n, ok := onlyDenied(p.Source, p.Target, words.source); ok {
		p.Report(look.Finding{Source: n, Target: p.Target.Whole(), Expected: p.Source.Of(n)})
	}
	if n, ok := onlyDenied(p.Target, p.Source, words.target); ok {
		p.Report(look.Finding{Message: "check.negation-gained", Target: n, Found: p.Target.Of(n)})
	}
}}

// onlyDenied returns the first denial of a text if the other has nothing negative.
func onlyDenied(s, other *look.Side, words []align.Word) (look.Range, bool) {
	if len(words) == 0 || hasNegative(other) {
		return look.Range{}, false
	}
	at := 0
	for _, d := range denials(s) {
		for at < len(words) && words[at].Start < d.focus.Start {
			at++
		}
		for i := at; i < len(words) && words[i].End <= d.focus.End; i++ {
			if len(words[i].Links) > 0 && words[i].Known {
				return d.Range, true
			}
		}
	}
	return look.Range{}, false
}

// denial is a negation: from its first word to its last, and the words that it denies.
type denial struct {
	look.Range
	focus look.Range
}

func denials(s *look.Side) []denial {
	words := wordsOf(s)
	folded := make([]string, len(words))
	for i, t := range words {
		folded[i] = lang.Fold(t.Text, s.Tag)
	}
	if s.Lang == "ar" {
		return arabicDenials(words, folded)
	}
	return frenchDenials(words, folded)
}

const (
	between    = 4 // words between ne and pas, at most
	focusWords = 4 // words after a denial, of which one must have a translation

	sentenceWords = 40 // after a denial, within which its exception is looked for
)

func frenchDenials(words []lang.Token, folded []string) []denial {
	var out []denial
	for i, w := range folded {
		if w != "ne" && w != "n'" {
			continue
		}
		for j := i + 1; j < min(i+2+between, len(words)); j++ {
			if frenchDenying[folded[j]] && !(j+1 < len(words) && isRestriction[folded[j+1]]) {
				focus := look.Span(words[i].End, words[min(j+focusWords, len(words)-1)].End)
				out = append(out, denial{look.Span(words[i].Start, words[j].End), focus})
				break
			}
		}
	}
	return out
}

func arabicDenials(words []lang.Token, folded []string) []denial {
	var out []denial
	for i, w := range folded {
		if i+1 == len(words) || !arabicDenying[strings.TrimLeft(w, "وف")] || isSettled(folded[i+1]) {
			continue
		}
		isName := w == "ولا" && !isImperfect(folded[i+1]) // برشلونة ولا كورونيا
		isPerhaps := i > 0 && folded[i-1] == "قد"         // قد لا يأتي
		if isName || isPerhaps || hasException(folded[i:min(i+sentenceWords, len(folded))]) {
			continue
		}
		out = append(out, denial{look.Span(words[i].Start, words[i+1].End), look.Span(words[i].End, words[min(i+focusWords, len(words)-1)].End)})
	}
	return out
}

// isImperfect reports whether a folded Arabic word may be a verb in the imperfect.
func isImperfect(folded string) bool {
	return strings.HasPrefix(folded, "ي") || strings.HasPrefix(folded, "ت") || strings.HasPrefix(folded, "ن") || strings.HasPrefix(folded, "ا")
}

// hasException reports whether a denial goes on with إلا or سوى: then the two say only.
func hasException(folded []string) bool {
	for i, w := range folded {
		if w == "سوي" || w == "الا" && !(i+1 < len(folded) && strings.HasPrefix(folded[i+1], "ان")) {
			return true
		}
	}
	return false
}

// isSettled reports whether a word makes no denial of the لا or لم before it: لا يزال, لا سيما, لا يقل عن.
func isSettled(folded string) bool {
	for _, stem := range settledStems {
		if strings.Contains(folded, stem) {
			return true
		}
	}
	return false
}

func hasNegative(s *look.Side) bool {
	negative, stems := frenchNegative, frenchNegativeStems
	if s.Lang == "ar" {
		negative, stems = arabicNegative, arabicNegativeStems
	}
	tokens := s.Tokens()
	for i, t := range tokens {
		w := lang.Fold(t.Text, s.Tag)
		if !t.Word {
			continue
		}
		if negative[w] && !(i+1 < len(tokens) && isNoDenial(w, lang.Fold(tokens[i+1].Text, s.Tag))) {
			return true
		}
		for _, stem := range stems {
			if s.Lang == "ar" && strings.Contains(w, stem) || strings.HasPrefix(w, stem) {
				return true
			}
		}
		if s.Lang == "fr" && isNegativeAdjective(w) {
			return true
		}
	}
	return false
}

// isNoDenial tells the words that deny nothing before some others: إلا أن is but, ما إذا is whether.
func isNoDenial(w, next string) bool {
	switch w {
	case "الا", "والا":
		return strings.HasPrefix(next, "ان")
	case "ما", "وما":
		return next == "اذا" || next == "يلي" || next == "بين" || next == "هو" || next == "هي"
	}
	return false
}

// isNegativeAdjective reports whether a folded word is one like impossible, irremplaçable, illisible.
func isNegativeAdjective(w string) bool {
	if len(w) < 7 || w[0] != 'i' || !strings.ContainsRune("nmlr", rune(w[1])) {
		return false
	}
	w = strings.TrimSuffix(w, "s")
	return strings.HasSuffix(w, "able") || strings.HasSuffix(w, "ible")
}

var (
	frenchDenying = listed("pas jamais rien aucun aucune nullement")
	isRestriction = listed("seulement uniquement que moins mal forcement toujours necessairement encore")
	arabicDenying = listed("لم لن ليس ليست ليسوا لست لسنا لا")
	settledStems  = strings.Fields("زال يزل تزل سيما بد شك ريب يزيد تزيد يقل تقل تجاوز يتعد تتعد يعد تعد عاد بعد اقل اكثر فقط مجرد يتوان باس شمل شتات")

	// The words, folded, by which French denies, limits or leaves open what Arabic denies.
	frenchNegative = listed(`ne n' pas non ni sans aucun aucune aucuns jamais rien personne guere nul nulle nullement
		sauf hormis excepte sinon plutot peu moins seul seule seuls seules seulement uniquement trop encore toujours
		loin contre hors avant jusqu' jusque autrement faute vain vide mal pire faux fausse anti
		inconnu inconnue inconnus insuffisant insuffisante insuffisants incertain incertaine incomplet inutile inutiles
		injuste injustes illegal illegale illegaux incapable incapables inegal inegalite inedit inedite inactif malgre`)
	frenchNegativeStems = strings.Fields(`manqu absen defaut refus rejet ignor nier niai dementi interdi empech evit
		echou echec cess arret perd rare difficil faibl depourvu priv oppos suspend suspens annul abandon limit exclu
		doute impass inquiet inexist insatisf insens inattend indiffer independ indign irresponsab irregul
		immobil imparf impun malheur contrair mauvais except restric restrein detest renon dispens epargn oubli
		denu desert nefast nuisib malsain desesp hesit protest resist critiqu echapp fini dispar`)
	arabicNegative = listed(`لا لم لن ليس ليست ليسوا لست لسنا ما غير عدم دون بدون بلا ولا ولم ولن وليس الا والا سوي فقط
		ابدا كلا لما لولا قبل رغم قلما مطلقا قط بل وما فلا فلم فلن فليس ضد بغير وغير بعدم وعدم لعدم ودون مجرد
		ترك تركت يترك شك خطا الخطا خال خالي خاليه فقد فقدت فقدان نفي نفت ينفي تنفي نسي ينسي نسيان مستحيل المستحيل`)
	arabicNegativeStems = strings.Fields(`منع رفض انكر ينكر فشل عجز تجنب نقص فتقر فتقد غياب غاب انعدم
		انعدام صعب قليل نادر ندر ستحال تعذر توقف متنع امتناع حظر منوع بعيد سيء ضعيف مجهول
		حرم تجاهل استثن ستبعد حدود بالكاد نحسر عارض اعترض الغاء الغي مغلق عديم تردد اقل`)
)
