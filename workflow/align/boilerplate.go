package align

import (
	"strings"

	"truchement/workflow/lang"
)

// boilerplateKind is the kind of a line that is part of the web page around an article, not of
// the article: calls to share, to read on, to subscribe, credits of pictures and agencies, times
// of updating. Such lines look alike in every article and are no translations of each other.
type boilerplateKind uint8

const (
	notBoilerplate boilerplateKind = iota
	// furniture has no counterpart, even when the other side has furniture too.
	furniture
	// crossReference names another article (Lire aussi : …), which may be translated.
	crossReference
)

// boilerplate recognises boilerplate by folded phrases.
type boilerplate struct {
	wholeLines      map[string]bool
	lineStarts      []string
	referenceStarts []string
}

// maxBoilerplate is the greatest length of boilerplate in characters.
const maxBoilerplate = 90

func newBoilerplate() *boilerplate {
	b := &boilerplate{wholeLines: map[string]bool{}}
	for _, s := range boilerplateLines() {
		b.wholeLines[foldLine(s)] = true
	}
	for _, s := range boilerplateStarts() {
		b.lineStarts = append(b.lineStarts, foldLine(s))
	}
	for _, s := range crossReferenceStarts() {
		b.referenceStarts = append(b.referenceStarts, foldLine(s))
	}
	return b
}

// foldLine folds a line and trims digits and punctuation at both ends.
func foldLine(s string) string {
	s = lang.Fold(s, "")
	return strings.Trim(s, " .:;,!?\"'()[]|-*>•→←·#0123456789/…")
}

func (b *boilerplate) classify(line string) boilerplateKind {
	if len(line) > 4*maxBoilerplate || runeCount(line) > maxBoilerplate {
		return notBoilerplate
	}
	key := foldLine(line)
	switch {
	case key == "":
		return notBoilerplate
	case b.wholeLines[key]:
		return furniture
	case startsWithPhrase(b.referenceStarts, key):
		return crossReference
	case startsWithPhrase(b.lineStarts, key) && strings.Count(key, " ") < 12 && !endsSentence(line):
		return furniture
	}
	return notBoilerplate
}

// endsSentence reports whether a line ends with the sign of a sentence.
func endsSentence(line string) bool {
	line = strings.TrimRight(line, " \u00A0\u202F»”\")")
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "؟") ||
		strings.HasSuffix(line, "?")
}

// startsWithPhrase reports whether line is one of the phrases, or begins with one as whole words.
func startsWithPhrase(phrases []string, line string) bool {
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(line, p); ok {
			if rest == "" || strings.ContainsAny(rest[:1], " :/(-|,\"") {
				return true
			}
		}
	}
	return false
}

func boilerplateLines() []string {
	return []string{
		"إعلان", "إعلانات", "مساحة إعلانية", "طباعة", "مشاركة", "شارك", "شاركها", "نسخ الرابط",
		"المزيد", "اقرأ المزيد", "للمزيد", "تفاصيل أكثر", "الرئيسية", "عاجل", "حفظ", "استمع",
		"استمع إلى المقال", "مواضيع ذات صلة", "مقالات ذات صلة", "أخبار ذات صلة", "وسوم",
		"كلمات دلالية", "الكلمات المفتاحية", "التعليقات", "تعليقات", "أضف تعليقا",
		"اترك تعليقا", "أ ف ب", "أ.ف.ب", "رويترز", "وكالات", "و م ع", "أرشيف", "الأكثر قراءة",
		"آخر الأخبار", "جميع الحقوق محفوظة", "حقوق النشر محفوظة", "النشرة البريدية",
		"Publicité", "Publicités", "Annonce", "Partager", "Imprimer", "Enregistrer", "Écouter",
		"Écouter l’article", "Copier le lien", "Lire la suite", "Lire plus", "Voir plus",
		"En savoir plus", "Sur le même sujet", "Sur le même thème", "À lire également", "Accueil",
		"Articles liés", "Articles similaires", "Dossier", "Mots-clés", "Tags", "Commentaires",
		"Laisser un commentaire", "Ajouter un commentaire", "Réagir", "AFP", "Reuters", "MAP",
		"Archives", "Les plus lus", "Le plus lu", "Dernières nouvelles", "Tous droits réservés",
		"Newsletter", "Infolettre", "Article réservé aux abonnés", "Réservé aux abonnés",
		"Contenu sponsorisé", "محتوى ممول", "محتوى دعائي",
	}
}

func boilerplateStarts() []string {
	return []string{
		"شارك هذا", "شارك على", "شارك عبر", "شارك المقال", "شارك الخبر", "مشاركة المقال",
		"مشاركة عبر", "تابعونا", "تابعنا", "تابع صفحتنا", "تابعوا", "انضم إلى", "انضموا إلى",
		"اشترك في", "اشتركوا في", "سجل في النشرة", "المصدر", "المصدر:", "مصدر الصورة", "صورة",
		"الصورة", "صور", "تصوير", "عدسة", "آخر تحديث", "حدث في", "تم التحديث", "تاريخ النشر",
		"نشر في", "نشر بتاريخ", "التعليقات", "تعليقات", "عدد التعليقات", "حمل التطبيق",
		"حملوا تطبيق", "حمّل تطبيقنا", "جميع الحقوق", "حقوق النشر", "© ", "خاص - ",
		"رابط مختصر", "أضف تعليق", "مدة القراءة", "وقت القراءة",
		"Partager cet", "Partager sur", "Partager l’article", "Partagez cet", "Partagez sur",
		"Suivez-nous", "Suivez nous", "Suivre sur", "Abonnez-vous", "S’abonner", "Inscrivez-vous",
		"Rejoignez-nous", "Recevez notre", "Recevez nos", "Source", "Sources", "Photo", "Photos",
		"Crédit photo", "Crédits photo", "Crédit", "Crédits", "Image", "Photographie", "Mis à jour",
		"Mise à jour", "Publié le", "Publié à", "Modifié le", "Dernière mise à jour",
		"Commentaires", "Commentaire", "Téléchargez l’application", "Téléchargez notre",
		"Tous droits", "Copyright", "Temps de lecture", "Par AFP", "Avec AFP", "Avec Reuters",
		"Cliquez ici", "اضغط هنا",
	}
}

func crossReferenceStarts() []string {
	return []string{
		"اقرأ أيضا", "اقرأ أيضًا", "إقرأ أيضا", "اقرأوا أيضا", "اقرئي أيضا", "اقرأ كذلك",
		"طالع أيضا", "طالعوا أيضا", "شاهد أيضا", "شاهدوا أيضا", "شاهد الفيديو", "انظر أيضا",
		"للمزيد", "للمزيد حول", "قد يهمك", "قد يهمك أيضا", "اقرأ المزيد", "مواضيع ذات صلة",
		"Lire aussi", "À lire aussi", "Lire également", "À lire également", "À lire", "Voir aussi",
		"À voir aussi", "Voir également", "Regarder aussi", "À écouter", "Écouter aussi",
		"Lire la suite", "Pour aller plus loin", "Notre dossier", "En vidéo", "Vidéo",
	}
}
