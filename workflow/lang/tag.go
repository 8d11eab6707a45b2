package lang

import (
	"strings"

	"golang.org/x/text/language"
)

// RTL and LTR are the results of Direction, as HTML's dir attribute has them.
const (
	RTL = "rtl"
	LTR = "ltr"
)

// Base returns the primary language subtag in lower case: "ar" for "ar-MA".
func Base(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// Canonical returns a tag with the language of two letters in the place of one of three (ISO 639-2 and
// 639-3), as BCP 47 wants it: "ar" for "ara", "fr-CA" for "fre-CA". Others stay as they are.
func Canonical(tag string) string {
	base, rest, more := strings.Cut(tag, "-")
	if len(base) != 3 {
		return tag
	}
	short := bibliographic[strings.ToLower(base)]
	if b, err := language.ParseBase(base); err == nil && short == "" {
		short = b.String()
	}
	switch {
	case len(short) != 2:
		return tag
	case !more:
		return short
	}
	return short + "-" + rest
}

// bibliographic are the codes of ISO 639-2/B that differ from those of ISO 639-3.
var bibliographic = map[string]string{"alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs",
	"dut": "nl", "fre": "fr", "geo": "ka", "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi", "may": "ms",
	"per": "fa", "rum": "ro", "slo": "sk", "tib": "bo", "wel": "cy"}

// Direction returns "rtl" or "ltr" for a BCP 47 tag: that of the script subtag if there is one
// (az-Arab, ar-Latn), else that of the language's usual script. Unknown languages are "ltr".
func Direction(tag string) string {
	for i, sub := range strings.Split(tag, "-") {
		if i > 0 && len(sub) == 1 {
			break
		}
		if i > 0 && len(sub) == 4 && isAlpha(sub) {
			return directionOf(isRTLScript(strings.ToLower(sub)))
		}
	}
	return directionOf(isRTLLanguage(Base(tag)))
}

func directionOf(rtl bool) string {
	if rtl {
		return RTL
	}
	return LTR
}

func isRTLScript(script string) bool {
	switch script {
	case "arab", "aran", "hebr", "syrc", "syre", "syrj", "syrn", "thaa", "nkoo", "adlm", "rohg",
		"mand", "samr", "mend", "yezi":
		return true
	}
	return false
}

func isRTLLanguage(base string) bool {
	switch base {
	case "ar", "arb", "ary", "arq", "aeb", "ayl", "arz", "apd", "apc", "ajp", "acm", "afb", "acw",
		"ars", "ayn", "shu", "mey",
		"fa", "pes", "prs", "ps", "ur", "sd", "ug", "ckb", "sdh", "azb", "pnb", "skr", "ks", "lrc",
		"luz", "mzn", "glk", "bal", "bqi", "khw", "haz", "trw", "bgn", "rhg",
		"he", "iw", "yi", "ji", "lad", "syr", "aii", "arc", "sam", "dv", "nqo":
		return true
	}
	return false
}

// ParseTag returns a language tag as programs write it, with an underscore or in any case, as a BCP
// 47 tag in its usual case: "fr-CA" for "FRE_ca"; "" for what is no tag. See Canonical.
func ParseTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if !Valid(s) {
		return ""
	}
	subs := strings.Split(strings.ToLower(Canonical(s)), "-")
	for i := 1; i < len(subs) && len(subs[i]) > 1; i++ {
		switch len(subs[i]) {
		case 2:
			subs[i] = strings.ToUpper(subs[i])
		case 4:
			if c := subs[i][0]; c >= 'a' {
				subs[i] = strings.ToUpper(subs[i][:1]) + subs[i][1:]
			}
		}
	}
	return strings.Join(subs, "-")
}

// maxTagLength is the length of the longest valid tag, in bytes. RFC 5646 §4.4.1 requires 35;
// extensions may need more.
const maxTagLength = 100

// Valid reports whether tag is a well-formed BCP 47 language tag (RFC 5646 §2.1, without the
// grandfathered tags). The subtags need not be registered.
func Valid(tag string) bool {
	if len(tag) > maxTagLength {
		return false
	}
	subs := strings.Split(tag, "-")
	if strings.EqualFold(subs[0], "x") {
		return validPrivateUse(subs)
	}
	if !isAlpha(subs[0]) || len(subs[0]) < 2 || len(subs[0]) > 8 {
		return false
	}
	rest := subs[1:]
	if len(subs[0]) <= 3 {
		rest = skipSubtags(rest, 3, func(s string) bool { return len(s) == 3 && isAlpha(s) })
	}
	rest = skipSubtags(rest, 1, func(s string) bool { return len(s) == 4 && isAlpha(s) })
	rest = skipSubtags(rest, 1, isRegion)
	rest = skipSubtags(rest, len(rest), isVariant)
	return validExtensions(rest)
}

func skipSubtags(subs []string, most int, is func(string) bool) []string {
	for n := 0; n < most && len(subs) > 0 && is(subs[0]); n++ {
		subs = subs[1:]
	}
	return subs
}

func isRegion(s string) bool {
	return len(s) == 2 && isAlpha(s) || len(s) == 3 && isDigits(s)
}

func isVariant(s string) bool {
	if !isAlphanum(s) {
		return false
	}
	return len(s) >= 5 && len(s) <= 8 || len(s) == 4 && isDigits(s[:1])
}

// validExtensions checks the end of a tag: singletons with their subtags, each singleton once, then
// private use.
func validExtensions(subs []string) bool {
	seen := ""
	for len(subs) > 0 {
		single := strings.ToLower(subs[0])
		if single == "x" {
			return validPrivateUse(subs)
		}
		if len(single) != 1 || !isAlphanum(single) || strings.Contains(seen, single) {
			return false
		}
		seen += single
		rest := skipSubtags(subs[1:], len(subs), func(s string) bool {
			return len(s) >= 2 && len(s) <= 8 && isAlphanum(s)
		})
		if len(rest) == len(subs)-1 {
			return false
		}
		subs = rest
	}
	return true
}

func validPrivateUse(subs []string) bool {
	for _, s := range subs[1:] {
		if len(s) < 1 || len(s) > 8 || !isAlphanum(s) {
			return false
		}
	}
	return len(subs) > 1
}

func isAlpha(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isAlphanum(s string) bool {
	for i := range len(s) {
		if !isAlpha(s[i:i+1]) && !isDigits(s[i:i+1]) {
			return false
		}
	}
	return s != ""
}
