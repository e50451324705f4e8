package events

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Turn is what has happened to an edition that its guests have to know of.
type Turn string

// The turns.
const (
	PutOff       Turn = "postponed" // its dates do not count any more
	HeldUp       Turn = "stopped"   // nobody is to come until it is said how it goes on
	GoesOn       Turn = "goes_on"   // what was stopped is held as it was planned
	OtherDates   Turn = "moved"     // it has new dates
	CalledOff    Turn = "cancelled" // it will not be
	OtherHours   Turn = "hours"     // one session is at another hour
	ElsewhereNow Turn = "place"     // it is held elsewhere
)

// Bulletin is something all guests of an edition, or of one session of it, have to be
// told: whoever has places, and whoever waits for some.
type Bulletin struct {
	ID        string    `json:"id"` // "lantern-2027.b3", the third of its edition
	Event     ID        `json:"event"`
	Turn      Turn      `json:"turn"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Authority string    `json:"authority,omitempty"`
	Why       string    `json:"why"`
	Note      Text      `json:"note,omitzero"`
	Title     Text      `json:"title"`
	Place     Text      `json:"place"`
	Hotline   string    `json:"hotline"`
	Sessions  []Shifted `json:"sessions"` // whose guests have to know
}

// Shifted is a session a bulletin is about: when it was to begin, and when it does now.
type Shifted struct {
	Session SessionID `json:"session"`
	Title   Text      `json:"title"`
	Was     time.Time `json:"was"`
	Now     time.Time `json:"now"`
}

func shifted(sessions []Session, by time.Duration) []Shifted {
	out := make([]Shifted, len(sessions))
	for i, s := range sessions {
		out[i] = Shifted{s.ID, s.Title, s.Starts, s.Starts.Add(by)}
	}
	return out
}

// say writes into an edition what its guests are to be told of what has become of it.
func (s *Service) say(e *Event, a Act, turn Turn, sessions []Shifted) {
	e.Said++
	e.Saying = append(e.Saying, Bulletin{
		ID: fmt.Sprintf("%s.b%d", e.ID, e.Said), Event: e.ID, Turn: turn, At: s.Now(),
		By: a.By, Authority: strings.TrimSpace(a.Authority), Why: strings.TrimSpace(a.Why), Note: a.Note,
		Title: e.Title, Place: e.Place, Hotline: e.Hotline, Sessions: sessions,
	})
}

// About returns what the bulletin says of a session, or false for nothing.
func (b Bulletin) About(session SessionID) (Shifted, bool) {
	i := slices.IndexFunc(b.Sessions, func(s Shifted) bool { return s.Session == session })
	if i < 0 {
		return Shifted{}, false
	}
	return b.Sessions[i], true
}

// Stops says whether it tells people to stay away.
func (b Bulletin) Stops() bool { return b.Turn == PutOff || b.Turn == HeldUp || b.Turn == CalledOff }

// Overtakes says whether nobody needs to hear of an earlier bulletin about a session any
// more once there is b: another place is news beside other dates, and both are none of
// what is not held at all.
func (b Bulletin) Overtakes(earlier Bulletin, session SessionID) bool {
	if _, about := b.About(session); !about || !b.At.After(earlier.At) {
		return false
	}
	if b.Turn == ElsewhereNow || earlier.Turn == ElsewhereNow {
		return b.Turn == earlier.Turn || b.Turn == CalledOff
	}
	return true
}

// The states of a telling, from first to last.
const (
	NotYet    = "open"      // it is still to be told
	WasTold   = "told"      // a message has gone out, or somebody has told them
	InPerson  = "in_person" // no message reaches them: somebody is to go there or ring
	Unreached = "unreached" // nobody knows how to reach them
	Needless  = "needless"  // they have no places any more, or something later was told instead
)

// TellingStates are all of them.
var TellingStates = []string{NotYet, WasTold, InPerson, Unreached, Needless}

// Telling is how far one bulletin has come with the guest of one claim.
type Telling struct {
	ID       string    `json:"id"` // of the bulletin and the claim; the message it causes has the same
	Bulletin string    `json:"bulletin"`
	Claim    string    `json:"claim"`
	Session  SessionID `json:"session"`
	State    string    `json:"state"`
	Reason   string    `json:"reason,omitempty"` // "morning", "trouble", "no_phone", "failed", "unknown", "gave_back", "overtaken"
	How      string    `json:"how,omitempty"`    // "sms", or how somebody told them: see the community's ToldHow
	At       time.Time `json:"at"`               // when it came into this state
}

// NewTelling is one that is still to be told.
func NewTelling(b Bulletin, claim string, session SessionID, at time.Time) Telling {
	return Telling{ID: b.ID + "." + claim, Bulletin: b.ID, Claim: claim, Session: session, State: NotYet, At: at}
}
