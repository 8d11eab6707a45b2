package html

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// surroundings is what a page says of a block beside its text.
type surroundings struct {
	inside  bool // an element around it is called as what surrounds articles
	letters int
	linked  int // of letters: those of links
}

const (
	// minJudged is how many letters a page must have for what surrounds its article to be told from it.
	minJudged = 200
	// minTitled is how many letters a page must have for its title to be a headline.
	minTitled = 100
	// shortBlock is how many words a block has that may well be no part of an article; what is longer is proposed for
	// leaving out only where the page says so or it is a list of links.
	shortBlock = 60
	// mostAsked is of how many large elements the letters are counted: they may lie in each other.
	mostAsked = 64
	// mostElements is how many elements a page has that is given to go-readability, which has no limits of its own.
	mostElements = 20_000
	// mostSigns is how many words a block has at most that begins as those which surround articles do.
	mostSigns = 16
)

// aside are words in the class or id of what surrounds articles.
var aside = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:comments?|commentaires?|related|relateds|recommend\w*|share|sharing|social|newsletter|sidebar|widgets?|promo|` +
	`cookies?|breadcrumbs?|menu|navbar|popular|trending|most-?(?:read|viewed|popular)|plus-?lus|footer|tags|taglist|outbrain|taboola|advert\w*|ads?|sponsor\w*|subscribe|login|signup|toolbar|read-?(?:more|also|next))(?:$|[-_ ])`)

// signs begin blocks that surround articles, in French, Arabic and English.
var signs = regexp.MustCompile(`(?i)^(?:[àa] )?(?:lire (?:aussi|également|la suite)|voir aussi|sur le même (?:sujet|thème)|read (?:also|more|next)|also read|related|` +
	`facebook|twitter|whatsapp|telegram|linkedin|partage[rz]|share|tweet(?:er)?\b|imprimer|print\b|inscrivez-vous|abonnez-vous|s’abonner|subscribe|sign up|newsletter|` +
	`©|copyright|tous droits réservés|all rights reserved|mentions légales|publicité|advertisement|` +
	`(?:اقرأ|إقرأ|اقرؤوا|شاهد) (?:أيضا|أيضًا|ايضا)|مواضيع ذات صلة|شارك|شاركها|اشترك|جميع الحقوق محفوظة|الأكثر قراءة|إعلان$)`)

// isAround reports whether an element says that it surrounds the article, unless it holds most of the page.
func (w *walker) isAround(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Main || n.DataAtom == atom.Article {
		return false
	}
	named := n.DataAtom == atom.Aside || aside.MatchString(attr(n, "class")) || aside.MatchString(attr(n, "id"))
	if !named || w.asked == mostAsked {
		return false
	}
	if 2*countLetters(n) < w.letters {
		return true
	}
	w.asked++
	return false
}

// markAsides marks the blocks that are proposed for leaving out: those that a second reader, go-readability, finds no part
// of the article and that look like it by their length, links or place, and those that begin as no article does. Where
// nothing would be left the page is taken whole.
func (w *walker) markAsides(tree *html.Node, d *bitext.Document) {
	if w.letters < minJudged || len(w.around) != len(d.Blocks) {
		return
	}
	main := mainTexts(tree)
	left := make([]bool, len(d.Blocks))
	for i, b := range d.Blocks {
		left[i] = w.around[i].isAside(b, main)
	}
	kept := 0
	for i, b := range d.Blocks {
		if !left[i] && b.Kind != bitext.Headline && b.Kind != bitext.Byline {
			kept++
		}
	}
	if kept == 0 {
		return
	}
	for i := range d.Blocks {
		d.Blocks[i].Aside = left[i]
	}
}

func (s surroundings) isAside(b bitext.Block, main func(string) bool) bool {
	text := b.Source().String()
	words := len(strings.Fields(text))
	if words <= mostSigns && signs.MatchString(strings.TrimSpace(text)) {
		return true
	}
	if s.inside && !main(text) {
		return true
	}
	switch b.Kind {
	case bitext.Headline, bitext.Byline, bitext.Deck, bitext.Kicker:
		return false
	}
	return (b.Kind == bitext.ListItem || words <= shortBlock || 10*s.linked >= 7*s.letters) && !main(text)
}

// mainTexts reports whether a text is one of the article as go-readability finds it; of all where it finds none.
func mainTexts(tree *html.Node) func(string) bool {
	second := readability.NewParser()
	second.MaxElemsToParse = mostElements
	found, err := second.ParseDocument(tree, nil)
	if err != nil || found.Node == nil {
		return func(string) bool { return true }
	}
	all := folded(innerText(found.Node))
	return func(text string) bool { return strings.Contains(all, folded(text)) }
}

// folded are the letters and digits of a text.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// addHeadline makes the page's title the headline of an article that has none.
func addHeadline(tree *html.Node, d *bitext.Document) {
	title := d.Title
	if shared := build.Line(metaContent(tree, "og:title")); shared != "" {
		title = shared
	}
	title = withoutSite(title, metaContent(tree, "og:site_name"))
	isHeadline := func(b bitext.Block) bool { return b.Kind == bitext.Headline && !b.Aside }
	if slices.ContainsFunc(d.Blocks, isHeadline) || len(strings.Fields(title)) < 2 {
		return
	}
	for _, b := range d.Blocks {
		if folded(b.Source().String()) == folded(title) {
			return
		}
	}
	d.Blocks = append([]bitext.Block{bitext.NewBlock(bitext.Headline, bitext.Plain(title))}, d.Blocks...)
	d.Title = title
}

// siteSeparator parts a title from the name of the site.
var siteSeparator = regexp.MustCompile(`\s+[|–—·•-]\s+`)

// withoutSite is a page's title without the name of its site, which follows or, seldom, begins it.
func withoutSite(title, site string) string {
	at := siteSeparator.FindAllStringIndex(title, -1)
	if len(at) == 0 {
		return title
	}
	first, last := at[0], at[len(at)-1]
	before, after := title[:last[0]], title[last[1]:]
	switch {
	case site != "" && strings.EqualFold(strings.TrimSpace(title[:first[0]]), site):
		return title[first[1]:]
	case site != "" && strings.EqualFold(strings.TrimSpace(after), site),
		len(strings.Fields(after)) <= 4 && len(strings.Fields(before)) > len(strings.Fields(after)):
		return before
	}
	return title
}

// metaContent is what a page says of itself under a property.
func metaContent(tree *html.Node, property string) string {
	n := find(tree, func(n *html.Node) bool {
		return n.DataAtom == atom.Meta && (attr(n, "property") == property || attr(n, "name") == property)
	})
	if n == nil {
		return ""
	}
	return attr(n, "content")
}
