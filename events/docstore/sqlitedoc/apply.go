package sqlitedoc

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wanjia/events/docstore"
)

// statement is a prepared statement of the writer's connection. It runs without
// a context: a transaction is never left half done because one caller went away,
// and the driver starts a goroutine for each context that can end.
type statement struct{ *sql.Stmt }

func (s statement) exec(args ...any) (sql.Result, error) {
	return s.ExecContext(context.Background(), args...)
}

func (s statement) row(args ...any) *sql.Row {
	return s.QueryRowContext(context.Background(), args...)
}

type statements struct {
	begin, commit, rollback statement
	addName, touch          statement
	addDoc, putDoc, dropDoc statement
	addKey, dropKey         statement
	addMark, dropMark       statement
	old, holder             statement

	dropOwn, dropDocs statement
	// One statement for several rows: a claim has half a dozen keys, and a statement
	// costs more than a row. The index is how many, one of widths.
	addDocs, addKeys, addMarks [widest + 1]statement
}

// texts are the statements, each with its text.
func (s *statements) texts() map[*statement]string {
	texts := map[*statement]string{
		&s.begin:    "BEGIN IMMEDIATE",
		&s.commit:   "COMMIT",
		&s.rollback: "ROLLBACK",
		&s.addName:  "INSERT INTO names (name) VALUES (?)",
		&s.touch:    "INSERT INTO meta (name, value) VALUES ('checked', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
		&s.addDoc:   "INSERT INTO docs (collection, id, version, schema, uniq, idx, body) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		&s.putDoc:   "UPDATE docs SET version = ?, schema = ?, uniq = ?, idx = ?, body = ? WHERE n = ?",
		&s.dropDoc:  "DELETE FROM docs WHERE n = ?",
		&s.addKey:   "INSERT INTO uniques (collection, key, n) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		&s.dropKey:  "DELETE FROM uniques WHERE collection = ? AND key = ?",
		&s.addMark:  "INSERT INTO indexes (collection, name, value, id, n) VALUES (?, ?, ?, ?, ?)",
		&s.dropMark: "DELETE FROM indexes WHERE collection = ? AND name = ? AND value = ? AND id = ?",
		&s.old:      "SELECT n, version, uniq, idx FROM docs WHERE collection = ? AND id = ?",
		&s.holder:   "SELECT d.id FROM uniques u CROSS JOIN docs d ON d.n = u.n WHERE u.collection = ? AND u.key = ?",
		&s.dropOwn:  "DELETE FROM uniques WHERE collection = ? AND key = ? AND n = ?",
		&s.dropDocs: "DELETE FROM docs WHERE n > ? AND n <= ?",
	}
	// OR IGNORE, and the count of rows looked at: a statement of several rows that might
	// be broken off half way would keep a copy of each page it writes.
	for _, n := range widths {
		texts[&s.addDocs[n]] = "INSERT OR IGNORE INTO docs (collection, id, version, schema, uniq, idx, body) VALUES (?, ?, ?, ?, ?, ?, ?)" +
			strings.Repeat(", (?, ?, ?, ?, ?, ?, ?)", n-1)
		texts[&s.addKeys[n]] = "INSERT OR IGNORE INTO uniques (collection, key, n) VALUES (?, ?, ?)" +
			strings.Repeat(", (?, ?, ?)", n-1)
		texts[&s.addMarks[n]] = "INSERT OR IGNORE INTO indexes (collection, name, value, id, n) VALUES (?, ?, ?, ?, ?)" +
			strings.Repeat(", (?, ?, ?, ?, ?)", n-1)
	}
	return texts
}

func (s *statements) prepare(ctx context.Context, conn *sql.Conn) error {
	for into, text := range s.texts() {
		stmt, err := conn.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		into.Stmt = stmt
	}
	return nil
}

// close lets go of the statements. SQLite puts off closing a connection that has
// some left, and with it copying the log back into the file.
func (s *statements) close() error {
	var errs []error
	for stmt := range s.texts() {
		if stmt.Stmt != nil {
			errs = append(errs, stmt.Close())
		}
	}
	return errors.Join(errs...)
}

func (w *writer) insertAll(o *op) error {
	c, err := w.intern(o.collection)
	if err != nil {
		return err
	}
	o.answers = make([]error, len(o.rows))
	done := 0
	for part := range slices.Chunk(o.rows, manyDocs) {
		fresh, err := w.insertMany(c, part)
		if err != nil {
			return fmt.Errorf("insert %d into %s: %w", len(part), o.collection, err)
		}
		if !fresh {
			if err := w.insertEach(c, part, o.answers[done:]); err != nil {
				return fmt.Errorf("insert into %s: %w", o.collection, err)
			}
		}
		done += len(part)
	}
	return nil
}

func (w *writer) insertEach(c int64, rows []row, answers []error) error {
	for i, r := range rows {
		taken, err := w.insert(c, r)
		if err != nil {
			return fmt.Errorf("%q: %w", r.id, err)
		}
		if taken != nil {
			answers[i] = taken
		}
	}
	return nil
}

// insert adds the document and hopes that it is new, which it almost always is;
// a key in the way takes back what was added.
func (w *writer) insert(c int64, r row) (*docstore.Duplicate, error) {
	res, err := w.stmts.addDoc.exec(c, r.id, r.version, r.schema, []byte(r.uniq), []byte(r.idx), r.body)
	if fresh, err := changed(res, err); err != nil {
		return nil, err
	} else if !fresh {
		return &docstore.Duplicate{Holder: r.id}, nil
	}
	n, err := res.LastInsertId()
	if err != nil {
		return nil, err
	}
	at := place{c, n, r.id}
	taken, err := w.addKeys(at, r.unique)
	if err != nil {
		return nil, err
	}
	if taken != nil {
		_, err := w.stmts.dropDoc.exec(n)
		return taken, err
	}
	return nil, w.addMarks(at, r.index)
}

// place is where a document is: its collection, its number, its id.
type place struct {
	c, n int64
	id   string
}

// addKeys adds all keys or, when another document holds one, none.
func (w *writer) addKeys(at place, keys []string) (*docstore.Duplicate, error) {
	if len(keys) > 1 {
		own := make([]key, len(keys))
		for i, k := range keys {
			own[i] = key{k, at.n}
		}
		if fresh, err := w.addAll(at.c, own); fresh || err != nil {
			return nil, err
		}
	}
	return w.addEach(at, keys)
}

// addEach adds keys one after the other and says which is held by whom.
func (w *writer) addEach(at place, keys []string) (*docstore.Duplicate, error) {
	for i, key := range keys {
		fresh, err := changed(w.stmts.addKey.exec(at.c, key, at.n))
		if err != nil {
			return nil, err
		}
		if fresh {
			continue
		}
		taken := &docstore.Duplicate{Key: key}
		if err := w.stmts.holder.row(at.c, key).Scan(&taken.Holder); err != nil {
			return nil, err
		}
		return taken, w.dropKeys(at, keys[:i])
	}
	return nil, nil
}

func (w *writer) dropKeys(at place, keys []string) error {
	for _, key := range keys {
		if _, err := w.stmts.dropKey.exec(at.c, key); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) addMarks(at place, marks []mark) error {
	return w.markAll(at.c, []place{at}, [][]mark{marks})
}

func (w *writer) dropMarks(at place, marks []mark) error {
	for _, m := range marks {
		name, err := w.intern(m.name)
		if err != nil {
			return err
		}
		if _, err := w.stmts.dropMark.exec(at.c, name, m.value, at.id); err != nil {
			return err
		}
	}
	return nil
}

// stored is where a document is and what its row says of its keys.
type stored struct {
	place
	unique []string
	index  []mark
}

// current reads the document if its version is the one the caller read. When there
// is nothing to change, the first error is the answer to the caller.
func (w *writer) current(collection, id string, version int64) (was stored, answer, err error) {
	c, known := w.names.id(collection)
	if !known {
		c = w.fresh[collection] // 0, which no collection has, when nothing was written to it
	}
	was.place = place{c: c, id: id}
	var (
		have      int64
		uniq, idx string
	)
	err = w.stmts.old.row(c, id).Scan(&was.n, &have, &uniq, &idx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return was, docstore.ErrNotFound, nil
	case err != nil:
		return was, nil, err
	case have != version:
		return was, docstore.ErrStale, nil
	}
	was.unique, was.index = splitUnique(uniq), splitIndex(idx)
	return was, nil, nil
}

func (w *writer) replace(o *op) error {
	r := o.rows[0]
	was, answer, err := w.current(o.collection, r.id, r.version)
	if err != nil || answer != nil {
		o.err = answer
		return err
	}
	taken, err := w.addKeys(was.place, without(r.unique, was.unique))
	if err != nil {
		return err
	}
	if taken != nil {
		o.err = taken
		return nil
	}
	o.next = r.version + 1
	if _, err := w.stmts.putDoc.exec(o.next, r.schema, []byte(r.uniq), []byte(r.idx), r.body, was.n); err != nil {
		return err
	}
	if err := w.dropKeys(was.place, without(was.unique, r.unique)); err != nil {
		return err
	}
	if err := w.dropMarks(was.place, without(was.index, r.index)); err != nil {
		return err
	}
	return w.addMarks(was.place, without(r.index, was.index))
}

func (w *writer) delete(o *op) error {
	was, answer, err := w.current(o.collection, o.id, o.version)
	if err != nil || answer != nil {
		o.err = answer
		return err
	}
	if _, err := w.stmts.dropDoc.exec(was.n); err != nil {
		return err
	}
	if err := w.dropKeys(was.place, was.unique); err != nil {
		return err
	}
	return w.dropMarks(was.place, was.index)
}

// changed says whether the statement changed a row.
func changed(res sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// without returns those of a that are not in b. Both are short.
func without[T comparable](a, b []T) []T {
	if slices.Equal(a, b) {
		return nil
	}
	var rest []T
	for _, v := range a {
		if !slices.Contains(b, v) {
			rest = append(rest, v)
		}
	}
	return rest
}
