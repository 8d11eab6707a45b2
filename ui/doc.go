// Package ui serves the desk over HTTP: pages, API and live feed. It is the only package that
// knows echo and go-i18n. It decides nothing: a handler reads the request, calls one method of
// workflow.Desk and shows what came back.
//
// # How to add a page
//
// Four places, all named by the noun: article.go, templates/article.html, rows in route.go, and
// lines in locales/active.{fr,ar,en}.toml.
//
// 1. A handler is a method of Server: resource last, verb first (showArticle, addArticle). Its
// call is echo's context plus who asks (c.actor, a workflow.Actor to hand to the Desk), the
// language (c.T, c.Date, …), c.ctx() for the Desk, and c.live() for answers without end.
//
//	func (s *Server) showArticle(c *call) error {
//		a, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
//		if err != nil {
//			return err
//		}
//		return c.page(http.StatusOK, "article", &articlePage{
//			base: c.base("article.title", "Name", a.Title), Article: a})
//	}
//
// 2. The page struct stands beside its handler, embeds base first, and is listed in
// page_test.go, where templatecheck type-checks its template. The title is a message ID.
//
// 3. The template file is the page's name; it defines "main", and may define "head" (its own css
// and module: {{.Static "bench/bench.css"}}, {{template "module" (.Module "bench/bench.js")}}), "top" (in
// the header, beside the brand) and "foot".
// Text is said by methods of the data, never by template functions: {{.T "id" "Name" .X}} in
// attributes and plain text (strings are put between isolates), {{.H "id" "Name" .X}} inside
// elements (strings get a bdi). Within range or with, the page is $: {{$.T "id"}}. "Count"
// chooses the plural: {{.T "article.segments" "Count" .N}}; write {{.Count}} in the message.
// Also Int, Percent, Date, ShortDate, Time, When, ISO (for datetime=), List, Lang, Dir, DirOf.
//
// 4. Every text that comes from data stands in an element of its own with lang and dir when the
// language is known (<p class="text" lang="{{.Lang}}" dir="{{$.DirOf .Lang}}">), else in <bdi>;
// codes, addresses and pairs in <bdi dir="ltr">. dir goes on the innermost element: logical
// CSS properties resolve on it.
//
// 5. A route row names method, path, verb of workflow's permission table and handler; limit is
// the body's size in bytes (256 KiB unless set), slow gives up- and downloads ten minutes, live
// lets the answer have no end. The test of route_test.go walks every row as every role.
//
// # Forms
//
// Forms work without script: method="post", one path a verb, no hidden token (cross-origin posts
// are refused by their Sec-Fetch-Site and Origin). f, err := c.sent() reads one. When it was
// carried out: return c.done(path, "article.added", "Name", x), which redirects (303) and shows
// the message there. When the desk refused and c.refused(f, err, fields) is true, the message is
// in f: show the page again with statusOfForm(err), each field as {{.Form.Value "name"}}
// {{.Form.Invalid "name"}} with {{template "problem" (.Form.Of "name")}} below it, and
// {{template "formproblem" .Form}} on top. person.go is an example. A secret that is shown once
// (a token, a link) is shown in the answer to the post itself, without a redirect.
//
// # Fragments
//
// <form data-fx="s12 panel"> and <a data-fx="rows" data-fx-url> are fetched by fragment.js, and the
// elements with these ids are replaced by those of the answer. Answering the whole page (or a
// redirect to one) is always right; when it costs too much, ask c.wantsPart("s12") and answer
// c.part(status, "segment-row", data), a define of a templates/*.part.html file, whose outer
// element has the id. A part's data embeds base too when it says anything.
//
// A fragment's error is shown in the page's alert; the page and what was typed stay. Modules
// listen to fx:swap and fx:fail on document, and announce by announce of fragment.js. A request
// that takes more than 400 ms shows a bar, and after 3 s words (progress.js); without network every
// page shows a strip.
//
// What a form did can be taken back by a button in its notice: c.keepNotice(notice{Text: …,
// Undo: &undoing{Path: …, Fields: …}}) before the redirect. See move.go.
//
// # The writing field
//
// A segment is written in a text area named target, which is the form's value and all there is
// without script. field.js makes it live: openField(form) answers a Field, whose text() is the
// segment's markup (⟦1⟧…⟦/1⟧, ⟦2/⟧), and whoever saves, moves or counts talks to the Field alone.
// What one types into is a Surface: richtext.js, on the one vendored file of ProseMirror (make
// vendor), or, until that has come and where it cannot run, the text area itself with its tags kept
// whole (tags.js); data-field of the form says which, when it is settled. markup.js turns markup
// into a document and back, any string exactly; autocorrect.js applies the house style to a typed
// sign (its spaces come from workflow/lang by data-typing); invisible.js marks invisible characters
// (their names come from unseen.go); htmltokens.js and clipboard.js read what other programs put on
// the clipboard without making elements of it. A test types into the field through its helpers: keys
// and holds in field_chromium_test.go, write in browser_test.go.
//
// # Keyboard
//
// What has keys stands in one table, workflow/keymap: name, message, place and default keys. A
// module says how it is done, actions.register('turn', …) of keys.js; the sheet of shortcuts,
// the palette (F1), the settings under the account and {{.Key "turn"}} in templates, which is the
// reader's own key in their words, follow from the table. An action has a row when a module does
// it, and not before; TestActionsAreRegistered compares the two. Never listen for a chord
// yourself: keys.js knows Arabic and AZERTY boards, input methods and what people remapped.
// The workbench and the review may give one chord two meanings; what is done in the writing field
// of both stands in fieldactions.js.
//
// A dialog (open it with showModal) has the keyboard to itself. F6 goes round the parts of a
// page, arrows along .tabs and menus the way the eye goes (navigation.js).
//
// # Long pages and live rows
//
// c.stream answers a page as it is made, for those that may have thousands of rows; all that it
// shows is read before. Rows change in place through keepScrollPosition of
// scrollanchor.js, so that what the reader looks at stays where it is. One tab of a browser holds
// the live stream for all (feed.js). Presence says who is where and who holds the typing lock of a
// segment (typinglock.js); it is advice.
//
// # Errors
//
// Return them; never answer them. fail.go maps workflow.Error by its Kind to a status and its ID
// and Args to a sentence, as a page or as problem+json under /api, and logs what is our fault.
// An error with a method Problem() map[string]any adds these members to the problem.
//
// # Files
//
// A page's modules and style sheets stand in the folder of its room (bench, review, …), and the unit
// tests of a module beside it. Modules that rooms share stand in js: core for every page, field,
// kept (what is typed and not saved yet) and live; style sheets that they share in web; fonts,
// icons and what others wrote in static.
//
// Files stand plain in the binary and go out as brotli or gzip, packed when they are first asked
// for, under one hash of them all; pages go out as gzip. esbuild, as a Go library, makes one file of
// the modules when the program starts, js/bundle.js (module.go): a module runs when a page names it
// or another one imports it, and a module with a fault is an error at the start. ProseMirror stays
// outside, and is fetched by the import() of js/field/prosemirror.js; a page whose modules may need
// it says so with a modulepreload. Style sheets that are always wanted together go out as one
// (style.go).
//
// # Style
//
// CSS has logical properties only and lives in layers; a page's own file declares @layer page.
// Classes worth knowing: card, stack, row, cols, wide/middle/narrow, btn (main, danger, plain),
// field + in, list (table), state, chip, face, meter, tabs, notice, text, title, vh, ico, menu.
// A state is {{template "state" ($.Mark "draft")}}; a pair {{template "pair" .}}; an icon
// <svg class="ico" aria-hidden="true"><use href="{{$.Icon "save"}}"/></svg> (ico-fwd mirrors).
// No style attributes: the content policy refuses them.
//
// # Nothing typed is lost
//
// Four modules between the keyboard and the desk; each holds the text until the next has it.
//
// editor.js keeps a draft at every change and hands the text over after 800 ms without a key, on
// leaving the field or the tab, and by the buttons. store.js writes to IndexedDB. outbox.js sends:
// whichever tab holds the lock sends the saves of all tabs in the order they were made, one at a
// time. Each keeps its key, so a repetition is the same save, and the version the save before it
// made, so that one's own saves never conflict. drafts.js does the rest on every page: at the
// start it hands over the drafts that closed tabs left.
//
// "Kept" means: the write begins at the key press and the system has it when it ends, usually
// within 10 ms, so that a killed browser has not lost it; at most 200 ms later it is forced to
// disk, so that a power cut has not either. "Saved" in the strip means that the desk's own disk has
// it. statusbar.js says "saved" of nothing while anything else waits. A save that the desk will not
// take (a conflict, a segment given to somebody else) stays in the list beside the strip with its
// reason until its writer settles, takes or deletes it.
//
// In the review a decision is its editor's: reviewdrafts.js keeps a touch-up, a reason and the note
// of an issue as drafts with a field, which only the form that they were typed in sends, and puts
// those of a closed tab back into it; commentdraft.js does so for comments. The strip says "kept on
// this device", and its list names them until then.
//
// On disk texts are sealed by AES-GCM with a key that scripts cannot read out, one a person. That
// protects against other people at the browser and against scripts, not against whoever can read
// the profile's files; the pages that the worker keeps are not sealed. Signing out forgets texts, key
// and pages, and so does the first page of another person. A publication's DraftPolicy makes it less (DraftsOff: nothing on disk) or more
// (DraftsStay: unsent texts outlive the sign-out, and are kept unsealed where there is no https and
// so no cipher). What is not on disk is in the tab; the strip then says so and closing asks.
//
// worker.js, served at /worker.js with what it must know of the build, keeps the static files and
// the pages that answered with a Desk-Keep header (call.mayKeep), one cache a person. Pages come
// from the network first, and from the cache after 6 s or without network. rows.js opens rows
// without the server, from what the page has of them: attributes of the row (segmentRow.Offline),
// a blank editor (benchPage.Blank). What a row's editor needs must be in one of these; a new
// attribute of segment-editor that differs by segment is filled in by blankEditor of rows.js. Over a
// page that is older than what was saved, rows.js shows what the store has.
//
// # Tests
//
// openNewsroom in newsroom_test.go gives a server over a real store, one person a role and
// browsers that keep cookies: n.as(workflow.Editor).post("/articles", "title", "x"). n.see
// checks status, words and the soundness of the HTML; checkData that names and texts carry their
// direction. TestMessagesAreUsed finds IDs that are missing or unused. Modules are type-checked,
// and those that can run without a page have unit tests beside them, which TestModulesRun runs.
package ui
