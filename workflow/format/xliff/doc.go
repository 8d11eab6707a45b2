// Package xliff writes a document as XLIFF 2.1 or 1.2 and reads XLIFF 2.0, 2.1, 2.2 and 1.x back,
// its own files and other tools'.
//
// XLIFF 2.1: a block is a unit, a segment a segment, what stands between two segments an
// ignorable. Every inline code has original data, an HTML tag, under the data id "code-" and
// the code's id: a code that stands twice (torn by the cut, or copied by a translator) has a
// fresh id of its own each time, as the standard demands, and its data id tells which it is.
// Version, comment authors and the article's own facts travel in the metadata module, comments and
// credits as notes. canResegment is no: a segment that another tool made has no place to go.
//
// XLIFF 1.2 strict: a block is a group, and a segment a trans-unit of its own, without seg-source.
// State, approval and notes belong to a trans-unit, and 1.2 has none on the mrk of a segment, so
// this is the one shape that carries them all. OmegaT 3.6 cuts the inside of a mrk again as it
// does a whole trans-unit, and translate-toolkit reads a trans-unit as one pair. A target is
// always there, because OmegaT fills no other: the source again, in state needs-translation,
// where there is none yet. The version is the trans-unit's extradata; what 1.2 has no place for
// stands in a context-group.
//
// Not carried: Document.Labels; the zone of times; segment and block ids that are empty (they come
// back as made for the file); characters that XML forbids. A target whose state is initial comes
// back as a draft. XLIFF 1.2 has no article id or credits but as notes of the file's header.
package xliff
