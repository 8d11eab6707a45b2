// Package markdown reads articles from Markdown, CommonMark with the tables and struck text of
// GitHub, footnotes and front matter, and writes editions as Markdown.
package markdown
