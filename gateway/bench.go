package main

import (
	"context"
	"encoding/gob"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"runtime"
	"runtime/pprof"
	"time"

	"wanjia/gateway/api"
	"wanjia/gateway/loadtest"
)

var benchCommand = command{
	name: "bench",
	args: "claims|gates|seating",
	doc:  "measure how fast places are claimed, or how well a banquet is seated, on this machine",
	more: `seating seats the banquet of the full-size made-up community on one core: how long it
takes and how good it is, beside the lower bound and first come, first served. A checker
that shares nothing with the solver reads the results, and the command fails when a
rule is broken. Of the flags only --rounds and --out matter to it.

claims starts a service of its own on a temporary data folder, with made-up accounts
that are signed in, sessions and pools, and presses on it from a process that has
one core. Session check, limits and audit are on, as for any visitor. What a route
reaches is told as a share of a bare "hello" of the same router, measured by the same
client in turns with it. Who presses has opened the page before, so the service knows
them; who only comes when all is gone, too. A run whose client was above 90 % of its core is refused: it
would have measured the client.

gates lets 40 scanners of a night with 24,000 passes ask through HTTP, with replays and
passes of other gates among them; makes those passes and their list; and has all the
scanners bring the log of 40 minutes. Afterwards the documents are read, and nobody may
have been let in twice.

After claims the documents are read without the rules that wrote them: no place may be
held twice, no pool be sold beyond its places, no claim that was answered 201 be gone.
kill -9 the redis-server of it while it runs, or say --kill-redis, and the same holds.

The command fails when something was lost or sold twice, a run was refused, or an
answer came that none of it asked for; not when a figure is below what is to be
reached, as that is for a quiet machine to say.`,
	setup: func(p *program, fs *flag.FlagSet) func(context.Context, []string) error {
		var o benchOptions
		fs.StringVar(&o.out, "out", "", "file for the figures as JSON")
		fs.StringVar(&o.rows, "rows", "", "measure only these rows, names by commas")
		fs.DurationVar(&o.slice, "slice", 2*time.Second, "how long each measurement takes")
		fs.IntVar(&o.rounds, "rounds", 3, "how many measurements the median is of")
		fs.IntVar(&o.connections, "connections", 256, "connections of the client while it looks for the most")
		fs.IntVar(&o.visitors, "visitors", 20_000, "accounts that press")
		fs.DurationVar(&o.rush, "rush", time.Minute, "how long the rush lasts; its first ten seconds bring 9,000 households")
		fs.BoolVar(&o.killRedis, "kill-redis", false, "kill -9 the redis-server in the middle of the claims")
		fs.StringVar(&o.keep, "keep", "", "folder to work in and leave behind; unset takes a temporary one")
		fs.StringVar(&o.profile, "profile", "", "folder for processor profiles of the services")
		return func(ctx context.Context, words []string) error {
			if len(words) != 1 {
				return errors.New("say what to measure: wanjia bench claims, wanjia bench gates, or wanjia bench seating")
			}
			if o.profile != "" {
				if err := os.MkdirAll(o.profile, 0o700); err != nil {
					return err
				}
			}
			switch words[0] {
			case "claims":
				return p.benchClaims(ctx, o)
			case "gates":
				return p.benchGates(ctx, o)
			case "seating":
				return p.benchSeating(ctx, o)
			// What follows is for the processes that bench starts, and for nobody else.
			case benchHello:
				return serveHello(ctx, p)
			case benchPress:
				return press(ctx, p)
			case benchServe:
				return p.serveBench(ctx)
			}
			return fmt.Errorf("there is nothing called %q to measure; there are claims, gates and seating", words[0])
		}
	},
}

// benchOptions are the flags.
type benchOptions struct {
	out, rows, keep, profile string
	slice, rush              time.Duration
	rounds, connections      int
	visitors                 int
	killRedis                bool
}

// The words that make this program one of the processes of a measurement.
const (
	benchHello = "hello"
	benchPress = "press"
	benchServe = "serve"
)

// serveHello is the yardstick: it prints its address and serves until it is ended.
func serveHello(ctx context.Context, p *program) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(p.stdout, l.Addr()); err != nil {
		return err
	}
	context.AfterFunc(ctx, func() { _ = l.Close() }) // which is how it ends
	return api.Hello(l)
}

// press does the job on standard input and writes its result to standard output.
func press(ctx context.Context, p *program) error {
	runtime.GOMAXPROCS(1)
	var job loadtest.Job
	if err := gob.NewDecoder(os.Stdin).Decode(&job); err != nil {
		return fmt.Errorf("read the job: %w", err)
	}
	result, err := loadtest.Run(ctx, &job)
	if err != nil {
		return err
	}
	return gob.NewEncoder(p.stdout).Encode(result)
}

// benchMark is the file that makes a data folder one of a measurement, where things
// may be left out that no real service leaves out.
const benchMark = "made-for-bench"

// Names in the environment of a service that is measured.
const (
	envWithoutInsert = "BENCH_WITHOUT_INSERT"
	envProfile       = "BENCH_PROFILE"
)

// serveBench is serve with what only a measurement may ask for: claims that are not
// written down, and a processor profile. It refuses a data folder bench has not made.
func (p *program) serveBench(ctx context.Context) error {
	if _, err := os.Stat(p.config.Data + "/" + benchMark); err != nil {
		return errors.New("this is for the folders that bench makes; say `wanjia serve`")
	}
	if os.Getenv(envWithoutInsert) != "" {
		p.engine = withoutClaims
	}
	if path := os.Getenv(envProfile); path != "" {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	return p.serve(ctx)
}
