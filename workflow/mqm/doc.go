// Package mqm measures the quality of a translation: the error typology, the severities and the
// score of Multidimensional Quality Metrics, MQM 2.0 (themqm.org: "The MQM Error Typology",
// MQM-Core of 2024, and "The MQM Scoring Models"; ASTM F3622, ISO 5060).
//
// An issue has a Type, which belongs to a Dimension, and a Severity. A Scheme holds their weights
// for a publication. A Tally sums up the issues in a number of words of the source, and the Scheme
// computes its Score:
//
//	penalty of an issue       weight of its dimension × multiplier of its severity
//	Points (APT)              the sum of the penalties
//	PerWord (PWPT)            Points ÷ Words
//	Normed (NPT)              PerWord × Reference, so by a thousand words
//	Raw (RQS)                 100 × (1 − PerWord)
//	Quality (CQS)             100 − Normed × (100 − Threshold) ÷ Tolerance
//
// The last is the linear calibrated score: a text with exactly the tolerated points has exactly
// the score that passes. It is linear so that people can check it by hand. For texts too short for
// it, see Score.Small.
package mqm
