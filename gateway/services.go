package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/community/intake"
	"wanjia/events/paper"
	"wanjia/events/seed"
	"wanjia/gateway/api"
	"wanjia/gateway/identity"
	"wanjia/gateway/web"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/crowd"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
	"wanjia/workers"
)

// consolePath is where the edge shows the queue's pages.
const consolePath = "/console/queues"

// services are the rooms of the house on the open parts.
type services struct {
	house     *house
	out       io.Writer // for people
	catalogue catalogue
	community residents
	inventory inventory
	imports   *intake.Service
	live      *live
	passes    *pass.Service
	stage     *stage
	gates     *checkin.Service
	orders    *checkin.Orders
	calls     *checkin.Calls
	edges     *edge.Centre
	leases    *checkin.Leases
	sites     *store.Sites
	crowd     *crowd.Service
	banquet   *banquet.Service
	closures  *closures

	seating    *seatingHouse
	duplicates *duplicates.Finder
	merger     *community.Merger

	people  people
	sender  events.Sender
	queue   *workers.Queue
	monitor *workers.Monitor
	started time.Time

	mu      sync.Mutex
	failing map[string]bool // parts, so that a change is logged once
}

// newServices wires the rooms and adds their endings to the house. What would be
// sent to people is kept by a demonstration, for its pages to show; else it is
// printed to out, and the codes in it are stored nowhere.
func newServices(h *house, out io.Writer) *services {
	conn := queueConn{like: h.redis}
	s := &services{house: h, out: out, sender: &console{out: out}, started: time.Now(), failing: map[string]bool{}}
	s.queue = workers.NewQueue(queueConn{like: h.redis, gather: true})
	h.later("the queue", func(context.Context) error { return s.queue.Close() })
	s.monitor = workers.NewMonitor(conn, consolePath)
	h.later("the queue's monitor", func(context.Context) error { return s.monitor.Close() })
	h.metrics.MustRegister(queueFigures{s.monitor})

	s.catalogue = newCatalogue(h.documents)
	s.community = newResidents(h.documents, h.log)
	s.community.service.Pictures = portraits{h.objects}
	if h.config.Demo != "" {
		s.sender = s.catalogue.messages
	}
	s.inventory = newInventory(h.documents, h.redis, s.queue, h.log)
	s.inventory.stock.Wait(h.patience)
	s.inventory.service.Starts = func(ctx context.Context, id events.SessionID) (time.Time, error) {
		session, err := s.catalogue.service.Session(ctx, id)
		return session.Starts, err
	}
	h.later("the claims", func(context.Context) error { s.inventory.claims.Close(); return nil })
	h.metrics.MustRegister(watchFigures{s.inventory.service})
	s.people = newPeople(h.documents, s.sender)
	s.people.service.Posts = s.community
	if h.watcher != nil {
		s.people.watch(h.watcher)
	}
	s.imports = newImports(h.documents, s.community, h.objects, s.queue, h.log)
	s.live = newLive(h, s.community.service)
	s.passes = newPasses(h.documents, s.inventory, s.catalogue)
	s.stage = newStage(h, s.live.hasStage)
	s.live.bring(s.stage)
	h.metrics.MustRegister(liveFigures{s.live})
	s.live.studio.audit = s.community.audit
	s.gates = newGates(h.documents, s)
	s.orders, s.calls = newOrders(h.documents, s), newCalls(h.documents)
	s.sites = store.NewSites(h.documents)
	s.crowd = newCrowd(h.documents, s)
	s.leases = newLeases(h.documents, s)
	s.edges = newEdges(h.documents, s)
	s.banquet = newBanquet(h.documents, s)
	s.closures = &closures{s: s}
	s.seating = newSeating(h.documents, s)
	s.seating.service.Shut = s.shut
	s.banquet.Seating = feastTables{s.seating.service}
	s.duplicates, s.merger = newDuplicates(h.documents, s.community), newMerger(h.documents, s)

	h.parts = append(h.parts,
		part{name: "queue", kind: h.kindOf("redis"), check: s.checkQueue},
		part{name: "web", kind: builtin, check: checkWeb})
	return s
}

func (h *house) kindOf(name string) string {
	i := slices.IndexFunc(h.parts, func(p part) bool { return p.name == name })
	return h.parts[i].kind
}

func (s *services) checkQueue(ctx context.Context) (string, error) {
	queues, err := s.monitor.Queues(ctx)
	if err != nil {
		return "asynq", err
	}
	waiting := 0
	for _, q := range queues {
		waiting += q.Pending + q.Retry
	}
	return fmt.Sprintf("asynq, %d waiting", waiting), nil
}

// checkWeb never fails: a service without pages still serves its interface.
func checkWeb(context.Context) (string, error) {
	if !web.Built() {
		return "not built; run `make web` and start again", nil
	}
	return "built", nil
}

// worker does the queued work.
func (s *services) worker() *workers.Worker {
	w := &workers.Worker{
		Conn:      queueConn{like: s.house.redis},
		Tickets:   s.inventory.service,
		Events:    s.catalogue.service,
		Outboxes:  []events.Outbox{s.inventory.claims, s.imports, s.seating.service},
		Imports:   s.imports,
		Seating:   s.seating.service,
		Rounds:    s.rounds(),
		Queue:     s.queue,
		Contacts:  contacts{s.people, s.community},
		Sender:    s.sender,
		InPerson:  s.community.service,
		Reminders: s.catalogue.reminded,
		Tellings:  s.catalogue.tellings,
		Tidy:      []func(context.Context) error{s.people.sweep, s.community.service.FinishReorganisations, s.forget, s.imports.Tidy},
		Log:       s.house.log,
		Now:       time.Now,
	}
	w.Rounds = append(w.Rounds, s.banquetRounds()...)
	w.Rounds = append(w.Rounds, workers.Round{Name: "remind", Every: 10 * time.Minute, Within: 10 * time.Minute, Do: w.Remind})
	return w
}

// edge is the HTTP edge. logins is nil unless the demo logins are open.
func (s *services) edge(logins []identity.Login) *api.API {
	c := s.house.config
	public := c.Public
	if c.Demo != "" {
		public.Hotline = cmp.Or(public.Hotline, seed.Hotline)
	}
	return &api.API{
		Events:   s.catalogue.service,
		Tickets:  s.inventory.service,
		Identity: s.people.service,

		Community: s.community.service,
		Live:      s.live,
		Passes:    s.passes,
		Stage:     s.stage,
		StageAt:   s.stage.origins(),
		Films:     s.live.films,
		Line2:     s.house.config.Live.Line2,
		Director:  s.live,
		Shows:     s.live.shows,
		Gates:     s.gates,

		Edges:      s.edges,
		GateLeases: s.leases,
		GateOrders: s.orders,
		GateCalls:  s.calls,
		Crowd:      s.crowd,
		Banquet:    s.banquet,
		Closures:   s.closures,
		Sites:      s.sites,

		Directory: finder{s.community.directory},
		Audit:     s.community.audit,
		Fonts:     &paper.Fonts{Files: c.Font},
		Imports:   s.imports,

		Duplicates: s.duplicates,
		Merger:     s.merger,
		Seating:    s.seating.service,

		Limiter:  newLimiter(s.house.redis),
		Replies:  newReplies(s.house.redis),
		System:   s,
		Objects:  s.house.objects,
		Messages: s.catalogue.messages,
		Tellings: s.catalogue.tellings,

		Queues:  s.monitor.Pages(),
		Web:     web.Files(),
		Metrics: s.house.metrics,
		Log:     s.house.log,
		Now:     time.Now,

		Version:   version(),
		Started:   s.started,
		Demo:      c.Demo != "",
		DevLogins: logins != nil,
		Logins:    logins,

		Operator:     public.Operator,
		Hotline:      public.Hotline,
		FilingICP:    public.ICP,
		FilingPolice: public.Police,

		TrustedProxies: c.TrustedProxies,
		Deadline:       c.RequestTimeout,
	}
}

// loadDemo puts the made-up dataset where it is not there yet and returns the
// accounts to try. Repeating it changes nothing.
func (s *services) loadDemo(ctx context.Context) ([]identity.Login, error) {
	now := time.Now()
	d := seed.Edition(now, now)
	opt := seed.Options{Size: seed.Size(s.house.config.Demo)}
	logins, err := s.loadCommunity(ctx, opt)
	if err != nil {
		return nil, err
	}
	var people []string
	for _, l := range logins {
		if l.Phone != demoSeated { // whose household was registered by the dataset
			people = append(people, l.Person)
		}
	}
	homes, err := s.homesOf(ctx, people)
	if err != nil {
		return nil, err
	}
	feast, err := s.addDemoBanquet(ctx, &d, opt, homes)
	if err != nil {
		return nil, err
	}
	logins, err = s.people.service.DemoAccounts(ctx, logins)
	err = errors.Join(err,
		s.catalogue.add(ctx, d), s.inventory.add(ctx, d.Quotas), feast(), openDemoGates(ctx, s.passes, d.Events), openDemoSites(ctx, s.sites, d.Events), s.seating.addDemo(ctx, seed.Size(s.house.config.Demo), d.Events, d.Sessions), addDemoShow(ctx, s.live.shows, now), s.house.objects.add(ctx, d.Covers),
		s.openRehearsal(ctx, d.Events, now))
	if err != nil {
		return nil, err
	}
	feasts := slices.IndexFunc(d.Events, func(e events.Event) bool { return e.Kind == events.Banquet })
	return s.castSeated(ctx, logins, d.Events[feasts].ID)
}

// states looks at every part and logs which began or ceased to fail.
func (s *services) states(ctx context.Context) []partState {
	states := checkParts(ctx, s.house.parts)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range states {
		switch failed := p.err != nil; {
		case failed && !s.failing[p.Name]:
			s.house.log.LogAttrs(ctx, slog.LevelError, "part is failing", slog.String("part", p.Name), slog.Any("err", p.err))
		case !failed && s.failing[p.Name]:
			s.house.log.LogAttrs(ctx, slog.LevelInfo, "part is back", slog.String("part", p.Name))
		}
		s.failing[p.Name] = p.err != nil
	}
	return states
}
