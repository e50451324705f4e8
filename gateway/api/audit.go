package api

import (
	"context"
	"errors"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// AuditLine is a line of the log with the name of whom it was done for.
type AuditLine struct {
	audit.Line
	ForName string `json:"for_name,omitempty" doc:"Masked"`
}

// AuditPage is a piece of the log, the latest first.
type AuditPage struct {
	Items []AuditLine `json:"items" nullable:"false"`
	Next  string      `json:"next" doc:"Cursor for ?after=; empty at the end. A page may be short, or empty, and still have a next"`
}

// AuditInput selects lines. The filters go together.
type AuditInput struct {
	Account string    `query:"account" maxLength:"64" doc:"Who: the id of an account, or its telephone number"`
	For     string    `query:"for" maxLength:"64" doc:"For whom: the id of a person"`
	Object  string    `query:"object" maxLength:"128" example:"person/P000001"`
	What    string    `query:"what" maxLength:"64" doc:"A code, or the part before its dot" example:"person"`
	From    time.Time `query:"from"`
	To      time.Time `query:"to" doc:"Before it"`
	PageInput
}

// getAudit answers GET /v1/audit: 200 AuditPage | 400 cursor.
func (a *API) getAudit(ctx context.Context, in *AuditInput) (*reply[AuditPage], error) {
	if _, err := a.Community.Tree(ctx); err != nil { // by which the log tells what lies where
		return nil, err
	}
	q := audit.Query{
		Account: in.Account, For: in.For, Object: in.Object, What: in.What, From: in.From, To: in.To,
		After: in.After, Limit: in.Limit,
	}
	for _, n := range a.reach(ctx, identity.ReadAudit) {
		q.Scopes = append(q.Scopes, string(n))
	}
	if _, err := identity.ParsePhone(in.Account); err == nil {
		account, err := a.Identity.AccountOf(ctx, in.Account)
		if errors.Is(err, identity.ErrNoAccount) {
			return &reply[AuditPage]{AuditPage{Items: []AuditLine{}}}, nil
		}
		if err != nil {
			return nil, err
		}
		q.Account = string(account.ID)
	}
	lines, next, err := a.Audit.Lines(ctx, q)
	if err != nil {
		return nil, pageFault(err)
	}
	page := AuditPage{Items: make([]AuditLine, len(lines)), Next: next}
	var people []community.PersonID
	for i, l := range lines {
		page.Items[i].Line = l
		if l.For != "" {
			people = append(people, community.PersonID(l.For))
		}
	}
	found, err := a.Community.Store.People.Many(ctx, people)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(found))
	for _, p := range found {
		names[string(p.ID)] = community.MaskName(p.Name)
	}
	for i := range page.Items {
		page.Items[i].At = here(page.Items[i].At)
		page.Items[i].ForName = names[page.Items[i].For]
	}
	return &reply[AuditPage]{page}, nil
}
