package proof

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
)

// refusal is a place in a text at which something is refused.
type refusal struct {
	cond, says string
	from, to   []int // offsets of the conditions, of which one is enough
}

var declared = regexp.MustCompile(`^[Ee]rr[A-Z]`)

// refusals finds, in the text of a file, every condition that is followed by an error
// of its own making. A switch over a value is none: it only says an answer in other words.
func refusals(name string, text []byte) ([]refusal, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	at := func(p token.Pos) int { return set.Position(p).Offset }
	var out []refusal
	add := func(body []ast.Stmt, from token.Pos, conds ...ast.Expr) {
		says := ""
		for _, s := range body {
			if says == "" {
				says = made(s)
			}
		}
		if says == "" || len(conds) == 0 {
			return
		}
		r := refusal{says: says}
		// A condition over several lines stands in one in the table.
		r.cond = strings.Join(strings.Fields(string(text[at(from):at(conds[len(conds)-1].End())])), " ")
		for _, c := range conds {
			r.from, r.to = append(r.from, at(c.Pos())), append(r.to, at(c.End()))
		}
		out = append(out, r)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			from := n.Cond.Pos()
			if n.Init != nil {
				from = n.Init.Pos()
			}
			add(n.Body.List, from, n.Cond)
		case *ast.SwitchStmt:
			for _, c := range n.Body.List {
				if c := c.(*ast.CaseClause); n.Tag == nil && len(c.List) > 0 {
					add(c.Body, c.List[0].Pos(), c.List...)
				}
			}
		}
		return true
	})
	return out, nil
}

// made is the name of the error that a statement returns or keeps, "" for none.
func made(s ast.Stmt) (name string) {
	switch s.(type) {
	case *ast.ReturnStmt, *ast.AssignStmt:
	default:
		return ""
	}
	ast.Inspect(s, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" && declared.MatchString(id.Name) {
			name = id.Name
		}
		return name == ""
	})
	return name
}
