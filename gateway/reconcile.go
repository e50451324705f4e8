package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"text/tabwriter"
	"time"

	"wanjia/ticketing"
)

var rebuildCommand = command{
	name: "rebuild",
	args: "[POOL...]",
	doc:  "write what Redis knows of the pools anew from the claims",
	more: "Without a POOL, all of them. Nothing that was promised changes: who owns which\nplace is in the documents. Works beside a running service, which answers\n`rebuilding` for a pool while its turn lasts and does the same by itself when it\nfinds that Redis has forgotten one.",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return p.rebuild
	},
}

var reconcileCommand = command{
	name: "reconcile",
	doc:  "compare what Redis knows of the pools with the claims",
	more: "Changes nothing. What differs is looked at once more after --again, because\nclaims come and go meanwhile, and printed if it still differs; the exit code is 1\nthen. `wanjia rebuild POOL` puts it in order. Works beside a running service.",
	setup: func(p *program, fs *flag.FlagSet) func(context.Context, []string) error {
		again := fs.Duration("again", 25*time.Second, "how long something may be on its way")
		return func(ctx context.Context, words []string) error {
			if err := noWords(words); err != nil {
				return err
			}
			return p.reconcile(ctx, *again)
		}
	},
}

// rebuild asks the service that holds the documents, or opens the parts itself.
func (p *program) rebuild(ctx context.Context, pools []string) error {
	answer, err := p.asked(ctx, "POST", "/rebuild", url.Values{"pool": pools}, func(i inventory) (any, error) {
		return i.rebuild(ctx, pools)
	})
	if err != nil {
		return err
	}
	defer answer.Close()
	var done []string
	if err := json.NewDecoder(answer).Decode(&done); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "%d pools rebuilt\n", len(done))
	return err
}

// errDiffers makes the command exit with 1; what differs is printed already.
var errDiffers = errors.New("redis does not say what the claims say; `wanjia rebuild POOL` puts a pool in order")

func (p *program) reconcile(ctx context.Context, again time.Duration) error {
	answer, err := p.asked(ctx, "POST", "/reconcile", url.Values{"again": {again.String()}}, func(i inventory) (any, error) {
		return i.service.Reconcile(ctx, again)
	})
	if err != nil {
		return err
	}
	defer answer.Close()
	var found []ticketing.Difference
	if err := json.NewDecoder(answer).Decode(&found); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if len(found) == 0 {
		_, err := fmt.Fprintln(p.stdout, "redis says what the claims say")
		return err
	}
	t := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "POOL\tFAULT\tCLAIM\tTHE CLAIMS AND REDIS")
	for _, d := range found {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", d.Pool, d.Fault, d.Claim, d.Text)
	}
	return errors.Join(t.Flush(), errDiffers)
}

// asked has the running service do something with the pools, or does it on parts
// opened for it, and returns the answer as JSON.
func (p *program) asked(ctx context.Context, method, path string, form url.Values, alone func(inventory) (any, error)) (io.ReadCloser, error) {
	running, err := p.running()
	if err != nil {
		return nil, err
	}
	if running != nil {
		return running.do(ctx, method, path, form)
	}
	var text []byte
	err = p.withInventory(ctx, func(i inventory) error {
		value, err := alone(i)
		if err != nil {
			return err
		}
		text, err = json.Marshal(value)
		return err
	})
	return io.NopCloser(bytes.NewReader(text)), err
}

// withInventory opens the documents and Redis for as long as f runs.
func (p *program) withInventory(ctx context.Context, f func(inventory) error) (err error) {
	h := newHouse(p.config, p.log)
	defer func() { err = errors.Join(err, h.close(context.WithoutCancel(ctx))) }()
	for _, open := range []func(context.Context) error{h.openFolder, h.openDocuments, h.openRedis} {
		if err := open(ctx); err != nil {
			return err
		}
	}
	i := newInventory(h.documents, h.redis, nil, h.log)
	defer i.claims.Close()
	return f(i)
}

// rebuild rebuilds the pools named, all where none is, and returns which.
func (i inventory) rebuild(ctx context.Context, pools []string) ([]string, error) {
	if len(pools) == 0 {
		all, err := i.pools.AllPools(ctx, time.Time{})
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			pools = append(pools, string(p.ID))
		}
		slices.Sort(pools)
	}
	done := []string{}
	for _, id := range pools {
		if err := i.service.Rebuild(ctx, ticketing.PoolID(id)); err != nil {
			return done, fmt.Errorf("pool %s: %w", id, err)
		}
		done = append(done, id)
	}
	return done, nil
}

// controlPools adds what can be asked of the pools to the control socket.
func (s *services) controlPools(mux *http.ServeMux) {
	mux.HandleFunc("POST /rebuild", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		done, err := s.inventory.rebuild(r.Context(), r.Form["pool"])
		answerControl(w, done, err)
	})
	mux.HandleFunc("POST /reconcile", func(w http.ResponseWriter, r *http.Request) {
		again, err := time.ParseDuration(r.FormValue("again"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		found, err := s.inventory.service.Reconcile(r.Context(), again)
		answerControl(w, found, err)
	})
}

// answerControl answers an operator: with the error in full, as it would be
// printed.
func answerControl(w http.ResponseWriter, value any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	writeJSON(w, true, value)
}
