package edge

import (
	"context"
	"errors"
	"time"

	"wanjia/ticketing/checkin"
)

// hurry lets the next exchange be soon.
func (n *Node) hurry() {
	select {
	case n.kick <- struct{}{}:
	default: // one is on its way
	}
}

// Run talks to the main service until ctx ends. What fails is tried again.
func (n *Node) Run(ctx context.Context) {
	wait := time.Duration(0)
	for {
		kick := n.kick
		n.mu.Lock()
		near := n.near
		n.mu.Unlock()
		if !near && wait > 0 {
			kick = nil // it does not answer sooner for being asked more often
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-kick:
			timer.Stop()
			select {
			case <-ctx.Done():
				return
			case <-time.After(soon):
			}
		case <-timer.C:
		}
		err := n.Round(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if near || wait == 0 {
				n.log.WarnContext(ctx, "main service does not answer", "err", err)
			}
			wait = min(max(wait, every)*2, longest)
		default:
			if !near {
				n.log.InfoContext(ctx, "main service answers")
			}
			wait = every
			n.sweepSometimes(ctx)
		}
	}
}

// Round tells the main service all it has not been told and learns what is new.
func (n *Node) Round(ctx context.Context) error {
	for {
		up, heard, more, err := n.gather(ctx)
		if err != nil {
			return err
		}
		asked := n.clock.Now()
		down, err := n.main.Exchange(ctx, up)
		n.mu.Lock()
		n.near = err == nil
		n.mu.Unlock()
		if err != nil {
			return err
		}
		n.clock.heard(down.AsOf, asked)
		if err := n.learn(ctx, up, heard, down); err != nil {
			return err
		}
		if !more && !down.More {
			return nil
		}
	}
}

// gather is what the main service does not know yet, as of when the devices were heard,
// and whether that is not all.
func (n *Node) gather(ctx context.Context) (Up, map[checkin.DeviceID]time.Time, bool, error) {
	own, err := n.own(ctx)
	if err != nil {
		return Up{}, nil, false, err
	}
	records, err := n.Records(ctx, n.event)
	if err != nil {
		return Up{}, nil, false, err
	}
	receipts, err := n.kept.Orders.Receipts(ctx, n.event)
	if err != nil {
		return Up{}, nil, false, err
	}
	calls, err := n.Calls.All(ctx, n.event)
	if err != nil {
		return Up{}, nil, false, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	up, lines, more := Up{Since: n.next, Program: n.Program}, map[checkin.DeviceID][]checkin.Record{}, false
	count := 0
	for _, r := range records {
		switch _, ok := own[r.Device]; {
		case !ok || n.there(r):
		case count == batch:
			more = true
		default:
			lines[r.Device] = append(lines[r.Device], r)
			count++
		}
	}
	now, heard := n.clock.Now(), map[checkin.DeviceID]time.Time{}
	for id, d := range own {
		if lines[id] == nil && !d.Heard.After(n.heard[id]) {
			continue
		}
		said := checkin.Said{At: now.Add(d.Skew), Last: d.Last, Trained: !d.Trained.IsZero(), Echo: n.clock.before(d.Fresh), Rewound: d.Rewound}
		heard[id] = d.Heard
		up.Devices = append(up.Devices, Brought{Device: id, Said: said, Records: lines[id]})
	}
	for _, r := range receipts {
		acked, known := n.told[string(r.Order)+"/"+string(r.Device)]
		if !known || !acked && !r.Acked.IsZero() {
			up.Receipts = append(up.Receipts, Receipt{Order: r.Order, Device: r.Device, Acked: !r.Acked.IsZero(), By: r.By})
		}
	}
	for _, c := range calls {
		if !n.called[c.ID] {
			up.Calls = append(up.Calls, c)
		}
	}
	return up, heard, more, nil
}

// learn takes over what an answer says.
func (n *Node) learn(ctx context.Context, up Up, heard map[checkin.DeviceID]time.Time, down Down) error {
	for _, d := range down.Devices {
		if err := n.meet(ctx, d); err != nil {
			return err
		}
	}
	for _, o := range down.Orders {
		if _, err := n.kept.Orders.AddOrder(ctx, o); err != nil && !errors.Is(err, checkin.ErrOrderBusy) {
			return err
		}
	}
	for _, c := range down.Calls {
		if n.Keep > 0 && n.clock.Now().Sub(c.Received) >= n.Keep {
			continue // it went from this disk after its time
		}
		if err := n.answered(ctx, c); err != nil {
			return err
		}
	}
	if len(down.Admitted) > 0 {
		if err := n.Hear(ctx, n.event, down.Admitted); err != nil {
			return err
		}
	}
	if err := n.grant(ctx, down.Credit); err != nil {
		return err
	}
	n.note(up, heard, down)
	return n.refresh(ctx, down.List)
}

// answered takes over what became of a call for help.
func (n *Node) answered(ctx context.Context, c checkin.Call) error {
	_, err := n.kept.Calls.ChangeCall(ctx, c.ID, func(have *checkin.Call) error {
		have.Taken, have.TakenBy, have.Sent, have.Closed, have.ClosedBy = c.Taken, c.TakenBy, c.Sent, c.Closed, c.ClosedBy
		return nil
	})
	if errors.Is(err, checkin.ErrNoCall) {
		_, err = n.kept.Calls.AddCall(ctx, c)
	}
	return err
}

// grant takes over what may be let in alone, first on disk: a start without the main
// service goes by it.
func (n *Node) grant(ctx context.Context, a *Allowance) error {
	n.mu.Lock()
	same := a == nil || n.credit != nil && n.credit.equal(*a)
	n.mu.Unlock()
	if same {
		return nil
	}
	if err := n.kept.Shelf.KeepCredit(ctx, n.event, *a); err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.credit = a
	return nil
}

// note remembers what the main service has.
func (n *Node) note(up Up, heard map[checkin.DeviceID]time.Time, down Down) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.next = down.Next
	theirs := map[checkin.DeviceID]int64{}
	for _, d := range down.Devices {
		theirs[d.ID] = d.Seq
	}
	for _, b := range up.Devices {
		if _, ok := theirs[b.Device]; !ok {
			continue // it is none of ours any more
		}
		if n.sent[b.Device] == nil {
			n.sent[b.Device] = sentLines{}
		}
		for _, r := range b.Records {
			n.sent[b.Device][r.Nonce] = true
		}
		n.heard[b.Device] = heard[b.Device]
	}
	for id, seq := range theirs {
		if seq < n.up[id] { // it was put back to an earlier day
			n.sent[id] = nil
		}
		n.up[id] = seq
	}
	for _, r := range up.Receipts {
		n.told[string(r.Order)+"/"+string(r.Device)] = r.Acked
	}
	for _, c := range down.Calls {
		n.called[c.ID] = true
	}
}

// refresh fetches the list where the main service has another one.
func (n *Node) refresh(ctx context.Context, version string) error {
	n.mu.Lock()
	old := n.clock.Now().Sub(n.copied) >= copyAnyway
	n.mu.Unlock()
	if version == "" || version == n.known.version() && !old {
		return nil
	}
	copy, err := n.main.Copy(ctx)
	if err != nil {
		return err
	}
	if err := n.kept.Shelf.KeepCopy(ctx, copy); err != nil {
		return err
	}
	n.known.set(copy)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.copied = n.clock.Now()
	n.log.InfoContext(ctx, "list taken over", "version", copy.List.Version, "passes", len(copy.List.Codes))
	return nil
}
