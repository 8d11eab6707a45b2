// Package ui serves the desk over HTTP: pages, API and live feed. It decides nothing: a handler
// reads the request, calls one use case of workflow and shows what came back.
//
// ui.go opens the rooms, one package a noun: desk, article, intake, bench, review, align, account,
// people, pretranslate, draft, publication, edition, quality, notice, and api and live. A room has its handlers, routes,
// templates, style sheets, modules and tests side by side; which room answers an address says
// grep -rn 'Path: "/' ui.
//
//	web      the kernel; its documentation says how to add a page
//	word     all that the desk says, in three languages
//	part     view models that pages of several rooms share
//	report   the report on quality as a file
//	js       modules that rooms share; static: fonts, icons and what others wrote
//	uitest   what tests share: a newsroom over a real store, and browsers
//
// Imports run one way, ui -> rooms -> part, live -> web -> word; a room imports another only where
// the table of cmd/truchement/rules_test.go says so.
//
// # Tests
//
// uitest.OpenNewsroom gives a server over a real store, one person a role and browsers that keep
// cookies: n.As(workflow.Editor).Post("/articles", "title", "x"). n.See checks status, words and the
// soundness of the HTML; CheckData that names and texts carry their direction. Tests of a room that
// need a server are in package bench_test and alike; those of one function in the room's own. The
// stories that walk through several rooms are here, and so does the test that tries every route as
// every role. Modules are type-checked, and those that can run without a page have unit tests beside
// them, which TestModulesRun runs.
package ui
