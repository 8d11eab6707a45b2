package ui

import "truchement/workflow"

type accountRoom struct {
	*Server
}

func (s *accountRoom) routes() []route {
	return []route{
		{method: "GET", path: "/setup/:secret", may: anyone, handle: s.showSetup},
		{method: "POST", path: "/setup/:secret", may: anyone, handle: s.completeSetup},
		{method: "GET", path: "/reset/:secret", may: anyone, handle: s.showReset},
		{method: "POST", path: "/reset/:secret", may: anyone, handle: s.resetPassword},
		{method: "GET", path: "/signin", may: anyone, handle: s.showSignIn},
		{method: "POST", path: "/signin", may: anyone, handle: s.signIn},
		{method: "POST", path: "/signout", may: workflow.ManageSelf, handle: s.signOut},
		{method: "GET", path: "/account", may: workflow.ManageSelf, handle: s.showAccount},
		{method: "POST", path: "/account", may: workflow.ManageSelf, handle: s.saveAccount},
		{method: "POST", path: "/account/password", may: workflow.ManageSelf, handle: s.changePassword},
		{method: "GET", path: "/account/keys", may: workflow.ManageSelf, handle: s.showShortcuts},
		{method: "POST", path: "/account/keys", may: workflow.ManageSelf, handle: s.saveShortcuts},
		{method: "GET", path: "/account/keys/file", may: workflow.ManageSelf, handle: s.exportShortcuts},
		{method: "POST", path: "/account/keys/file", may: workflow.ManageSelf, handle: s.importShortcuts},
		{method: "POST", path: "/account/tokens", may: workflow.ManageSelf, handle: s.createToken},
		{method: "POST", path: "/account/grants/:id/revoke", may: workflow.ManageSelf, handle: s.revokeGrant},
	}
}

type alignRoom struct {
	*Server
	folders *folders
}

func (s *alignRoom) routes() []route {
	return []route{
		{method: "GET", path: "/align", may: workflow.AlignTexts, handle: s.showAlignments},
		{method: "POST", path: "/align", may: workflow.AlignTexts,
			handle: s.alignTexts, limit: alignLimit, slow: true},
		{method: "GET", path: "/align/memory", may: workflow.ReadDesk, handle: s.exportMemory, slow: true},
		{method: "GET", path: "/align/folder/:id", may: workflow.AlignTexts, handle: s.showFolder},
		{method: "GET", path: "/align/folder/:id/file", may: workflow.AlignTexts, handle: s.exportFolder},
		{method: "GET", path: "/align/:id", may: workflow.AlignTexts, handle: s.showAlignment},
		{method: "POST", path: "/align/:id", may: workflow.AlignTexts, handle: s.editAlignment},
	}
}

type apiRoom struct {
	*Server
	feed, export func(*call) error // answered by other rooms too
}

type articleRoom struct {
	*Server
}

func (s *articleRoom) routes() []route {
	return []route{
		{method: "GET", path: "/articles/:id", may: workflow.ReadPublished, handle: s.showArticle},
		{method: "POST", path: "/articles/:id", may: workflow.Assign, handle: s.saveArticle},
		{method: "POST", path: "/articles/:id/blocks/:block/kind", may: workflow.AddArticles,
			handle: s.setBlockKind},
		{method: "POST", path: "/articles/:id/sign", may: workflow.Publish, handle: s.signArticle},
		{method: "POST", path: "/articles/:id/publish", may: workflow.Publish, handle: s.publishArticle},
		{method: "POST", path: "/articles/:id/retract", may: workflow.CorrectSource,
			handle: s.retractArticle},
		{method: "GET", path: "/articles/:id/compare", may: workflow.CorrectSource, handle: s.showCompare},
		{method: "POST", path: "/articles/:id/compare", may: workflow.CorrectSource,
			handle: s.compareSource, limit: intakeLimit, slow: true},
		{method: "GET", path: "/articles/:id/segments/:segment/correct", may: workflow.CorrectSource,
			handle: s.showCorrection},
		{method: "POST", path: "/articles/:id/segments/:segment/correct", may: workflow.CorrectSource,
			handle: s.correctSource},
		{method: "POST", path: "/articles/:id/assignments", may: workflow.Assign, handle: s.assignSegments},
		{method: "POST", path: "/articles/:id/claim", may: workflow.Translate, handle: s.claimSegments},
		{method: "POST", path: "/articles/:id/assignments/:assignment/hand-over", may: workflow.Translate,
			handle: s.handOver},
		{method: "POST", path: "/articles/:id/assignments/:assignment/take-back", may: workflow.Translate,
			handle: s.takeBack},
	}
}

type benchRoom struct {
	*Server
	review *reviewRoom
}

func (s *benchRoom) routes() []route {
	return []route{
		{method: "GET", path: "/articles/:id/bench", may: workflow.ReadDesk, handle: s.showBench},
		{method: "GET", path: "/articles/:id/preview", may: workflow.ReadDesk, handle: s.showPreview},
		{method: "GET", path: "/articles/:id/comments", may: workflow.ReadDesk, handle: s.showComments},
		{method: "POST", path: "/articles/:id/comments", may: workflow.Discuss, handle: s.addComment},
		{method: "GET", path: "/segments/:id/issues", may: workflow.ReadDesk, handle: s.showSegmentIssues},
		{method: "POST", path: "/segments/:id/issues", may: workflow.MarkIssues, handle: s.markIssue},
		{method: "POST", path: "/issues/:id", may: workflow.MarkIssues, handle: s.changeIssue},
		{method: "POST", path: "/issues/:id/withdraw", may: workflow.MarkIssues, handle: s.withdrawIssue},
		{method: "GET", path: "/segments/:id", may: workflow.ReadDesk, handle: s.showSegment},
		{method: "POST", path: "/segments/:id", may: workflow.Translate,
			handle: s.saveSegment, signedOut: s.keepTyped},
		{method: "GET", path: "/segments/:id/cut", may: workflow.ReadDesk, handle: s.showSplit},
		{method: "POST", path: "/segments/:id/cut", may: workflow.RecutSegments, handle: s.splitSegment},
		{method: "GET", path: "/segments/:id/history", may: workflow.ReadDesk, handle: s.showHistory},
		{method: "POST", path: "/segments/:id/restore", may: workflow.Translate, handle: s.restoreChange},
		{method: "GET", path: "/segments/:id/comments", may: workflow.ReadDesk,
			handle: s.showSegmentComments},
		{method: "POST", path: "/segments/:id/comments", may: workflow.Discuss, handle: s.addSegmentComment},
		{method: "POST", path: "/comments/:id/resolve", may: workflow.Discuss, handle: s.resolveComment},
		{method: "POST", path: "/comments/:id/reopen", may: workflow.Discuss, handle: s.reopenComment},
		{method: "POST", path: "/batches/:id/undo", may: workflow.Translate, handle: s.undoBatch},
	}
}

type deskRoom struct {
	*Server
}

func (s *deskRoom) routes() []route {
	return []route{
		{method: "GET", path: "/", may: workflow.ReadPublished, handle: s.showDesk},
		{method: "GET", path: "/load", may: workflow.ReadDesk, handle: s.showLoad},
		{method: "GET", path: "/articles/:id/move", may: workflow.ReadDesk, handle: s.showMove},
		{method: "POST", path: "/articles/:id/move", may: workflow.Translate, handle: s.moveArticle},
	}
}

type editionRoom struct {
	*Server
}

func (s *editionRoom) routes() []route {
	return []route{
		{method: "GET", path: "/articles/:id/export", may: workflow.ReadPublished, handle: s.showExport},
		{method: "GET", path: "/articles/:id/export/file", may: workflow.ReadPublished,
			handle: s.exportFile, slow: true},
		{method: "GET", path: "/articles/:id/import", may: workflow.ImportTargets, handle: s.showImport},
		{method: "POST", path: "/articles/:id/import", may: workflow.ImportTargets,
			handle: s.importTargets, limit: intakeLimit, slow: true},
		{method: "POST", path: "/articles/:id/import/undo", may: workflow.ImportTargets,
			handle: s.undoImport},
	}
}

type intakeRoom struct {
	*Server
}

func (s *intakeRoom) routes() []route {
	return []route{
		{method: "GET", path: "/articles/new", may: workflow.AddArticles, handle: s.showIntake},
		{method: "POST", path: "/articles/new", may: workflow.AddArticles,
			handle: s.addArticle, limit: intakeLimit, slow: true},
	}
}

type liveRoom struct {
	*Server
	hub *hub
}

func (s *liveRoom) routes() []route {
	return []route{
		{method: "POST", path: "/articles/:id/presence", may: workflow.ReadDesk, handle: s.notePresence},
		{method: "GET", path: "/live", may: workflow.ReadDesk, handle: s.showLive, live: true},
	}
}

type peopleRoom struct {
	*Server
}

func (s *peopleRoom) routes() []route {
	return []route{
		{method: "GET", path: "/people", may: workflow.ManagePeople, handle: s.showPeople},
		{method: "POST", path: "/people", may: workflow.ManagePeople, handle: s.addPerson},
		{method: "POST", path: "/people/:id/role", may: workflow.ManagePeople, handle: s.changeRole},
		{method: "POST", path: "/people/:id/link", may: workflow.ManagePeople, handle: s.makeLink},
		{method: "POST", path: "/people/:id/disable", may: workflow.ManagePeople, handle: s.disablePerson},
		{method: "POST", path: "/people/:id/enable", may: workflow.ManagePeople, handle: s.enablePerson},
	}
}

type publicationRoom struct {
	*Server
}

func (s *publicationRoom) routes() []route {
	return []route{
		{method: "GET", path: "/publications", may: workflow.ManagePublication, handle: s.showPublications},
		{method: "POST", path: "/publications", may: workflow.ManagePublication, handle: s.addPublication},
		{method: "GET", path: "/publications/:id", may: workflow.ManagePublication,
			handle: s.showPublication},
		{method: "POST", path: "/publications/:id", may: workflow.ManagePublication,
			handle: s.savePublication},
		{method: "GET", path: "/publications/:id/rules", may: workflow.ManagePublication,
			handle: s.showRules},
		{method: "POST", path: "/publications/:id/rules", may: workflow.ManagePublication,
			handle: s.changeRules, limit: rulesLimit, slow: true},
		{method: "GET", path: "/publications/:id/rules/file", may: workflow.ManagePublication,
			handle: s.exportRules},
	}
}

type qualityRoom struct {
	*Server
}

func (s *qualityRoom) routes() []route {
	return []route{
		{method: "GET", path: "/quality", may: workflow.MarkIssues, handle: s.showQuality},
		{method: "GET", path: "/quality/file", may: workflow.MarkIssues, handle: s.qualityFile, slow: true},
	}
}

type reviewRoom struct {
	*Server
}

func (s *reviewRoom) routes() []route {
	return []route{
		{method: "GET", path: "/articles/:id/review", may: workflow.ReviewSegments, handle: s.showReview},
		{method: "POST", path: "/articles/:id/review/preview", may: workflow.ReviewSegments,
			handle: s.previewReview, limit: manyLimit},
		{method: "POST", path: "/articles/:id/review", may: workflow.ReviewSegments,
			handle: s.reviewMany, limit: manyLimit},
		{method: "POST", path: "/segments/:id/review", may: workflow.ReviewSegments, handle: s.reviewSegment},
		{method: "GET", path: "/review", may: workflow.ReviewSegments, handle: s.showQueue},
	}
}
