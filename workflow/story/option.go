package story

// WrongOption is a value that no page, no call of the API and no command takes for an option.
type WrongOption struct {
	Option string // its name in the tables of the tests
	Value  string
	Says   []string // what every refusal has beside the value: what is possible
}

// WrongOptions are the values that the pages, the API and the commands are tried with, each where
// it has the option.
func WrongOptions() []WrongOption {
	return []WrongOption{
		{"format", "rtf", []string{"html", "docx", "pdf", "tmx", "xliff12"}},
		{"format", "HTML", []string{"html"}},
		{"states", "bogus", []string{"final", "reviewed", "translated", "initial"}},
		{"states", "Reviewed", []string{"reviewed"}},
		{"states", "draft", []string{"initial"}}, // a sub-state
		{"rows", "word", []string{"segment", "sentence", "paragraph"}},
		{"layout", "below", []string{"side", "alternating", "source", "target", "popup"}},
		{"paper", "a3", []string{"a4", "a5", "tabloid"}},
		{"report", "xlsx", []string{"csv", "json"}},
		{"day", "2024-13-01", []string{"2027-01-31"}},
		{"day", "yesterday", []string{"2027-01-31"}},
		{"role", "boss", []string{"translator", "editor", "chief", "reader"}},
		{"scope", "all", []string{"read", "write", "full"}},
		{"interface", "de", []string{"fr", "ar", "en"}},
		{"language", "x!", []string{"ar-MA"}},
		{"language", "arabic language", []string{"ar-MA"}},
		{"urgency", "3", []string{"0, 1, 2"}},
		{"urgency", "-1", []string{"0, 1, 2"}},
		{"stage", "done", []string{"arrived", "published"}},
		{"deadline", "soon", []string{"late, today, week, none"}},
		{"filter", "bogus", []string{"open, initial, draft"}},
		{"work", "chief", []string{"translator", "editor"}},
		{"decision", "publish", []string{"approve", "return"}},
		{"grade", "huge", []string{"typo", "wording", "fact"}},
		{"type", "kerning", []string{"mistranslation"}},
		{"severity", "fatal", []string{"minor", "critical"}},
		{"side", "middle", []string{"source", "target"}},
		{"unit-side", "middle", []string{"source, target"}},
		{"unit-kind", "typed", []string{"segment, alignment, import"}},
		{"unit-state", "reviewed", []string{"approved, translated"}},
		{"term-type", "thing", []string{"general, person, institution"}},
		{"term-state", "new", []string{"settled, proposed"}},
		{"term-status", "allowed", []string{"preferred, admitted, deprecated"}},
		{"term-format", "doc", []string{"tbx, tbx-dct, tbx-v2, xlsx, csv, tsv, omegat"}},
		{"term-file", "a.doc", []string{"TBX", "XLSX", "CSV", "TSV", "OmegaT"}},
		{"publication", "none-such", nil},
		{"percent", "101", []string{"1", "100"}},
		{"percent", "half", []string{"1", "100"}},
		{"time", "tomorrow", []string{"2027-01-31T17:00:00Z"}},
	}
}
