package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"sync"
	"time"
)

// seal makes the token of a session: id.expiry.signature, expiry in Unix seconds.
func seal(key []byte, id SessionID, expires time.Time) string {
	text := string(id) + "." + strconv.FormatInt(expires.Unix(), 10)
	return text + "." + base64.RawURLEncoding.EncodeToString(sign(key, text))
}

// open reads a token; ok says that its signature is the house's own. Whether it
// is still good is for the caller to see.
func open(key []byte, token string) (id SessionID, expires time.Time, ok bool) {
	if len(token) > 256 {
		return "", time.Time{}, false
	}
	text, mac, found := cutLast(token, ".")
	if !found {
		return "", time.Time{}, false
	}
	given, err := base64.RawURLEncoding.Strict().DecodeString(mac)
	if err != nil || !hmac.Equal(given, sign(key, text)) {
		return "", time.Time{}, false
	}
	name, unix, found := strings.Cut(text, ".")
	if !found {
		return "", time.Time{}, false
	}
	seconds, err := strconv.ParseInt(unix, 10, 64)
	if err != nil {
		return "", time.Time{}, false
	}
	return SessionID(name), time.Unix(seconds, 0), true
}

func sign(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte("session\x00" + text))
	return m.Sum(nil)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// How long a process believes what it read of a session, and of how many.
const (
	actorAge  = 5 * time.Second
	actorKept = 10 * time.Minute // while it would be told of a change; see [Service.Watch]
	maxActors = 100_000
	maxChange = 10_000 // changes that are remembered by what was changed
)

// actors remembers who sessions speak for, so that a rush of signed-in people does not
// become a rush on the document store.
type actors struct {
	mu   sync.Mutex
	byID map[SessionID]*seen

	told      bool              // of every change of a session or an account
	changes   uint64            // so far
	changed   map[string]uint64 // the last of each document
	forgotten uint64            // up to here it is not known what was changed
}

// seen is never written to once it is remembered.
type seen struct {
	actor Actor
	at    time.Time
	since uint64 // the last change before it was read

	token   string // that was found to be the house's own, "" where none was shown yet
	expires time.Time
}

func (a *actors) get(id SessionID, now time.Time) (Actor, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, ok := a.byID[id]
	if !ok || !a.believed(s, now) {
		return Actor{}, false
	}
	return s.actor, true
}

// believed says whether what was read still holds, as far as anybody promises. Who
// holds more than every resident does is looked at again soon in any case: their posts
// are elsewhere, and begin and end with days. It is called with the lock held.
func (a *actors) believed(s *seen, now time.Time) bool {
	age := now.Sub(s.at)
	switch {
	case age < 0:
		return false
	case s.since < max(a.forgotten, a.changed[string(s.actor.Session)], a.changed[string(s.actor.Account.ID)]):
		return false
	case a.told && len(s.actor.Held) == 0:
		return age < actorKept
	}
	return age < actorAge
}

// change notes that a session or an account is another from now on.
func (a *actors) change(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.changes++
	if a.changed == nil || len(a.changed) >= maxChange {
		a.changed, a.forgotten = map[string]uint64{}, a.changes
	}
	a.changed[id] = a.changes
}

// soFar is how many changes there were, to be asked before reading.
func (a *actors) soFar() uint64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.changes
}

// shown returns who a token speaks for that was shown a moment ago and was good: the
// same bytes need no second look at their signature.
func (a *actors) shown(token string, now time.Time) (Actor, bool) {
	s, ok := a.good(token, now)
	if !ok {
		return Actor{}, false
	}
	return s.actor, true
}

func (a *actors) good(token string, now time.Time) (*seen, bool) {
	name, _, _ := strings.Cut(token, ".")
	a.mu.Lock()
	defer a.mu.Unlock()
	s, ok := a.byID[SessionID(name)]
	return s, ok && s.token != "" && now.Before(s.expires) && a.believed(s, now) &&
		sameSecret(s.token, token)
}

// sameSecret compares in a time that does not tell where two texts of one length differ,
// and without copying them.
func sameSecret(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	var differ byte
	for i := range len(a) {
		differ |= a[i] ^ b[i]
	}
	return differ == 0
}

// Knows says from memory alone that a token speaks for an account, which stood a moment
// ago, and false where that has to be looked up.
func (s *Service) Knows(token string) bool {
	_, ok := s.actors.good(token, s.Now())
	return ok
}

// note remembers the token of a session that is remembered.
func (a *actors) note(id SessionID, token string, expires time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s, ok := a.byID[id]; ok && s.token == "" {
		with := *s // whoever has read the one there is goes on reading it
		with.token, with.expires = token, expires
		a.byID[id] = &with
	}
}

func (a *actors) put(id SessionID, actor Actor, now time.Time, since uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byID == nil || len(a.byID) >= maxActors {
		a.byID = map[SessionID]*seen{} // starting over costs one read each
	}
	a.byID[id] = &seen{actor: actor, at: now, since: since}
}

func (a *actors) forget(id SessionID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byID, id)
}

func (a *actors) clear() {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.byID)
}
