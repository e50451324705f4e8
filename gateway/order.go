package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/url"

	"wanjia/ticketing"
)

var orderCommand = command{
	name: "order",
	args: "POOL",
	doc:  "print in which order the places of a pool were given, for anybody to check",
	more: "Lines of JSON that name nobody. `go run ./ticketing/checkorder FILE` checks them\nand shares no code with what wrote them; with -earlier it says whether an older\nfile still stands at the beginning. Works beside a running service.",
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(ctx context.Context, words []string) error {
			if len(words) != 1 {
				return errors.New("say which pool: wanjia order POOL")
			}
			return p.order(ctx, words[0])
		}
	},
}

// order asks the service that holds the documents, or reads them itself.
func (p *program) order(ctx context.Context, pool string) error {
	running, err := p.running()
	if err != nil {
		return err
	}
	if running == nil {
		return p.withInventory(ctx, func(i inventory) error {
			return i.service.Order(ctx, ticketing.PoolID(pool), p.stdout)
		})
	}
	return running.copy(ctx, p.stdout, "POST", "/order", url.Values{"pool": {pool}})
}

// controlOrder adds the order of a pool to the control socket.
func (s *services) controlOrder(mux *http.ServeMux) {
	mux.HandleFunc("POST /order", func(w http.ResponseWriter, r *http.Request) {
		pool := ticketing.PoolID(r.FormValue("pool"))
		if _, err := s.inventory.pools.Pool(r.Context(), pool); err != nil {
			http.Error(w, fmt.Sprintf("pool %s: %v", pool, err), http.StatusBadRequest)
			return
		}
		if err := s.inventory.service.Order(r.Context(), pool, w); err != nil {
			s.house.log.ErrorContext(r.Context(), "order of a pool not written", "pool", pool, "err", err)
			panic(http.ErrAbortHandler) // the reader sees a stream cut short, not one that ends well
		}
	})
}
