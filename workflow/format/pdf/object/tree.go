package object

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Element is a piece of the document's structure, such as a paragraph or a cell of a table. Its
// kids are named in the order of reading; it is written by End, when it has all of them.
type Element struct {
	ref, parent Ref
	tag         string
	lang        string // empty if it is that of what it is in
	within      string // the language of what it is in
	page        Ref    // of the pieces among its kids that are only numbers
	more        string
	kids        []string
}

// Tree is the structure of a document.
type Tree struct {
	file    *File
	root    Ref
	parents []parent
	next    int // key of the parent tree
	top     *Element
}

// parent is an entry of the parent tree: what the pieces of a page, or a link, belong to.
type parent struct {
	key int
	ref Ref
}

// NewTree begins the structure of a document in a language.
func NewTree(f *File, lang string) *Tree {
	t := &Tree{file: f, root: f.Ref()}
	t.top = &Element{ref: f.Ref(), parent: t.root, tag: "Document", lang: lang}
	return t
}

// Document is the element that holds all others.
func (t *Tree) Document() *Element { return t.top }

// Begin makes an element within another one. lang is empty if it is that of its parent.
func (t *Tree) Begin(parent *Element, tag, lang string) *Element {
	e := &Element{ref: t.file.Ref(), parent: parent.ref, tag: tag, lang: lang, within: parent.language()}
	if lang == e.within {
		e.lang = ""
	}
	parent.kids = append(parent.kids, e.ref.String())
	return e
}

// language is that of an element's text.
func (e *Element) language() string {
	if e.lang == "" {
		return e.within
	}
	return e.lang
}

// Loose makes an element that takes its place among the kids of its parent later, by Adopt.
func (t *Tree) Loose(parent *Element, tag string) *Element {
	return &Element{ref: t.file.Ref(), parent: parent.ref, tag: tag}
}

// Adopt adds a loose element to the kids of its parent.
func (t *Tree) Adopt(parent, e *Element) { parent.kids = append(parent.kids, e.ref.String()) }

// Set adds entries to an element, such as attributes.
func (e *Element) Set(more string) { e.more += more }

// End writes an element.
func (t *Tree) End(e *Element) {
	var b strings.Builder
	fmt.Fprintf(&b, "<</S/%s/P %s", e.tag, e.parent)
	if e.lang != "" {
		b.WriteString("/Lang" + String(e.lang))
	}
	b.WriteString(e.more)
	if e.page != 0 {
		fmt.Fprintf(&b, "/Pg %s", e.page)
	}
	switch len(e.kids) {
	case 0:
	case 1:
		b.WriteString("/K " + e.kids[0])
	default:
		b.WriteString("/K[" + strings.Join(e.kids, " ") + "]")
	}
	t.file.Put(e.ref, b.String()+">>")
}

// Marks are the pieces of one page: to which element each belongs.
type Marks struct {
	tree   *Tree
	page   Ref
	number int
	owners []Ref
}

// Page begins the pieces of a page.
func (t *Tree) Page(page Ref) *Marks {
	t.next++
	return &Marks{tree: t, page: page, number: t.next - 1}
}

// StructParents is the page's number in the parent tree.
func (m *Marks) StructParents() int { return m.number }

// Mark makes a piece of e and returns its number on the page. The caller adds it with Own, in the
// order of reading.
func (m *Marks) Mark(e *Element) int {
	m.owners = append(m.owners, e.ref)
	return len(m.owners) - 1
}

// Own adds a piece to the kids of e.
func (m *Marks) Own(e *Element, mcid int) {
	if e.page == 0 {
		e.page = m.page
	}
	if e.page == m.page {
		e.kids = append(e.kids, strconv.Itoa(mcid))
		return
	}
	e.kids = append(e.kids, fmt.Sprintf("<</Type/MCR/Pg %s/MCID %d>>", m.page, mcid))
}

// OwnAnnotation adds a link of the page to the kids of e, and returns its number in the parent
// tree.
func (m *Marks) OwnAnnotation(e *Element, annotation Ref) int {
	e.kids = append(e.kids, fmt.Sprintf("<</Type/OBJR/Pg %s/Obj %s>>", m.page, annotation))
	t := m.tree
	t.next++
	t.parents = append(t.parents, parent{t.next - 1, e.ref})
	return t.next - 1
}

// End writes to whom the pieces of the page belong.
func (m *Marks) End() {
	var b strings.Builder
	b.WriteString("[")
	for _, owner := range m.owners {
		b.WriteString(owner.String() + " ")
	}
	ref := m.tree.file.Add(b.String() + "]")
	m.tree.parents = append(m.tree.parents, parent{m.number, ref})
}

// Close writes the root of the tree and returns it.
func (t *Tree) Close() Ref {
	t.End(t.top)
	slices.SortFunc(t.parents, func(a, b parent) int { return a.key - b.key })
	var nums strings.Builder
	for _, p := range t.parents {
		fmt.Fprintf(&nums, "%d %s ", p.key, p.ref)
	}
	parents := t.file.Add("<</Nums[" + nums.String() + "]>>")
	t.file.Put(t.root, fmt.Sprintf("<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d>>",
		t.top.ref, parents, t.next))
	return t.root
}
