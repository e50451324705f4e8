package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"wanjia/gateway/config"
	"wanjia/gateway/identity"
)

// welcome tells a person what has started and where. Its first address is the
// one to open.
func welcome(w io.Writer, c *config.Config, parts []partState, url string, logins []identity.Login) {
	fmt.Fprintf(w, "\n万家 Wanjia %s is ready: %s\n\n", version(), url)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, p := range parts {
		what := p.What
		if p.err != nil {
			what += "  FAILING: " + p.Err
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\n", p.Name, p.Kind, what)
	}
	fmt.Fprintf(t, "  roles\t\t%s\n", strings.Join(c.Roles, ", "))
	t.Flush()
	if c.Demo == "" {
		fmt.Fprintln(w)
		return
	}
	fmt.Fprint(w, "\n演示数据 Everything in it is made up.")
	if logins == nil {
		fmt.Fprint(w, " The demo logins are closed: they open on a loopback address only.\n\n")
		return
	}
	fmt.Fprint(w, " Sign in with one of these numbers; the page shows the code.\n\n")
	for _, l := range logins {
		fmt.Fprintf(w, "  %s  %s (%s)\n", l.Phone, l.Name, l.Role)
	}
	fmt.Fprintln(w)
}
