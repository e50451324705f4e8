package proof

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// partGuard is a condition on which a gate decides, and the test that fails when it
// never holds, or when it always does.
type partGuard struct {
	file, cond string
	nth        int // which, from 1, where the file has several alike; 0 where it has one
	always     bool
	test, pkg  string // as of a [sourceGuard]
}

// partPlace is where a condition stands.
type partPlace struct {
	file, cond string
	nth        int
}

// partNumbers gives each condition of the table a number behind those of the guards.
func partNumbers() map[partPlace]int {
	out := map[partPlace]int{}
	for _, p := range partGuards {
		at := partPlace{p.file, p.cond, p.nth}
		if out[at] == 0 {
			out[at] = len(sourceGuards) + 1 + len(out)
		}
	}
	return out
}

// partCuts are the conditions of the table, taken away one way or the other.
func partCuts() (out []cut) {
	numbers := partNumbers()
	for _, p := range partGuards {
		g := sourceGuard{file: p.file, pkg: p.pkg}
		c := cut{fmt.Sprintf("%s: %s never holds", p.file, p.cond), g.folder(), p.test, numbers[partPlace{p.file, p.cond, p.nth}]}
		if p.always {
			c.name, c.number = fmt.Sprintf("%s: %s always holds", p.file, p.cond), -c.number
		}
		out = append(out, c)
	}
	return out
}

// partsOf are the conditions of a file by where they stand.
func partsOf(file string, all []condition) map[partPlace]condition {
	count, nth := map[string]int{}, map[string]int{}
	for _, c := range all {
		count[c.text]++
	}
	out := map[partPlace]condition{}
	for _, c := range all {
		at := partPlace{file: filepath.Clean(file), cond: c.text}
		if count[c.text] > 1 {
			nth[c.text]++
			at.nth = nth[c.text]
		}
		out[at] = c
	}
	return out
}

// condition is the smallest condition on which a text decides: an operand of "and" or
// "or", of an if, a case, or of what a function that answers yes or no returns.
type condition struct {
	text     string
	from, to int
}

// conditions finds those of a file in their order. Whether something went wrong is none.
func conditions(name string, text []byte) ([]condition, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out []condition
	var leaves func(ast.Expr)
	leaves = func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.ParenExpr:
			leaves(e.X)
			return
		case *ast.BinaryExpr:
			if e.Op == token.LAND || e.Op == token.LOR {
				leaves(e.X)
				leaves(e.Y)
				return
			}
		}
		c := condition{from: set.Position(e.Pos()).Offset, to: set.Position(e.End()).Offset}
		if c.text = string(text[c.from:c.to]); !strings.HasPrefix(c.text, "err ") && c.text != "true" && c.text != "false" {
			out = append(out, c)
		}
	}
	var answers []*ast.FieldList // of the functions around
	var walk func(ast.Node) bool
	walk = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			answers = append(answers, n.Type.Results)
			if n.Body != nil {
				ast.Inspect(n.Body, walk)
			}
			answers = answers[:len(answers)-1]
			return false
		case *ast.FuncLit:
			answers = append(answers, n.Type.Results)
			ast.Inspect(n.Body, walk)
			answers = answers[:len(answers)-1]
			return false
		case *ast.IfStmt:
			leaves(n.Cond)
		case *ast.SwitchStmt:
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					if n.Tag == nil {
						leaves(e)
					}
				}
			}
		case *ast.ReturnStmt:
			if len(answers) > 0 && len(n.Results) == 1 && isBool(answers[len(answers)-1]) {
				leaves(n.Results[0])
			}
		}
		return true
	}
	ast.Inspect(file, walk)
	return out, nil
}

// isBool says whether a function answers yes or no and nothing else.
func isBool(results *ast.FieldList) bool {
	if results == nil || len(results.List) != 1 || len(results.List[0].Names) > 1 {
		return false
	}
	id, ok := results.List[0].Type.(*ast.Ident)
	return ok && id.Name == "bool"
}
