package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"wanjia/gateway/config"
)

// help prints the help of one command, or of all.
func help(words []string, w io.Writer) error {
	if len(words) == 0 {
		writeHelp(w)
		return nil
	}
	cmd, err := find(words[0])
	if err != nil {
		return err
	}
	writeCommandHelp(w, cmd)
	return nil
}

func writeHelp(w io.Writer) {
	fmt.Fprint(w, "Wanjia 万家 runs the great events of a community.\n\nUsage: wanjia COMMAND [--flags]\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(t, "  %s\t%s\n", strings.TrimSpace(c.name+" "+c.args), c.doc)
	}
	fmt.Fprintf(t, "  help [COMMAND]\tthis text, or more about one command and every setting\n")
	t.Flush()
	fmt.Fprint(w, `
To look around, with made-up people and nothing else to install:

  wanjia serve --demo S

Settings come from flags, WANJIA_* variables or a file of NAME=value lines
(--config FILE); `+"`wanjia config`"+` shows each with its value and where it came from.
`)
}

func writeCommandHelp(w io.Writer, c command) {
	fmt.Fprintf(w, "Usage: wanjia %s\n\n%s.\n", strings.TrimSpace(c.name+" "+c.args), c.doc)
	if c.more != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(c.more))
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	own := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.setup(&program{}, own)
	own.VisitAll(func(f *flag.Flag) {
		fmt.Fprintf(t, "  --%s\t%s\n", f.Name, f.Usage)
	})
	fmt.Fprintf(t, "\nSettings, each also as a variable or a line of the file:\n\n")
	fmt.Fprintf(t, "  --config\tFile of settings, a NAME=value in each line (WANJIA_CONFIG).\n")
	for _, s := range config.Settings() {
		def := ""
		if s.Default != "" {
			def = " [" + s.Default + "]"
		}
		fmt.Fprintf(t, "  --%s\t%s%s\n", s.Flag(), s.Doc, def)
	}
	t.Flush()
}
