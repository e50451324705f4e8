package main

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"wanjia/events/docstore"
	"wanjia/events/fault"
)

// timedEngine measures every operation on the document store. It is an engine
// itself, so nothing that keeps documents knows of it.
type timedEngine struct {
	docstore.Engine
	took   *prometheus.HistogramVec // by operation
	failed *prometheus.CounterVec   // by operation and kind of fault
	stored prometheus.Counter
}

func newTimedEngine(e docstore.Engine, r prometheus.Registerer) *timedEngine {
	t := &timedEngine{
		Engine: e,
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "wanjia_docstore_seconds",
			Help:    "Time of an operation on the document store.",
			Buckets: []float64{.0001, .0003, .001, .003, .01, .03, .1, .3, 1, 3},
		}, []string{"op"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "wanjia_docstore_failures_total",
			Help: "Operations on the document store that ended in a fault of the store, not of the request.",
		}, []string{"op", "kind"}),
		stored: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "wanjia_docstore_inserted_total",
			Help: "Documents inserted.",
		}),
	}
	r.MustRegister(t.took, t.failed, t.stored)
	return t
}

// done notes an operation. What a caller may well run into, such as a document
// that is not there, is no failure.
func (t *timedEngine) done(op string, start time.Time, err error) {
	t.took.WithLabelValues(op).Observe(time.Since(start).Seconds())
	if err == nil {
		return
	}
	switch kind := fault.Of(err).Kind; kind {
	case fault.Internal, fault.Unavailable:
		t.failed.WithLabelValues(op, kind.String()).Inc()
	}
}

// Insert implements [docstore.Engine].
func (t *timedEngine) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	start := time.Now()
	answers, err := t.Engine.Insert(ctx, collection, docs)
	t.done("insert", start, err)
	for _, a := range answers {
		if a == nil && err == nil {
			t.stored.Inc()
		}
	}
	return answers, err
}

// Get implements [docstore.Engine].
func (t *timedEngine) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	start := time.Now()
	d, err := t.Engine.Get(ctx, collection, id)
	t.done("get", start, err)
	return d, err
}

// GetMany implements [docstore.Engine].
func (t *timedEngine) GetMany(ctx context.Context, collection string, ids []string) ([]docstore.Doc, error) {
	start := time.Now()
	docs, err := t.Engine.GetMany(ctx, collection, ids)
	t.done("get_many", start, err)
	return docs, err
}

// Find implements [docstore.Engine].
func (t *timedEngine) Find(ctx context.Context, collection, key string) (docstore.Doc, error) {
	start := time.Now()
	d, err := t.Engine.Find(ctx, collection, key)
	t.done("find", start, err)
	return d, err
}

// Replace implements [docstore.Engine].
func (t *timedEngine) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	start := time.Now()
	v, err := t.Engine.Replace(ctx, collection, doc)
	t.done("replace", start, err)
	return v, err
}

// Delete implements [docstore.Engine].
func (t *timedEngine) Delete(ctx context.Context, collection, id string, version int64) error {
	start := time.Now()
	err := t.Engine.Delete(ctx, collection, id, version)
	t.done("delete", start, err)
	return err
}

// List implements [docstore.Engine].
func (t *timedEngine) List(ctx context.Context, collection string, q docstore.Query) (docstore.Page, error) {
	start := time.Now()
	p, err := t.Engine.List(ctx, collection, q)
	t.done("list", start, err)
	return p, err
}

// Count implements [docstore.Engine].
func (t *timedEngine) Count(ctx context.Context, collection, index, prefix string) (int, error) {
	start := time.Now()
	n, err := t.Engine.Count(ctx, collection, index, prefix)
	t.done("count", start, err)
	return n, err
}

// All implements [docstore.Engine]; its time includes what the caller does with
// each document.
func (t *timedEngine) All(ctx context.Context, collection string) iter.Seq2[docstore.Doc, error] {
	return func(yield func(docstore.Doc, error) bool) {
		start := time.Now()
		var failures []error
		for d, err := range t.Engine.All(ctx, collection) {
			if err != nil {
				failures = append(failures, err)
			}
			if !yield(d, err) {
				break
			}
		}
		t.done("all", start, errors.Join(failures...))
	}
}
