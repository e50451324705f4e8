package api

import (
	"context"
	"errors"
	"maps"
	"os"
	"path"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// How often files of the status pages are looked at, and how often it is looked which
// shows there are.
const (
	statusEvery = time.Second
	showsEvery  = 30 * time.Second
)

// KeepStatus keeps the status pages of the shows with a ground as files below folder,
// for a web server or a CDN in front: EVENT/index.html, also packed as index.html.gz,
// and EVENT/occupancy.json with its own. It writes what has changed, once a second at
// most and never half, until ctx ends, and takes all of it away then: what stands still
// may not pass for what is known. It is called after [API.App].
func (a *API) KeepStatus(ctx context.Context, folder string) (err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	k := statusKeeper{api: a, root: root, written: map[string]string{}}
	tick := time.NewTicker(statusEvery)
	defer tick.Stop()
	well := true
	for {
		err := k.round(ctx)
		switch {
		case ctx.Err() != nil:
			return k.keepOnly(nil)
		case err != nil && well:
			a.Log.WarnContext(ctx, "status files not written", "err", err)
		}
		well = err == nil
		select {
		case <-ctx.Done():
			return k.keepOnly(nil)
		case <-tick.C:
		}
	}
}

// statusKeeper writes the files.
type statusKeeper struct {
	api     *API
	root    *os.Root
	shows   []events.ID
	looked  time.Time
	written map[string]string // file: the tag of what is in it
}

// round writes what has changed.
func (k *statusKeeper) round(ctx context.Context) error {
	if now := k.api.Now(); now.Sub(k.looked) >= showsEvery || now.Before(k.looked) {
		if err := k.look(ctx); err != nil {
			return err
		}
		k.looked = now
	}
	there := map[events.ID]bool{}
	var errs []error
	for _, show := range k.shows {
		err := k.keep(ctx, show)
		if fault.Of(err).Kind == fault.NotFound && err != nil {
			continue // it has no ground, or is no more
		}
		there[show] = true
		errs = append(errs, err)
	}
	return errors.Join(append(errs, k.keepOnly(there))...)
}

// look learns which shows there are.
func (k *statusKeeper) look(ctx context.Context) error {
	var shows []events.ID
	for page := (events.PageQuery{Limit: 100}); ; {
		list, next, err := k.api.Events.Events(ctx, page)
		if err != nil {
			return err
		}
		for _, e := range list {
			if e.Kind == events.Lantern {
				shows = append(shows, e.ID)
			}
		}
		if next == "" {
			k.shows = shows
			return nil
		}
		page.After = next
	}
}

// keep writes the files of a show that have changed.
func (k *statusKeeper) keep(ctx context.Context, show events.ID) error {
	ctx, cancel := context.WithTimeout(ctx, k.api.Deadline)
	defer cancel()
	page, err := k.api.statusOf(ctx, show)
	if err != nil {
		return err
	}
	figures, err := k.api.figuresOf(ctx, show)
	if err != nil {
		return err
	}
	return errors.Join(k.put(path.Join(string(show), "index.html"), &page), k.put(path.Join(string(show), "occupancy.json"), &figures))
}

// put writes an answer in both its forms, unless it stands there.
func (k *statusKeeper) put(name string, r *ready) error {
	tag := tagOf(r.bytes) // its own may leave out when the figures were read
	if k.written[name] == tag {
		return nil
	}
	if err := k.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	for file, body := range map[string][]byte{name: r.bytes, name + ".gz": r.packed.bytes} {
		if err := k.root.WriteFile(file+".new", body, 0o644); err != nil {
			return err
		}
		if err := k.root.Rename(file+".new", file); err != nil {
			return err
		}
	}
	k.written[name] = tag
	return nil
}

// keepOnly takes away what is written of other shows.
func (k *statusKeeper) keepOnly(shows map[events.ID]bool) error {
	var errs []error
	for _, name := range slices.Collect(maps.Keys(k.written)) {
		dir := path.Dir(name)
		if shows[events.ID(dir)] {
			continue
		}
		delete(k.written, name)
		errs = append(errs, k.root.Remove(name), k.root.Remove(name+".gz"))
		_ = k.root.Remove(dir) // which it refuses while something is in it
	}
	return errors.Join(errs...)
}
