package termbase

import "truchement/workflow"

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
