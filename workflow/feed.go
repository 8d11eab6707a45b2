package workflow

import (
	"context"
	"encoding/json"
	"time"
)

// FeedKind says what happened.
type FeedKind string

// What happens on a desk.
const (
	ArticleAdded       FeedKind = "article.added"
	ArticleChanged     FeedKind = "article.changed"
	ArticleSigned      FeedKind = "article.signed"
	ArticlePublished   FeedKind = "article.published"
	ArticleReopened    FeedKind = "article.reopened"
	ArticleBlocked     FeedKind = "article.blocked"
	ArticleShared      FeedKind = "article.shared"
	ArticleUnshared    FeedKind = "article.unshared"
	SegmentSaved       FeedKind = "segment.saved"
	SegmentConfirmed   FeedKind = "segment.confirmed"
	SegmentApproved    FeedKind = "segment.approved"
	SegmentReturned    FeedKind = "segment.returned"
	SegmentRecut       FeedKind = "segment.recut"
	SegmentUndone      FeedKind = "segment.undone"
	SegmentRefused     FeedKind = "segment.refused"
	SourceCorrected    FeedKind = "source.corrected"
	AssignmentMade     FeedKind = "assignment.made"
	AssignmentEnded    FeedKind = "assignment.ended"
	CommentAdded       FeedKind = "comment.added"
	CommentResolved    FeedKind = "comment.resolved"
	IssueMarked        FeedKind = "issue.marked"
	IssueChanged       FeedKind = "issue.changed"
	IssueWithdrawn     FeedKind = "issue.withdrawn"
	UnitsKept          FeedKind = "units.kept"        // of an alignment
	UnitsChanged       FeedKind = "units.changed"     // written in the memory, each with this sequence
	ConceptsChanged    FeedKind = "concepts.changed"  // written in the termbase, each with this sequence
	FindingDismissed   FeedKind = "finding.dismissed" // or taken back
	PersonChanged      FeedKind = "person.changed"
	PublicationChanged FeedKind = "publication.changed"
	NoticesMade        FeedKind = "notices.made"
)

// Entry is one thing that happened. A reader that has seen sequence n has seen all
// entries below n.
type Entry struct {
	Seq     int64
	At      time.Time
	Actor   string // person id; empty: the program
	Kind    FeedKind
	Article string
	Segment string
	Payload json.RawMessage // an object; empty for none
}

// FeedFilter chooses entries after a sequence; zero fields choose all.
type FeedFilter struct {
	After   int64
	Article string
	Limit   int // at most; 0: 500
}

// Watcher wakes readers of the feed. A channel receives after commits that added entries; a missed wake-up loses
// nothing, since readers read the table from their last sequence. The channel closes when ctx ends.
type Watcher interface {
	Watch(ctx context.Context) <-chan struct{}
}

// OnWake calls do at once, after every wake-up of watcher and every so often, until ctx ends, and at most twenty times
// a second: a busy feed is then read by pages. tick is true at once and every so often. watcher may be nil.
func OnWake(ctx context.Context, watcher Watcher, every time.Duration, do func(tick bool)) {
	var wake <-chan struct{}
	if watcher != nil {
		wake = watcher.Watch(ctx)
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for tick := true; ctx.Err() == nil; {
		do(tick)
		tick = false
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
		select {
		case <-ctx.Done():
		case _, open := <-wake:
			if !open {
				wake = nil
			}
		case <-ticker.C:
			tick = true
		}
	}
}
