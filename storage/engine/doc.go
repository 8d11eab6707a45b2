// Package engine opens and runs the two databases that storage keeps the desk
// in, SQLite and PostgreSQL, and hides what differs between them. It knows no
// noun of the desk: storage hands it the schema and the statements, written in
// the PostgreSQL dialect, and gets their rows, and errors as workflow.Error.
//
// # Updates share commits
//
// One goroutine runs all Updates of a DB, one after the other. While one
// commit is on its way to the disk, the next Updates gather; they then run in
// one transaction and share the next commit. Most succeed, or are refused
// before they write anything. When one that has written is refused, the
// transaction is rolled back and the same Updates run again, each behind a
// savepoint of its own, so that only the refused one is undone. No Update is
// answered before the commit has returned, so what was acknowledged is on disk.
//
// What reads little and writes little, as a save does, is decided beside others on a reading of its own (Decide); the
// writer only looks whether what was read is still so, for all decisions of a batch at once, and writes them together.
// A decision that is stale, and every one of a batch that could not be written, is made anew by an Update.
//
// On PostgreSQL each such transaction first takes one advisory lock, which
// ends with it, so the transactions of all nodes also run one after the other.
// That is why READ COMMITTED is enough: a statement sees what was committed
// before it began, the lock is held from the first statement to the commit,
// and so nothing that a transaction has read can change before it ends. It is
// also why feed sequences are committed in order: the number is taken and
// committed under the lock, so a reader that sees sequence n sees all below n.
//
// A commit that fails is answered with workflow.Unavailable when nothing can
// have been kept, and with workflow.Unknown when it may have been. A broken
// SQLite file (an I/O error, damage that a read meets too, a file that was moved or
// replaced while it is open) ends all writing until the program is
// started again; a full disk, or one that may not be written to, refuses the Update
// that had no room, and writing continues. Ready knows all of these, and tries a
// write of its own where there was none for a while.
//
// # Copies
//
// Copy writes one moment of the database to a file in one step, which takes no lock from writers, and checks it. SQLite's
// database is copied so before each migration. A program holds a share of open.lock while it has the
// database open, so that Replace knows when none has; a log (-wal) beside a database that is not its own would be
// laid over it, so Replace puts it away, and holdShared refuses what an interrupted Replace left. A server has SQLite
// check the database when it starts: quickly before it serves, thoroughly beside that. What its pages cannot show
// is in the sums that storage keeps of rows (seal.go) and in the chain of the histories.
package engine
