package sqlitedoc

import (
	"errors"
)

// manyDocs is how many documents of one call are added together.
const manyDocs = 16

// widths are how many rows there is a statement for, beside one, the widest last.
var widths = [...]int{2, 3, 4, 5, 6, 7, 8, 16, 32, widest}

const widest = 64

// wide is the widest statement for at most n rows, 1 for the one that takes one.
func wide(n int) int {
	for i := len(widths) - 1; i >= 0; i-- {
		if widths[i] <= n {
			return widths[i]
		}
	}
	return 1
}

// key is a unique key of the document with that number.
type key struct {
	text string
	n    int64
}

// errMarked: an index row is there that only the document which is added now could have.
var errMarked = errors.New("an index row is there already")

// insertMany adds documents in a few statements or, when any of them or of their keys is
// in the way of another, none of them; what is in whose way is then for [writer.insert]
// to say.
func (w *writer) insertMany(c int64, rows []row) (fresh bool, err error) {
	if len(rows) < 2 {
		return false, nil
	}
	at, fresh, err := w.addDocs(c, rows)
	if !fresh || err != nil {
		return false, err
	}
	keys := make([]key, 0, 8*len(rows))
	marks := make([][]mark, len(rows))
	for i, r := range rows {
		for _, text := range r.unique {
			keys = append(keys, key{text, at[i].n})
		}
		marks[i] = r.index
	}
	if fresh, err = w.addAll(c, keys); err != nil {
		return false, err
	}
	if !fresh {
		_, err := w.stmts.dropDocs.exec(at[0].n-1, at[len(at)-1].n)
		return false, err
	}
	return true, w.markAll(c, at, marks)
}

// addDocs adds all documents or none, without their keys. Each new one has the number
// behind the highest.
func (w *writer) addDocs(c int64, rows []row) (at []place, fresh bool, err error) {
	at = make([]place, 0, len(rows))
	args := make([]any, 0, 7*len(rows))
	for rest := rows; len(rest) > 0; {
		n := wide(len(rest))
		args = args[:0]
		for _, r := range rest[:n] {
			args = append(args, c, r.id, r.version, r.schema, []byte(r.uniq), []byte(r.idx), r.body)
		}
		add := w.stmts.addDocs[n]
		if n == 1 {
			add = w.stmts.addDoc
		}
		res, err := add.exec(args...)
		if err != nil {
			return nil, false, err
		}
		added, err := res.RowsAffected()
		if err != nil {
			return nil, false, err
		}
		last, err := res.LastInsertId()
		if err != nil {
			return nil, false, err
		}
		for i, r := range rest[:added] {
			at = append(at, place{c, last - added + int64(i) + 1, r.id}) // right for all where all were added
		}
		if added < int64(n) {
			if len(at) > 0 {
				_, err = w.stmts.dropDocs.exec(at[0].n-1, at[len(at)-1].n)
			}
			return nil, false, err
		}
		rest = rest[n:]
	}
	return at, true, nil
}

// addAll adds all keys or, when any is held, none.
func (w *writer) addAll(c int64, keys []key) (fresh bool, err error) {
	args := make([]any, 0, 3*min(len(keys), widest))
	for done := 0; done < len(keys); {
		n := wide(len(keys) - done)
		args = args[:0]
		for _, k := range keys[done : done+n] {
			args = append(args, c, k.text, k.n)
		}
		add := w.stmts.addKeys[n]
		if n == 1 {
			add = w.stmts.addKey
		}
		res, err := add.exec(args...)
		if err != nil {
			return false, err
		}
		added, err := res.RowsAffected()
		if err != nil {
			return false, err
		}
		done += n
		if added == int64(n) {
			continue
		}
		for _, k := range keys[:done] {
			if _, err := w.stmts.dropOwn.exec(c, k.text, k.n); err != nil {
				return false, err
			}
		}
		return false, nil
	}
	return true, nil
}

// markAll adds the index rows of documents.
func (w *writer) markAll(c int64, at []place, marks [][]mark) error {
	args := make([]any, 0, 5*widest)
	left := 0
	for _, m := range marks {
		left += len(m)
	}
	n := wide(left)
	for i, own := range marks {
		for _, m := range own {
			name, err := w.intern(m.name)
			if err != nil {
				return err
			}
			if args = append(args, c, name, m.value, at[i].id, at[i].n); len(args) < 5*n {
				continue
			}
			if err := w.mark(n, args); err != nil {
				return err
			}
			left -= n
			n, args = wide(left), args[:0]
		}
	}
	return nil
}

func (w *writer) mark(n int, args []any) error {
	add := w.stmts.addMarks[n]
	if n == 1 {
		add = w.stmts.addMark
	}
	res, err := add.exec(args...)
	if err != nil {
		return err
	}
	if added, err := res.RowsAffected(); err != nil || added == int64(n) {
		return err
	}
	return errMarked
}
