// Package due reads a due time as people of a newsroom say it: "17h", "dans 2 h", "demain 9h",
// "lundi 9:00", "in half an hour", "غدا 9:00", "بعد ساعتين". French, Arabic and English are read
// alike, whatever the language of the page, and so are digits of every kind. Days and hours are
// those of the newsroom's zone.
package due
