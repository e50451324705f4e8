package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"text/tabwriter"
	"time"

	"wanjia/events/paper"
	"wanjia/gateway/config"
	"wanjia/gateway/web"
)

var doctorCommand = command{
	name: "doctor",
	doc:  "check each part and say what to do about it",
	more: "Changes nothing, and works beside a running service on the same data folder.\nExits with 1 if a check fails; warnings do not count.",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			return newDoctor(p.config).visit(ctx, p.stdout)
		}
	},
}

// What a check found.
const (
	good = "ok"
	warn = "warn"
	bad  = "fail"
)

// finding is one line of the doctor.
type finding struct {
	name  string
	state string
	what  string // what is there
	todo  string // what to do about it, "" when nothing is to be done
}

// doctor looks at what a service on this configuration would stand on. What it
// takes from the machine are fields, so that a test can break each by itself.
type doctor struct {
	config   *config.Config
	now      func() time.Time
	zone     func(string) (*time.Location, error)
	built    func() bool                  // whether the pages are in the binary
	lookPath func(string) (string, error) // finds a program

	holder holder    // the service on the data folder
	held   bool      // there is one
	folder *folder   // held by us while there is none, nil if it cannot be used
	redis  *patient  // the Redis that was looked at, nil if it could not be opened
	newest time.Time // when the documents had been written before the visit
}

func newDoctor(c *config.Config) *doctor {
	return &doctor{config: c, now: time.Now, zone: time.LoadLocation, built: web.Built, lookPath: exec.LookPath}
}

// doctorWithin bounds a whole visit.
const doctorWithin = time.Minute

// visit makes every check, prints them, and returns an error if one fails.
func (d *doctor) visit(ctx context.Context, w io.Writer) error {
	findings := d.examine(ctx)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	failed := 0
	for _, f := range findings {
		fmt.Fprintf(t, "%s\t%s\t%s\n", f.state, f.name, oneLine(f.what))
		if f.todo != "" {
			fmt.Fprintf(t, "\t\t→ %s\n", oneLine(f.todo))
		}
		if f.state == bad {
			failed++
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d checks failed", failed, len(findings))
	}
	return nil
}

// examine makes the checks in order. Later ones lean on what earlier ones opened.
func (d *doctor) examine(ctx context.Context) []finding {
	ctx, cancel := context.WithTimeout(ctx, doctorWithin)
	defer cancel()
	if d.config.Serves("edge") {
		return d.examineGates(ctx)
	}
	var out []finding
	c := d.config
	d.newest = newestWrite(c.Data)
	if c.MongoDB == "" || c.Redis == "" || c.S3.Endpoint == "" {
		out = append(out, d.dataFolder(ctx), d.disk())
		defer d.leave()
	}
	out = append(out, d.documents(ctx))
	if c.Redis == "" {
		out = append(out, d.redisServer())
	}
	out = append(out, d.redisAnswers(ctx))
	if d.redis != nil {
		out = append(out, d.redisMemory(), d.redisPersistence())
		defer d.redis.close()
	}
	return append(out, d.objects(ctx), d.clock(ctx), d.timeZone(), d.address(ctx), d.certificate(), d.pages(), d.fonts(), d.messages())
}

func (d *doctor) leave() {
	if d.folder != nil {
		_ = d.folder.close() // nothing was written
	}
}

func (d *doctor) redisServer() finding {
	const name = "redis-server"
	path, err := d.lookPath("redis-server")
	if err != nil {
		return finding{name, warn, "not installed", "apt-get install redis-server: the stand-in inside the process forgets holds and queued work at the end, and is slow"}
	}
	return finding{name, good, path, ""}
}

func (d *doctor) timeZone() finding {
	const name, zone = "time zone", "Asia/Shanghai"
	if _, err := d.zone(zone); err != nil {
		return finding{name, bad, err.Error(), "install the time zone data (apt-get install tzdata)"}
	}
	return finding{name, good, zone, ""}
}

func (d *doctor) pages() finding {
	const name = "web pages"
	if !d.built() {
		return finding{name, warn, "this binary was built without them", "run `make web` and build again"}
	}
	return finding{name, good, "built in", ""}
}

// fonts is about what rosters are printed with.
func (d *doctor) fonts() finding {
	const name = "fonts"
	found, err := (&paper.Fonts{Files: d.config.Font}).Check()
	if err != nil {
		return finding{name, warn, err.Error(), "apt-get install fonts-noto-cjk, or name a font file in WANJIA_FONT; until then no roster can be printed"}
	}
	return finding{name, good, strings.Join(found, ", "), ""}
}

// messages is about how codes reach a phone.
func (d *doctor) messages() finding {
	const name = "messages"
	if d.config.Demo != "" {
		return finding{name, good, "kept and shown by the demonstration, nothing is sent", ""}
	}
	return finding{name, warn, "printed where wanjia serve runs, as there is no gateway for short messages yet", "read the codes aloud to people, or use --demo to look around"}
}

// oneLine keeps a line of the table a line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
