// Package html reads articles from HTML pages and writes editions as HTML.
package html
