// Package docx reads articles from DOCX files and writes editions as DOCX (ISO/IEC 29500).
package docx
