// Package editiontest holds the documents that the tests of all writers share.
package editiontest

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

//go:embed testdata/article-rabat-paris.ar-fr.tsv
var rabat string

// ArticleText is the article as its author wrote it.
//
//go:embed testdata/article-rabat-paris.txt
var ArticleText string

// Article is a real news article, Arabic with its French translation, whole.
func Article() *bitext.Document {
	d := &bitext.Document{
		ID: "rabat-paris", Title: "Rabat-Paris", SourceLang: "ar-MA", TargetLang: "fr-MA",
		Date:   time.Date(2025, 4, 14, 18, 30, 0, 0, time.UTC),
		Labels: Labels(),
		Credits: []bitext.Credit{
			{Role: edition.Publication, Names: []string{"الحرية نت"}},
			{Role: edition.Author, Names: []string{"محمد الحبيب هويدي"}},
			{Role: edition.Translator, Names: []string{"Salma Bennani"}},
			{Role: edition.Editor, Names: []string{"Youssef Khaldi"}},
		},
	}
	for _, part := range strings.Split(strings.TrimSpace(rabat), "\n\n") {
		d.Blocks = append(d.Blocks, block(part))
	}
	return d
}

func block(part string) bitext.Block {
	var b bitext.Block
	for _, line := range strings.Split(part, "\n") {
		f := strings.Split(line, "\t")
		b.Kind = bitext.BlockKind(f[0])
		b.Segments = append(b.Segments, bitext.Segment{
			Source: bitext.Plain(f[1]), Target: bitext.Plain(f[2]), After: bitext.Plain(" "),
			State: bitext.Final, Version: 3,
			Translator: "Salma Bennani", Reviewer: "Youssef Khaldi",
		})
	}
	return b
}

// Kinds is a document from French to Arabic that has every kind of block and
// of code, a segment without translation, one that is not approved, one approved
// by its translator, comments, and text that tries to break out of its format.
func Kinds() *bitext.Document {
	d := &bitext.Document{
		ID: "kinds", Title: "Kinds", SourceLang: "fr", TargetLang: "ar",
		Origin: "https://example.org/a?b=1&c=2", Labels: Labels(),
		Date: time.Date(2025, 4, 14, 0, 0, 0, 0, time.UTC),
	}
	add := func(kind bitext.BlockKind, level int, pairs ...string) *bitext.Block {
		b := bitext.Block{Kind: kind, Level: level}
		for i := 0; i+1 < len(pairs); i += 2 {
			b.Segments = append(b.Segments, segment(pairs[i], pairs[i+1]))
		}
		d.Blocks = append(d.Blocks, b)
		return &d.Blocks[len(d.Blocks)-1]
	}
	add(bitext.Headline, 0, "Le titre & <l’autre>", "العنوان & <الآخر>")
	add(bitext.Deck, 0, "Le chapô.", "المقدمة.")
	add(bitext.Heading, 2, "Un intertitre", "عنوان فرعي")
	b := add(bitext.Paragraph, 0,
		"⟦1⟧Gras ⟦2⟧et italique⟦/2⟧⟦/1⟧, ⟦3⟧un lien⟦/3⟧.", "⟦1⟧غامق ⟦2⟧ومائل⟦/2⟧⟦/1⟧، ⟦3⟧رابط⟦/3⟧.",
		"Une ligne⟦4/⟧puis ⟦5⟧un piège⟦/5⟧⟦6/⟧ H⟦7⟧2⟦/7⟧O, x⟦8⟧2⟦/8⟧.",
		"سطر⟦4/⟧ثم ⟦5⟧فخ⟦/5⟧⟦6/⟧ H⟦7⟧2⟦/7⟧O، x⟦8⟧2⟦/8⟧.",
		"Sans traduction : <script>alert(1)</script>.", "")
	b.Segments[1].State = bitext.Translated
	b.Segments[1].Notes = []bitext.Remark{{
		Author: "ليلى", Time: time.Date(2025, 4, 14, 9, 5, 0, 0, time.UTC),
		Text: "À vérifier <vite>\nmerci",
	}}
	b = add(bitext.Quote, 0, "« L’ONU a tranché. »", "ONU حسمت الأمر.")
	b.Segments[0].Reviewer, b.Segments[0].Override = "Salma", "seule de garde <ce soir>"
	add(bitext.ListItem, 0, "⟦9⟧Souligné⟦/9⟧ et ⟦10⟧barré⟦/10⟧", "⟦9⟧مسطر⟦/9⟧ و⟦10⟧مشطوب⟦/10⟧")
	add(bitext.ListItem, 0, "⟦11⟧code()⟦/11⟧", "⟦11⟧code()⟦/11⟧")
	add(bitext.Caption, 0, "⟦12/⟧ La photo", "⟦12/⟧ الصورة")
	add(bitext.Byline, 0, "=A. Auteur", "=أ. كاتب")
	add(bitext.Kicker, 0, "Le surtitre", "السطر فوق العنوان")
	return d
}

func segment(source, target string) bitext.Segment {
	codes := []bitext.Code{
		{ID: "1", Type: bitext.Bold}, {ID: "2", Type: bitext.Italic},
		{ID: "3", Type: bitext.Link, Data: "https://example.org/?a=1&b=\"2\""},
		{ID: "4", Type: bitext.Break},
		{ID: "5", Type: bitext.Link, Data: "javascript:alert(1)"},
		{ID: "6", Type: bitext.NoteMark, Equiv: "*"},
		{ID: "7", Type: bitext.Subscript}, {ID: "8", Type: bitext.Superscript},
		{ID: "9", Type: bitext.Underline}, {ID: "10", Type: bitext.Strike},
		{ID: "11", Type: bitext.Monospace},
		{ID: "12", Type: bitext.Image, Data: "https://example.org/p.jpg", Equiv: "une <photo>"},
	}
	s := bitext.Segment{
		After: bitext.Plain(" "), State: bitext.Reviewed, Translator: "Salma", Reviewer: "Youssef",
	}
	s.Source, s.Target = parse(source, codes), parse(target, codes)
	return s
}

// parse returns markup that it cannot read as plain characters, so that a mistake
// in the markup above fails the test that reads the result.
func parse(markup string, codes []bitext.Code) bitext.Text {
	t, err := bitext.Parse(markup, codes)
	if err != nil {
		return bitext.Plain(markup)
	}
	return t
}

// Logo is a PNG image of three bars, wider than it is high.
func Logo() []byte {
	m := image.NewNRGBA(image.Rect(0, 0, 120, 40))
	for x := range 120 {
		for y := range 40 {
			if x/24%2 == 0 {
				m.Set(x, y, color.NRGBA{R: 0x7A, G: 0x1F, B: 0x2B, A: 0xFF})
			}
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, m) // a bytes.Buffer never fails
	return b.Bytes()
}

// Labels are words for an edition in French and Arabic.
func Labels() map[string]map[string]string {
	labels := map[string]map[string]string{
		"fr": {
			edition.Layout: "Présentation", edition.SideBySide: "Côte à côte",
			edition.Alternating: "Alterné", edition.Numbers: "Numéros",
			edition.Sentence: "Phrase", edition.SentencePair: "phrases", edition.Sentences: "phrases",
			edition.Paragraph: "Paragraphe", edition.ParagraphPair: "paragraphes", edition.Paragraphs: "paragraphes",
			edition.UnreviewedParagraphs: "Paragraphes non approuvés", edition.Missing: "Traduction manquante",
			edition.Image: "Image", edition.Notes: "Commentaires",
			edition.Bilingual: "Édition bilingue", edition.Credits: "Crédits",
			edition.Contents: "Sommaire", edition.Cover: "Couverture", edition.Collection: "Recueil bilingue",
			edition.Page: "Page", edition.Author: "Texte", edition.Translator: "Traduction",
			edition.Editor: "Relecture", edition.Publication: "Publication",
			edition.Origin: "Provenance", edition.Date: "Date",
			edition.Override:   "Approuvé par qui l’a traduit",
			edition.Unreviewed: "Phrases non approuvées",
			edition.Updated:    "Mise à jour", edition.Machine: "Première version par machine",
			edition.Memory: "Première version de la mémoire", edition.Correction: "Correction",
			edition.Typo: "coquille", edition.Wording: "formulation", edition.FactError: "erreur de fait",
			edition.Stacked: "Par paragraphe", edition.InTurn: "Par phrase",
			"language.ar": "arabe", "language.fr": "français",
		},
		"ar": {
			edition.Layout: "طريقة العرض", edition.SideBySide: "جنبًا إلى جنب",
			edition.Alternating: "بالتناوب", edition.Numbers: "الأرقام",
			edition.Sentence: "الجملة", edition.SentencePair: "الجملتان", edition.Sentences: "الجمل",
			edition.Paragraph: "الفقرة", edition.ParagraphPair: "الفقرتان", edition.Paragraphs: "الفقرات",
			edition.UnreviewedParagraphs: "فقرات لم تُعتمد", edition.Missing: "ترجمة غير متوفرة",
			edition.Image: "صورة", edition.Notes: "التعليقات",
			edition.Bilingual: "طبعة ثنائية اللغة", edition.Credits: "فريق العمل",
			edition.Contents: "المحتويات", edition.Cover: "الغلاف", edition.Collection: "مجموعة ثنائية اللغة",
			edition.Page: "صفحة", edition.Author: "النص", edition.Translator: "الترجمة",
			edition.Editor: "المراجعة", edition.Publication: "المطبوعة",
			edition.Origin: "المصدر", edition.Date: "التاريخ",
			edition.Override:   "اعتمدها مترجمها",
			edition.Unreviewed: "جمل لم تُعتمد",
			edition.Updated:    "آخر تحديث", edition.Machine: "صياغة أولى آلية",
			edition.Memory: "صياغة أولى من الذاكرة", edition.Correction: "تصويب",
			edition.Typo: "خطأ مطبعي", edition.Wording: "صياغة", edition.FactError: "خطأ في الوقائع",
			edition.Stacked: "فقرة بفقرة", edition.InTurn: "جملة بجملة",
			"language.ar": "العربية", "language.fr": "الفرنسية",
		},
	}
	columns := map[string]string{
		"fr": "Partie État Surtitre Titre Chapô Signature Paragraphe Intertitre Citation Puce Légende " +
			"Brouillon Traduit Approuvé Publié",
		"ar": "العنصر الحالة سطر العنوان المقدمة التوقيع فقرة عنوان_فرعي اقتباس بند شرح مسودة مترجم معتمد منشور",
	}
	keys := []string{edition.Block, edition.State}
	for _, k := range bitext.Kinds() {
		keys = append(keys, edition.BlockKey(k))
	}
	for _, state := range []bitext.State{bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final} {
		keys = append(keys, edition.StateKey(state))
	}
	for tag, words := range columns {
		for i, word := range strings.Fields(words) {
			labels[tag][keys[i]] = word
		}
	}
	return labels
}

// Shown writes the blocks of d as lines: kind, level, and the text with its codes by type.
func Shown(d *bitext.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		s := string(b.Kind)
		if b.Level != 0 {
			s += fmt.Sprint(b.Level)
		}
		out = append(out, s+": "+ShownText(b.Source()))
	}
	return out
}

// ShownText writes a text with its codes by type.
func ShownText(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			b.WriteString(r.Chars)
		case bitext.Open:
			b.WriteString("<" + string(r.Code.Type) + r.Code.Data + ">")
		case bitext.Close:
			b.WriteString("</" + string(r.Code.Type) + ">")
		case bitext.Lone:
			b.WriteString("<" + strings.TrimSpace(string(r.Code.Type)+" "+r.Code.Data+r.Code.Equiv) + "/>")
		}
	}
	return b.String()
}
