package memory

import (
	"truchement/workflow"
	"truchement/workflow/unit/exchange"
)

// kindID is the message that says from what kind of work units come.
func kindID(k workflow.UnitSource) string {
	switch k {
	case workflow.FromSegment:
		return "memory.kind-segment"
	case workflow.FromAlignment:
		return "memory.kind-alignment"
	}
	return "memory.kind-import"
}

// editID is the message that says what an edit did.
func editID(k workflow.UnitEditKind) string {
	switch k {
	case workflow.UnitRemoved:
		return "memory.edit-removed"
	case workflow.UnitRestored:
		return "memory.edit-restored"
	}
	return "memory.edit-edited"
}

// formatID is the message that names a format.
func formatID(f exchange.Format) string {
	switch f {
	case exchange.TSV:
		return "memory.format-tsv"
	case exchange.CSV:
		return "memory.format-csv"
	case exchange.XLIFF:
		return "memory.format-xliff"
	}
	return "memory.format-tmx"
}
