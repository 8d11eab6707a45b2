// Package web is the kernel of the pages: the server, a call with its person and language, forms,
// errors, sessions, templates and static files. It is the only package that knows echo, and knows
// no room; ui opens the rooms.
//
// # How to add a page
//
// A room is a folder with handlers, routes, templates, style sheets, modules and tests side by side.
// A new page is files in one folder, lines in word/locales/active.{fr,ar,en}.toml and, when it is a
// new room, one line in ui.go.
//
// 1. A handler is a method of the Room: resource last, verb first (showArticle, addArticle). Its
// Call is echo's context plus who asks (c.Actor, to hand to use cases), the language (c.T, c.Date, …),
// c.Ctx() for use cases, and c.LiveContext() for answers without end.
//
//	func (r *Room) showArticle(c *web.Call) error {
//		a, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
//		if err != nil {
//			return err
//		}
//		return c.Page(http.StatusOK, "article", &page{
//			Base: c.Base("article.title", "Name", a.Title), Article: a})
//	}
//
// 2. The page struct is in the file of its handler and embeds Base. The room's template_test.go lists
// it, where webtest.CheckTemplates checks its template. The title is a message ID.
//
// 3. The template file has the page's name, which no other room may use. It defines "main", and may
// define "head" (its own css and module: {{.Static "bench/bench.css"}},
// {{template "module" (.Module "bench/bench.js")}}), "top" (in the header, beside the brand) and
// "foot". Defines of *.part.html files can be used by every page. What templates say comes from
// package word.
//
// 4. Every text that comes from data has an element of its own with lang and dir when the
// language is known (<p class="text" lang="{{.Lang}}" dir="{{$.DirOf .Lang}}">), else in <bdi>;
// codes, addresses and pairs in <bdi dir="ltr">. dir goes on the innermost element: logical
// CSS properties resolve on it.
//
// 5. A Route of the room's Routes names method, path, verb of workflow's permission table and
// handler; Limit is the body's size in bytes (256 KiB unless set), Slow gives up- and downloads ten
// minutes, Live lets the answer have no end. A test of ui tries every route as every role.
//
// 6. A page of the main navigation is a line in nav.go, with the verb of its route; the palette
// follows. The first one is the person's home, "/": their day or the board. Without it the page is reached by its address and by links alone.
//
// # Forms
//
// Forms work without script: method="post", one path a verb, no hidden token (cross-origin posts
// are refused by their Sec-Fetch-Site and Origin). f, err := c.ReadForm() reads one. When it was
// carried out: return c.Done(path, "article.added", "Name", x), which redirects (303) and shows
// the message there. When the desk refused and c.Refused(f, err, fields) is true, the message is
// in f: show the page again with FormStatus(err), each field as {{.Form.Value "name"}}
// {{.Form.Invalid "name"}} with {{template "problem" (.Form.Of "name")}} below it, and
// {{template "formproblem" .Form}} on top. The page opens with the caret in the first field that is
// wrong; {{.Form.Begin "name"}} in place of Invalid has it open in this field otherwise. No form posts
// to an address with a fragment, since a browser then goes there and not to the field; fields that
// are folded open by {{if .Form.Wrong "name"}} open{{end}}. The room people is an example. A secret that is shown
// once (a token, a link) is shown in the answer to the post itself, without a redirect.
//
// Enter in a text box presses the first button of its form, and so does Ctrl+Enter (keys.js), which a
// text area may give another one by data-enter; ui/testdata/enter.txt lists what that is for every
// form. Approving and publishing are pressed and never implied by what was typed: where they are all
// that a form does, a hidden, disabled button is its first one.
//
// # Fragments
//
// <form data-fx="s12 panel"> and <a data-fx="rows" data-fx-url> are fetched by fragment.js, and the
// elements with these ids are replaced by those of the answer. Answering the whole page (or a
// redirect to one) is always right; when it costs too much, ask c.WantsPart("s12") and answer
// c.Part(status, "segment-row", data), a define of a *.part.html file, whose outer element has the
// id. A part's data embeds Base too when it says anything (c.RowBase()).
//
// A fragment's error is shown in the page's alert; the page and what was typed stay. Modules
// listen to fx:swap and fx:fail on document, and announce by announce of fragment.js. A request
// that takes more than 400 ms shows a bar, and after 3 s words (progress.js); without network every
// page shows a strip.
//
// A due time is the part "due-field" (part.DueInputOf, part.DueTime): words that package due reads.
// Every <input type="file"> with an id gets a button in the page's language from filebox.js.
//
// A notice goes by itself after some seconds (notice.js). What a form did can be taken back by a
// button in its notice: c.KeepNotice(Notice{Text: …, Undo: &UndoForm{Path: …, Fields: …}}) before
// the redirect.
//
// c.StreamPage answers a page as it is made, for those that may have thousands of rows; all that it
// shows is read before. Rows change in place through keepScrollPosition of scrollanchor.js.
//
// # Errors
//
// Return them; never answer them. fail.go maps workflow.Error by its Kind to a status and its ID
// and Args to a sentence, as a page or as problem+json under /api, and logs what is our fault.
// An error with a method Problem() map[string]any adds these members to the problem.
//
// # Keyboard
//
// All actions that have keys are in one table, workflow/keymap: name, message, place and default keys. A
// module says how it is done, actions.register('turn', …) of keys.js; the sheet of shortcuts,
// the palette (F1), the settings under the account and {{.Key "turn"}} in templates, which is the
// reader's own key in their words, follow from the table. An action has a row when a module does
// it, and not before; TestActionsAreRegistered compares the two. Never listen for a chord
// yourself: keys.js knows Arabic and AZERTY boards, input methods and what people remapped.
// The workbench and the review may give one chord two meanings; the actions of the writing field,
// which both have, are in fieldactions.js.
//
// A dialog (open it with showModal) has the keyboard to itself. F6 goes round the parts of a
// page, arrows along .tabs and menus the way the eye goes (navigation.js).
//
// # Files
//
// A page's modules and style sheets are in the folder of its room, and the unit tests of a module
// beside it. Modules that rooms share are in js: core for every page, field, kept (what is typed
// and not saved yet) and live; style sheets that they share here; fonts, icons and what others
// wrote in static.
//
// Files are in the binary as they are, and are sent as brotli or gzip, packed when they are first asked
// for, under one hash of them all; pages go out as gzip. esbuild, as a Go library, makes one file of
// the modules when the program starts, js/bundle.js (module.go): a module runs when a page names it
// or another one imports it, and a module with a fault is an error at the start. ProseMirror stays
// outside, and is fetched by the import() of js/field/prosemirror.js; a page whose modules may need
// it says so with a modulepreload. Style sheets that are always wanted together go out as one
// (style.go).
//
// worker.js, served at /worker.js with what it must know of the build, keeps the static files and
// the pages that answered with a Desk-Keep header (Call.AllowKeep), one cache a person, sealed with a key
// that ends with the session. Pages come from the network first, and from the cache after 6 s or without network.
//
// # Style
//
// CSS has logical properties only and lives in layers; a page's own file declares @layer page.
// Classes worth knowing: card, stack, row, cols, wide/middle/narrow, btn (main, danger, plain),
// field + in, list (table), state, chip, face, meter, tabs, notice, text, title, vh, ico, menu.
// A state is {{template "state" ($.Mark "draft")}}; a pair {{template "pair" .}}; an icon
// <svg class="ico" aria-hidden="true"><use href="{{$.Icon "save"}}"/></svg> (ico-fwd mirrors).
// No style attributes: the content policy refuses them.
package web
