package workflow

import (
	"context"
	"time"

	"truchement/workflow/ledger"
)

// Store keeps the desk. storagetest holds the promises it makes.
type Store interface {
	// View runs fn on one consistent state. fn must not keep the Tx.
	View(ctx context.Context, fn func(Tx) error) error
	// Update runs fn and keeps all it did or nothing. It returns nil only when
	// the outcome is on disk. fn may run again, so it must not have effects
	// outside the Tx. Updates run one after the other, on every node.
	Update(ctx context.Context, fn func(Tx) error) error
}

// Decider is a Store with a faster Update for use cases that read one segment and write its next version.
type Decider interface {
	Decide(ctx context.Context, fn func(Tx) error) error
}

// Tx is one transaction, in the parts that use cases ask for: a use case names the parts it
// needs and sees no other. Reads of what is not there return an Error of kind NotFound; lists are
// empty rather than nil.
type Tx struct {
	PersonTx
	GrantTx
	PublicationTx
	RuleTx
	ArticleTx
	SegmentTx
	HistoryTx
	PastTx
	AssignmentTx
	ReviewTx
	AlignmentTx
	UnitTx
	ConceptTx
	EditTx
	FeedTx
	VisitTx
	NoticeTx
	JobTx
	ShareTx
	DismissalTx
}

// PersonTx keeps accounts.
type PersonTx interface {
	AddPerson(Person) error // Conflict when the e-mail is taken
	UpdatePerson(Person) error
	Person(id string) (Person, error)
	PersonByEmail(email string) (Person, error)
	People() ([]Person, error) // by name
}

// GrantTx keeps the ways in.
type GrantTx interface {
	AddGrant(Grant) error
	UseGrant(Grant) error // writes Used, Address and Expires
	RemoveGrant(id string) error
	GrantByHash(kind GrantKind, hash []byte) (Grant, Person, error) // expired ones too; its person if it has one
	Grants(person string, kind GrantKind) ([]Grant, error)          // newest first
	RemoveGrants(person string, kind GrantKind) error               // empty person: those that belong to no person
}

// PublicationTx keeps publications.
type PublicationTx interface {
	AddPublication(Publication) error
	UpdatePublication(Publication) error
	Publication(id string) (Publication, error)
	Publications() ([]Publication, error) // by name
	SetLogo(publication string, l Logo) error
	Logo(publication string) (Logo, error)
	RemoveLogo(publication string) error // nothing when there is none
}

// RuleTx keeps how publications cut their articles.
type RuleTx interface {
	AddRuleEdit(RuleEdit) error // the last one kept holds
	RuleEdit(id string) (RuleEdit, error)
	RulesOf(publication string) (RuleEdit, error)     // the one that holds
	RuleEdits(publication string) ([]RuleEdit, error) // newest first, without SRX
}

// ArticleTx keeps articles and their blocks.
//
// An article that is added without Created is unfinished: no read or list of articles or loads
// shows it until FinishArticle.
type ArticleTx interface {
	AddArticle(Article) error
	FinishArticle(id string, created time.Time) error
	// RemoveUnfinished removes up to limit segments or blocks of an article and answers how many;
	// when it answers 0 nothing is left. Of a finished article it removes nothing.
	RemoveUnfinished(article string, limit int) (int, error)
	// UnfinishedArticles lists those that nothing was added to from a time on, oldest first.
	UnfinishedArticles(since time.Time) ([]string, error)
	UpdateArticle(Article) error
	Article(id string) (Article, error)
	Articles(ArticleFilter) ([]Summary, error) // newest first
	AddBlocks(...Block) error
	UpdateBlock(Block) error
	Blocks(article string) ([]Block, error) // in order
	Block(id string) (Block, error)
	// Counted is the article with its segments and words by state; it leaves out conflicts.
	Counted(article string) (Summary, error)
}

// SegmentTx keeps the current content of segments.
type SegmentTx interface {
	AddSegments(...Segment) error
	// UpdateSegment writes the content of s, whose Version must be one more
	// than what is kept; else Conflict. It leaves assignments alone.
	UpdateSegment(s Segment) error
	Segment(id string) (Segment, error)         // Gone ones too; Position is 0 for those
	Segments(article string) ([]Segment, error) // in order, without Gone ones
	// SegmentVersion is the version of a segment, 0 for a Gone one: what a step of a long use
	// case asks before it writes what was decided on an earlier reading.
	SegmentVersion(id string) (int64, error)
	// SegmentsAfter lists up to limit segments of the article that follow s, or (a negative
	// limit) that come before it, the nearest first. They follow the start of the article when
	// s has no Block.
	SegmentsAfter(s Segment, limit int) ([]Segment, error)
	// AssignSegments sets Assignment or Review by a.Role; no a.ID clears it.
	AssignSegments(a Assignment, ids []string) error
	// ReleaseSegments clears an assignment from up to limit segments that name it, Gone ones too;
	// it answers how many.
	ReleaseSegments(a Assignment, limit int) (int, error)
	// AssignmentsOf are the ids of a segment's assignments: with its version, all that a step
	// needs to know whether another person was given the segment meanwhile.
	AssignmentsOf(segment string) (translation, review string, err error)
	// UntranslatedAs lists the segments of the article of s that have its source, with as many
	// words, and no target, in order but without their First and Position.
	UntranslatedAs(s Segment) ([]Segment, error)
	// Contributors are the people who wrote a target of an article or approved one, by id.
	Contributors(article string) ([]string, error)
}

// HistoryTx keeps changes and comments.
type HistoryTx interface {
	AddChanges(...Change) error
	Changes(segments ...string) ([]Change, error) // in the order they were made
	ChangeByOp(by, op string) (Change, error)
	ChangesOf(batch string) ([]Change, error)
	AddComment(Comment) error
	UpdateComment(Comment) error
	Comment(id string) (Comment, error)
	Comments(article string) ([]Comment, error) // oldest first
	ArticleByOp(by, op string) (Article, error) // asked for by a person with that key
}

// PastTx finds what editions tell of the history of an article.
type PastTx interface {
	// SnapshotsAt lists the last change that each segment of an article had until a time, by their
	// ids; those that are gone now too.
	SnapshotsAt(article string, at time.Time) ([]Change, error)
	// FirstPublished is when an article was published first; zero: never.
	FirstPublished(article string) (time.Time, error)
	// Corrections lists the corrections of an article's sources from a time on, oldest first.
	Corrections(article string, since time.Time) ([]Change, error)
	// Given has the segments of an article whose text came from the memory or from a machine once,
	// by their ids, each with the origin of the last one.
	Given(article string) (map[string]Origin, error)
	// AcceptedProposals lists the changes by which targets of an article became what a reviewer's file, which
	// names the reviewer, proposes for them; oldest first.
	AcceptedProposals(article string) ([]Change, error)
}

// ShareTx keeps the links to editions.
type ShareTx interface {
	AddShare(Share) error
	EndShare(Share) error                   // writes Revoked and RevokedBy
	ShareByHash(hash []byte) (Share, error) // ended ones too
	Shares(article string) ([]Share, error) // newest first
}

// AssignmentTx keeps assignments.
type AssignmentTx interface {
	AddAssignment(Assignment) error
	UpdateAssignment(Assignment) error
	Assignment(id string) (Assignment, error)
	Assignments(article string) ([]Assignment, error) // standing ones, oldest first
	// EmptyAssignments are the standing ones that no segment names, Gone ones left out.
	EmptyAssignments(article string) ([]Assignment, error)
	// StrayAssignments are those that ended before a time and that segments still name.
	StrayAssignments(before time.Time) ([]Assignment, error)
	Tasks(person string) ([]Task, error) // with something left to do, oldest first
	// Pool lists up to limit articles with something to translate or to review (by role) that no
	// one was given, newest first; nothing that the person has translated is theirs to review.
	Pool(role Role, person string, limit int) ([]Free, error)
	Loads(now, endOfDay int64) ([]Load, error) // Unix milliseconds; people with none left out
}

// ReviewTx keeps issues, and finds what reviews decide by and have decided.
type ReviewTx interface {
	AddIssue(Issue) error
	UpdateIssue(Issue) error // writes its place and its end
	Issue(id string) (Issue, error)
	Issues(IssueFilter) ([]Issue, error) // oldest first
	// Milestones are the changes of an article's segments by which their texts went from hand
	// to hand, drafts left out, in the order they were made.
	Milestones(article string) ([]Change, error)
	// Judged lists the segments that were approved or returned, or in which an open issue was
	// marked, from since on and before until (Unix milliseconds).
	Judged(since, until int64) ([]Judged, error)
}

// AlignmentTx keeps texts aligned with their translations.
type AlignmentTx interface {
	AddAlignment(Alignment, EncodedBody) error
	// UpdateAlignment writes version, counts, date and licence, and what is not empty of the body.
	UpdateAlignment(Alignment, EncodedBody) error
	Alignment(id string) (Alignment, error)
	AlignmentVersion(id string) (int64, error)
	// Alignments lists them last worked on first, without their bodies.
	Alignments(limit, skip int) ([]Alignment, error)
	AddBeadUndo(u BeadUndo, keep int) error // of its alignment the last keep stay
	LastBeadUndo(alignment string) (BeadUndo, error)
	RemoveBeadUndo(u BeadUndo) error
}

// UnitTx keeps the units of the memory.
type UnitTx interface {
	AddUnits(...Unit) error
	// UpdateUnit writes all of a unit but what it follows and who brought it in.
	UpdateUnit(Unit) error
	// RemoveUnits removes up to limit units of an alignment, at a sequence of the feed; it
	// answers how many. Units that are removed stay, as Gone.
	RemoveUnits(alignment string, seq int64, limit int) (int, error)
	Unit(id string) (Unit, error)                   // Gone ones too
	UnitsByID(ids []string) ([]Unit, error)         // those that are there, Gone ones too, in any order
	UnitsOfSegments(article string) ([]Unit, error) // that follow its segments, Gone ones too
	Units(UnitFilter) ([]Unit, error)               // newest first, without Gone ones
	// UnitsSince lists up to limit units that were written after a sequence of the feed, or at it
	// and with a greater id, in that order, Gone ones too. They have what an index needs: their
	// texts, languages, State, neighbours, Seq and Gone, and the ids of what they come from.
	UnitsSince(seq int64, id string, limit int) ([]Unit, error)
	CountUnits() (int, error)             // without Gone ones
	CountUnitsOf(UnitFilter) (int, error) // likewise, wherever the list begins or ends
	// CountUnitsInRange counts units by their ids, as UnitsInRange lists them, without Gone ones.
	CountUnitsInRange(after, until string) (int, error)
	UnitPairs() ([]UnitPair, error) // with the most units first, without Gone ones
}

// ConceptTx keeps the concepts of the termbase.
type ConceptTx interface {
	AddConcepts(...Concept) error
	UpdateConcept(Concept) error
	Concept(id string) (Concept, error)                               // Gone ones too
	ConceptsByID(ids []string) ([]Concept, error)                     // those that are there, in any order, Gone ones too
	Concepts(ConceptFilter) ([]Concept, error)                        // by their terms, folded
	DeclinedConcepts(person string, limit int) ([]Concept, error)     // the person's proposals, the last first
	ConceptDomains() ([]string, error)                                // by their bytes, each once
	CountConcepts(ConceptState) (int, error)                          // without Gone ones
	ConceptsSince(seq int64, id string, limit int) ([]Concept, error) // written after it, in order; Gone ones too
}

// EditTx keeps what can be undone, of edits and of files, and how far units follow the segments.
type EditTx interface {
	AddUnitEdits(...UnitEdit) error
	UnitEdits(unit string) ([]UnitEdit, error) // oldest first
	// UnitEditsOf lists up to limit edits of a batch whose ids come after an id, oldest first.
	UnitEditsOf(batch, after string, limit int) ([]UnitEdit, error)
	CountUnitEdits(batch string) (int, error)
	CountLastingUnitEdits(batch string) (int, error) // those whose units are not again what they were before
	// UnitsInRange lists up to limit units, Gone ones too, by their ids: after one and up to another.
	UnitsInRange(after, until string, limit int) ([]Unit, error)
	AddConceptEdits(...ConceptEdit) error
	ConceptEdits(concept string) ([]ConceptEdit, error) // oldest first
	ConceptEditsOf(batch string) ([]ConceptEdit, error) // in order
	CountConceptEdits(batch string) (int, error)
	MemoryPosition() (int64, error) // up to where in the feed units follow segments
	SetMemoryPosition(seq int64) error
}

// FeedTx keeps the feed, and the ledger.
type FeedTx interface {
	ledger.Book
	Append(Entry) (int64, error) // returns the sequence given
	Feed(FeedFilter) ([]Entry, error)
	FeedHead() (int64, error) // the last sequence; 0 when empty
}

// VisitTx remembers who was where.
type VisitTx interface {
	Visit(person, article string) (Visit, error) // the zero Visit for nothing
	KeepVisit(Visit) error
	SeqAt(article string, at time.Time) (int64, error)                // of its last entry until then; 0: none
	ChangedSince(article, person string, seq int64) ([]string, error) // segments, by others
	Missed(person string) (map[string]int, error)                     // by article, since they left
}

// NoticeTx keeps the notices of people, and how far in the feed the notices of it are made.
type NoticeTx interface {
	// KeepNotice adds a notice. To one of the same person, kind and source it adds the count, and
	// makes it unread.
	KeepNotice(Notice) error
	HasNotice(person string, kind NoticeKind, source string) (bool, error)
	Notice(id string) (Notice, error)
	Notices(NoticeFilter) ([]Notice, error) // newest first
	CountUnread(NoticeFilter) (int, error)
	MarkNotice(id string, read time.Time) error // zero: unread again
	// MarkNotices marks all unread ones of a person as read, up to an id.
	MarkNotices(person, last string, read time.Time) error
	UnreadAbout(article string) ([]Notice, error) // of everybody, oldest first
	RemoveUnread(id string) error                 // nothing when it has been read, or is gone
	// RemoveOldNotices removes up to limit of those made before unread, and of the read ones made
	// before read; it answers how many.
	RemoveOldNotices(read, unread time.Time, limit int) (int, error)
	NoticePosition() (int64, error) // the sequence up to which notices are made
	SetNoticePosition(seq int64) error
}

// DismissalTx keeps the findings of checks that were dismissed.
type DismissalTx interface {
	AddDismissal(Dismissal) error
	UpdateDismissal(Dismissal) error // writes Reason and Gone
	Dismissal(id string) (Dismissal, error)
	Dismissals(DismissalFilter) ([]Dismissal, error) // newest first
}

// JobTx keeps jobs.
type JobTx interface {
	AddJob(Job) error
	UpdateJob(Job) error // writes all but Kind, By and At
	Job(id string) (Job, error)
	Jobs(kind string) ([]Job, error)    // newest first, without their reports
	NextJob(now time.Time) (Job, error) // the oldest that waits, or whose lease has ended
	RemoveJob(id string) error          // with its parts
	AddJobPart(job string, n int, body []byte) error
	JobPart(job string, n int) ([]byte, error)
	JobParts(job string) ([][]byte, error) // in order
	// SetJobFile keeps the n-th piece of the file that comes of a job, until the job is removed; the
	// first piece takes the place of all that were kept before.
	SetJobFile(job string, n int, piece []byte) error
	JobFile(job string, n int) ([]byte, error)
	RemoveJobParts(job string, from int) error
}
