package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/embedded"
	"wanjia/events/fault"
	"wanjia/gateway/config"
)

// program is one run of the binary, with all it takes from outside.
type program struct {
	environ []string
	stdout  io.Writer // for people and for programs that asked
	stderr  io.Writer // the log

	config *config.Config
	values []config.Value
	log    *slog.Logger

	engine func(docstore.Engine) docstore.Engine // put before the documents by a measurement; nil for none
	// patience is how long Redis may be silent before that is an answer of its own; 0 for
	// the usual seconds. A test on a busy machine has more.
	patience time.Duration
}

// command is what can follow `wanjia`.
type command struct {
	name string
	args string // as the help shows them
	doc  string // one line
	more string // the rest of `wanjia help NAME`

	// setup adds the command's own flags and returns what runs it, called with
	// the words that are no flags once the settings are loaded.
	setup func(*program, *flag.FlagSet) func(ctx context.Context, words []string) error
}

// commands in the order of the help.
func commands() []command {
	return []command{
		serveCommand, configCommand, doctorCommand, adminCommand,
		rebuildCommand, reconcileCommand, orderCommand, passkeysCommand, backupCommand, restoreCommand, migrateCommand, seedCommand, benchCommand,
		openapiCommand, versionCommand,
	}
}

// run does what args say and returns when it is done or ctx ends. environ is the
// environment as os.Environ gives it: a list, because an unknown WANJIA_* name is
// an error. The error is a sentence for people.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	return (&program{environ: environ, stdout: stdout, stderr: stderr}).run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		writeHelp(p.stdout)
		return errors.New("name a command, such as `wanjia serve`")
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		return help(args[1:], p.stdout)
	}
	cmd, err := find(args[0])
	if err != nil {
		return err
	}

	fs := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	loader := config.Loader{Environ: p.environ, Check: checkAddresses}
	loader.Register(fs)
	do := cmd.setup(p, fs)
	words, err := parse(fs, args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		return help([]string{cmd.name}, p.stdout)
	case err != nil:
		return fmt.Errorf("%w; `wanjia help %s` shows what it takes", flagError(fs, err), cmd.name)
	}
	if p.config, p.values, err = loader.Load(); err != nil {
		return fmt.Errorf("the settings need mending:\n%s", indent(err.Error()))
	}
	p.log = newLog(p.stderr, p.config.Log)
	return do(ctx, words)
}

// checkAddresses finds what is wrong with an address before it is opened.
func checkAddresses(c *config.Config) error {
	if c.Redis == "" {
		return nil
	}
	_, err := embedded.ParseRedisURL(c.Redis)
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return fmt.Errorf("WANJIA_REDIS_URL is no address of a Redis: %v", f.Details["why"])
	}
	return err
}

// parse reads flags wherever they stand and returns the words between them.
func parse(fs *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		if fs.NArg() == 0 {
			return words, nil
		}
		words = append(words, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// flagError adds which flag may have been meant to the standard one.
func flagError(fs *flag.FlagSet, err error) error {
	name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !ok {
		return err
	}
	name = strings.TrimPrefix(name, "-")
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if near := config.Nearest(name, names); near != "" {
		return fmt.Errorf("there is no flag --%s; did you mean --%s?", name, near)
	}
	return fmt.Errorf("there is no flag --%s", name)
}

func find(name string) (command, error) {
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	if strings.HasPrefix(name, "-") {
		return command{}, fmt.Errorf("name a command before the flags, such as `wanjia serve %s`", name)
	}
	if near := config.Nearest(name, names); near != "" {
		return command{}, fmt.Errorf("there is no command %q; did you mean %q?", name, near)
	}
	return command{}, fmt.Errorf("there is no command %q; `wanjia help` lists them", name)
}

// noWords refuses words a command has no use for.
func noWords(words []string) error {
	if len(words) > 0 {
		return fmt.Errorf("%q is one word too many", words[0])
	}
	return nil
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(s, "\n", "\n  ")
}
