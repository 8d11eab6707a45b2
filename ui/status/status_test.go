package status_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/memory"
	"truchement/workflow/status"
)

// The chief sees how the desk does, and what needs looking after; others do not.
func TestStatusPage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	n.See(n.As(workflow.Editor).Get("/status"), 403)
	n.See(chief.Get("/status"), 200, "Le serveur ne fait pas de sauvegardes", "Aucune erreur depuis")
	now := n.Clock.Now()
	var desk status.Desk
	var broken error
	n.Look = func(context.Context) (status.Desk, error) { return desk, broken }
	desk = status.Desk{Backups: true, Storage: status.Storage{Engine: "sqlite", Size: 3 << 20, Log: 1 << 10, Free: 5 << 30,
		Waiting: 7, Saves: status.Times{Count: 12, P50: 1500 * time.Microsecond, P99: 42 * time.Millisecond}},
		Backup: status.Backup{File: "truchement-x.db", Made: now, Size: 2 << 20, Tried: now}}
	n.See(chief.Get("/status"), 200, "Tout va bien", "SQLite", "\u20683,0\u2069\u00a0Mo", "\u20681,0\u2069\u00a0Ko", "\u20685,0\u2069\u00a0Go", "\u20681,5\u2069\u00a0ms", "\u206842,0\u2069\u00a0ms",
		"truchement-x.db", "Réussi")
	desk.Storage.Broken, desk.Storage.Free, desk.Storage.Log = true, 1<<20, 1<<30
	desk.Backup.Tried, desk.Backup.Failed, desk.Backup.Problem = time.Time{}, now, "no <space>"
	page := n.See(chief.Get("/status"), 200, "Plus rien ne s’enregistre", "presque plein", "anormalement grand",
		"La dernière sauvegarde, ou son essai, a échoué", "pas essayée", "no &lt;space&gt;")
	if strings.Contains(page, "Tout va bien") {
		t.Error("all is well")
	}

	// A fault is listed by its reference, which its page has too; what went wrong is in the log alone.
	broken = errors.New("the disk is gone")
	fault := n.See(chief.Get("/status"), 500)
	broken = nil
	_, reference, _ := strings.Cut(fault, `<bdi class="code"`)
	_, reference, _ = strings.Cut(reference, ">")
	reference, _, _ = strings.Cut(reference, "<")
	if page := n.See(chief.Get("/status"), 200, reference, "/status", "500"); strings.Contains(page, "is gone") || reference == "" {
		t.Errorf("reference %q; the page tells what is for the log", reference)
	}
}

func TestStatusNamesFailedJobs(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.StopJobs()
	who := n.Actor(workflow.Chief)
	for i := range 3 {
		j, err := n.Job.Add(t.Context(), who, workflow.AlignTexts, memory.FolderJob, 1, map[string]string{"x": fmt.Sprint(i)})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue
		}
		j.State, j.Problem = workflow.JobFailed, &workflow.Problem{Kind: workflow.Internal, ID: "job.given-up"}
		if i == 2 {
			j.Problem.ID = "job.cancelled"
		}
		if err := n.Store.Update(t.Context(), func(tx workflow.Tx) error { return tx.UpdateJob(j) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, kind := range n.Job.Kinds() {
		j, err := n.Job.Add(t.Context(), who, workflow.ReadDesk, kind, 1)
		if err != nil {
			t.Fatal(err)
		}
		j.State, j.Problem = workflow.JobFailed, &workflow.Problem{Kind: workflow.Internal, ID: "job.given-up"}
		if err := n.Store.Update(t.Context(), func(tx workflow.Tx) error { return tx.UpdateJob(j) }); err != nil {
			t.Fatal(err)
		}
		if page := n.See(n.As(workflow.Chief).Get("/status"), 200); strings.Contains(page, "<b></b>") {
			t.Errorf("no word for jobs of the kind %s", kind)
		}
		j.Problem.ID = "job.cancelled"
		if err := n.Store.Update(t.Context(), func(tx workflow.Tx) error { return tx.UpdateJob(j) }); err != nil {
			t.Fatal(err)
		}
	}
	page := n.See(n.As(workflow.Chief).Get("/status"), 200, "Tâches échouées", "<dt>En attente</dt><dd>1</dd>")
	if got := strings.Count(page, "<b>Alignement de textes</b>"); got != 1 {
		t.Errorf("%d failed jobs, want 1", got)
	}
	if _, err := n.Job.Overview(t.Context(), n.Actor(workflow.Editor)); workflow.KindOf(err) != workflow.Forbidden {
		t.Errorf("an editor: %v", err)
	}
}
