package main

import (
	"context"
	"flag"
)

var serveCommand = command{
	name: "serve",
	doc:  "run the service until SIGTERM or Ctrl-C",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			return p.serve(ctx)
		}
	},
}

func (p *program) serve(ctx context.Context) error {
	<-ctx.Done()
	return nil
}
