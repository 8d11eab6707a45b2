package workflow

import (
	"time"

	"truchement/workflow/lang"
	"truchement/workflow/machine"
	"truchement/workflow/mqm"
)

// Publication is a title with its house style.
type Publication struct {
	ID         string
	Name       string
	SourceLang string // the usual pair, proposed at intake
	TargetLang string
	Style      HouseStyle
	Archived   bool
	Created    time.Time
}

// DraftPolicy says what a browser may keep on its device: texts not yet saved and the pages to go on without network.
type DraftPolicy string

// The policies.
const (
	DraftsUntilSignOut DraftPolicy = ""    // encrypted, until the person signs out
	DraftsStay         DraftPolicy = "on"  // also after that, and where nothing can be encrypted
	DraftsOff          DraftPolicy = "off" // nothing
)

// HouseStyle is how a publication writes. The zero HouseStyle is the default of each language.
type HouseStyle struct {
	French     string `json:"french,omitempty"`     // fr-FR, fr-CH, fr-CA, fr-MA, eu: spaces and numbers
	Arabic     string `json:"arabic,omitempty"`     // ar-MA, ar-TN, ar-EG, ar-LB, …: months and digits
	Digits     string `json:"digits,omitempty"`     // of Arabic text: latn or arab
	Honorifics string `json:"honorifics,omitempty"` // keep, shorten or drop

	// Unless set, the editor puts the right sign while one types: French spaces, quotes and
	// apostrophes, Arabic commas and question marks.
	FrenchAsTyped bool        `json:"frenchAsTyped,omitempty"`
	ArabicAsTyped bool        `json:"arabicAsTyped,omitempty"`
	Scheme        mqm.Scheme  `json:"scheme,omitzero"`  // what issues weigh; zero is the usual
	Drafts        DraftPolicy `json:"drafts,omitempty"` // what devices may keep of its articles

	// Checks are the modes of checks by their ids, as package check has them; one without is as usual.
	// Headline and Caption are the most characters of these, 0 for any number.
	Checks   map[string]string `json:"checks,omitempty"`
	Headline int               `json:"headline,omitempty"`
	Caption  int               `json:"caption,omitempty"`
	// Grammar is the address of a LanguageTool server that looks at texts beside the checks, where the mode of the check
	// "grammar" is to warn; empty: none. GrammarPrivate allows one in the private network, at this very host and port.
	Grammar        string            `json:"grammar,omitempty"`
	GrammarPrivate bool              `json:"grammarPrivate,omitempty"`
	Machines       []machine.Machine `json:"machines,omitempty"` // that make drafts: see package draft

	// What its editions look like, as package format/edition has it, and which facts of the credits they
	// leave out, by the keys of HideableFacts.
	Accent   string   `json:"accent,omitempty"`
	Typeface string   `json:"typeface,omitempty"`
	Hidden   []string `json:"hidden,omitempty"`
}

// HideableFacts are the keys of what a publication may leave out of the credits of its editions: who
// translated and approved, what began as the memory's or a machine's, where a text is from and when it was
// published, and what was not approved or by its own translator. Corrections are not among them.
func HideableFacts() []string {
	return []string{"translator", "editor", "memory", "machine", "origin", "date", "unreviewed", "override"}
}

// Logo is an image that the editions of a publication show in the place of its name.
type Logo struct {
	MIME  string // image/png or image/jpeg
	Image []byte
}

// MaxLogo is how large a logo may be, in bytes.
const MaxLogo = 64 << 10

// Locale is how the house writes dates and numbers in a language: by its own choice of a region and
// of digits, else by the region that the tag names.
func (s HouseStyle) Locale(tag string) *lang.Locale {
	region := ""
	switch lang.Base(tag) {
	case "ar":
		region = s.Arabic
	case "fr":
		region = s.French
	}
	if lang.Base(region) != lang.Base(tag) { // none, or a profile of no country
		region = lang.UsualLocale(tag)
	}
	return lang.LocaleOf(region).WithDigits(s.Digits)
}
