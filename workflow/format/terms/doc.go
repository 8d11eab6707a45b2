// Package terms reads and writes concepts as files of other programs: TBX, workbooks, tables of
// comma- or tab-separated values and glossaries of OmegaT; and says what of a file a termbase has already.
package terms
