package edition

import (
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// TargetFirst reports whether an edition of d that begins with the language lead has the target before
// the source. Empty, or a language that d does not have, has the source first, as it was written first.
func TargetFirst(d *bitext.Document, lead string) bool {
	switch {
	case lead == "" || lead == d.SourceLang:
		return false
	case lead == d.TargetLang:
		return true
	}
	base := lang.Base(lead)
	return base == lang.Base(d.TargetLang) && base != lang.Base(d.SourceLang)
}

// HasLanguage reports whether d has the language of a tag, in whatever region.
func HasLanguage(d *bitext.Document, tag string) bool {
	return lang.Base(tag) == lang.Base(d.SourceLang) || lang.Base(tag) == lang.Base(d.TargetLang)
}
