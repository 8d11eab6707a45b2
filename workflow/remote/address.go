package remote

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/netip"
)

// notPublic are the addresses of version 4 that lead to no server of the public network, and of version 6 those within
// publicSix.
var notPublic = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

// publicSix are the addresses of version 6 that are given out. What translates addresses of version 4, and would hide a
// private one, is outside of it or listed above.
var publicSix = netip.MustParsePrefix("2000::/3")

// private are the addresses that a chief can allow. Those of a machine's own surroundings (169.254.169.254 among them, where
// clouds hand out keys) are not.
var private = prefixes("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")

// metadata are the addresses in private networks where clouds hand out keys.
var metadata = prefixes("100.100.100.200/32", "fd00:ec2::254/128", "fd20:ce::254/128")

func prefixes(all ...string) (out []netip.Prefix) {
	for _, p := range all {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

func isIn(a netip.Addr, all []netip.Prefix) bool {
	for _, p := range all {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// IsPublic reports whether an address can be that of a server of the public network.
func IsPublic(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.Zone() != "" || a.Is6() && !publicSix.Contains(a) {
		return false
	}
	return !isIn(a, notPublic)
}

// isPrivate reports whether an address is one that a chief can allow.
func isPrivate(a netip.Addr) bool {
	a = a.Unmap()
	return a.Zone() == "" && isIn(a, private) && !isIn(a, metadata)
}

// isCertificate reports whether a certificate was not accepted, or no encryption agreed on.
func isCertificate(err error) bool {
	var verification *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	return errors.As(err, &verification) || errors.As(err, &header) || errors.As(err, &alert) || errors.As(err, &unknown)
}
