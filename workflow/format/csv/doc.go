// Package csv writes a document as a table of comma- or tab-separated values,
// a segment a row, and reads it back (RFC 4180).
//
// A spreadsheet takes a cell that begins with = + - or @ for a formula and
// runs it. So Write puts an apostrophe in front of such a cell, and Read takes
// one away: a cell that begins with apostrophes or white space before one of
// these characters gets one more, so that Read always gives back what Write
// was given, and editing other cells in a spreadsheet changes none of these.
package csv
