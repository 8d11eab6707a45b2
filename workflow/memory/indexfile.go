package memory

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime/debug"

	"truchement/workflow"
	"truchement/workflow/tm"
)

// The files of an index: one for each pair of languages, and one that says which belong together. The
// next start reads them in the place of the whole store, and then what was written since.
const (
	manifestName = "index.json"
	manifestForm = 2
)

// manifest says which files are an index, and of which desk at which time.
type manifest struct {
	Form  int
	Seq   int64                // of the feed, that all of them are current to
	Entry workflow.Entry       // of that sequence: another desk, or one that was restored, has another
	Files map[string][2]string // the languages of each file
}

// sealed is a manifest as it is kept, with its CRC-32: one that was written by hand is not used.
type sealed struct {
	Sum      uint32
	Manifest json.RawMessage
}

// Files keep the index, by names: see storage.Folder.
type Files interface {
	// Open returns what a file has, at a multiple of 8 bytes; fs.ErrNotExist where there is none.
	Open(name string) ([]byte, error)
	Write(name string, write func(io.Writer) error) error // whole or not at all
	Names() ([]string, error)
	Remove(name string) error
}

// KeepIn makes the index be kept in files. Without it every start reads the whole store.
func (u *UseCases) KeepIn(files Files) { u.index.files = files }

// open reads the files of the index, if there are any of this desk and this version of the program.
func (u *UseCases) open(ctx context.Context) error {
	x := u.index
	m, err := x.readManifest()
	if err != nil || m.Seq == 0 {
		return err
	}
	same, err := u.isOfDesk(ctx, m)
	if err != nil || !same {
		return err
	}
	pairs, units := map[[2]string]*tm.Index{}, 0
	for name, tags := range m.Files {
		data, err := x.files.Open(name)
		if err != nil {
			return err
		}
		pair, seq, err := tm.Open(data, tags[0], tags[1])
		if err != nil {
			return err
		}
		if seq != m.Seq {
			return fmt.Errorf("%w: of sequence %d, not %d", tm.ErrFile, seq, m.Seq)
		}
		pairs[tags] = pair
		units += pair.Len()
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.pairs, x.place, x.saved, x.mapped = pairs, place{seq: m.Seq}, m.Seq, len(pairs) > 0
	x.load.Read = units
	return nil
}

func (x *index) readManifest() (m manifest, err error) {
	b, err := x.files.Open(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	var kept sealed
	if err := json.Unmarshal(b, &kept); err != nil || crc32.ChecksumIEEE(kept.Manifest) != kept.Sum ||
		json.Unmarshal(kept.Manifest, &m) != nil || m.Form != manifestForm {
		return manifest{}, fmt.Errorf("%w: %s", tm.ErrFile, manifestName)
	}
	return m, nil
}

func (x *index) setUnusable(err error) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.unusable = err
}

// takeUnusable is why the files that were there are not used, once.
func (x *index) takeUnusable() error {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	err := x.unusable
	x.unusable = nil
	return err
}

// isOfDesk reports whether the desk has the entry that the files were current to.
func (u *UseCases) isOfDesk(ctx context.Context, m manifest) (same bool, err error) {
	err = u.View(ctx, func(t *txn) error {
		e, err := t.entryAt(m.Seq)
		same = e.Seq == m.Seq && e.At.Equal(m.Entry.At) && e.Kind == m.Entry.Kind &&
			e.Article == m.Entry.Article && e.Segment == m.Entry.Segment && bytes.Equal(e.Payload, m.Entry.Payload)
		return err
	})
	return same, err
}

// entryAt is the entry of the feed at a sequence; the zero Entry where there is none.
func (t *txn) entryAt(seq int64) (workflow.Entry, error) {
	found, err := t.Feed(workflow.FeedFilter{After: seq - 1, Limit: 1})
	if err != nil || len(found) == 0 {
		return workflow.Entry{}, err
	}
	return found[0], nil
}

// worthSaving is how many units must have been written since the files were, for them to be written
// anew.
const worthSaving = 5000

// save writes the files of the index, if enough was written in the memory since they were.
func (u *UseCases) save(ctx context.Context) error {
	if u.index.files == nil || !u.index.isWorthSaving() {
		return nil
	}
	defer debug.FreeOSMemory() // building and writing take several times the index
	return u.index.guard(func() error { return u.saveFiles(ctx) })
}

func (u *UseCases) saveFiles(ctx context.Context) error {
	x := u.index
	x.reading.Lock() // nothing is read meanwhile, so that all files are of one sequence
	defer x.reading.Unlock()
	m := manifest{Form: manifestForm, Seq: x.place.seq, Files: map[string][2]string{}}
	err := u.View(ctx, func(t *txn) (err error) {
		m.Entry, err = t.entryAt(m.Seq)
		return err
	})
	if err != nil || m.Entry.Seq != m.Seq {
		return err // all units are of an older program
	}
	for _, tags := range x.languages() {
		if x.of(tags[0], tags[1]).Len() == 0 {
			continue
		}
		name := fmt.Sprintf("%s-%s-%d.tm", tags[0], tags[1], m.Seq)
		m.Files[name] = tags
		err := x.files.Write(name, func(w io.Writer) error {
			return x.of(tags[0], tags[1]).Save(w, m.Seq)
		})
		if err != nil {
			return err
		}
	}
	if err := x.writeManifest(m); err != nil {
		return err
	}
	x.mutex.Lock()
	x.saved, x.changed = m.Seq, 0
	x.mutex.Unlock()
	return x.removeOthers(m)
}

// isWorthSaving reports whether enough has changed. Ids that are no UUID have no place in a file.
func (x *index) isWorthSaving() bool {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	return x.load.Ready && x.changed >= worthSaving && len(x.names) == 0
}

func (x *index) writeManifest(m manifest) error {
	inner, err := json.Marshal(m)
	if err != nil {
		return err
	}
	b, err := json.Marshal(sealed{crc32.ChecksumIEEE(inner), inner})
	if err != nil {
		return err
	}
	return x.files.Write(manifestName, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// removeOthers removes the files of earlier times.
func (x *index) removeOthers(m manifest) error {
	names, err := x.files.Names()
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, used := m.Files[name]; used || name == manifestName {
			continue
		}
		if err := x.files.Remove(name); err != nil {
			return err
		}
	}
	return nil
}
