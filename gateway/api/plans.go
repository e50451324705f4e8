package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// changePlans is the right to bring in a seating plan and to seat a pool by it.
const changePlans = identity.ChangeStock

// planLimit is what the document of a plan may have, in bytes as sent: packed with
// gzip, that of a stadium fits.
const planLimit = 4 << 20

// halls is what is kept in memory of seating plans and how their seats stand.
type halls struct {
	now       fresh[seating.PlanID, *seatView]
	bodies    fresh[string, hotBody] // of how seats stand
	documents fresh[string, hotBody]
	boards    seatBoards
}

func (h *halls) prepare(now func() time.Time) {
	h.now.For, h.now.Max, h.now.Now = 500*time.Millisecond, 64, now
	h.bodies.For, h.bodies.Max, h.bodies.Now = time.Minute, 256, now
	h.documents.For, h.documents.Max, h.documents.Now = time.Minute, 8, now
}

// PlanSummary is what a plan that was brought in is.
type PlanSummary struct {
	ID          seating.PlanID `json:"id" doc:"A hash of its content"`
	Name        string         `json:"name"`
	Seats       int            `json:"seats"`
	Rows        int            `json:"rows" doc:"Tables, too"`
	Sectors     []string       `json:"sectors" nullable:"false"`
	Wheelchairs int            `json:"wheelchairs" doc:"Places for a wheelchair"`
}

// PlanInUse is a plan and where it is used.
type PlanInUse struct {
	PlanSummary
	Pools []PlanPool `json:"pools" nullable:"false" doc:"Whose places are its seats"`
}

// PlanPool is a pool whose places are the seats of a plan.
type PlanPool struct {
	ID      ticketing.PoolID `json:"id"`
	Event   events.ID        `json:"event"`
	Session events.SessionID `json:"session"`
	Title   events.Text      `json:"title"`
}

// PlanList is the seating plans there are, by name.
type PlanList struct {
	Items []PlanInUse `json:"items" nullable:"false"`
}

// getPlans answers GET /v1/plans: 200 PlanList.
func (a *API) getPlans(ctx context.Context, _ *struct{}) (*reply[PlanList], error) {
	plans, err := a.Tickets.AllPlans(ctx)
	if err != nil {
		return nil, err
	}
	list := PlanList{Items: make([]PlanInUse, len(plans))}
	for i, p := range plans {
		one := PlanInUse{PlanSummary: wirePlan(p.PlanOutline), Pools: []PlanPool{}}
		for _, pool := range p.Pools {
			if !pool.Removed {
				one.Pools = append(one.Pools, PlanPool{pool.ID, pool.Event, pool.Session, pool.Title})
			}
		}
		list.Items[i] = one
	}
	return &reply[PlanList]{list}, nil
}

func wirePlan(p ticketing.PlanOutline) PlanSummary {
	return PlanSummary{ID: p.ID, Name: p.Name, Seats: p.Seats, Rows: p.Rows, Sectors: some(p.Sectors), Wheelchairs: p.Wheelchairs}
}

// postPlan answers POST /v1/plans: 201 PlanSummary | 400 bad_plan, too_large. The body
// is the document as it is, or packed with Content-Encoding: gzip.
func (a *API) postPlan(c *fiber.Ctx) error {
	document, err := unpacked(c.BodyRaw(), c.Get(fiber.HeaderContentEncoding))
	if err != nil {
		return err
	}
	var plan *seating.Plan
	err = a.audited(c.UserContext(), "plan.add", "plan", "*", "", "", nil, func(ctx context.Context) (err error) {
		plan, err = a.Tickets.AddPlan(ctx, document)
		return err
	})
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(wirePlan(ticketing.OutlineOf(plan)))
}

// packedPlan says whether a request brings a seating plan packed as [unpacked] can
// read it, which bounds what it reads.
func packedPlan(c *fiber.Ctx) bool {
	return c.Method() == fiber.MethodPost && (c.Path() == "/v1/plans" || isHallPlan([]byte(c.Path()))) && string(c.Request().Header.ContentEncoding()) == "gzip"
}

// unpacked is the document of a plan, of which at most [seating.MaxBytes] and one more
// are read, so that no body can grow without bound.
func unpacked(body []byte, encoding string) ([]byte, error) {
	switch encoding {
	case "", "identity":
		return body, nil
	case "gzip":
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, seating.ErrPlan.With("problems", []seating.Problem{{What: "not_json", Text: "it is not packed with gzip"}})
		}
		b, err := io.ReadAll(io.LimitReader(r, seating.MaxBytes+1))
		if err != nil { // what there is of it is cut short, and Read says so
			return b, nil
		}
		return b, nil
	}
	return nil, seating.ErrPlan.With("problems", []seating.Problem{{What: "not_json", Text: "a plan is sent as it is or packed with gzip"}})
}

// getPlan answers GET /v1/plans/{plan}: 200 the document | 304 | 404 no_such_plan. It
// never changes, so caches keep it for ever. ?schema=pretix leaves out what the
// schema does not have.
func (a *API) getPlan(c *fiber.Ctx) error {
	id := seating.PlanID(c.Params("plan"))
	plan, err := a.Tickets.Plans.Plan(c.UserContext(), id)
	if err != nil {
		return err
	}
	key, write := string(id), plan.JSON
	if c.Query("schema") == "pretix" {
		key, write = key+"-pretix", plan.Pretix
	}
	zipped := strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip")
	if zipped {
		key += "-gzip"
	}
	body, err := a.halls.documents.Get(c.UserContext(), key, func(context.Context) (hotBody, error) {
		document := write()
		if !zipped {
			return hotBody{bytes: document, tag: `"` + key + `"`}, nil
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write(document); err != nil {
			return hotBody{}, err
		}
		if err := w.Close(); err != nil {
			return hotBody{}, err
		}
		return hotBody{bytes: packed.Bytes(), tag: `"` + key + `"`}, nil
	})
	if err != nil {
		return err
	}
	if zipped {
		c.Set(fiber.HeaderContentEncoding, "gzip")
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return sendTagged(c, body.tag, fiber.MIMEApplicationJSON, body.bytes)
}

// PoolPlanInput makes a pool one of seats.
type PoolPlanInput struct {
	Pool ticketing.PoolID `path:"pool" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body struct {
		Plan seating.PlanID `json:"plan" maxLength:"64" pattern:"^p[0-9a-v]+$"`
	}
}

// putPoolPlan answers PUT /v1/pools/{pool}/plan: 204 | 404 no_such_pool, no_such_plan |
// 409 plan_small, plan_sold | 503 rebuilding.
func (a *API) putPoolPlan(ctx context.Context, in *PoolPlanInput) (*struct{}, error) {
	return nil, a.audited(ctx, "pool.plan", "pool/"+string(in.Pool), "*", "", "", map[string]string{"plan": string(in.Body.Plan)}, func(ctx context.Context) error {
		_, err := a.Tickets.SeatPool(ctx, in.Pool, in.Body.Plan)
		return err
	})
}

// PlanStatus is how the seats of a plan stand, or what has changed since.
type PlanStatus struct {
	Plan  seating.PlanID   `json:"plan"`
	Rev   string           `json:"rev" doc:"For ?since="`
	Since string           `json:"since,omitempty" doc:"It says only what has changed since then; else all"`
	Pools []PoolSeatStatus `json:"pools" nullable:"false"`
}

// PoolSeatStatus is the seats of one pool.
type PoolSeatStatus struct {
	Pool    ticketing.PoolID `json:"pool"`
	Seats   string           `json:"seats,omitempty" doc:"Base64 of two bits for each seat in the order of the plan's numbering, the first in the lowest bits: 0 free, 1 held, 2 taken"`
	Changed [][2]int         `json:"changed,omitempty" doc:"Place number and its two bits"`
}

// getPlanStatus answers GET /v1/plans/{plan}/status?since=: 200 PlanStatus | 304 |
// 404 no_such_plan | 503 rebuilding.
//
// Like the availability it is asked for by everybody at once: a bare handler over
// bytes made a few times a second, the same for all who know the same.
func (a *API) getPlanStatus(c *fiber.Ctx) error {
	id := seating.PlanID(c.Params("plan"))
	now, err := a.halls.now.Get(c.UserContext(), id, func(ctx context.Context) (*seatView, error) {
		pools, err := a.Tickets.SeatsOf(ctx, id)
		if err != nil {
			return nil, err
		}
		return a.halls.boards.put(id, newSeatView(pools)), nil
	})
	if err != nil {
		return err
	}
	then := a.halls.boards.find(id, c.Query("since"))
	tag := `W/"` + now.rev + `"`
	key := string(id) + " " + now.rev
	if then != nil && then.sameHalls(now) {
		tag = `W/"` + now.rev + "-" + then.rev + `"`
		key += " " + then.rev
	} else {
		then = nil
	}
	body, err := a.halls.bodies.Get(c.UserContext(), key, func(context.Context) (hotBody, error) {
		b, err := json.Marshal(now.since(id, then))
		return hotBody{bytes: b, tag: tag}, err
	})
	if err != nil {
		return fmt.Errorf("encode the seats: %w", err)
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=1")
	return sendTagged(c, body.tag, fiber.MIMEApplicationJSON, body.bytes)
}

// seatView is how the seats of a plan stood at a moment.
type seatView struct {
	rev   string
	pools []ticketing.PoolID
	bits  [][]byte
}

func newSeatView(pools []ticketing.PoolSeats) *seatView {
	v := &seatView{}
	revs := make([]string, len(pools))
	for i, p := range pools {
		bits := make([]byte, (len(p.States)+3)/4)
		for n, state := range p.States {
			bits[n/4] |= byte(state) << (n % 4 * 2)
		}
		v.pools, v.bits, revs[i] = append(v.pools, p.Pool), append(v.bits, bits), strconv.FormatInt(p.Rev, 36)
	}
	if v.rev = strings.Join(revs, "."); v.rev == "" {
		v.rev = "0"
	}
	return v
}

// sameHalls says whether both are of the same pools.
func (v *seatView) sameHalls(o *seatView) bool { return slices.Equal(v.pools, o.pools) }

// since is the answer to whoever knows then; nil for whoever knows nothing.
func (v *seatView) since(id seating.PlanID, then *seatView) PlanStatus {
	out := PlanStatus{Plan: id, Rev: v.rev, Pools: make([]PoolSeatStatus, len(v.pools))}
	if then != nil {
		out.Since = then.rev
	}
	for i, pool := range v.pools {
		out.Pools[i].Pool = pool
		if then == nil {
			out.Pools[i].Seats = base64.StdEncoding.EncodeToString(v.bits[i])
			continue
		}
		for k, b := range v.bits[i] {
			for n := 0; n < 4 && b != then.bits[i][k]; n++ {
				if is := b >> (2 * n) & 3; is != then.bits[i][k]>>(2*n)&3 {
					out.Pools[i].Changed = append(out.Pools[i].Changed, [2]int{4*k + n + 1, int(is)})
				}
			}
		}
	}
	return out
}

// Bounds of what is remembered to tell what has changed since.
const (
	keptViews  = 60 // of a plan: a minute of a rush
	keptBoards = 64 // plans
)

// seatBoards remembers how seats stood, plan by plan, the last views of each.
type seatBoards struct {
	mu    sync.Mutex
	views map[seating.PlanID][]*seatView
}

// put remembers a view and returns it, or the same one that is remembered already.
func (s *seatBoards) put(id seating.PlanID, v *seatView) *seatView {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.views == nil {
		s.views = map[seating.PlanID][]*seatView{}
	}
	list := s.views[id]
	if n := len(list); n > 0 && list[n-1].rev == v.rev {
		return list[n-1]
	}
	if len(list) == 0 && len(s.views) >= keptBoards {
		for other := range s.views { // any will do: whoever asks for it gets all of it once
			delete(s.views, other)
			break
		}
	}
	if list = append(list, v); len(list) > keptViews {
		list = slices.Clone(list[1:])
	}
	s.views[id] = list
	return v
}

// find returns the view of that number, nil when it is not remembered.
func (s *seatBoards) find(id seating.PlanID, rev string) *seatView {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.views[id] {
		if v.rev == rev {
			return v
		}
	}
	return nil
}
