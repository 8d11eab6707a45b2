// Package odt reads articles from OpenDocument texts (ODF 1.3) and writes editions as such, for LibreOffice and what reads
// its files.
package odt
