package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"runtime"
	"time"

	"wanjia/gateway/identity"
)

var serveCommand = command{
	name: "serve",
	args: "[--roles api,work,stream | edge] [--demo S|M|L]",
	doc:  "run the service until SIGTERM or Ctrl-C",
	more: `
What is not configured is built in: documents in one SQLite file, Redis as a child
process (or inside this one where redis-server is not installed), pictures in a
folder, all below --data. On SIGTERM requests and tasks under way are finished,
for as long as --shutdown-after allows. Killed at any moment, it starts again on
the same data.

--roles edge is a server for a group of gates on a network of their own. It needs
nothing but its data folder: register it in the console, give it WANJIA_EDGE_MAIN and
WANJIA_EDGE_CODE at its first start, and a certificate for the name the gates' phones
use. While the main service is away it decides for its gates and keeps what they did.`,
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			if p.config.Serves("edge") {
				return p.serveEdge(ctx)
			}
			return p.serve(ctx)
		}
	},
}

// ballastSize is address space that is never touched and so is no memory. The collector
// lets as much garbage gather as there is in use: a service that has little in use
// would be collecting all the time in a rush.
const ballastSize = 192 << 20 // bytes

// serve opens the parts, runs the roles until ctx ends or one of them fails, and
// closes everything in reverse.
func (p *program) serve(ctx context.Context) (err error) {
	ballast := make([]byte, ballastSize)
	defer runtime.KeepAlive(ballast)
	h := newHouse(p.config, p.log)
	h.patience = p.patience
	defer func() {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.config.ShutdownAfter)
		defer cancel()
		err = errors.Join(err, h.close(bounded))
	}()

	// The folder before the port: two starts on the same data should hear of the
	// data, and the port before the parts, which take longer.
	if err := h.openFolder(ctx); err != nil {
		return err
	}
	l, err := listen(p.config)
	if err != nil {
		return err
	}
	defer l.Close() // closed already unless what follows fails
	if err := h.openAll(ctx); err != nil {
		return early(ctx, err)
	}
	if p.engine != nil {
		h.documents = p.engine(h.documents)
	}
	s := newServices(h, p.stdout)
	var logins []identity.Login
	if p.config.Demo != "" {
		if logins, err = s.loadDemo(ctx); err != nil {
			return early(ctx, fmt.Errorf("load the demonstration: %w", err))
		}
		if loopback(l) {
			s.people.service.Exempt = identity.IsDemo
		} else {
			logins = nil
		}
	}
	if p.config.Serves("api") {
		if err := s.openDirectory(ctx); err != nil {
			return early(ctx, err)
		}
	}
	return p.attend(ctx, s, l, logins)
}

// early is why a start failed; that it was told to stop is reason enough.
func early(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("stopped before it was ready")
	}
	return err
}

// attend runs the roles until ctx ends or one fails, then lets them finish.
func (p *program) attend(ctx context.Context, s *services, l net.Listener, logins []identity.Login) error {
	url := address(l, p.config.TLS.Cert != "")
	var roles []role
	if p.config.Serves("api") {
		s.stage.webhook = url + "/v1/livekit/webhook"
		edge := s.edge(logins)
		roles = append(roles, edgeRole(edge, l), followRole(s.community.directory))
		roles = append(roles, listRole(&listKeeper{gates: s.gates, events: s.catalogue.service, now: time.Now}, p.log))
		if folder := p.config.StatusFiles; folder != "" {
			roles = append(roles, statusRole(edge, folder))
		}
	} else {
		roles = append(roles, probeRole(s, l))
	}
	if p.config.Serves("work") {
		roles = append(roles, workRole(s.worker()))
	}
	if p.config.Serves("api") || p.config.Serves("stream") {
		roles = append(roles, followShows(s.live), followConsents(s.live), followStage(s.stage))
	}
	if p.config.Serves("stream") {
		roles = append(roles, studioRole(s.live.studio), recordRole(s.live))
		if s.live.demo != nil {
			roles = append(roles, airRole(s.live.demo))
		}
	}
	if s.house.folder != nil {
		control, err := s.house.openControl(url, s.controls())
		if err != nil {
			return err
		}
		roles = append(roles, control)
	}
	welcome(p.stdout, p.config, s.states(ctx), url, logins)
	p.log.InfoContext(ctx, "serving", "url", url, "roles", p.config.Roles, "version", version())

	return p.perform(ctx, roles)
}

// perform runs roles until ctx ends or one fails, then lets them finish.
func (p *program) perform(ctx context.Context, roles []role) error {
	failed := make(chan error, len(roles))
	for _, r := range roles {
		go func() { failed <- r.run() }()
	}
	left := len(roles)
	var errs []error
	select {
	case <-ctx.Done():
		p.log.InfoContext(ctx, "stopping", "within", p.config.ShutdownAfter.String())
	case err := <-failed:
		left--
		errs = append(errs, err)
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.config.ShutdownAfter)
	defer cancel()
	for _, r := range roles {
		errs = append(errs, r.stop(bounded))
	}
	for range left {
		errs = append(errs, <-failed)
	}
	return errors.Join(errs...)
}

// role is something this process does until it is told to stop.
type role struct {
	run  func() error                // returns after stop, or earlier with an error
	stop func(context.Context) error // lets run finish, and cuts it off when ctx ends
}

// lateStop says that the bound was reached, which is worth a non-zero exit: some
// client or task was cut off.
func lateStop(what string, after time.Duration) error {
	return fmt.Errorf("%s did not finish within %s and were cut off", what, after)
}
