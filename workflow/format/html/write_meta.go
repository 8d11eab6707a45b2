package html

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// meta is what search engines and other sites read about the edition.
func (f *pageWriter) meta() {
	p := f.p
	about := p.about(p.leading())
	address, _ := edition.SafeLink(p.d.Address)
	if about.Description != "" {
		f.writeEscaped("<meta name=\"description\" content=\"%s\">\n", about.Description)
	}
	if address != "" {
		f.writeEscaped("<link rel=\"canonical\" href=\"%s\">\n", address)
		if !p.targetOnly {
			// The page is in both languages, and answers in that of its reader.
			for _, s := range p.Sides {
				f.writeEscaped("<link rel=\"alternate\" hreflang=\"%s\" href=\"%s\">\n", s.Lang, address)
			}
			f.writeEscaped("<link rel=\"alternate\" hreflang=\"x-default\" href=\"%s\">\n", address)
		}
	}
	f.property("og:type", "article")
	f.property("og:title", about.Headline)
	f.property("og:description", about.Description)
	f.property("og:locale", openGraphLocale(about.InLanguage))
	for _, s := range p.Sides {
		if s.Lang != about.InLanguage && !p.targetOnly {
			f.property("og:locale:alternate", openGraphLocale(s.Lang))
		}
	}
	f.property("og:site_name", strings.Join(p.Publisher, " · "))
	f.property("og:url", address)
	if !p.d.Date.IsZero() {
		f.property("article:published_time", p.d.Date.Format(machineTime))
	}
	if !p.d.Updated.IsZero() {
		f.property("article:modified_time", p.d.Updated.Format(machineTime))
	}
	if data := p.structuredData(); data != "" {
		// A data block: browsers do not run it, so the policy need not allow scripts.
		f.writeHTML("<script type=\"application/ld+json\">" + data + "</script>\n")
	}
}

func (f *pageWriter) property(name, value string) {
	if value != "" {
		f.writeEscaped("<meta property=\"%s\" content=\"%s\">\n", name, value)
	}
}

// openGraphLocale is fr_MA for fr-MA, and the usual country for a language alone.
func openGraphLocale(tag string) string {
	return strings.ReplaceAll(lang.UsualLocale(tag), "-", "_")
}

// leading is the side in the language of the page, else the target's.
func (p *page) leading() side {
	if !p.targetOnly && lang.Base(p.Lang) == lang.Base(p.Source.Lang) {
		return p.Source
	}
	return p.Target
}

// newsArticle is one language of the edition in the words of schema.org.
type newsArticle struct {
	Context       string       `json:"@context,omitempty"`
	Type          string       `json:"@type"`
	ID            string       `json:"@id,omitempty"`
	URL           string       `json:"url,omitempty"`
	Headline      string       `json:"headline"`
	Description   string       `json:"description,omitempty"`
	InLanguage    string       `json:"inLanguage"`
	DatePublished string       `json:"datePublished,omitempty"`
	DateModified  string       `json:"dateModified,omitempty"`
	Author        []thing      `json:"author,omitempty"`
	Translator    []thing      `json:"translator,omitempty"`
	Editor        []thing      `json:"editor,omitempty"`
	Publisher     *thing       `json:"publisher,omitempty"`
	Image         []string     `json:"image,omitempty"`
	TranslationOf *newsArticle `json:"translationOfWork,omitempty"`
	Translation   []thing      `json:"workTranslation,omitempty"`
}

// thing is a person, an organisation or another work.
type thing struct {
	Type string `json:"@type"`
	ID   string `json:"@id,omitempty"`
	Name string `json:"name,omitempty"`
	Lang string `json:"inLanguage,omitempty"`
}

// structuredData is the target as the translation of the source, as JSON-LD. encoding/json writes <,
// > and & as escapes, so no text can end the element that holds it.
func (p *page) structuredData() string {
	source, target := p.about(p.Source), p.about(p.Target)
	target.Context, target.Translator = "https://schema.org", p.people(edition.Translator)
	if target.ID != "" {
		source.Translation = []thing{{Type: "NewsArticle", ID: target.ID, Lang: target.InLanguage}}
	}
	target.TranslationOf = &source
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(target); err != nil {
		return "" // strings alone are encoded, which cannot fail
	}
	return strings.TrimSpace(b.String())
}

// longestHeadline is what Google shows of a headline, in characters.
const longestHeadline = 110

// about is what is known of one side.
func (p *page) about(s side) newsArticle {
	a := newsArticle{Type: "NewsArticle", Headline: shorten(s.Title, longestHeadline), InLanguage: s.Lang,
		Description: p.description(s), Author: p.authors(s), Editor: p.people(edition.Editor), Image: p.images()}
	if address, ok := edition.SafeLink(p.d.Address); ok {
		a.URL, a.ID = address, address+"#"+s.Lang
	}
	if !p.d.Date.IsZero() {
		a.DatePublished, a.DateModified = p.d.Date.Format(machineTime), p.d.Date.Format(machineTime)
	}
	if !p.d.Updated.IsZero() {
		a.DateModified = p.d.Updated.Format(machineTime)
	}
	if len(p.Publisher) > 0 {
		a.Publisher = &thing{Type: "Organization", Name: strings.Join(p.Publisher, " · ")}
	}
	return a
}

// people are those of a role of the credits that the edition shows.
func (p *page) people(role string) []thing {
	var all []thing
	for _, fact := range p.Target.Facts {
		if fact.Key == role {
			for _, name := range fact.Names {
				all = append(all, thing{Type: "Person", Name: name})
			}
		}
	}
	return all
}

// by is what a byline has before the name.
var by = regexp.MustCompile(`^(?i:par|by|بقلم|كتب|كتبت|إعداد|تحرير)\s*[::]?\s+`)

// authors are those of the credits, else the name in the byline: Google wants a name and nothing with it.
func (p *page) authors(s side) []thing {
	if all := p.people(edition.Author); all != nil {
		return all
	}
	for _, b := range p.front {
		if b.Kind != bitext.Byline {
			continue
		}
		line := oneLine(s.text(b.Block))
		if strings.ContainsFunc(line, unicode.IsDigit) {
			continue // a day or a place is no author
		}
		name, _, _ := strings.Cut(line, " – ")
		name, _, _ = strings.Cut(by.ReplaceAllString(name, ""), ",")
		name, _, _ = strings.Cut(name, "،")
		if name != "" && len([]rune(name)) <= longestName {
			return []thing{{Type: "Person", Name: name}}
		}
	}
	return nil
}

// longestName is how many characters a name has at most.
const longestName = 60

// images are the pictures of the article that are on the web.
func (p *page) images() []string {
	var all []string
	for _, b := range p.d.Blocks {
		for _, c := range b.Source().Codes() {
			address, ok := edition.SafeLink(c.Data)
			if ok && c.Type == bitext.Image && strings.HasPrefix(address, "http") {
				all = append(all, address)
			}
		}
	}
	return all
}

// description is the deck, else the first sentence of the text.
func (p *page) description(s side) string {
	for _, b := range p.front {
		if text := oneLine(s.text(b.Block)); b.Kind == bitext.Deck && text != "" {
			return shorten(text, longestDescription)
		}
	}
	for _, b := range p.text {
		for _, seg := range b.Segments {
			if text := oneLine(s.of(seg)); text != "" && b.Kind == bitext.Paragraph {
				return shorten(text, longestDescription)
			}
		}
	}
	return ""
}

// longestDescription is about what search engines show, in characters.
const longestDescription = 300

func oneLine(t bitext.Text) string { return strings.Join(strings.Fields(t.String()), " ") }

// shorten cuts a text after a word where it is longer than limit characters, and says so.
func shorten(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := string(runes[:limit-1])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:،؛") + "…"
}
