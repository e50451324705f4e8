package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// unwritten are the routes that change something without a line in the log of changes,
// and why. A route that takes a body only to ask a question is here as well.
var unwritten = map[string]string{
	"POST /v1/auth/codes": "a code is no change of anybody's affairs; it is counted and sent", "POST /v1/auth/sessions": "signing in is kept as the session itself, which its owner sees",
	"DELETE /v1/auth/sessions/current": "signing out is", "POST /v1/auth/second-factor": "as signing in", "POST /v1/me/second-factor": "nothing stands until the first code is given",
	"POST /v1/chains": "it books nothing", "POST /v1/events/{event}/slot-plan": "a trial, which changes nothing",
	"POST /v1/imports": "announces a file; starting it is written down", "PUT /v1/imports/{import}/parts/{n}": "the same", "POST /v1/imports/{import}/check": "the same",
	"POST /v1/devices/initialize": "kept in the register of devices", "POST /v1/checkin/redeem": "kept in the gates' own log", "POST /v1/checkin/sync": "the same", "POST /v1/checkin/help": "the same",
	"POST /v1/edges/initialize": "as a device's", "POST /v1/edges/current/devices": "the same", "POST /v1/edges/current/exchange": "kept in the gates' own log", "POST /v1/edges/current/redeem": "the same",
	"POST /v1/checkin/leases": "kept as the lease", "POST /v1/edges/current/leases": "the same", "PUT /v1/films/{film}/parts/{n}": "announcing the film is written down", "POST /v1/films/{film}/finish": "the same",
	"DELETE /v1/holds/{hold}": "a hold is nobody's place yet", "POST /v1/holds/{hold}/extend": "the same",
	"POST /v1/livekit/webhook": "told by a machine", "POST /v1/stages/{stage}/tokens": "who enters is kept by the stage", "POST /v1/stages/{stage}/desk": "the same",
	"ALL /console/queues": "the queue console is asynq's own",
}

// TestEveryChangeIsWrittenDown: each route of the table that may change something comes,
// by way of the methods of the API, to where a line of the log is written, or is named
// above.
func TestEveryChangeIsWrittenDown(t *testing.T) {
	t.Parallel()
	calls, rows := readAPI(t)
	var writes func(method string, seen map[string]bool) bool
	writes = func(method string, seen map[string]bool) bool {
		if method == "audited" || method == "recorder" {
			return true
		}
		if seen[method] {
			return false
		}
		seen[method] = true
		return slices.ContainsFunc(calls[method], func(next string) bool { return writes(next, seen) })
	}
	if len(rows) < 150 {
		t.Fatalf("only %d rows were read", len(rows))
	}
	for _, r := range slices.Sorted(maps.Keys(rows)) {
		_, excused := unwritten[r]
		switch is := strings.HasPrefix(r, "GET ") || writes(rows[r], map[string]bool{}); {
		case !is && !excused:
			t.Errorf("%s changes something, and %s never comes to a line of the log", r, rows[r])
		case is && excused:
			t.Errorf("%s is written down after all: take it off the list", r)
		}
	}
}

// readAPI reads this package's own files: which methods of the API each of them calls,
// and which answers each row of the table.
func readAPI(t *testing.T) (calls map[string][]string, rows map[string]string) {
	t.Helper()
	calls, rows = map[string][]string{}, map[string]string{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && isIdent(s.X, "a") {
					calls[f.Name.Name] = append(calls[f.Name.Name], s.Sel.Name)
				}
				if c, ok := n.(*ast.CallExpr); ok && isIdent(c.Fun, "row") && len(c.Args) > 8 {
					rows[literal(t, c.Args[0])+" "+literal(t, c.Args[1])] = firstMethod(c.Args[8])
				}
				return true
			})
		}
	}
	return calls, rows
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func literal(t *testing.T, e ast.Expr) string {
	t.Helper()
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		t.Fatalf("a row is not written with its method and path")
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// firstMethod is the first method of the API that an expression names.
func firstMethod(e ast.Expr) (name string) {
	ast.Inspect(e, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && isIdent(s.X, "a") && name == "" {
			name = s.Sel.Name
		}
		return name == ""
	})
	return name
}
