package audit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/ledger"
)

// kindWords are the messages that say what was done.
var kindWords = map[ledger.Kind]string{
	ledger.SignedIn: "audit.session-opened", ledger.SignInRefused: "audit.session-refused",
	ledger.SignedOut: "audit.session-closed", ledger.PersonAdded: "audit.person-added",
	ledger.PersonRole: "audit.person-role", ledger.PersonName: "audit.person-name",
	ledger.PersonEmail: "audit.person-email", ledger.PersonErased: "audit.person-erased",
	ledger.PersonDisabled: "audit.person-disabled", ledger.PersonEnabled: "audit.person-enabled",
	ledger.PasswordSet: "audit.password", ledger.LinkMade: "audit.link", ledger.TokenMade: "audit.token",
	ledger.GrantEnded: "audit.grant-ended", ledger.PublicationAdded: "audit.publication-added",
	ledger.PublicationChanged: "audit.publication-changed", ledger.ArticlePublished: "audit.published",
	ledger.ArticleRetracted: "audit.retracted", ledger.ShareMade: "audit.share-made",
	ledger.ShareEnded: "audit.share-ended", ledger.BackupMade: "audit.backup-made",
	ledger.BackupFailed: "audit.backup-failed", ledger.DeskRestored: "audit.restored",
}

// rowOf is a line with the names of the people and the publications that it is about.
func rowOf(c *web.Call, l ledger.Line, people, publications map[string]string) lineRow {
	row := lineRow{Line: l, Word: c.T(kindWords[l.Kind]), By: people[l.Actor], About: l.Object}
	switch {
	case l.Actor == workflow.Operator().ID:
		row.By = c.T("audit.operator")
	case l.Actor == ledger.Program:
		row.By = c.T("audit.program")
	case row.By == "":
		row.By = l.Actor
	}
	switch l.Kind {
	case ledger.ArticlePublished, ledger.ArticleRetracted, ledger.ShareMade, ledger.ShareEnded:
		row.About, row.AboutPath = c.T("audit.article"), part.ArticlePath(l.Object)
	case ledger.PublicationAdded, ledger.PublicationChanged:
		row.About = publications[l.Object]
	default:
		if name := people[l.Object]; name != "" {
			row.About = name
		}
	}
	if l.Object == l.Actor {
		row.About = "" // it says who already
	}
	row.Changes = changesOf(c, l)
	return row
}

// change is something that was one thing before and is another now.
type change struct{ Name, Was, Made string }

// mostShown is how many characters of a value the page shows; the file has all.
const mostShown = 200

// changesOf is what a line says of before and after. Of objects it is the members that differ.
func changesOf(c *web.Call, l ledger.Line) []change {
	if l.Was == "" && l.Made == "" {
		return nil
	}
	var was, made map[string]any
	if json.Unmarshal([]byte(l.Made), &made) != nil || l.Was != "" && json.Unmarshal([]byte(l.Was), &was) != nil {
		return []change{{"", shown(c, l, l.Was), shown(c, l, l.Made)}}
	}
	before, after := map[string]string{}, map[string]string{}
	flatten("", was, before)
	flatten("", made, after)
	all := maps.Clone(before)
	maps.Copy(all, after)
	var changes []change
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if before[name] != after[name] {
			changes = append(changes, change{settingWord(c, name), valueWord(c, name, before[name]),
				valueWord(c, name, after[name])})
		}
	}
	return changes
}

// settingWords are the messages that name the settings of a publication, by their paths.
var settingWords = map[string]string{
	"name": "publication.name", "archived": "publication.archived", "style.french": "publication.french",
	"style.arabic": "publication.arabic", "style.digits": "publication.digits",
	"style.honorifics": "publication.honorifics", "style.frenchAsTyped": "audit.french-as-typed",
	"style.arabicAsTyped": "audit.arabic-as-typed", "style.drafts": "publication.drafts",
	"style.headline": "publication.headline-length", "style.caption": "publication.caption-length", "style.grammar": "grammar.url",
	"style.grammarPrivate": "grammar.private", "style.accent": "publication.accent",
	"style.typeface": "publication.typeface", "style.hidden": "audit.hidden",
}

// settingWord names a setting in the reader's words. What is new and has no words yet is named by its path.
func settingWord(c *web.Call, path string) string {
	if id, ok := settingWords[path]; ok {
		return c.T(id)
	}
	if id, ok := strings.CutPrefix(path, "style.checks."); ok {
		if check.ByID(check.ID(id)) != nil {
			return c.T("check-name." + id)
		}
	}
	if strings.HasPrefix(path, "style.scheme.") {
		return c.T("scheme.title")
	}
	return path
}

// valueWord says yes, no and the modes of checks in words.
func valueWord(c *web.Call, path, value string) string {
	if strings.HasPrefix(path, "style.checks.") && slices.Contains([]string{"off", "warn", "block"}, value) {
		return c.T("check-mode." + value)
	}
	switch value {
	case "true":
		return c.T("audit.yes")
	case "false":
		return c.T("audit.no")
	}
	return cut(value)
}

// shown is a value in words, where it is a role.
func shown(c *web.Call, l ledger.Line, value string) string {
	if (l.Kind == ledger.PersonRole || l.Kind == ledger.PersonAdded) && value != "" {
		return c.RoleWord(workflow.Role(value))
	}
	return cut(value)
}

func cut(value string) string {
	if r := []rune(value); len(r) > mostShown {
		return strings.TrimSpace(string(r[:mostShown])) + "…"
	}
	return value
}

// flatten puts the members of an object, and those of the objects in it, under their paths.
func flatten(path string, v any, into map[string]string) {
	object, ok := v.(map[string]any)
	if !ok {
		if v != nil {
			into[path] = fmt.Sprint(v)
		}
		return
	}
	for name, member := range object {
		flatten(strings.TrimPrefix(path+"."+name, "."), member, into)
	}
}
