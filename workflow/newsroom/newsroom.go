// Package newsroom wires the use cases together.
package newsroom

import (
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/article"
	"truchement/workflow/audit"
	"truchement/workflow/board"
	"truchement/workflow/checking"
	"truchement/workflow/desk"
	"truchement/workflow/draft"
	"truchement/workflow/edition"
	"truchement/workflow/intake"
	"truchement/workflow/job"
	"truchement/workflow/memory"
	"truchement/workflow/notice"
	"truchement/workflow/plan"
	"truchement/workflow/pretranslate"
	"truchement/workflow/publication"
	"truchement/workflow/quality"
	"truchement/workflow/termbase"
	"truchement/workflow/unit"
)

// Newsroom is all use cases, by what they are about.
type Newsroom struct {
	Access      *access.UseCases
	Audit       *audit.UseCases
	Article     *article.UseCases
	Board       *board.UseCases
	Desk        *desk.UseCases
	Edition     *edition.UseCases
	Intake      *intake.UseCases
	Job         *job.UseCases
	Memory      *memory.UseCases
	Units       *unit.UseCases
	Notice      *notice.UseCases
	Plan        *plan.UseCases
	Publication *publication.UseCases
	Quality     *quality.UseCases
	Termbase    *termbase.UseCases
	Checking    *checking.UseCases

	Draft        *draft.UseCases
	Fills        *desk.Fills
	Pretranslate *pretranslate.UseCases
	Replacements *desk.Replacements
}

// Options change what a Newsroom takes from its surroundings; a zero field has the usual value.
type Options struct {
	workflow.CoreOptions
	HashMemory  uint32           // KiB that the hash of one new password takes
	MemoryFiles memory.Files     // that keep the index of the memory; nil: none
	Unchecked   bool             // checks find nothing: for what is not about them
	Checking    checking.Options // Off is set by Unchecked
	Draft       draft.Options
}

// New makes the use cases over store.
func New(store workflow.Store, o Options) Newsroom {
	core := workflow.NewCore(store, o.CoreOptions)
	n := Newsroom{
		Access: access.New(core, o.HashMemory), Audit: audit.New(core), Article: article.New(core),
		Memory: memory.New(core), Plan: plan.New(core),
		Publication: publication.New(core), Quality: quality.New(core), Notice: notice.New(core),
	}
	n.Memory.KeepIn(o.MemoryFiles)
	n.Units, n.Termbase = unit.New(core, n.Memory), termbase.New(core, n.Memory)
	o.Checking.Off = o.Unchecked
	n.Checking = checking.New(core, n.Termbase, o.Checking)
	n.Intake = intake.New(core, n.Checking)
	n.Desk, n.Edition = desk.New(core, n.Memory, n.Checking), edition.New(core, n.Memory)
	n.Fills, n.Replacements = desk.NewFills(n.Desk), desk.NewReplacements(n.Desk)
	n.Pretranslate = pretranslate.New(core, n.Memory, n.Fills)
	n.Draft = draft.New(core, n.Fills, n.Checking, n.Termbase, o.Draft)
	n.Job = job.New(core, map[string]job.Kind{memory.FolderJob: {Run: n.Memory.RunFolder, Kept: 50},
		edition.OrderJob:   {Run: n.Edition.RunOrder, Kept: 10},
		unit.TrialJob:      {Run: n.Units.RunTrial, Kept: 3, Filed: true},
		unit.ImportJob:     {Run: n.Units.RunImport, Kept: 20, Filed: true},
		termbase.TrialJob:  {Run: n.Termbase.RunTrial, Kept: 3, Filed: true},
		termbase.ImportJob: {Run: n.Termbase.RunImport, Kept: 20, Filed: true},
		unit.ChangeJob:     {Run: n.Units.RunChange, Kept: 20, Asked: true},
		termbase.UndoJob:   {Run: n.Termbase.RunUndo, Kept: 20, Asked: true},
		checking.LookJob:   {Run: n.Checking.RunLook, Kept: 3},
		draft.Job:          {Run: n.Draft.Run, Kept: 20},
		pretranslate.Job:   {Run: n.Pretranslate.Run, Kept: 20}})
	n.Board = &board.UseCases{Article: n.Article, Desk: n.Desk, Edition: n.Edition, Plan: n.Plan}
	return n
}
