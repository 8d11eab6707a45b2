// Package tbx reads and writes TBX, the standard for terminology (ISO 30042).
//
// It writes the dialect TBX-Basic of 2019 in both styles, DCA (categories are types of admin, descrip,
// termNote) and DCT (categories are elements), and TBX of 2008, which OmegaT and translate-toolkit read,
// with termEntry and langSet. It reads all three, TBX-Min of before, and what it knows of larger dialects.
//
// What TBX-Basic has no category for is a note that begins with its name, "plural: وزراء", for people and
// for this reader: type of a concept; number and plural of a term. A note that would be read as one of these
// begins with "note: ". The form for a second mention is a term of its own whose termType is shortForm and
// that has nothing else. The publication is a customerSubset, the source of a concept an
// externalCrossReference where it is an address, and the note of a concept a note.
package tbx
