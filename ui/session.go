package ui

import (
	"net/url"

	"github.com/labstack/echo/v4"
)

// identify finds out who asks, and in which language they read.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c := s.callOf(ec)
		return next(c)
	}
}

// signInPath is the address of the sign-in page that comes back to next.
func signInPath(next string) string {
	if next == "" || next == "/" {
		return "/signin"
	}
	return "/signin?" + url.Values{"next": {next}}.Encode()
}

// nav is the main navigation of the signed-in person.
func (c *call) nav() []navItem { return nil }
