package store

import (
	"time"

	"wanjia/gateway/identity"
)

type account struct {
	ID      string          `json:"id"`
	Phone   string          `json:"phone"`
	Name    string          `json:"name"`
	Roles   []identity.Role `json:"roles"`
	Person  string          `json:"person,omitempty"`
	Created time.Time       `json:"created"`
}

func storedAccount(a identity.Account) account {
	return account{string(a.ID), a.Phone, a.Name, a.Roles, a.Person, a.Created}
}

func (a account) domain() identity.Account {
	return identity.Account{ID: identity.AccountID(a.ID), Phone: a.Phone, Name: a.Name, Roles: a.Roles, Person: a.Person, Created: a.Created}
}

type challenge struct {
	Phone   string      `json:"phone"`
	Hash    []byte      `json:"hash"`
	Expires time.Time   `json:"expires"`
	Tries   int         `json:"tries"`
	Used    bool        `json:"used"`
	Sent    []time.Time `json:"sent"`
}

type session struct {
	ID      string    `json:"id"`
	Account string    `json:"account"`
	Device  string    `json:"device"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Ended   time.Time `json:"ended,omitzero"`
}

func storedSession(s identity.Session) session {
	return session{string(s.ID), string(s.Account), s.Device, s.Created, s.Expires, s.Ended}
}

func (s session) domain() identity.Session {
	return identity.Session{
		ID: identity.SessionID(s.ID), Account: identity.AccountID(s.Account), Device: s.Device,
		Created: s.Created, Expires: s.Expires, Ended: s.Ended,
	}
}

type secret struct {
	Name  string `json:"name"`
	Value []byte `json:"value"`
}
