package web

import (
	"testing"
)

func TestAttachmentNamesBothWays(t *testing.T) {
	tests := []struct{ ascii, full, want string }{
		{"a.tmx", "a.tmx", `attachment; filename="a.tmx"; filename*=UTF-8''a.tmx`},
		{`a"\b.csv`, "L’été (1); x.csv",
			`attachment; filename="ab.csv"; filename*=UTF-8''L%E2%80%99%C3%A9t%C3%A9%20%281%29%3B%20x.csv`},
	}
	for _, tt := range tests {
		if got := Disposition(tt.ascii, tt.full); got != tt.want {
			t.Errorf("attachment(%q)\n got %s\nwant %s", tt.full, got, tt.want)
		}
	}
}

func TestFileNamesAreWhatTheyLook(t *testing.T) {
	for name, want := range map[string]string{
		"article.docx":                    "article.docx",
		`C:\temp\article.txt`:             "article.txt",
		"../../etc/passwd":                "passwd",
		"a\u2066b\u2069\u200f\u200bc.txt": "abc.txt",
		"a\u202etxt.exe":                  "?",
		"a\r\nX: y.txt":                   "a X: y.txt",
		"..":                              "?",
		"\xff.txt":                        "?",
	} {
		if got := FileName(name); got != want {
			t.Errorf("fileName(%q) = %q, want %q", name, got, want)
		}
	}
}
