// Package subtitle reads subtitles in SubRip (.srt) and WebVTT (.vtt), and writes translations into the file that they
// were read from, at the same times.
package subtitle
