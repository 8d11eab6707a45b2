package termbase

import (
	"truchement/workflow"
	"truchement/workflow/format/terms"
)

// stateID is the message that names a state of concepts.
func stateID(s workflow.ConceptState) string {
	if s == workflow.ConceptProposed {
		return "termbase.state-proposed"
	}
	return "termbase.state-settled"
}

// editID is the message that says what an edit did.
func editID(k workflow.ConceptEditKind) string {
	switch k {
	case workflow.ConceptAdded:
		return "termbase.edit-added"
	case workflow.ConceptAccepted:
		return "termbase.edit-accepted"
	case workflow.ConceptDeclined:
		return "termbase.edit-declined"
	case workflow.ConceptRemoved:
		return "termbase.edit-removed"
	case workflow.ConceptRestored:
		return "termbase.edit-restored"
	}
	return "termbase.edit-edited"
}

// formatID is the message that names a format.
func formatID(f terms.Format) string {
	return map[terms.Format]string{terms.TBX: "termbase.format-tbx", terms.TBXDCT: "termbase.format-dct",
		terms.TBXV2: "termbase.format-v2", terms.XLSX: "termbase.format-xlsx", terms.CSV: "termbase.format-csv",
		terms.TSV: "termbase.format-tsv", terms.OmegaT: "termbase.format-omegat"}[f]
}
