package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"wanjia/ticketing/store"
)

// examineGates is examine for a gate server: what it stands on is its disk, its
// certificate, its clock and, now and then, the main service.
func (d *doctor) examineGates(ctx context.Context) []finding {
	out := []finding{d.dataFolder(ctx), d.disk()}
	defer d.leave()
	out = append(out, d.documents(ctx))
	main, self := d.mainService(ctx)
	return append(out, self, main, d.timeZone(), d.address(ctx), d.gateCertificate(), d.pages())
}

// mainService asks the main service for its name, and compares clocks.
func (d *doctor) mainService(ctx context.Context) (main, self finding) {
	const name, setUp = "main service", "set up"
	kept, found, err := d.keptSelf(ctx)
	switch {
	case err != nil:
		self = finding{setUp, bad, plain(err), "look at the data folder"}
	case d.held:
		self = d.ask(ctx, name)
		self.name = setUp
	case found:
		self = finding{setUp, good, fmt.Sprintf("gate server %s of event %s, gates %v", kept.ID, kept.Event, kept.Gates), ""}
	case d.config.Edge.Main != "" && d.config.Edge.Code != "":
		self = finding{setUp, good, "not yet; the first start uses WANJIA_EDGE_CODE", ""}
	default:
		self = finding{setUp, bad, "not set up", "register a gate server in the console under the event's gates and set WANJIA_EDGE_MAIN and WANJIA_EDGE_CODE"}
	}
	url := d.config.Edge.Main
	if url == "" {
		url = kept.Main
	}
	if url == "" {
		return finding{name, warn, "its address is not known here", "set WANJIA_EDGE_MAIN to look at it from here"}, self
	}
	before := d.now()
	who, theirs, err := newMainService(url, "").about(ctx)
	if err != nil {
		return finding{name, warn, fmt.Sprintf("%s does not answer: %s", url, plain(err)), "the gates work without it and bring what they did when it is back"}, self
	}
	if who != "万家" {
		return finding{name, bad, url + " is something else", "set WANJIA_EDGE_MAIN to the address of the main service"}, self
	}
	skew := max(before.Sub(theirs), theirs.Sub(d.now()), 0)
	what := fmt.Sprintf("%s answers; this clock is within %s of it", url, (skew + time.Millisecond).Round(time.Millisecond))
	if skew > largeSkew {
		return finding{name, warn, what, "let this machine keep the time by NTP (timedatectl set-ntp true); a gate server corrects itself while the main service answers, but not after a start without it"}, self
	}
	return finding{name, good, what, ""}, self
}

// keptSelf reads who the data folder belongs to; nothing while a server has it.
func (d *doctor) keptSelf(ctx context.Context) (store.Self, bool, error) {
	if d.held || d.folder == nil {
		return store.Self{}, false, nil
	}
	path := filepath.Join(d.config.Data, documentsName)
	if _, err := os.Stat(path); err != nil {
		return store.Self{}, false, nil // the first start makes it
	}
	e, err := openSQLite(ctx, path)
	if err != nil {
		return store.Self{}, false, err
	}
	defer e.Close()
	return store.NewEdge(e).KeptSelf(ctx)
}

// gateCertificate is certificate where a phone's camera depends on it.
func (d *doctor) gateCertificate() finding {
	f := d.certificate()
	host, _, err := net.SplitHostPort(d.config.Listen)
	ip := net.ParseIP(host)
	if d.config.TLS.Cert == "" && (err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback())) {
		f.state, f.what = bad, "none: a browser gives no camera to a page without one, and keeps nothing for when the network is away"
		f.todo = "set WANJIA_TLS_CERT and WANJIA_TLS_KEY to a certificate for the name the gates' phones use"
	}
	return f
}
