// Package xliff writes a document as XLIFF 2.1 or 1.2 and reads XLIFF 2.0, 2.1, 2.2 and 1.x back,
// its own files and other tools'.
//
// XLIFF 2.1: a block is a unit, a segment a segment, and the gap between two segments an
// ignorable. Every inline code has original data, an HTML tag, under the data id "code-" and
// the code's id: each occurrence of a code (a pair that the segmentation cut, or a copy that a
// translator made) has an element id of its own, as the standard demands, and the data id names
// the code. Version, comment authors and the facts of the article are in the metadata module,
// comments and credits are notes. canResegment is no: the desk has no segment for one that another
// tool made.
//
// XLIFF 1.2 strict: a block is a group, and a segment a trans-unit of its own, without seg-source.
// State, approval and notes belong to a trans-unit, and 1.2 has none on the mrk of a segment, so
// this is the one form that has them all. OmegaT 3.6 cuts the inside of a mrk again as it does a
// whole trans-unit, and translate-toolkit reads a trans-unit as one pair. A target is always
// written, because OmegaT fills no other: without a translation it is the source, in state
// needs-translation. The version is the trans-unit's extradata; a context-group holds what 1.2 has
// no place for.
//
// Not written: Document.Labels; the zone of times; empty ids of segments and blocks (they are read
// as made for the file); characters that XML forbids. A target whose state is initial is read as a
// draft. XLIFF 1.2 has the article's id and credits only as notes of the file's header.
package xliff
