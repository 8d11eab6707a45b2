// Package tmx writes a document as TMX 1.4b, level 2, and reads TMX of any version and encoding.
//
// A segment with both sides becomes a tu; the language tags are written whole. Inline codes are
// bpt, ept, ph and it with HTML tags as content, and the same x in both languages. There is no
// DOCTYPE: nothing needs it, and some parsers would look for the DTD.
//
// Not written: segments without a source or a target; versions, reviewers, overrides and
// credits; gaps between segments; authors and times of notes; ids of codes that are no numbers
// (they are numbered); Labels, Origin and ID of the document. Props hold what TMX has no element
// for: x-title, x-block, x-kind, x-level, x-state.
//
// Units are read and written one at a time, with flat memory, for files of any size: UnitsAfter
// goes on where a reading was broken off, and UnitWriter writes all that Units reads of a unit,
// where it comes from among it (Origin).
package tmx
