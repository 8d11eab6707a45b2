// Package odt writes editions as OpenDocument texts (ODF 1.3), for LibreOffice and what reads its files.
package odt
