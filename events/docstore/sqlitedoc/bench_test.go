package sqlitedoc

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/docstore"
)

// Each benchmark does a piece of work on the store and then the same piece through
// database/sql alone, on a file with the same tables and settings, in turns, so that
// both meet the same machine. docs/s is the store's figure, raw_docs/s the other's,
// x_raw how many times longer the store took.

type pair struct {
	store, raw time.Duration
	docs       int
}

func (p *pair) report(b *testing.B) {
	b.ReportMetric(float64(p.docs)/p.store.Seconds(), "docs/s")
	b.ReportMetric(float64(p.docs)/p.raw.Seconds(), "raw_docs/s")
	b.ReportMetric(p.store.Seconds()/p.raw.Seconds(), "x_raw")
}

func (p *pair) turn(docs int, store, raw func()) {
	start := time.Now()
	store()
	middle := time.Now()
	raw()
	p.raw += time.Since(middle)
	p.store += middle.Sub(start)
	p.docs += docs
}

// raw is the tables without the store.
type raw struct {
	conn                   *sql.Conn
	doc, key, mark, change *sql.Stmt
	get                    *sql.Stmt
}

func openRaw(b *testing.B) *raw {
	b.Helper()
	path := filepath.Join(b.TempDir(), "raw.db")
	if err := prepareFile(b.Context(), path); err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", dsn(path, "cache_size(-32768)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)"))
	if err != nil {
		b.Fatal(err)
	}
	r := &raw{}
	if r.conn, err = db.Conn(b.Context()); err != nil {
		b.Fatal(err)
	}
	prepare := func(text string) *sql.Stmt {
		s, err := r.conn.PrepareContext(b.Context(), text)
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	r.doc = prepare("INSERT INTO docs (collection, id, version, schema, uniq, idx, body) VALUES (?, ?, ?, ?, ?, ?, ?)")
	r.key = prepare("INSERT INTO uniques (collection, key, n) VALUES (?, ?, ?)")
	r.mark = prepare("INSERT INTO indexes (collection, name, value, id, n) VALUES (?, ?, ?, ?, ?)")
	r.change = prepare("UPDATE docs SET version = version + 1, schema = ?, uniq = ?, idx = ?, body = ? WHERE collection = ? AND id = ? AND version = ?")
	r.get = prepare("SELECT id, version, schema, uniq, idx, body FROM docs WHERE collection = ? AND id = ?")
	b.Cleanup(func() {
		for _, s := range []*sql.Stmt{r.doc, r.key, r.mark, r.change, r.get} {
			_ = s.Close()
		}
		_ = r.conn.Close()
		_ = db.Close()
	})
	return r
}

func (r *raw) insert(b *testing.B, rows []row) {
	ctx := context.Background()
	exec := func(s *sql.Stmt, args ...any) int64 {
		res, err := s.ExecContext(ctx, args...)
		if err != nil {
			b.Fatal(err)
		}
		n, _ := res.LastInsertId()
		return n
	}
	tx := func(text string) {
		if _, err := r.conn.ExecContext(ctx, text); err != nil {
			b.Fatal(err)
		}
	}
	tx("BEGIN IMMEDIATE")
	for _, d := range rows {
		n := exec(r.doc, 1, d.id, d.version, d.schema, []byte(d.uniq), []byte(d.idx), d.body)
		for _, k := range d.unique {
			exec(r.key, 1, k, n)
		}
		for i, m := range d.index {
			exec(r.mark, 1, i+2, m.value, d.id, n)
		}
	}
	tx("COMMIT")
}

// batch makes documents with ids like hashes.
func batch(n int, r *rand.ChaCha8) ([]docstore.Doc, []row) {
	docs, rows := make([]docstore.Doc, n), make([]row, n)
	for i := range docs {
		var id [16]byte
		binary.LittleEndian.PutUint64(id[:], r.Uint64())
		binary.LittleEndian.PutUint64(id[8:], r.Uint64())
		docs[i] = claim(hex.EncodeToString(id[:]))
		rows[i] = encode(docs[i])
	}
	return docs, rows
}

func BenchmarkInsert(b *testing.B) {
	for _, n := range []int{200, 50, 1} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, r, p, source := store(b, ""), openRaw(b), pair{}, rand.NewChaCha8([32]byte{})
			for b.Loop() {
				docs, rows := batch(n, source)
				p.turn(n, func() { insert(b, s, "claims", docs...) }, func() { r.insert(b, rows) })
			}
			p.report(b)
		})
	}
}

// BenchmarkInsertTogether: many callers with one document each, beside one raw
// transaction with as many documents.
func BenchmarkInsertTogether(b *testing.B) {
	const callers = 200
	s, r, p, source := store(b, ""), openRaw(b), pair{}, rand.NewChaCha8([32]byte{})
	work, done := make(chan docstore.Doc, callers), make(chan struct{}, callers)
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for d := range work {
				insert(b, s, "claims", d)
				done <- struct{}{}
			}
		})
	}
	for b.Loop() {
		docs, rows := batch(callers, source)
		p.turn(callers, func() {
			for _, d := range docs {
				work <- d
			}
			for range docs {
				<-done
			}
		}, func() { r.insert(b, rows) })
	}
	close(work)
	wg.Wait()
	stats := s.Stats()
	b.ReportMetric(float64(stats.Writes)/float64(stats.Commits), "docs/commit")
	p.report(b)
}

// stocked holds the same documents in the store and in the raw file.
func stocked(b *testing.B) (*Store, *raw, []docstore.Doc, []row) {
	s, r := store(b, ""), openRaw(b)
	docs, rows := batch(20_000, rand.NewChaCha8([32]byte{}))
	for i := 0; i < len(docs); i += 500 {
		insert(b, s, "claims", docs[i:i+500]...)
		r.insert(b, rows[i:i+500])
	}
	return s, r, docs, rows
}

func BenchmarkGet(b *testing.B) {
	const some = 200
	s, r, docs, _ := stocked(b)
	p, ctx := pair{}, b.Context()
	i := 0
	for b.Loop() {
		i += some
		p.turn(some, func() {
			for k := range some {
				if _, err := s.Get(ctx, "claims", docs[(i+k)%len(docs)].ID); err != nil {
					b.Fatal(err)
				}
			}
		}, func() {
			for k := range some {
				var d row
				if err := r.get.QueryRowContext(ctx, 1, docs[(i+k)%len(docs)].ID).Scan(&d.id, &d.version, &d.schema, &d.uniq, &d.idx, &d.body); err != nil {
					b.Fatal(err)
				}
				_, _ = strings.Split(d.uniq, separator), indexMap(d.idx)
			}
		})
	}
	p.report(b)
}

func BenchmarkReplace(b *testing.B) {
	s, r, docs, rows := stocked(b)
	p, ctx := pair{}, b.Context()
	versions := make([]int64, len(docs))
	i := 0
	for b.Loop() {
		i = (i + 1) % len(docs)
		versions[i]++
		d, w := docs[i], rows[i]
		p.turn(1, func() {
			d.Version = versions[i]
			if _, err := s.Replace(ctx, "claims", d); err != nil {
				b.Fatal(err)
			}
		}, func() {
			res, err := r.change.ExecContext(ctx, w.schema, []byte(w.uniq), []byte(w.idx), w.body, 1, w.id, versions[i])
			if err != nil {
				b.Fatal(err)
			}
			if n, err := res.RowsAffected(); n != 1 || err != nil {
				b.Fatal(n, err)
			}
		})
	}
	p.report(b)
}

// BenchmarkAll reads and decodes a whole collection.
func BenchmarkAll(b *testing.B) {
	s, r, docs, _ := stocked(b)
	p, ctx := pair{}, b.Context()
	for b.Loop() {
		p.turn(len(docs), func() {
			n := 0
			for _, err := range s.All(ctx, "claims") {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != len(docs) {
				b.Fatal(n)
			}
		}, func() {
			rows, err := r.conn.QueryContext(ctx, "SELECT id, version, schema, uniq, idx, body FROM docs WHERE collection = 1 ORDER BY id")
			if err != nil {
				b.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var d row
				if err := rows.Scan(&d.id, &d.version, &d.schema, &d.uniq, &d.idx, &d.body); err != nil {
					b.Fatal(err)
				}
				_, _ = strings.Split(d.uniq, separator), indexMap(d.idx)
			}
		})
	}
	p.report(b)
}
