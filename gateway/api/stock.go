package api

import (
	"context"
	"errors"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// Stock is what a session's approved capacity is cut into.
type Stock struct {
	Session   events.SessionID `json:"session"`
	Approved  int              `json:"approved" doc:"Persons the permit allows at once"`
	Left      int              `json:"left" doc:"Places that no pool has"`
	Version   int64            `json:"version" doc:"To be sent with a change of the approved capacity"`
	Approvals []StockApproval  `json:"approvals" nullable:"false" doc:"Oldest first"`
	Pools     []StockPool      `json:"pools" nullable:"false" doc:"By their ids; those given up too"`
	AsOf      time.Time        `json:"as_of"`
}

// StockApproval is a capacity that was approved.
type StockApproval struct {
	At     time.Time `json:"at"`
	Figure int       `json:"figure"`
	By     string    `json:"by" doc:"Account; empty for what the catalogue said"`
	ByName string    `json:"by_name" doc:"Its name; empty where it has none"`
	Why    string    `json:"why"`
}

// StockPool is a pool as organisers see it: capacity = blocked + taken + free.
type StockPool struct {
	ID       ticketing.PoolID `json:"id"`
	Session  events.SessionID `json:"session"`
	Title    events.Text      `json:"title"`
	Rev      int64            `json:"rev" doc:"To be sent with a change; a later one is answered stock_changed"`
	Size     int              `json:"size" doc:"Places for people"`
	Capacity int              `json:"capacity" doc:"Places with a number, those blocked too; only ever grows"`
	Blocked  int              `json:"blocked" doc:"Places the house has taken out"`
	Taken    int              `json:"taken" doc:"Places owned, held or about to be owned"`
	Free     int              `json:"free"`
	Kept     int              `json:"kept" doc:"Places no channel may take; 0 where they share them all"`
	Waiting  int              `json:"waiting" doc:"Parties"`
	MaxParty int              `json:"max_party"`
	Opens    time.Time        `json:"opens"`
	Closes   time.Time        `json:"closes"`
	More     *time.Time       `json:"more_until,omitempty" doc:"From then on parties only grow smaller; not there for the start of the session"`
	Plan     seating.PlanID   `json:"plan,omitempty" doc:"Of a pool of seats"`
	Seated   bool             `json:"seated"`
	Paused   bool             `json:"paused" doc:"Booking rests, as the edition says"`
	Removed  bool             `json:"removed"`
	Changing bool             `json:"changing" doc:"A change of size is being carried out"`
	Shares   []StockShare     `json:"shares" nullable:"false" doc:"Empty where all channels share all places"`
	Through  []StockThrough   `json:"through" nullable:"false" doc:"Places taken through each channel"`
	Limits   []StockLimit     `json:"limits" nullable:"false" doc:"Empty for one booking a holder and session"`
	Blocks   []StockBlock     `json:"blocks" nullable:"false"`
	Moves    []StockMove      `json:"moves" nullable:"false" doc:"Oldest first"`
}

// StockShare is what one channel may take of a pool.
type StockShare struct {
	Channel string     `json:"channel" maxLength:"32" doc:"online, building_head, hotline, walk_up, accessible or reserve"`
	Places  int        `json:"places"`
	Release *time.Time `json:"release,omitempty" doc:"When what is left of it goes to the channel into"`
	Into    string     `json:"into,omitempty" maxLength:"32" doc:"A channel, or kept"`
}

// StockThrough is what is taken through one channel.
type StockThrough struct {
	Channel string `json:"channel"`
	Taken   int    `json:"taken"`
}

// StockLimit is how many bookings somebody may have.
type StockLimit struct {
	Rule  string `json:"rule" maxLength:"32" example:"night"`
	Scope string `json:"scope,omitempty" maxLength:"80" doc:"What is counted together; empty for the session"`
	Per   string `json:"per" maxLength:"16" doc:"holder, household or phone"`
	Max   int    `json:"max"`
}

// StockBlock is places the house has taken out.
type StockBlock struct {
	Claim  ticketing.ClaimID `json:"claim"`
	Places []int             `json:"places" nullable:"false"`
	At     time.Time         `json:"at"`
}

// StockMove is places that went from one share to another.
type StockMove struct {
	At     time.Time `json:"at"`
	From   string    `json:"from" doc:"A channel, kept, or session"`
	To     string    `json:"to"`
	Places int       `json:"places"`
	By     string    `json:"by" doc:"Account; empty for a date that came"`
	ByName string    `json:"by_name" doc:"Its name; empty where it has none"`
	Why    string    `json:"why"`
}

// SessionPath names a session.
type SessionPath struct {
	Session events.SessionID `path:"session" maxLength:"128"`
}

// getStock answers GET /v1/sessions/{session}/stock: 200 Stock | 404 no_such_session.
func (a *API) getStock(ctx context.Context, in *SessionPath) (*reply[Stock], error) {
	out, err := a.stock(ctx, in.Session)
	return &reply[Stock]{out}, err
}

func (a *API) stock(ctx context.Context, session events.SessionID) (Stock, error) {
	ledger, pools, err := a.Tickets.StockOf(ctx, session)
	if err != nil {
		return Stock{}, err
	}
	out := Stock{
		Session: session, Approved: ledger.Approved, Left: ledger.Left(), Version: ledger.Version,
		Approvals: make([]StockApproval, len(ledger.Approvals)), Pools: make([]StockPool, len(pools)), AsOf: here(a.Now()),
	}
	for i, p := range ledger.Approvals {
		out.Approvals[i] = StockApproval{At: here(p.At), Figure: p.Figure, By: p.By, Why: p.Why}
	}
	for i, p := range pools {
		out.Pools[i] = wireStockPool(p)
	}
	return out, a.nameHands(ctx, &out)
}

// onePool is a pool after a change of it.
func (a *API) onePool(ctx context.Context, id ticketing.PoolID) (*reply[StockPool], error) {
	h, err := a.Tickets.StockOfPool(ctx, id)
	if err != nil {
		return nil, err
	}
	out := Stock{Pools: []StockPool{wireStockPool(h)}}
	err = a.nameHands(ctx, &out)
	return &reply[StockPool]{out.Pools[0]}, err
}

// nameHands says by name who made the changes that a stock shows.
func (a *API) nameHands(ctx context.Context, s *Stock) error {
	names := map[string]string{"": ""}
	name := func(id string) (string, error) {
		if known, ok := names[id]; ok {
			return known, nil
		}
		account, err := a.Identity.Account(ctx, identity.AccountID(id))
		if err != nil && !errors.Is(err, identity.ErrNoAccount) {
			return "", err
		}
		names[id] = account.Name
		return account.Name, nil
	}
	var err error
	for i := range s.Approvals {
		if s.Approvals[i].ByName, err = name(s.Approvals[i].By); err != nil {
			return err
		}
	}
	for i := range s.Pools {
		for k := range s.Pools[i].Moves {
			m := &s.Pools[i].Moves[k]
			if m.ByName, err = name(m.By); err != nil {
				return err
			}
		}
	}
	return nil
}

func wireStockPool(h ticketing.Holding) StockPool {
	p, c := h.Pool, h.Count
	out := StockPool{
		ID: p.ID, Session: p.Session, Title: p.Title, Rev: p.Rev, Size: p.Size(), Capacity: p.Capacity,
		Blocked: c.Blocked(), Taken: c.Taken - c.Blocked(), Free: p.Capacity - c.Taken, Kept: p.Kept(), Waiting: c.Waiting,
		MaxParty: p.MaxParty, Opens: here(p.Opens), Closes: here(p.Closes),
		Seated: p.Seated(), Plan: p.Plan, Paused: p.Paused, Removed: p.Removed, Changing: p.Work != nil,
		Shares: make([]StockShare, len(p.Quotas)), Through: []StockThrough{}, Limits: make([]StockLimit, len(p.Limits)),
		Blocks: make([]StockBlock, len(h.Blocks)), Moves: make([]StockMove, len(p.Moves)),
	}
	if !p.MoreUntil.IsZero() {
		out.More = new(here(p.MoreUntil))
	}
	for i, q := range p.Quotas {
		out.Shares[i] = StockShare{Channel: q.Channel, Places: q.Places, Into: q.Into}
		if !q.Release.IsZero() {
			out.Shares[i].Release = new(here(q.Release))
		}
	}
	for _, channel := range ticketing.Channels {
		if n := c.ByChannel[channel]; n > 0 {
			out.Through = append(out.Through, StockThrough{channel, n})
		}
	}
	for i, l := range p.Limits {
		out.Limits[i] = StockLimit(l)
	}
	for i, b := range h.Blocks {
		out.Blocks[i] = StockBlock{Claim: b.ID, Places: some(b.Places), At: here(b.At)}
	}
	for i, m := range p.Moves {
		out.Moves[i] = StockMove{At: here(m.At), From: m.From, To: m.To, Places: m.Places, By: m.By, Why: m.Why}
	}
	return out
}

// CapacityInput approves a capacity.
type CapacityInput struct {
	SessionPath
	Body struct {
		Version  int64  `json:"version" doc:"Of the stock as it was read"`
		Capacity int    `json:"capacity" doc:"Persons"`
		Why      string `json:"why" maxLength:"200"`
	}
}

// putCapacity answers PUT /v1/sessions/{session}/capacity: 200 Stock | 400 pool_size |
// 404 no_such_session | 409 stock_changed, capacity_cut.
func (a *API) putCapacity(ctx context.Context, in *CapacityInput) (*reply[Stock], error) {
	b := in.Body
	err := a.changed(ctx, "stock.approve", "session/"+string(in.Session), b.Why, map[string]string{"number": strconv.Itoa(b.Capacity)},
		func(ctx context.Context, why string) error {
			_, err := a.Tickets.Approve(ctx, in.Session, b.Version, ticketing.Approval{Figure: b.Capacity, By: byOf(ctx), Why: why})
			return err
		})
	if err != nil {
		return nil, err
	}
	out, err := a.stock(ctx, in.Session)
	return &reply[Stock]{out}, err
}

// changed runs a change of the stock as one audited act with its reason.
func (a *API) changed(ctx context.Context, what, object, why string, detail map[string]string, change func(context.Context, string) error) error {
	why, err := reason(why)
	if err != nil {
		return err
	}
	return a.audited(ctx, what, object, identity.Everywhere, "", why, detail, func(ctx context.Context) error { return change(ctx, why) })
}

// byOf is whose hand a change of the stock shows.
func byOf(ctx context.Context) string { return string(actor(ctx).Account.ID) }
