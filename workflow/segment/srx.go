package segment

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// maxSRX is the maximum size of an SRX file in bytes; LanguageTool's, the largest known, has 0.3
// MB.
const maxSRX = 4 << 20

// ErrSRX is wrapped by the errors about a file that is not SRX 2.0, or has rules that this engine
// cannot follow.
var ErrSRX = errors.New("not a usable SRX file")

// Rule decides whether to cut at a position where the text before ends with Before and the text
// after begins with After.
type Rule struct {
	Break         bool
	Before, After string // regular expressions of SRX 2.0 (ICU), without lookaround
	Note          string // the comment before the rule
}

// RuleSet is a named list of rules. At each position the first rule that matches decides.
type RuleSet struct {
	Name  string
	Rules []Rule
}

// LanguageMap maps the language tags that match Pattern as a whole to a rule set.
type LanguageMap struct {
	Pattern string
	Name    string
}

// SRX is a rule file: rule sets and the languages that they serve. With Cascade, every map that
// matches a language adds its rules, in the order of the maps; without, only the first does.
type SRX struct {
	Cascade bool
	Sets    []RuleSet
	Maps    []LanguageMap
}

type srxFile struct {
	XMLName xml.Name `xml:"srx"`
	Version string   `xml:"version,attr"`
	Header  struct {
		Cascade string `xml:"cascade,attr"`
	} `xml:"header"`
	Sets []srxSet `xml:"body>languagerules>languagerule"`
	Maps []struct {
		Pattern string `xml:"languagepattern,attr"`
		Name    string `xml:"languagerulename,attr"`
	} `xml:"body>maprules>languagemap"`
}

// srxSet is a languagerule element. It is read token by token, since comments between its rules
// explain them.
type srxSet struct {
	Name  string
	Rules []srxRule
}

type srxRule struct {
	Break  string  `xml:"break,attr"`
	Before *string `xml:"beforebreak"`
	After  *string `xml:"afterbreak"`
	Note   string  `xml:"-"`
}

// UnmarshalXML reads a languagerule element with the comments before its rules.
func (s *srxSet) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	for _, a := range start.Attr {
		if a.Name.Local == "languagerulename" {
			s.Name = a.Value
		}
	}
	note := ""
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.Comment:
			note = strings.Join(strings.Fields(string(t)), " ")
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if t.Name.Local != "rule" {
				err = d.Skip()
			} else {
				r := srxRule{Note: note}
				err = d.DecodeElement(&r, &t)
				s.Rules, note = append(s.Rules, r), ""
			}
			if err != nil {
				return err
			}
		}
	}
}

// Parse reads an SRX 2.0 file. Errors wrap ErrSRX, except those of r.
func Parse(r io.Reader) (*SRX, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSRX+1))
	if err != nil {
		return nil, fmt.Errorf("read SRX: %w", err)
	}
	if len(data) > maxSRX {
		return nil, fmt.Errorf("%w: larger than %d bytes", ErrSRX, maxSRX)
	}
	var f srxFile
	if err := xml.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSRX, err)
	}
	if f.Version != "2.0" {
		return nil, fmt.Errorf("%w: version %q, want 2.0", ErrSRX, f.Version)
	}
	return f.srx()
}

func (f *srxFile) srx() (*SRX, error) {
	out := &SRX{Cascade: f.Header.Cascade == "yes"}
	named := map[string]bool{}
	for _, s := range f.Sets {
		set := RuleSet{Name: s.Name}
		for i, r := range s.Rules {
			if r.Break != "" && r.Break != "yes" && r.Break != "no" {
				return nil, fmt.Errorf("%w: %s, rule %d: break is %q", ErrSRX, s.Name, i+1, r.Break)
			}
			rule := Rule{Break: r.Break != "no", Note: r.Note}
			rule.Before, rule.After = stringOf(r.Before), stringOf(r.After)
			set.Rules = append(set.Rules, rule)
		}
		named[s.Name] = true
		out.Sets = append(out.Sets, set)
	}
	for _, m := range f.Maps {
		if _, err := regexp.Compile(m.Pattern); err != nil {
			return nil, fmt.Errorf("%w: language pattern %q: %w", ErrSRX, m.Pattern, err)
		}
		if !named[m.Name] {
			return nil, fmt.Errorf("%w: no rules named %q for %q", ErrSRX, m.Name, m.Pattern)
		}
		out.Maps = append(out.Maps, LanguageMap{Pattern: m.Pattern, Name: m.Name})
	}
	return out, nil
}

// nameRule adds the rule set and the number of the rule to a RuleError.
func nameRule(err error, set string, rule int) error {
	var e *RuleError
	if errors.As(err, &e) {
		e.Set, e.Rule = set, rule
	}
	return err
}

func stringOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Names returns the names of the rule sets that serve a language, in order.
func (s *SRX) Names(lang string) []string { return s.matcher().names(lang) }

// matcher is the compiled language maps of an SRX file.
type matcher struct {
	srx      *SRX
	patterns []*regexp.Regexp // nil for an invalid pattern, which matches nothing
}

func (s *SRX) matcher() *matcher {
	m := &matcher{srx: s, patterns: make([]*regexp.Regexp, len(s.Maps))}
	for i, lm := range s.Maps {
		if re, err := regexp.Compile(`^(?:` + lm.Pattern + `)$`); err == nil {
			m.patterns[i] = re
		}
	}
	return m
}

func (m *matcher) names(lang string) []string {
	var out []string
	for i, re := range m.patterns {
		if re == nil || !re.MatchString(lang) {
			continue
		}
		out = append(out, m.srx.Maps[i].Name)
		if !m.srx.Cascade {
			break
		}
	}
	return out
}

// Rules compiles the rules that serve a language. Errors wrap ErrSRX and name the rule.
func (s *SRX) Rules(lang string) (*Rules, error) {
	names := s.Names(lang)
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: no rules for language %q", ErrSRX, lang)
	}
	b := newBuilder()
	for _, name := range names {
		for _, set := range s.Sets {
			if set.Name != name {
				continue
			}
			for i, r := range set.Rules {
				if err := b.add(r); err != nil {
					return nil, nameRule(err, name, i+1)
				}
			}
		}
	}
	if len(b.breaks) == 0 {
		return nil, fmt.Errorf("%w: %s has no rules", ErrSRX, strings.Join(names, ", "))
	}
	return b.rules(), nil
}
