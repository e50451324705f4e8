package main

import (
	"context"
	"flag"

	"wanjia/gateway/api"
)

var openapiCommand = command{
	name: "openapi",
	doc:  "print the OpenAPI 3.1 document of the HTTP interface",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(_ context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			_, err := p.stdout.Write(api.OpenAPI())
			return err
		}
	},
}
