package checking

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/remote/grammar"
)

// serverOf is the grammar server of a publication's style, if its check is to warn.
func serverOf(style workflow.HouseStyle) grammar.Server {
	if check.Mode(style.Checks[string(check.Grammar)]) != check.Warn {
		return grammar.Server{}
	}
	return grammar.Server{URL: style.Grammar, Private: style.GrammarPrivate}
}

// askGrammar has the server of an article's publication look at the text of a segment, and never waits for it.
func (u *UseCases) askGrammar(v *workflow.ArticleView, segment string, text bitext.Text) grammar.State {
	if u.grammar == nil || u.off {
		return grammar.Off
	}
	_, state := u.grammar.Look(serverOf(v.Publisher.Style), segment, v.TargetLang, text)
	return state
}

// mistakes are what the server is known to find in a text of an article.
func (u *UseCases) mistakes(v *workflow.ArticleView, text bitext.Text) (all []check.Mistake) {
	if u.grammar == nil || u.off {
		return nil
	}
	for _, m := range u.grammar.Known(serverOf(v.Publisher.Style), v.TargetLang, text) {
		all = append(all, check.Mistake{Range: check.Range{Start: m.Start, End: m.End}, Message: m.Message, Meant: m.Meant,
			Spelling: m.Spelling})
	}
	return all
}

// trialTexts are texts in which every grammar server that knows the language finds a mistake.
var trialTexts = map[string]string{"fr": "Les ministre est arrivés hier.", "ar": "إنشاء الله سيصل الوزير غدا."}

// Trial is what became of a try of a grammar server.
type Trial struct {
	Found   map[string]int // mistakes in a text, by its language
	Problem *grammar.Error // why the server has no answer; nil: it has
	In      string         // the language that it was asked about then
}

// TryGrammar asks a grammar server about a text of each language of a publication.
func (u *UseCases) TryGrammar(ctx context.Context, who workflow.Actor, server grammar.Server) (out Trial, err error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return out, err
	}
	if u.grammar == nil {
		return out, workflow.Fail(workflow.Invalid, "grammar.none")
	}
	out.Found = map[string]int{}
	for _, tag := range []string{"fr", "ar"} {
		found, err := u.grammar.Try(ctx, server, tag, bitext.Plain(trialTexts[tag]))
		if err != nil {
			out.Problem, out.In = grammar.ErrorOf(err), tag
			return out, nil
		}
		out.Found[tag] = len(found)
	}
	return out, nil
}
