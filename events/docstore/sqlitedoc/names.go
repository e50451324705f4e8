package sqlitedoc

import (
	"context"
	"database/sql"
	"maps"
	"sync/atomic"
)

// names are the collections and indexes by number: every row of the key tables
// carries two of them, and a number is a byte or two.
//
// The map is replaced, never changed: readers take it without a lock. Only the
// writer adds to it, after the commit that made the name durable; so a name that
// is not here has no documents.
type names struct {
	byName atomic.Pointer[map[string]int64]
}

func (n *names) load(ctx context.Context, conn *sql.Conn) error {
	rows, err := conn.QueryContext(ctx, "SELECT name, id FROM names")
	if err != nil {
		return engineError(err)
	}
	defer rows.Close()
	all := map[string]int64{}
	for rows.Next() {
		var name string
		var id int64
		if err := rows.Scan(&name, &id); err != nil {
			return engineError(err)
		}
		all[name] = id
	}
	n.byName.Store(&all)
	return engineError(rows.Err())
}

func (n *names) id(name string) (int64, bool) {
	id, ok := (*n.byName.Load())[name]
	return id, ok
}

func (n *names) add(fresh map[string]int64) {
	if len(fresh) == 0 {
		return
	}
	all := maps.Clone(*n.byName.Load())
	maps.Copy(all, fresh)
	n.byName.Store(&all)
}
