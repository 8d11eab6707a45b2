// Package account has the pages of one person: signing in and out, the first set-up, a forgotten password, the
// account with its sessions and tokens, and the keyboard map.
package account

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the pages of an account.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/setup/:secret", May: web.Anyone, Handle: r.showSetup},
		{Method: "POST", Path: "/setup/:secret", May: web.Anyone, Handle: r.completeSetup},
		{Method: "GET", Path: "/reset/:secret", May: web.Anyone, Handle: r.showReset},
		{Method: "POST", Path: "/reset/:secret", May: web.Anyone, Handle: r.resetPassword},
		{Method: "GET", Path: "/signin", May: web.Anyone, Handle: r.showSignIn},
		{Method: "POST", Path: "/signin", May: web.Anyone, Handle: r.signIn},
		{Method: "POST", Path: "/signout", May: workflow.ManageSelf, Handle: r.signOut},
		{Method: "GET", Path: "/account", May: workflow.ManageSelf, Handle: r.showAccount},
		{Method: "POST", Path: "/account", May: workflow.ManageSelf, Handle: r.saveAccount},
		{Method: "POST", Path: "/account/first-steps", May: workflow.ManagePublication, Handle: r.putFirstStepsAway},
		{Method: "POST", Path: "/account/email", May: workflow.ManageSelf, Handle: r.changeEmail},
		{Method: "POST", Path: "/account/password", May: workflow.ManageSelf, Handle: r.changePassword},
		{Method: "GET", Path: "/account/keys", May: workflow.ManageSelf, Handle: r.showShortcuts},
		{Method: "POST", Path: "/account/keys", May: workflow.ManageSelf, Handle: r.saveShortcuts},
		{Method: "GET", Path: "/account/keys/file", May: workflow.ManageSelf, Handle: r.exportShortcuts},
		{Method: "POST", Path: "/account/keys/file", May: workflow.ManageSelf, Handle: r.importShortcuts},
		{Method: "POST", Path: "/account/tokens", May: workflow.ManageSelf, Handle: r.createToken},
		{Method: "POST", Path: "/account/grants/:id/revoke", May: workflow.ManageSelf, Handle: r.revokeGrant},
	}
}
