// Package workflow is the translation desk of a bilingual newsroom: its words and its rules. The
// use cases are in packages below it, see DESIGN.md. None of them knows HTTP, SQL, templates or
// files: storage keeps what they decide, and ui shows it.
//
// # Words
//
// These words are used in code, pages, messages and documents; the words after
// "not" are avoided.
//
//   - Article, with its Source and Target languages (BCP 47 tags). XLIFF: file.
//     Not document, item, project.
//   - Block: headline, deck, byline, paragraph, heading, quote, list item,
//     caption. XLIFF: unit. Not node.
//   - Segment {Source, Target, State, SubState, Version}; Position, counted from
//     1 in the article. XLIFF: segment, TMX: seg. Not string, sentence, row.
//   - State: initial, translated, reviewed, final; sub-state: draft, memory,
//     machine, returned, stale. XLIFF 2.1: state, subState. Pages call a reviewed
//     target approved and a final one published. Not confirmed, fuzzy.
//   - Translator, Editor, Chief, Reader: roles of a Person. Assignment: what a
//     person is to translate or review. ISO 17100: translator, reviser. Not
//     worker, owner, user.
//   - Task: what is left of an assignment, with the segment to go on at; Pool: what no one was
//     given. A person's tasks are their day.
//   - Review: approve or return. Not bug, flag: an Issue {Type, Severity} is what a
//     person marks in a Passage, by MQM (package mqm); Quality is what the issues of
//     a period add up to. A Finding, made by a check, is none.
//   - Change: one entry of a segment's history. Not revision, log.
//   - Publication: a title with its house style. Not brand, site, tenant.
//   - Feed: what happened, in order. Not bus, queue.
//   - Notice: an entry of the feed that concerns a person, read or not. (web.Notice is
//     another thing: a page's sentence about what was just done.)
//   - Actor: the person who acts, and with what right.
//   - Use case: one thing that a person does at the desk: a method of a type UseCases in a
//     package below this one. Core: what all of them share; CoreOf: with the parts of the
//     store that one package needs. Txn: one transaction of one actor.
//   - Batch: changes that were made as one, and are undone as one.
//   - Stage: how far an article has come; Move: from one stage to another; Gap: what it
//     lacks before it can go out.
//   - Alignment {Bead}: a text and its translation matched by sentences; Memory {Unit}: sources with
//     their targets, those of segments among them; Match {Score, Kind}: a unit that is like a text.
//     TMX: tu. Not cache, history.
//   - Job: work of the program that outlives its request. Not worker; a Task is a person’s.
//   - Edition: what an article's readers see, as it was published last. Share: a link to it for
//     those who have no account. Not public view.
//   - Order: which edition of an article to write, and in which form.
//   - Collection: several articles as one book. Not anthology, issue (an Issue is a mark).
//   - Grant: a way in: a session, an API token, a reset link, the set-up link.
package workflow
