package markdown

import "strings"

// meta is what front matter says about an article.
type meta struct{ title, lang string }

// frontMatter takes the lines between --- (YAML) or +++ (TOML) off the start of a text and
// reads the keys that name the article and its language. A text that only starts with a rule
// has no closing line, or something else than keys before it, and is left as it is.
func frontMatter(s string) (meta, string) {
	var m meta
	fence := ""
	for _, f := range []string{"---", "+++"} {
		if strings.HasPrefix(s, f+"\n") {
			fence = f
		}
	}
	if fence == "" {
		return m, s
	}
	head, body, ok := strings.Cut(s[len(fence):], "\n"+fence+"\n")
	if !ok {
		if head, ok = strings.CutSuffix(s[len(fence):], "\n"+fence); !ok {
			return m, s
		}
	}
	keys := 0
	for _, line := range strings.Split(head, "\n") {
		if m.readLine(line) {
			keys++
		}
	}
	if keys == 0 && strings.TrimSpace(head) != "" {
		return meta{}, s
	}
	return m, body
}

// readLine reads one line; it reports whether that is a key with or without a value.
func (m *meta) readLine(line string) bool {
	i := strings.IndexAny(line, ":=")
	if i <= 0 || strings.ContainsAny(strings.TrimSpace(line[:i]), " \t") {
		return false
	}
	value := unquote(strings.TrimSpace(line[i+1:]))
	switch strings.ToLower(strings.TrimSpace(line[:i])) {
	case "title":
		m.title = value
	case "lang", "language", "locale":
		m.lang = strings.ReplaceAll(value, "_", "-")
	}
	return true
}

// unquote takes the quotes off a value of YAML or TOML.
func unquote(s string) string {
	if len(s) < 2 || s[0] != s[len(s)-1] {
		return s
	}
	switch s[0] {
	case '"':
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
	case '\'':
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return s
}
