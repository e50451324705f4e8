package proof

import (
	"context"
	"sync/atomic"
	"time"

	"wanjia/events/docstore"
)

// awayFor is how long documents are away, or the disk is full.
const awayFor = 700 * time.Millisecond

// awayEngine is a document store that can not be reached for a while. Every second
// write of that time happens although it is not heard of.
type awayEngine struct {
	docstore.Engine
	until atomic.Int64
	n     atomic.Int64
}

func (e *awayEngine) gone() bool { return time.Now().UnixNano() < e.until.Load() }

func (e *awayEngine) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	if !e.gone() {
		return e.Engine.Insert(ctx, collection, docs)
	}
	if e.n.Add(1)%2 == 0 {
		_, _ = e.Engine.Insert(ctx, collection, docs)
	}
	return nil, docstore.ErrUnavailable
}

func (e *awayEngine) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	if !e.gone() {
		return e.Engine.Replace(ctx, collection, doc)
	}
	if e.n.Add(1)%2 == 0 {
		_, _ = e.Engine.Replace(ctx, collection, doc)
	}
	return 0, docstore.ErrUnavailable
}

func (e *awayEngine) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	if e.gone() {
		return docstore.Doc{}, docstore.ErrUnavailable
	}
	return e.Engine.Get(ctx, collection, id)
}

func (e *awayEngine) List(ctx context.Context, collection string, q docstore.Query) (docstore.Page, error) {
	if e.gone() {
		return docstore.Page{}, docstore.ErrUnavailable
	}
	return e.Engine.List(ctx, collection, q)
}
