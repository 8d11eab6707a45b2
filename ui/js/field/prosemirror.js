// @ts-check
// ProseMirror, fetched when the first module that imports this one runs: it is larger than all of
// our modules together, and stays a file of its own.
const all = await import('../../static/vendor/prosemirror.js');

export const { Fragment, Schema } = all;
export const { EditorState, NodeSelection, Plugin, TextSelection } = all;
export const { Decoration, DecorationSet, EditorView } = all;
export const { closeHistory, history, redo, undo } = all;
