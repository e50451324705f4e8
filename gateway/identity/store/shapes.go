package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/gateway/identity"
)

type account struct {
	ID      string           `json:"id"`
	Phone   string           `json:"phone"`
	Name    string           `json:"name"`
	Grants  []identity.Grant `json:"grants,omitempty"`
	Factor  factor           `json:"factor,omitzero"`
	Person  string           `json:"person,omitempty"`
	Owed    []events.Message `json:"owed,omitempty"`
	Created time.Time        `json:"created"`
	Closed  time.Time        `json:"closed,omitzero"`
	Reads   string           `json:"reads,omitempty"`
}

// factor is the stored form of [identity.Factor].
type factor struct {
	Secret   []byte    `json:"secret,omitempty"`
	Since    time.Time `json:"since,omitzero"`
	Step     int64     `json:"step,omitempty"`
	Recovery [][]byte  `json:"recovery,omitempty"`
	Tries    int       `json:"tries,omitempty"`
	Locked   time.Time `json:"locked,omitzero"`
}

// IsZero leaves out a factor that is not there.
func (f factor) IsZero() bool { return f.Secret == nil }

func storedAccount(a identity.Account) account {
	return account{string(a.ID), a.Phone, a.Name, a.Grants, factor(a.Factor), a.Person, a.Owed, a.Created, a.Closed, a.Language}
}

func (a account) domain() identity.Account {
	return identity.Account{
		ID: identity.AccountID(a.ID), Phone: a.Phone, Name: a.Name, Grants: a.Grants, Factor: identity.Factor(a.Factor),
		Person: a.Person, Owed: a.Owed, Created: a.Created, Closed: a.Closed, Language: a.Reads,
	}
}

// accountSchema is the shape of a stored account. The first one listed bare roles,
// each of which held everywhere.
const accountSchema = 2

func upgradeAccount(_ int, body []byte) ([]byte, error) {
	var old struct {
		account
		Roles []identity.Role `json:"roles"`
	}
	if err := json.Unmarshal(body, &old); err != nil {
		return nil, fmt.Errorf("read an account with roles: %w", err)
	}
	for _, r := range old.Roles {
		if r == identity.Resident {
			continue // everybody's
		}
		// Made of what is there: until it is written anew it is read many times.
		id := sha256.Sum256([]byte(old.ID + "/" + string(r)))
		old.account.Grants = append(old.account.Grants, identity.Grant{
			ID: hex.EncodeToString(id[:13]), Role: r, Node: identity.Everywhere, At: old.Created,
		})
	}
	return json.Marshal(old.account)
}

type challenge struct {
	ID      string      `json:"phone"`
	Hash    []byte      `json:"hash"`
	Expires time.Time   `json:"expires"`
	Tries   int         `json:"tries"`
	Used    bool        `json:"used"`
	Sent    []time.Time `json:"sent"`
}

type device struct {
	ID      string    `json:"id"`
	Expires time.Time `json:"expires"`
}

type session struct {
	ID      string    `json:"id"`
	Account string    `json:"account"`
	Device  string    `json:"device"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Ended   time.Time `json:"ended,omitzero"`
	Strong  time.Time `json:"strong,omitzero"`
}

func storedSession(s identity.Session) session {
	return session{string(s.ID), string(s.Account), s.Device, s.Created, s.Expires, s.Ended, s.Strong}
}

func (s session) domain() identity.Session {
	return identity.Session{
		ID: identity.SessionID(s.ID), Account: identity.AccountID(s.Account), Device: s.Device,
		Created: s.Created, Expires: s.Expires, Ended: s.Ended, Strong: s.Strong,
	}
}

type secret struct {
	Name  string `json:"name"`
	Value []byte `json:"value"`
}
