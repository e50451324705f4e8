package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"wanjia/events/docstore"
	"wanjia/gateway/config"
)

// Room on the disk of the data folder, in bytes.
const (
	tightSpace = 1 << 30  // below it somebody should know
	leastSpace = 64 << 20 // below it a busy evening fills it
)

const firstStart = "will be made at the first start"

// dataFolder takes the folder for the time of the visit, unless a service has it
// or it is not there yet: a visit makes nothing.
func (d *doctor) dataFolder(ctx context.Context) finding {
	const name = "data folder"
	path := d.config.Data
	var err error
	if d.holder, d.held, err = holderOf(path); err != nil {
		return finding{name, bad, plain(err), ""}
	}
	if d.held {
		return finding{name, good, fmt.Sprintf("%s, in use by the wanjia with process number %d at %s", path, d.holder.PID, d.holder.URL), ""}
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		parent := existing(path)
		probe, err := os.MkdirTemp(parent, ".wanjia-doctor-")
		if err == nil {
			err = os.Remove(probe)
		}
		if err != nil {
			return finding{name, bad, folderError(parent, err).Error(), ""}
		}
		return finding{name, good, path + " " + firstStart, ""}
	}
	if d.folder, err = takeFolder(ctx, path); err != nil {
		return finding{name, bad, plain(err), ""}
	}
	return finding{name, good, d.folder.path, ""}
}

// existing is path or the nearest folder above it that is there.
func existing(path string) string {
	path, err := filepath.Abs(path)
	for err == nil {
		if _, missing := os.Stat(path); missing == nil || path == filepath.Dir(path) {
			break
		}
		path = filepath.Dir(path)
	}
	return path
}

func (d *doctor) disk() finding {
	const name = "disk"
	free, err := freeSpace(existing(d.config.Data))
	if err != nil {
		return finding{name, bad, plain(err), ""}
	}
	what := size(free) + " free"
	switch {
	case free < leastSpace:
		return finding{name, bad, what, "free some space now: bookings stop when the disk is full"}
	case free < tightSpace:
		return finding{name, warn, what, "free some space, or move the data folder (WANJIA_DATA)"}
	}
	return finding{name, good, what, ""}
}

// documents opens the store, or asks the service that has it open.
func (d *doctor) documents(ctx context.Context) finding {
	const name = "documents"
	if d.config.MongoDB != "" {
		e, err := openMongo(ctx, d.config.MongoDB)
		if err != nil {
			return finding{name, bad, plain(err), ""}
		}
		return checkEngine(ctx, name, e)
	}
	if d.held {
		return d.ask(ctx, name)
	}
	if d.folder == nil {
		if _, err := os.Stat(d.config.Data); errors.Is(err, os.ErrNotExist) {
			return finding{name, good, "SQLite, " + firstStart, ""}
		}
		return finding{name, bad, "not looked at: the data folder cannot be used", ""}
	}
	path := d.folder.in(documentsName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return finding{name, good, "SQLite, " + firstStart, ""}
	}
	e, err := openSQLite(ctx, path)
	if err != nil {
		return finding{name, bad, plain(err), ""}
	}
	return checkEngine(ctx, name, e)
}

// checkEngine checks and closes e.
func checkEngine(ctx context.Context, name string, e docstore.Engine) finding {
	h, err := e.Check(ctx)
	if err = errors.Join(err, e.Close()); err != nil {
		return finding{name, bad, plain(err), "look at its disk and its log"}
	}
	f := finding{name, good, h.Engine + " " + h.Version + ", " + h.Where, ""}
	f.advise(h.Notes)
	return f
}

// advise makes a finding with notes a warning.
func (f *finding) advise(notes []string) {
	for _, n := range notes {
		if f.state == good {
			f.state = warn
		}
		if f.todo != "" {
			f.todo += "; "
		}
		f.todo += n
	}
}

// ask lets the running service say how a part of it is.
func (d *doctor) ask(ctx context.Context, name string) finding {
	const todo = "look at its log; if it hangs, stop it and start it again"
	c, err := dialControl(d.holder)
	if err != nil {
		return finding{name, bad, plain(err), todo}
	}
	answer, err := c.do(ctx, "GET", "/parts", nil)
	if err != nil {
		return finding{name, bad, plain(err), todo}
	}
	defer answer.Close()
	var parts []partState
	if err := json.NewDecoder(answer).Decode(&parts); err != nil {
		return finding{name, bad, "read the answer of the running wanjia: " + err.Error(), todo}
	}
	for _, p := range parts {
		switch {
		case p.Name == name && p.Err != "":
			return finding{name, bad, "the running wanjia says: " + p.Err, todo}
		case p.Name == name:
			return finding{name, good, p.What + ", says the running wanjia", ""}
		}
	}
	return finding{name, bad, "the running wanjia knows of no such part", todo}
}

func (d *doctor) objects(ctx context.Context) finding {
	const name = "objects"
	if d.config.S3.Endpoint != "" {
		return checkObjects(ctx, name, d.config.S3)
	}
	if d.held {
		return d.ask(ctx, name)
	}
	path := filepath.Join(d.config.Data, objectsName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return finding{name, good, "a folder, " + firstStart, ""}
	}
	s, end, err := openObjectFolder(path)
	if err != nil {
		return finding{name, bad, plain(err), ""}
	}
	f := s.finding(ctx, name, end)
	if f.state == warn {
		f.state = good // that a folder is on this machine only is a choice, not a fault
	}
	return f
}

func checkObjects(ctx context.Context, name string, c config.S3) finding {
	s, end, err := openS3(ctx, c)
	if err != nil {
		return finding{name, bad, plain(err), ""}
	}
	return s.finding(ctx, name, end)
}

// finding checks and closes the storage.
func (s objectStore) finding(ctx context.Context, name string, end func() error) finding {
	h, err := s.Check(ctx)
	if err = errors.Join(err, end()); err != nil {
		return finding{name, bad, plain(err), ""}
	}
	f := finding{name, good, h.Kind + ", " + h.Where, ""}
	f.advise(h.Notes)
	return f
}
