package align

import (
	"strings"

	"truchement/workflow/lang"
)

// chromeKind says what part of a page around an article a line is: calls to share, to read on,
// to subscribe, credits of pictures and agencies, times of updating. They look alike in every
// article and translate nothing.
type chromeKind uint8

const (
	notChrome chromeKind = iota
	// furniture has no counterpart, even when the other side has some of its own.
	furniture
	// pointer names another article (Lire aussi : …), which both sides may name.
	pointer
)

// chrome recognises such lines. What it knows is folded once.
type chrome struct {
	whole  map[string]bool
	starts []string // of short lines
	points []string
}

// maxChrome is the length in characters up to which a line may be furniture.
const maxChrome = 90

func newChrome() *chrome {
	c := &chrome{whole: map[string]bool{}}
	for _, s := range chromeWhole() {
		c.whole[foldLine(s)] = true
	}
	for _, s := range chromeStarts() {
		c.starts = append(c.starts, foldLine(s))
	}
	for _, s := range chromePointers() {
		c.points = append(c.points, foldLine(s))
	}
	return c
}

// foldLine is a line as words and spaces, without digits and signs at its ends.
func foldLine(s string) string {
	s = lang.Fold(s, "")
	return strings.Trim(s, " .:;,!?\"'()[]|-*>•→←·#0123456789/…")
}

func (c *chrome) of(line string) chromeKind {
	if len(line) > 4*maxChrome || runes(line) > maxChrome {
		return notChrome
	}
	key := foldLine(line)
	switch {
	case key == "":
		return notChrome
	case c.whole[key]:
		return furniture
	case startsWith(c.points, key):
		return pointer
	case startsWith(c.starts, key) && strings.Count(key, " ") < 12 && !sentenceEnd(line):
		return furniture
	}
	return notChrome
}

// sentenceEnd says whether a line ends as running text does.
func sentenceEnd(line string) bool {
	line = strings.TrimRight(line, " \u00A0\u202F»”\")")
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "؟") ||
		strings.HasSuffix(line, "?")
}

// startsWith says whether line begins with one of the phrases and goes on, if it does, with
// another word.
func startsWith(phrases []string, line string) bool {
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(line, p); ok {
			if rest == "" || strings.ContainsAny(rest[:1], " :/(-|,\"") {
				return true
			}
		}
	}
	return false
}

func chromeWhole() []string {
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

func chromeStarts() []string {
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

func chromePointers() []string {
	return []string{
		"اقرأ أيضا", "اقرأ أيضًا", "إقرأ أيضا", "اقرأوا أيضا", "اقرئي أيضا", "اقرأ كذلك",
		"طالع أيضا", "طالعوا أيضا", "شاهد أيضا", "شاهدوا أيضا", "شاهد الفيديو", "انظر أيضا",
		"للمزيد", "للمزيد حول", "قد يهمك", "قد يهمك أيضا", "اقرأ المزيد", "مواضيع ذات صلة",
		"Lire aussi", "À lire aussi", "Lire également", "À lire également", "À lire", "Voir aussi",
		"À voir aussi", "Voir également", "Regarder aussi", "À écouter", "Écouter aussi",
		"Lire la suite", "Pour aller plus loin", "Notre dossier", "En vidéo", "Vidéo",
	}
}
