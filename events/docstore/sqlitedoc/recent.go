package sqlitedoc

import (
	"bytes"
	"sync"

	"wanjia/events/docstore"
)

// recent keeps the documents that were read by id of late, as they are stored: a
// household that looks, presses and looks again is one account and one session, and
// finding these in the file costs more than the rest of a press.
//
// It never answers with what has been replaced: the file has one writer, which takes
// out what it is about to change before it commits and lets nothing of it in again
// until it has.
//
// It is two maps. What is read goes into the young one; when that is full it becomes
// the old one, and what was not asked for since the last time that happened is gone.
type recent struct {
	mu         sync.Mutex
	young, old map[docKey]*recentDoc
	bytes      int                 // of young
	changing   map[docKey]struct{} // by the writer, now
}

// docKey is a collection's number and a document's id.
type docKey struct {
	c  int64
	id string
}

// recentDoc is a document, or the place of one that is being read.
type recentDoc struct {
	known bool
	doc   text
}

// text is a document as its row has it. Nobody writes to it.
type text struct {
	version   int64
	schema    int
	uniq, idx string
	body      []byte
}

func (t text) size() int { return len(t.uniq) + len(t.idx) + len(t.body) }

// doc makes the caller's own document of it.
func (t text) doc(id string) docstore.Doc {
	return docstore.Doc{
		ID: id, Version: t.version, Schema: t.schema, Body: bytes.Clone(t.body),
		Unique: splitUnique(t.uniq), Index: indexMap(t.idx),
	}
}

// Bounds of [recent].
const (
	recentBytes = 16 << 20 // of each of the two maps, about
	recentLarge = 16 << 10 // a document of more is not kept
	recentEach  = 200      // bytes an entry costs beside its text
)

// get returns a document if it is kept. If it is not, the caller is to read it and to
// hand what it found to [recent.fill] with the place it got, which may be nil.
func (r *recent) get(k docKey) (_ docstore.Doc, ok bool, at *recentDoc) {
	r.mu.Lock()
	e := r.young[k]
	if e == nil {
		if e = r.old[k]; e != nil {
			delete(r.old, k)
			if e.known {
				r.put(k, e)
			} else {
				e = nil
			}
		}
	}
	switch {
	case e != nil && e.known:
		r.mu.Unlock()
		return e.doc.doc(k.id), true, nil
	case e == nil:
		if _, now := r.changing[k]; !now {
			at = new(recentDoc)
			r.put(k, at)
		}
	}
	r.mu.Unlock()
	return docstore.Doc{}, false, at
}

// put is called with the lock held.
func (r *recent) put(k docKey, e *recentDoc) {
	size := recentEach + len(k.id) + e.doc.size()
	if r.young == nil || r.bytes+size > recentBytes {
		r.old, r.young, r.bytes = r.young, map[docKey]*recentDoc{}, 0
	}
	r.young[k] = e
	r.bytes += size
}

// fill keeps what was read for a place, unless the document has been changed since or
// the place is needed for others by now.
func (r *recent) fill(k docKey, at *recentDoc, d text, found bool) {
	if at == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.young[k] != at {
		return
	}
	if !found || d.size() > recentLarge {
		delete(r.young, k)
		return
	}
	at.doc, at.known = d, true
	r.bytes += d.size()
}

// change takes out what the writer is about to write.
func (r *recent) change(keys []docKey) {
	if len(keys) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.changing == nil {
		r.changing = map[docKey]struct{}{}
	}
	for _, k := range keys {
		delete(r.young, k)
		delete(r.old, k)
		r.changing[k] = struct{}{}
	}
}

// changed lets in again what the writer has written, or failed to.
func (r *recent) changed(keys []docKey) {
	if len(keys) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range keys {
		delete(r.changing, k)
	}
}
