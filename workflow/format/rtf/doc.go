// Package rtf reads articles from RTF files (Rich Text Format 1.9.1), which word processors and agencies exchange.
package rtf
