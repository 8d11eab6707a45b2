package unit

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

const (
	// GroupsPage is how many groups of units a page lists.
	GroupsPage = 20
	maxGrouped = workflow.MaxUnits // of the newest units of a pair, which are compared
	maxMembers = 50                // units of an option that are named
)

// GroupKind says why units are listed together.
type GroupKind string

// The kinds of groups.
const (
	// Contradictions are units of one source (tm.Key) whose targets are not the same (lang.Fold).
	Contradictions GroupKind = "contradictions"
	// Duplicates are units of the same source and target (lang.Fold).
	Duplicates GroupKind = "duplicates"
)

// UnitGroup is units that should be one: of a contradiction each translation is an option, of
// duplicates each unit. The option to keep comes first: the one with the most units, of those the
// one approved, of those the newest.
type UnitGroup struct {
	Options []UnitOption
	Units   int
}

// UnitOption is a translation of a group.
type UnitOption struct {
	workflow.Unit          // the best that has it: approved, newest
	IDs           []string // of all that have it, up to 50
}

// Others are the units of all options but the i-th.
func (g UnitGroup) Others(i int) (ids []string) {
	for j, o := range g.Options {
		if j != i {
			ids = append(ids, o.IDs...)
		}
	}
	return ids
}

// GroupList is a page of groups, those of the most units first, of those the newest.
type GroupList struct {
	Groups []UnitGroup
	Total  int // of all pages
	Looked int // how many of the newest units were compared; 0: all
	Shared
}

// Groups lists a page of the groups of a pair of languages, from one on.
func (u *UseCases) Groups(
	ctx context.Context, who workflow.Actor, kind GroupKind, source, target string, from int,
) (out GroupList, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	if err := workflow.CheckPair(source, target); err != nil {
		return out, err
	}
	err = u.View(ctx, func(t *txn) error {
		out = GroupList{}
		if out.People, out.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		groups, looked, err := u.groups.of(t, kind, source, target)
		if err != nil {
			return err
		}
		out.Total, out.Looked = len(groups), looked
		from := min(max(from, 0), len(groups))
		for _, g := range groups[from:min(from+GroupsPage, len(groups))] {
			full, err := t.groupOf(kind, g)
			if err != nil {
				return err
			}
			out.Groups = append(out.Groups, full)
		}
		return nil
	})
	return out, err
}

// member is a unit as grouping needs it.
type member struct {
	key, option uint64
	id          string
	at          int64
	approved    bool
}

// better orders units by which is to be kept.
func (m member) compare(o member) int {
	if m.approved != o.approved {
		if m.approved {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(o.at, m.at), cmp.Compare(m.id, o.id))
}

// groups finds the groups of a pair, in order: the members of each option together, the best option
// and the best member first.
func (t *txn) groups(kind GroupKind, source, target string) (groups [][]member, looked int, err error) {
	seed := maphash.MakeSeed()
	var all []member
	f := workflow.UnitFilter{SourceLang: source, TargetLang: target}
	err = eachPage(t, f, workflow.UnitPlace{}, func(page []workflow.Unit) bool {
		for i := range page {
			all = append(all, memberOf(kind, &page[i], seed))
		}
		if len(all) >= maxGrouped {
			looked = len(all)
		}
		return looked == 0
	})
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(all, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.option, b.option), a.compare(b))
	})
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].key == all[i].key {
			j++
		}
		if all[i].option != all[j-1].option {
			groups = append(groups, slices.Clone(all[i:j])) // all is not kept
		}
		i = j
	}
	slices.SortFunc(groups, func(a, b []member) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(newest(b), newest(a)),
			cmp.Compare(a[0].id, b[0].id))
	})
	return groups, looked, nil
}

func memberOf(kind GroupKind, w *workflow.Unit, seed maphash.Seed) member {
	m := member{id: w.ID, at: w.At.UnixMilli(), approved: w.State == workflow.UnitApproved}
	target := maphash.String(seed, lang.Fold(w.Target.String(), w.TargetLang))
	if kind == Contradictions {
		m.key, m.option = tm.Key(w.Source.String(), w.SourceLang), target
		return m
	}
	m.key = maphash.String(seed, lang.Fold(w.Source.String(), w.SourceLang)) ^ target*31
	m.option = maphash.String(seed, w.ID)
	return m
}

func newest(g []member) (at int64) {
	for _, m := range g {
		at = max(at, m.at)
	}
	return at
}

// groupOf reads the units that a group shows.
func (t *txn) groupOf(kind GroupKind, members []member) (g UnitGroup, err error) {
	type option struct {
		best  member
		count int
		ids   []string
	}
	var options []option
	for i, m := range members {
		if i == 0 || m.option != members[i-1].option {
			options = append(options, option{best: m})
		}
		o := &options[len(options)-1]
		if o.count++; len(o.ids) < maxMembers {
			o.ids = append(o.ids, m.id)
		}
	}
	slices.SortStableFunc(options, func(a, b option) int {
		return cmp.Or(cmp.Compare(b.count, a.count), a.best.compare(b.best))
	})
	options = options[:min(len(options), maxMembers)]
	ids := make([]string, len(options))
	for i, o := range options {
		ids[i] = o.best.id
	}
	units, err := t.UnitsByIDs(ids)
	for _, o := range options {
		g.Options = append(g.Options, UnitOption{units[o.best.id], o.ids})
	}
	g.Units = len(members)
	return g, err
}

// Keep settles a group: of a contradiction or of duplicates one unit stays, and the others named
// are removed, those that are still in the group with it. The batch undoes it.
func (u *UseCases) Keep(
	ctx context.Context, who workflow.Actor, kind GroupKind, keep string, others []string,
) (batch string, removed int, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return "", 0, err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		kept, err := t.Unit(keep)
		if err != nil {
			return err
		}
		if kept.Gone {
			return workflow.Fail(workflow.Conflict, "memory.gone")
		}
		units, err := t.UnitsByID(others)
		if err != nil {
			return err
		}
		units = slices.DeleteFunc(units, func(w workflow.Unit) bool { return !areGrouped(kind, &kept, &w) })
		batch = t.Batch
		removed, err = t.removeThese(units, 0)
		return err
	})
	return batch, removed, err
}

// areGrouped reports whether two units are still in one group, and not the same option of it.
func areGrouped(kind GroupKind, a, b *workflow.Unit) bool {
	if a.ID == b.ID || a.SourceLang != b.SourceLang || a.TargetLang != b.TargetLang {
		return false
	}
	seed := maphash.MakeSeed()
	x, y := memberOf(kind, a, seed), memberOf(kind, b, seed)
	return x.key == y.key && x.option != y.option
}

// MergeAll removes all duplicates of a pair of languages but the best of each group, in short
// transactions.
func (u *UseCases) MergeAll(
	ctx context.Context, who workflow.Actor, source, target string,
) (batch string, removed int, err error) {
	out, err := u.changeAtOnce(ctx, who, Change{Merge: &workflow.UnitPair{SourceLang: source, TargetLang: target}})
	return out.Batch, out.Done, err
}

func (u *UseCases) orderMerge(ctx context.Context, source, target string) (o Order, err error) {
	err = u.View(ctx, func(t *txn) error {
		o.merges = nil
		if o.seq, err = t.FeedHead(); err != nil {
			return err
		}
		groups, _, err := t.groups(Duplicates, source, target)
		for _, g := range groups {
			best := slices.MinFunc(g, member.compare)
			for _, m := range g {
				if m.id != best.id {
					o.merges = append(o.merges, merge{keep: best.id, remove: m.id})
				}
			}
		}
		return err
	})
	o.Total = len(o.merges)
	o.many = o.Total > Many
	return o, err
}

func mergeDuplicates(merges []merge, seq int64) step {
	return inChunks(merges, func(t *txn, some []merge) (int, error) { return t.merge(some, seq) })
}

// merge is a duplicate to remove, and the unit that is to stay for it, by their ids.
type merge struct{ keep, remove string }

// merge removes duplicates that were not written after a sequence, each only if the unit that stays for
// it is there and its duplicate still.
func (t *txn) merge(merges []merge, seq int64) (int, error) {
	ids := make([]string, 0, 2*len(merges))
	for _, m := range merges {
		ids = append(ids, m.keep, m.remove)
	}
	units, err := t.UnitsByIDs(ids)
	if err != nil {
		return 0, err
	}
	var removed []workflow.Unit
	for _, m := range merges {
		kept, w := units[m.keep], units[m.remove]
		if !kept.Gone && areGrouped(Duplicates, &kept, &w) {
			removed = append(removed, w)
		}
	}
	return t.removeThese(removed, seq)
}
