package sqlitedoc

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Verify reads the whole store and checks that it holds together: every page of
// the file, and that the documents and the key tables say the same. It looks up every
// key, which takes some ten seconds for 100,000 documents, and does not stop writers.
// What it finds wrong is ErrDamaged.
func (s *Store) Verify(ctx context.Context) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.mu.RUnlock()
	conn, err := s.read.db.Conn(ctx)
	if err != nil {
		return readError(ctx, err)
	}
	err = integrity(ctx, conn, "PRAGMA integrity_check(1)")
	if err == nil {
		err = agreement(ctx, conn)
	}
	if err = errors.Join(err, conn.Close()); err != nil {
		return fmt.Errorf("verify %s: %w", s.path, readError(ctx, err))
	}
	return nil
}

// agreement checks that each document's keys are in the key tables under its id.
// Since a key table cannot hold a key twice, equal numbers then mean that they hold
// nothing else.
func agreement(ctx context.Context, conn *sql.Conn) error {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state for all that follows
	if err != nil {
		return err
	}
	defer tx.Rollback()
	keys, marks, err := follow(ctx, tx)
	if err != nil {
		return err
	}
	for table, want := range map[string]int{"uniques": keys, "indexes": marks} {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			return err
		}
		if n != want {
			return damaged(fmt.Sprintf("%d rows in %s, the documents have %d", n, table, want))
		}
	}
	return nil
}

// follow looks up every key of every document and counts them.
func follow(ctx context.Context, tx *sql.Tx) (keys, marks int, err error) {
	key, err := tx.PrepareContext(ctx, "SELECT count(*) FROM uniques WHERE collection = ? AND key = ? AND n = ?")
	if err != nil {
		return 0, 0, err
	}
	defer key.Close()
	mark, err := tx.PrepareContext(ctx,
		"SELECT count(*) FROM indexes WHERE collection = ? AND name = (SELECT id FROM names WHERE name = ?) AND value = ? AND id = ? AND n = ?")
	if err != nil {
		return 0, 0, err
	}
	defer mark.Close()
	rows, err := tx.QueryContext(ctx, "SELECT n, collection, id, uniq, idx FROM docs")
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	there := func(stmt *sql.Stmt, args ...any) error {
		var n int
		if err := stmt.QueryRowContext(ctx, args...).Scan(&n); err != nil || n == 1 {
			return err
		}
		return damaged(fmt.Sprintf("a key of document number %v is not in its table", args[len(args)-1]))
	}
	for rows.Next() {
		var (
			n, c          int64
			id, uniq, idx string
		)
		if err := rows.Scan(&n, &c, &id, &uniq, &idx); err != nil {
			return 0, 0, err
		}
		for _, k := range splitUnique(uniq) {
			if err := there(key, c, k, n); err != nil {
				return 0, 0, err
			}
			keys++
		}
		for _, m := range splitIndex(idx) {
			if err := there(mark, c, m.name, m.value, id, n); err != nil {
				return 0, 0, err
			}
			marks++
		}
	}
	return keys, marks, rows.Err()
}
