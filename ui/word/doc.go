// Package word has all that the desk says: messages in French, Arabic and English
// (locales/active.*.toml), numbers and dates, the names of roles, states and kinds, and texts with
// their codes as HTML. It is the only package that knows go-i18n; cmd says its words with it too.
//
// A Speech says things in one language and is part of every page's data, so a template says
//
//	{{.T "id" "Name" .X}}   in attributes and plain text; strings are put between isolates
//	{{.H "id" "Name" .X}}   inside elements; strings get a bdi
//
// "Count" chooses the plural: {{.T "article.segments" "Count" .N}}; write {{.Count}} in the
// message. Within range or with, the page is $: {{$.T "id"}}. There are also Int, Percent, Date,
// ShortDate, Time, When, ISO (for datetime=), List, Lang, Dir, DirOf.
//
// Text, TaggedText, Diff and WithOverlay write a bitext.Text: as its reader sees it, with the tags
// its translator needs, as a difference, and with what is drawn over it. Characters that do not show are made
// visible beside tags, and by Signed, Edits, Steps and an Overlay that says so.
//
// A message is in all three files; TestLocalesAgree compares them, and TestMessagesAreUsed finds
// IDs that are missing or unused. French spaces and Arabic forms of address are checked too.
package word
