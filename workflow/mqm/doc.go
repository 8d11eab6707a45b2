// Package mqm knows what is wrong with a translation and what that weighs: the error typology, the
// severities and the score of Multidimensional Quality Metrics, MQM 2.0 (themqm.org: "The MQM Error
// Typology", MQM-Core of 2024, and "The MQM Scoring Models"; ASTM F3622, ISO 5060).
//
// An issue has a Type, which belongs to a Dimension, and a Severity. A Scheme says what they weigh
// for a publication. A Tally sums the issues up over a number of words of the source, and the
// Scheme turns it into a Score:
//
//	penalty of an issue       weight of its dimension × multiplier of its severity
//	Points (APT)              the sum of the penalties
//	PerWord (PWPT)            Points ÷ Words
//	Normed (NPT)              PerWord × Reference, so by a thousand words
//	Raw (RQS)                 100 × (1 − PerWord)
//	Quality (CQS)             100 − Normed × (100 − Threshold) ÷ Tolerance
//
// The last is the linear calibrated score: as many points in a thousand words as a publication
// tolerates give exactly the score that it lets pass. It is linear on purpose: anybody can check it
// with a pencil. For what is too short to be judged so, see Score.Small.
package mqm
