package table

import (
	"slices"
	"strings"

	"truchement/workflow/format/heading"
	"truchement/workflow/lang"
)

// attribute is what a column says.
type attribute int

// The attributes. Those from status to termNote are of a term, and may be of a language.
const (
	unknown attribute = iota
	id
	language
	termText
	status
	admitted
	forbidden
	gender
	number
	plural
	short
	termNote
	kind
	domain
	note
	source
	publication
	target
)

// column is one column of a table.
type column struct {
	attribute
	lang string // of a term or what is said of it; empty: not said
	name string // as the table has it
}

// named is how tables name an attribute: as ours do, in English, French and Arabic, and as others.
type named struct {
	attribute
	words [3]string
	also  []string
}

func headings() []named {
	return []named{
		{id, [3]string{"id", "identifiant", "المعرّف"}, []string{"identifier", "concept", "concept id", "entry id", "identifiant du concept", "رقم", "معرف", "المفهوم"}},
		{language, [3]string{"language", "langue", "اللغة"}, []string{"lang", "language code", "code langue", "لغة"}},
		{termText, [3]string{"term", "terme", "المصطلح"}, []string{"terms", "termes", "preferred", "préféré", "terme préféré", "preferred term", "nom", "name", "مصطلح", "الاسم"}},
		{status, [3]string{"status", "statut", "الحالة"}, []string{"état", "حالة", "الوضع"}},
		{admitted, [3]string{"admitted", "admis", "مقبول"}, []string{"synonym", "synonyms", "synonyme", "synonymes", "variantes", "variants", "variantes admises", "admitted variants", "admitted terms", "مرادف", "مرادفات", "المرادفات"}},
		{forbidden, [3]string{"forbidden", "interdit", "ممنوع"}, []string{"interdits", "interdite", "interdites", "variantes interdites", "forbidden variants", "forbidden terms", "deprecated", "à éviter", "ne pas utiliser", "do not use", "déconseillé", "محظور", "صيغ ممنوعة", "الصيغ الممنوعة", "يتجنب"}},
		{gender, [3]string{"gender", "genre", "الجنس"}, []string{"grammatical gender", "جنس"}},
		{number, [3]string{"number", "nombre", "العدد"}, []string{"grammatical number", "عدد"}},
		{plural, [3]string{"plural", "pluriel", "الجمع"}, []string{"plurals", "جمع"}},
		{short, [3]string{"short form", "forme courte", "الصيغة المختصرة"}, []string{"short", "court", "courte", "abbreviation", "abréviation", "sigle", "acronym", "acronyme", "seconde mention", "second mention", "مختصر", "صيغة مختصرة", "اختصار"}},
		{termNote, [3]string{"term note", "note terme", "ملاحظة المصطلح"}, []string{"reason", "raison", "سبب", "السبب"}},
		{kind, [3]string{"type", "type", "النوع"}, []string{"nature", "catégorie", "category", "نوع", "صنف"}},
		{domain, [3]string{"domain", "domaine", "المجال"}, []string{"subject", "subject field", "field", "champ", "rubrique", "مجال", "الميدان"}},
		{note, [3]string{"note", "note", "ملاحظة"}, []string{"notes", "comment", "comments", "commentaire", "commentaires", "remarque", "remark", "definition", "définition", "description", "ملاحظات", "تعريف", "التعريف", "شرح", "تعليق"}},
		{source, [3]string{"source", "source", "المصدر"}, []string{"original", "source text", "texte source", "source term", "terme source", "الأصل", "النص الأصلي", "reference", "référence", "origine", "origin", "url", "lien", "link", "مصدر", "مرجع", "المرجع"}},
		{publication, [3]string{"publication", "publication", "المطبوعة"}, []string{"journal", "client", "customer", "project", "projet", "الصحيفة", "الجريدة", "منشور", "العميل"}},
		{target, [3]string{"target", "cible", "الهدف"}, []string{"traduction", "translation", "ترجمة", "الترجمة", "terme cible", "target term", "texte cible", "target text", "النص المترجم", "المقابل"}},
	}
}

// readHeading says what a column is by its heading.
func readHeading(name string) column {
	c := column{name: strings.TrimSpace(name)}
	whole, rest, tag := heading.Split(name)
	if c.attribute = attributeOf(whole); c.attribute != unknown {
		return c
	}
	if c.lang = tag; tag == "" {
		return c
	}
	if c.attribute = termText; rest != "" {
		c.attribute = attributeOf(rest)
	}
	return c
}

// String is the English heading of the attribute; empty for a column that is left out.
func (a attribute) String() string {
	for _, h := range headings() {
		if h.attribute == a {
			return h.words[0]
		}
	}
	return ""
}

// Word is the heading in a language of a field as Columns names it; empty for none.
func Word(field, tag string) string {
	for _, h := range headings() {
		if h.words[0] == field {
			return h.words[Options{Lang: tag}.word()]
		}
	}
	return ""
}

// attributeOf finds an attribute by its folded name.
func attributeOf(name string) attribute {
	for _, h := range headings() {
		for _, w := range slices.Concat(h.words[:], h.also) {
			if name == lang.Fold(w, "") {
				return h.attribute
			}
		}
	}
	return unknown
}
