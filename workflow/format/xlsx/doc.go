// Package xlsx writes editions as workbooks of Office Open XML (ISO/IEC 29500), for spreadsheets.
package xlsx
