package edition

import (
	"strings"

	"truchement/ui/web"
	"truchement/workflow/edition"
	"truchement/workflow/format"
)

// exportFormat is one kind of file an article can be downloaded as.
type exportFormat struct {
	format.Format
	Word string
	Hint string // what it is for
}

// exportFormats lists the formats that the desk writes, in the order of the registry. One that
// this page has no words for yet goes by its name.
func exportFormats(c *web.Call) []exportFormat {
	words := map[string][2]string{
		"html":     {c.T("format.html"), c.T("format.html-hint")},
		"fragment": {c.T("format.fragment"), c.T("format.fragment-hint")},
		"docx":     {c.T("format.docx"), c.T("format.docx-hint")},
		"pdf":      {c.T("format.pdf"), c.T("format.pdf-hint")},
		"text":     {c.T("format.text"), c.T("format.text-hint")},
		"tmx":      {c.T("format.tmx"), c.T("format.tmx-hint")},
		"csv":      {c.T("format.csv"), c.T("format.csv-hint")},
		"tsv":      {c.T("format.tsv"), c.T("format.tsv-hint")},
		"xliff":    {c.T("format.xliff"), c.T("format.xliff-hint")},
		"xliff12":  {c.T("format.xliff12"), c.T("format.xliff12-hint")},
	}
	var all []exportFormat
	for _, f := range edition.Formats() {
		one := exportFormat{Format: f, Word: words[f.Name][0], Hint: words[f.Name][1]}
		if one.Word == "" {
			one.Word = strings.ToUpper(f.Name)
		}
		all = append(all, one)
	}
	return all
}
