// Package bench has the workbench, where an article is translated: its rows, the editor of a
// segment with its conflicts and splits, the panel beside it, and the preview.
//
// # The panel
//
// The panel beside the active segment has tabs; each is also a page, /segments/:id/<name>. A new
// tab is one file, with a tab and the define "panel-<name>" in a template beside it, and its name
// in tabs (panel.go), where the order matters; its words are three locale lines, and its data is
// listed in template_test.go. Its load reads what it shows, for the count beside its name too: what
// asks for attention, 0 for nothing. Where no tab counts anything, the panel opens with the history.
//
// # The writing field
//
// A segment is written in a text area named target, which is the form's value and all there is
// without script. js/field makes it live: openField(form) of field.js answers a Field, whose text()
// is the segment's markup (⟦1⟧…⟦/1⟧, ⟦2/⟧), and whatever saves, moves or counts asks the Field.
// What one types into is a Surface: richtext.js, on the one vendored file of ProseMirror (make
// vendor), or, until that has come and where it cannot run, the text area itself (plaintext.js) with
// its tags kept whole (tags.js); data-field of the form says which, when it is settled. markup.js
// turns markup into a document and back, any string exactly; invisible.js marks invisible characters
// (their names come from word/sign.go); htmltokens.js and clipboard.js read what other programs put
// on the clipboard without making elements of it.
//
// autocorrect.js applies the house style to what comes in, by keys, input method, dictation, paste or
// drop alike (its spaces come from workflow/lang by data-typing): however a hand types quotes and
// spaces, the text is the same. It takes a text and what is new in it, and returns edits (line.js);
// richtyping.js and plaintyping.js make them in their surface as a change of its own, so that one
// undo takes the correction back and the next one what was typed.
//
// # Nothing typed is lost
//
// A text passes four modules between the keyboard and the desk; each holds the text until the next has it.
//
// editor.js keeps a draft at every change and hands the text over after 800 ms without a key, on
// leaving the field or the tab, and by the buttons. store.js writes to IndexedDB. outbox.js sends:
// whichever tab holds the lock sends the saves of all tabs in the order they were made, one at a
// time. Each keeps its key, so a repetition is the same save, and the version the save before it
// made, so that one's own saves never conflict. drafts.js does the rest on every page: at the
// start it hands over the drafts that closed tabs left.
//
// "Kept" means: the write begins at the key press and the system has it when it ends, usually
// within 10 ms, so that a killed browser has not lost it; at most 200 ms later it is forced to
// disk, so that a power cut has not either. "Saved" in the strip means that the desk's own disk has
// it. statusbar.js says "saved" of nothing while anything else waits. A save that the desk will not
// take (a conflict, a segment given to another person) stays in the list beside the strip with its
// reason until its writer settles, takes or deletes it. commentdraft.js keeps comments likewise.
//
// On disk texts are sealed by AES-GCM with a key that scripts cannot read out, one a person. That
// protects against other people at the browser and against scripts, not against those who can read
// the profile's files; the pages that the worker keeps are not sealed. Signing out forgets texts,
// key and pages, and so does the first page of another person. A publication's DraftPolicy makes it
// less (DraftsOff: nothing on disk) or more (DraftsStay: unsent texts outlive the sign-out, and are
// kept unsealed where there is no https and so no cipher). What is not on disk is in the tab; the
// strip then says so and closing asks.
//
// # Splitting and merging in place
//
// cutplace.js has the buttons in the gaps of the open row (gaps.js of js/field): the proposals, one where
// the person clicked, all of them for Ctrl+D, and those of the target. recut.js puts both parts, or the
// joined row, into the page at the key press. An Editor of a row that waits is held: it hands nothing
// over until the desk has answered, since a save before would be based on a version that is gone; then
// what was written goes to the rows of the answer, or back into the whole row. A filtered list may not
// have the rest of it, so there the page /segments/:id/cut is opened, as without script.
//
// # Rows without the server
//
// rows.js opens rows without the server, from what the page has of them: attributes of the row
// (part.Row.Offline) and a blank editor (page.Blank). What a row's editor needs must be in one of
// these; a new attribute of segment-editor that differs by segment is filled in by blankEditor of
// rows.js. Over a page that is older than what was saved, rows.js shows what the store has.
package bench

import (
	"truchement/ui/review"
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the workbench. A save from the review page that is refused is answered by Review.
type Room struct {
	*web.Server
	Review *review.Room
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	routes := []web.Route{
		{Method: "GET", Path: "/articles/:id/bench", May: workflow.ReadDesk, Handle: r.showBench},
		{Method: "GET", Path: "/articles/:id/preview", May: workflow.ReadDesk, Handle: r.showPreview},
		{Method: "GET", Path: "/articles/:id/panels", May: workflow.ReadDesk, Handle: r.showPanels},
		{Method: "GET", Path: "/articles/:id/comments", May: workflow.ReadDesk, Handle: r.showComments},
		{Method: "POST", Path: "/articles/:id/comments", May: workflow.Discuss, Handle: r.addComment},
		{Method: "POST", Path: "/segments/:id/issues", May: workflow.MarkIssues, Handle: r.markIssue},
		{Method: "POST", Path: "/issues/:id", May: workflow.MarkIssues, Handle: r.changeIssue},
		{Method: "POST", Path: "/issues/:id/withdraw", May: workflow.MarkIssues, Handle: r.withdrawIssue},
		{Method: "GET", Path: "/segments/:id", May: workflow.ReadDesk, Handle: r.showSegment},
		{Method: "POST", Path: "/segments/:id", May: workflow.Translate,
			Handle: r.saveSegment, SignedOut: r.keepTyped},
		{Method: "GET", Path: "/segments/:id/cut", May: workflow.ReadDesk, Handle: r.showSplit},
		{Method: "POST", Path: "/segments/:id/cut", May: workflow.RecutSegments, Handle: r.splitSegment},
		{Method: "POST", Path: "/segments/:id/terms", May: workflow.ProposeTerms, Handle: r.addTerm},
		{Method: "GET", Path: "/articles/:id/checks", May: workflow.ReadDesk, Handle: r.showChecks},
		{Method: "POST", Path: "/segments/:id/checks", May: workflow.ReadDesk, Handle: r.lookAt},
		{Method: "POST", Path: "/segments/:id/dismiss", May: workflow.Translate, Handle: r.dismissFinding},
		{Method: "POST", Path: "/dismissals/:id/restore", May: workflow.Translate, Handle: r.restoreFinding},
		{Method: "POST", Path: "/segments/:id/repeats", May: workflow.Translate, Handle: r.fillRepeats},
		{Method: "POST", Path: "/segments/:id/restore", May: workflow.Translate, Handle: r.restoreChange},
		{Method: "POST", Path: "/segments/:id/comments", May: workflow.Discuss, Handle: r.addSegmentComment},
		{Method: "POST", Path: "/comments/:id/resolve", May: workflow.Discuss, Handle: r.resolveComment},
		{Method: "POST", Path: "/comments/:id/reopen", May: workflow.Discuss, Handle: r.reopenComment},
		{Method: "GET", Path: "/articles/:id/replace", May: workflow.Translate, Handle: r.showReplace},
		{Method: "POST", Path: "/articles/:id/replace", May: workflow.Translate, Handle: r.replaceTargets},
		{Method: "POST", Path: "/batches/:id/undo", May: workflow.Translate, Handle: r.undoBatch},
	}
	for _, t := range tabs() {
		routes = append(routes, web.Route{Method: "GET", Path: "/segments/:id/" + t.name,
			May: workflow.ReadDesk, Handle: r.showTab(t.name)})
	}
	return routes
}
