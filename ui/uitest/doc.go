// Package uitest has what the tests of rooms share: a newsroom over a real store with browsers that
// keep cookies, Chromium screens, and articles in every state.
package uitest
