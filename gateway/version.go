package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

var versionCommand = command{
	name: "version",
	doc:  "print the version of this program",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(_ context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			_, err := fmt.Fprintf(p.stdout, "wanjia %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		}
	},
}

// version is the module's version when it was installed as one, else the commit
// it was built from, else "dev".
func version() string {
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	if v := b.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	v, dirty := "dev", ""
	for _, s := range b.Settings {
		switch s.Key {
		case "vcs.revision":
			v = s.Value[:min(12, len(s.Value))]
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+changes"
			}
		}
	}
	return v + dirty
}
