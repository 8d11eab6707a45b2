package value

import (
	"math/big"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number in its one plain ASCII form: 1234.5, -3, 0.25, 0. It has no
// leading zeros, and none at the end of a fraction, so that equal numbers are equal strings.
type Decimal string

// newDecimal makes a number of ASCII digits before and after the point.
func newDecimal(whole, fraction string) Decimal {
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return Decimal(whole)
	}
	return Decimal(whole + "." + fraction)
}

func fromInt(n int64) Decimal { return Decimal(strconv.FormatInt(n, 10)) }

// Int returns the number, if it is whole and an int64 can hold it.
func (d Decimal) Int() (int64, bool) {
	n, err := strconv.ParseInt(string(d), 10, 64)
	return n, err == nil
}

// parts returns the digits before and after the point, without the sign.
func (d Decimal) parts() (whole, fraction string) {
	whole, fraction, _ = strings.Cut(strings.TrimPrefix(string(d), "-"), ".")
	return whole, fraction
}

func (d Decimal) isNegative() bool { return strings.HasPrefix(string(d), "-") }

// shift multiplies a number that is not negative by ten to the power n.
func (d Decimal) shift(n int) Decimal {
	whole, fraction := d.parts()
	for len(fraction) < n {
		fraction += "0"
	}
	return newDecimal(whole+fraction[:n], fraction[n:])
}

// unshift divides a number that is not negative by ten to the power n.
func (d Decimal) unshift(n int) Decimal {
	whole, fraction := d.parts()
	for len(whole) <= n {
		whole = "0" + whole
	}
	at := len(whole) - n
	return newDecimal(whole[:at], whole[at:]+fraction)
}

// add returns the sum of two numbers that are not negative.
func (d Decimal) add(e Decimal) Decimal {
	_, f := d.parts()
	_, g := e.parts()
	scale := max(len(f), len(g))
	a, _ := new(big.Int).SetString(string(d.shift(scale)), 10)
	b, _ := new(big.Int).SetString(string(e.shift(scale)), 10)
	if a == nil || b == nil {
		return d
	}
	return Decimal(a.Add(a, b).String()).unshift(scale)
}

func (d Decimal) negate() Decimal {
	if d == "0" {
		return d
	}
	return "-" + d
}
