package ticketing

import (
	"fmt"
	"strings"
)

// Limit is a rule of a pool: how many claims of one scope a subject may have at a
// time. A claim uses up one place in each limit of its pool, as a unique key of its
// document, so that no two claims can use the same, whatever Redis says.
//
// A rule that changes binds the claims to come: those there are keep what they have.
type Limit struct {
	Rule  string // "session", "night", "edition": stable, part of the key
	Scope string // what is counted together: "lantern-2027-n1"; "" is the pool's session
	Per   string // whose: PerHolder, PerHousehold, PerPhone
	Max   int    // claims; at least 1
}

// Whom a limit is per. A request that names no subject of the kind, such as a
// visitor without a household here, counts for its holder alone.
const (
	PerHolder    = "holder"
	PerHousehold = "household"
	PerPhone     = "phone"
)

// AlsoHolder names, among the subjects of a request, under what other name the holder
// may have places: the account of somebody who said only later who they are. What is
// counted per holder counts for both.
const AlsoHolder = "account"

// LimitUse is one place used up in a limit.
type LimitUse struct {
	Rule, Per, Scope, Subject string
	N                         int // 1 to the limit's Max
}

// Key is the unique key that guards the use.
func (u LimitUse) Key() string {
	if u.Rule == "session" && u.Per == PerHolder && u.N == 1 { // the first rule there was has no more in its key
		return "limit/session/" + u.Scope + "/" + u.Subject
	}
	return fmt.Sprintf("limit/%s/%s/%s/%s/%d", u.Rule, u.Per, u.Scope, u.Subject, u.N)
}

// limits are the rules of a pool: one claim a holder and session, where nothing else
// is said.
func (p Pool) limits() []Limit {
	if len(p.Limits) > 0 {
		return p.Limits
	}
	return []Limit{{Rule: "session", Per: PerHolder, Max: 1}}
}

// Rules are the limits of the pool, those that hold where it names none too.
func (p Pool) Rules() []Limit { return p.limits() }

// uses are the first places of each limit for whoever asks.
func (p Pool) uses(holder HolderID, subjects map[string]string) []LimitUse {
	limits := p.limits()
	out := make([]LimitUse, 0, len(limits))
	for _, l := range limits {
		subject := string(holder)
		if named := subjects[l.Per]; l.Per != PerHolder && named != "" {
			subject = named
		} else if l.Per != PerHolder {
			subject = "holder:" + subject
		}
		scope := l.Scope
		if scope == "" {
			scope = string(p.Session)
		}
		out = append(out, LimitUse{l.Rule, l.Per, scope, strings.ReplaceAll(subject, "/", "_"), 1})
		if also := subjects[AlsoHolder]; l.Per == PerHolder && also != "" && also != subject {
			out = append(out, LimitUse{l.Rule, l.Per, scope, strings.ReplaceAll(also, "/", "_"), 1})
		}
	}
	return out
}

// full is the refusal of a claim that found every place of a limit used up.
func (p Pool) full(u LimitUse, by ClaimID) error {
	most := p.most(u)
	if most <= 1 {
		return ErrAlreadyClaimed.With("claim", by)
	}
	return ErrLimit.With("rule", u.Rule).With("max", most)
}

// most is how many claims the limit of a use allows.
func (p Pool) most(u LimitUse) int {
	for _, l := range p.limits() {
		if l.Rule == u.Rule && l.Per == u.Per {
			return l.Max
		}
	}
	return 1
}
