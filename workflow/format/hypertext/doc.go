// Package hypertext writes text with its codes as elements of HTML or XHTML, for the formats that are
// made of them.
package hypertext
