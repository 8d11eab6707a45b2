// Package feed reads the articles of RSS (2.0, 1.0, 0.9x) and Atom (RFC 4287) feeds, and of the exports of WordPress, which are
// RSS with all of its posts.
package feed
