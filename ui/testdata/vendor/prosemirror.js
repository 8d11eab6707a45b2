export { DOMParser, DOMSerializer, Fragment, Mark, Node, Schema, Slice } from 'prosemirror-model';
export { EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from 'prosemirror-state';
export { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
export { closeHistory, history, redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
