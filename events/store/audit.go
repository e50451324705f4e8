package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events/audit"
	"wanjia/events/docstore"
)

// Audit implements [audit.Store].
type Audit struct {
	lines docstore.Collection[audit.Line]

	mostRead int // lines one page may look at for the few it shows
}

var _ audit.Store = (*Audit)(nil)

// NewAudit returns the audit log kept by e.
func NewAudit(e docstore.Engine) *Audit {
	return &Audit{mostRead: 20_000, lines: docstore.Collection[audit.Line]{
		Engine: e, Name: "audit", Schema: 1,
		ID: func(v audit.Line) string { return v.ID },
		Index: func(v audit.Line) map[string]string {
			return map[string]string{
				"at": v.ID, "account": under(v.Account, v.ID), "for": under(v.For, v.ID), "object": under(v.Object, v.ID),
			}
		},
	}}
}

// Migrate rewrites lines of older schemas and returns how many.
func (a *Audit) Migrate(ctx context.Context) (int, error) { return a.lines.Migrate(ctx) }

// Add implements [audit.Store].
func (a *Audit) Add(ctx context.Context, l audit.Line) error { return a.lines.InsertOne(ctx, l) }

// Close implements [audit.Store].
func (a *Audit) Close(ctx context.Context, id string, o audit.Outcome, code string) error {
	_, err := a.lines.Change(ctx, id, func(l *audit.Line) error {
		if l.Outcome == audit.Open {
			l.Outcome, l.Code = o, code
		}
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) {
		return nil
	}
	return err
}

// Unname implements [audit.Store].
func (a *Audit) Unname(ctx context.Context, account string) error {
	if account == "" {
		return nil
	}
	for v, err := range a.lines.Each(ctx, docstore.Query{Index: "account", Prefix: account + "/"}) {
		if err != nil {
			return err
		}
		if v.Value.Name == "" {
			continue
		}
		_, err := a.lines.Change(ctx, v.Value.ID, func(l *audit.Line) error { l.Name = ""; return nil })
		if err != nil && !errors.Is(err, docstore.ErrNotFound) {
			return err
		}
	}
	return nil
}

// Lines implements [audit.Store]. It reads along the narrowest index the query
// names and leaves out what else does not fit. A cursor is the id of the last line
// shown or looked at. Where very much has to be left out, a page may be short of its
// limit, or empty, and still have a next.
func (a *Audit) Lines(ctx context.Context, q audit.Query, within func(scope string) bool) ([]audit.Line, string, error) {
	query, err := auditQuery(q)
	if err != nil {
		return nil, "", err
	}
	out := []audit.Line{}
	last := "" // line looked at
	for read := 0; read < a.mostRead; {
		found, next, err := a.lines.List(ctx, query)
		if err != nil {
			return nil, "", err
		}
		for _, v := range found {
			if fits(v.Value, q) && within(v.Value.Scope) {
				if len(out) == q.Limit {
					return out, last, nil
				}
				out = append(out, v.Value)
			}
			last = v.Value.ID
		}
		if next == "" {
			return out, "", nil
		}
		read += len(found)
		// What fits was rare so far: more is looked at in one go.
		query.After, query.Limit = next, docstore.MaxPage
	}
	return out, last, nil
}

// auditQuery is the query along the narrowest index, newest first.
func auditQuery(q audit.Query) (docstore.Query, error) {
	query, prefix := docstore.Query{Index: "at", Desc: true, Limit: min(docstore.MaxPage, q.Limit+1)}, ""
	switch {
	case q.Object != "":
		query.Index, prefix = "object", q.Object+"/"
	case q.For != "":
		query.Index, prefix = "for", q.For+"/"
	case q.Account != "":
		query.Index, prefix = "account", q.Account+"/"
	}
	query.From, query.To = prefix+audit.First(q.From), prefix+"~" // after every letter and digit
	if !q.To.IsZero() {
		query.To = prefix + audit.First(q.To)
	}
	if q.After != "" {
		if !validLineID(q.After) {
			return query, docstore.ErrInvalid.With("after", "not a cursor of this list")
		}
		query.To = min(query.To, prefix+q.After)
	}
	return query, nil
}

// validLineID says whether a text may be the id of a line; cursors come from outside.
func validLineID(s string) bool {
	return len(s) <= 64 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func fits(l audit.Line, q audit.Query) bool {
	return (q.Account == "" || l.Account == q.Account) && (q.For == "" || l.For == q.For) &&
		(q.Object == "" || l.Object == q.Object) &&
		(q.What == "" || l.What == q.What || strings.HasPrefix(l.What, q.What+"."))
}

// Sweep implements [audit.Store].
func (a *Audit) Sweep(ctx context.Context, before time.Time) (int, error) {
	n := 0
	for v, err := range a.lines.Each(ctx, docstore.Query{Index: "at", To: audit.First(before)}) {
		if err != nil {
			return n, err
		}
		switch err := a.lines.Delete(ctx, v.Value.ID, v.Version); {
		case err == nil:
			n++
		case errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
		default:
			return n, err
		}
	}
	return n, nil
}
