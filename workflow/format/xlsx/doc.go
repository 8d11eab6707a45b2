// Package xlsx writes editions and tables as workbooks of Office Open XML (ISO/IEC 29500), for
// spreadsheets, and reads the rows of a workbook.
package xlsx
