package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/ticketing/pass"
)

var passkeysCommand = command{
	name: "passkeys",
	args: "list|rotate|withdraw EVENT [KEY]",
	doc:  "show, renew or take back the keys that sign the passes of an event",
	more: `
rotate adds a key; gates hear of it at once and it signs a quarter of an hour later.
Passes from before stay good. withdraw is for a key that got into wrong hands: what it
signed opens no gate any more, and whoever opens their pass gets another. Secrets are
never printed. Works beside a running service.`,
	setup: func(p *program, _ *flag.FlagSet) func(context.Context, []string) error {
		return func(ctx context.Context, words []string) error {
			if len(words) < 2 || len(words) > 3 || (words[0] == "withdraw") != (len(words) == 3) {
				return errors.New("say what to do: wanjia passkeys list EVENT, rotate EVENT or withdraw EVENT KEY")
			}
			key := ""
			if len(words) == 3 {
				key = words[2]
			}
			return p.passkeys(ctx, words[0], words[1], key)
		}
	},
}

// passkeys asks the service that holds the documents, or opens them itself.
func (p *program) passkeys(ctx context.Context, what, event, key string) error {
	running, err := p.running()
	if err != nil {
		return err
	}
	if running == nil {
		return p.withDocuments(ctx, func(h *house) error {
			c := newCatalogue(h.documents)
			return passkeys(ctx, newPasses(h.documents, newInventory(h.documents, nil, nil, h.log), c), p.stdout, what, event, key)
		})
	}
	return running.copy(ctx, p.stdout, "POST", "/passkeys", url.Values{"what": {what}, "event": {event}, "key": {key}})
}

// controlPasskeys adds the keys of passes to the control socket.
func (s *services) controlPasskeys(mux *http.ServeMux) {
	mux.HandleFunc("POST /passkeys", func(w http.ResponseWriter, r *http.Request) {
		what, event := r.FormValue("what"), r.FormValue("event")
		if err := passkeys(r.Context(), s.passes, w, what, event, r.FormValue("key")); err != nil {
			http.Error(w, plain(err), http.StatusBadRequest)
			return
		}
		if what != "list" {
			s.house.log.InfoContext(r.Context(), "keys of passes changed", "what", what, "event", event, "key", r.FormValue("key"))
		}
	})
}

// passkeys does what the words say and writes how the keys stand then.
func passkeys(ctx context.Context, passes *pass.Service, w io.Writer, what, event, key string) error {
	var b pass.Book
	var err error
	id := events.ID(event)
	switch what {
	case "list":
		b, err = passes.Book(ctx, id)
	case "rotate":
		b, err = passes.Rotate(ctx, id)
	case "withdraw":
		n, bad := strconv.ParseUint(key, 10, 8)
		if bad != nil {
			return pass.ErrNoKey
		}
		b, err = passes.Withdraw(ctx, id, byte(n))
	default:
		return fmt.Errorf("%q is none of list, rotate and withdraw", what)
	}
	if err != nil {
		return err
	}
	for _, k := range b.Keys {
		state := "signs from " + k.Signs.In(events.Zone).Format(time.DateTime)
		if !k.Withdrawn.IsZero() {
			state = "withdrawn " + k.Withdrawn.In(events.Zone).Format(time.DateTime)
		}
		if _, err := fmt.Fprintf(w, "key %d  public %x  %s\n", k.ID, []byte(k.Public()), state); err != nil {
			return err
		}
	}
	return nil
}
