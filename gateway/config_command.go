package main

import (
	"context"
	"flag"
	"fmt"
	"text/tabwriter"
)

var configCommand = command{
	name: "config",
	doc:  "print every setting, its value and where it came from",
	more: "Secrets and passwords in addresses are hidden.",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(_ context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			t := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprint(t, "SETTING\tVALUE\tFROM\n")
			for _, v := range p.values {
				fmt.Fprintf(t, "%s\t%s\t%s\n", v.Env, v.Shown(), v.Source)
			}
			return t.Flush()
		}
	},
}
