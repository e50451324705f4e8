package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"wanjia/events/docstore"
	"wanjia/events/docstore/mongodoc"
)

// Each benchmark does a piece of work through the engine and then the same piece
// through the driver alone, in turns, on one server. x_raw is how many times longer
// the engine took. The server's figures say nothing of MongoDB's.

type pair struct {
	store, raw time.Duration
	docs       int
}

func (p *pair) turn(docs int, store, raw func() error) error {
	start := time.Now()
	if err := store(); err != nil {
		return err
	}
	middle := time.Now()
	err := raw()
	p.raw += time.Since(middle)
	p.store += middle.Sub(start)
	p.docs += docs
	return err
}

func (p *pair) report(b *testing.B) {
	b.ReportMetric(float64(p.docs)/p.store.Seconds(), "docs/s")
	b.ReportMetric(float64(p.docs)/p.raw.Seconds(), "raw_docs/s")
	b.ReportMetric(p.store.Seconds()/p.raw.Seconds(), "x_raw")
}

// claims makes documents with four unique and two index keys, for the engine and as
// the driver is given them.
func claims(n int) ([]docstore.Doc, []any) {
	docs, raw := make([]docstore.Doc, n), make([]any, n)
	for i := range docs {
		id := fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64())
		d := docstore.Doc{
			ID: id, Version: 1, Schema: 1, Body: fmt.Appendf(nil, `{"id":%q,"text":"%0400d"}`, id, 7),
			Unique: []string{"place/" + id, "holder/" + id, "code/" + id, "household/" + id},
			Index:  map[string]string{"holder": "h" + id[:2], "pool": "lantern"},
		}
		docs[i] = d
		raw[i] = rawDoc(d, 1)
	}
	return docs, raw
}

func rawDoc(d docstore.Doc, version int64) bson.D {
	return bson.D{
		{Key: "_id", Value: d.ID}, {Key: "v", Value: version}, {Key: "s", Value: int64(1)}, {Key: "b", Value: string(d.Body)},
		{Key: "u", Value: bson.A{"=" + d.ID, "+" + d.Unique[0], "+" + d.Unique[1], "+" + d.Unique[2], "+" + d.Unique[3]}},
		{Key: "ix", Value: bson.D{{Key: "holder", Value: d.Index["holder"]}, {Key: "pool", Value: d.Index["pool"]}}},
	}
}

// bare is the driver alone, with the same concerns and indexes.
func bare(b *testing.B, uri string) *mongo.Collection {
	b.Helper()
	journal := true
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetReadConcern(readconcern.Majority()).
		SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journal}).SetTimeout(15 * time.Second))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = client.Disconnect(b.Context()) })
	c := client.Database(fmt.Sprintf("test_bare%x", rand.Uint64())).Collection("claims")
	_, err = c.Indexes().CreateMany(b.Context(), []mongo.IndexModel{
		{Keys: bson.D{{Key: "u", Value: 1}}, Options: options.Index().SetUnique(true)},
		{Keys: bson.D{{Key: "ix.holder", Value: 1}, {Key: "_id", Value: 1}}},
		{Keys: bson.D{{Key: "ix.pool", Value: 1}, {Key: "_id", Value: 1}}},
	})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func both(b *testing.B) (*mongodoc.Store, *mongo.Collection) {
	uri := shared(b)
	s := database(b, uri)
	b.Cleanup(func() { _ = s.Close() })
	return s, bare(b, uri)
}

func BenchmarkInsert200(b *testing.B) {
	s, c := both(b)
	var p pair
	for b.Loop() {
		docs, raw := claims(200)
		err := p.turn(len(docs), func() error {
			_, err := s.Insert(b.Context(), "claims", docs)
			return err
		}, func() error {
			_, err := c.InsertMany(b.Context(), raw, options.InsertMany().SetOrdered(false))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	p.report(b)
}

// stocked holds the same few documents on both sides.
func stocked(b *testing.B) (*mongodoc.Store, *mongo.Collection, []docstore.Doc) {
	s, c := both(b)
	docs, raw := claims(200)
	if _, err := s.Insert(b.Context(), "claims", docs); err != nil {
		b.Fatal(err)
	}
	if _, err := c.InsertMany(b.Context(), raw); err != nil {
		b.Fatal(err)
	}
	return s, c, docs
}

func BenchmarkGet(b *testing.B) {
	s, c, docs := stocked(b)
	var p pair
	for i := 0; b.Loop(); i++ {
		id := docs[i%len(docs)].ID
		err := p.turn(1, func() error {
			_, err := s.Get(b.Context(), "claims", id)
			return err
		}, func() error {
			var d struct {
				ID     string            `bson:"_id"`
				V      int64             `bson:"v"`
				Schema int64             `bson:"s"`
				Body   string            `bson:"b"`
				U      []string          `bson:"u"`
				X      map[string]string `bson:"ix"`
			}
			return c.FindOne(b.Context(), bson.D{{Key: "_id", Value: id}}).Decode(&d)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	p.report(b)
}

func BenchmarkReplace(b *testing.B) {
	s, c, docs := stocked(b)
	var p pair
	for i := 0; b.Loop(); i++ {
		d := docs[i%len(docs)]
		d.Version = int64(1 + i/len(docs))
		err := p.turn(1, func() error {
			_, err := s.Replace(b.Context(), "claims", d)
			return err
		}, func() error {
			res, err := c.ReplaceOne(b.Context(), bson.D{{Key: "_id", Value: d.ID}, {Key: "v", Value: d.Version}}, rawDoc(d, d.Version+1))
			if err == nil && res.MatchedCount != 1 {
				err = docstore.ErrStale
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	p.report(b)
}
