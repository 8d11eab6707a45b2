// Package pdf writes editions as PDF files for readers and for print: two languages side by side on
// one grid of lines, or one after the other, with embedded faces, a structure that screen readers
// follow, and text that copies out in the order it is read.
package pdf
