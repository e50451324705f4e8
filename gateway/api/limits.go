package api

import (
	"context"
	"math"
	"net/netip"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Rate allows Count things per Per, and up to Burst at once after a pause.
type Rate struct {
	Count int
	Per   time.Duration
	Burst int
}

// Decision is a limiter's answer.
type Decision struct {
	OK         bool
	Remaining  int           // how many more would be let through now
	RetryAfter time.Duration // with !OK: when to try again
	Reset      time.Duration // until the full burst is there again
}

// Limiter counts for the whole house.
type Limiter interface {
	// Allow counts one more under key and says whether it is within the rate.
	Allow(ctx context.Context, key string, rate Rate) (Decision, error)
}

// Rates are the limits. Many households share one address behind their
// operator's or their building's router, so limits by address are wide and only
// stop a machine.
type Rates struct {
	Read Rate // reads, by address
	Take Rate // changes, by account
	Sign Rate // codes and sign-ins, by address; each number has its own ceiling besides

	// Device is codes and sign-ins by the device, as far as it says which it is. A
	// building head may sign in a whole landing on one; whoever says nothing, or
	// something else each time, has the ceilings by address and by number all the same.
	Device Rate
}

func (r *Rates) fill() {
	for rate, otherwise := range map[*Rate]Rate{
		&r.Read: {Count: 200, Per: time.Second, Burst: 600},
		&r.Take: {Count: 2, Per: time.Second, Burst: 20},
		&r.Sign: {Count: 120, Per: time.Minute, Burst: 120},

		&r.Device: {Count: 60, Per: time.Hour, Burst: 40},
	} {
		if *rate == (Rate{}) {
			*rate = otherwise
		}
	}
}

// limitAddress applies what a class allows to one address.
func (a *API) limitAddress(c *fiber.Ctx, class Class) error {
	switch class {
	case reading:
		return refusal(a.near.Allow("read/"+addressKey(a.clientAddr(c)), a.Rates.Read))
	case signing:
		ctx := c.UserContext()
		if err := refusal(a.shared(ctx, "sign/"+addressKey(a.clientAddr(c)), a.Rates.Sign)); err != nil {
			return err
		}
		if id := c.Get("X-Device-Id"); validToken(id, 8, 64) {
			return refusal(a.shared(ctx, "device/"+id, a.Rates.Device))
		}
	}
	return nil
}

// limitAccount applies what a class allows to one account.
func (a *API) limitAccount(c *fiber.Ctx, class Class) error {
	if class != taking || c.Context().UserValue(countedKey{}) != nil {
		return nil
	}
	return refusal(a.allowTaking(c.UserContext(), "take/"+string(requestOf(c.UserContext()).Account)))
}

// allowTaking lets a quarter of what an account may take through on what this process
// alone has counted. Only who goes on is counted for the whole house, against the other
// three quarters. In a rush nearly everybody presses a few times, and counting all of
// them in Redis would cost as much as answering them. Of several processes each lets
// its own quarter through.
func (a *API) allowTaking(ctx context.Context, key string) Decision {
	rate := a.Rates.Take
	first := rate.Burst / 4
	if a.takesLittle(key) {
		return Decision{OK: true}
	}
	if a.Limiter == nil || first == 0 {
		return a.shared(ctx, key, rate)
	}
	return a.shared(ctx, key, Rate{Count: 3 * rate.Count, Per: 4 * rate.Per, Burst: rate.Burst - first})
}

// takesLittle counts one more within the first quarter, or says that it is used up.
func (a *API) takesLittle(key string) bool {
	rate := a.Rates.Take
	return a.Limiter != nil && rate.Burst >= 4 && a.near.Allow("first/"+key, Rate{Count: rate.Count, Per: 4 * rate.Per, Burst: rate.Burst / 4}).OK
}

// limiterWithin is how long anybody waits to be counted.
const limiterWithin = 250 * time.Millisecond

// shared asks the house's limiter. When it is away this process counts for
// itself: nobody is refused for Redis's sake, and nobody may guess codes freely.
func (a *API) shared(ctx context.Context, key string, rate Rate) Decision {
	if a.Limiter == nil {
		return a.near.Allow(key, rate)
	}
	soon, cancel := context.WithTimeout(ctx, limiterWithin)
	defer cancel()
	d, err := a.Limiter.Allow(soon, key, rate)
	if err != nil {
		a.Log.WarnContext(ctx, "limiter away, counting here", "err", err)
		return a.near.Allow(key, rate)
	}
	return d
}

func refusal(d Decision) error {
	if d.OK {
		return nil
	}
	return errSlowDown.With("retry_after_s", int(math.Ceil(d.RetryAfter.Seconds())))
}

// addressKey is what counts as one client: an IPv4 address, or the /64 an IPv6
// household is given.
func addressKey(addr netip.Addr) string {
	if addr.Is6() {
		if prefix, err := addr.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return addr.String()
}

// nearLimits counts in this process. It keeps one moment per key: when the key
// would be back at rest, the generic cell rate algorithm.
type nearLimits struct {
	now  func() time.Time
	mu   sync.Mutex
	rest map[string]time.Time
}

const maxNearKeys = 100_000

// Allow counts one more under key.
func (n *nearLimits) Allow(key string, rate Rate) Decision {
	step := rate.Per / time.Duration(rate.Count)
	room := step * time.Duration(rate.Burst)
	now := n.now()
	n.mu.Lock()
	defer n.mu.Unlock()
	rest := n.rest[key]
	if rest.Before(now) {
		rest = now
	}
	next := rest.Add(step)
	if over := next.Sub(now) - room; over > 0 {
		return Decision{RetryAfter: over}
	}
	if len(n.rest) >= maxNearKeys {
		n.forgetResting(now)
	}
	if n.rest == nil {
		n.rest = map[string]time.Time{}
	}
	n.rest[key] = next
	return Decision{OK: true, Remaining: int((room - next.Sub(now)) / step)}
}

// forgetResting makes room. If hardly anybody rests, somebody is inventing
// addresses, and forgetting them all is the cheaper mistake.
func (n *nearLimits) forgetResting(now time.Time) {
	for key, rest := range n.rest {
		if !rest.After(now) {
			delete(n.rest, key)
		}
	}
	if len(n.rest) > maxNearKeys*3/4 {
		clear(n.rest)
	}
}
