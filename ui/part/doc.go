// Package part has what pages of several rooms share and the kernel need not know: view models of
// articles, segments, issues, gaps and scores, with the templates that show them; the addresses of
// articles and segments; what forms choose from; and how an article is read from a form or a file.
//
// A Row is one segment as the workbench and the review show it; NewRowMaker makes those of an
// article and OpenEditor fills in what the editor of the active one needs. The part
// "segment-editor" shows it.
package part
