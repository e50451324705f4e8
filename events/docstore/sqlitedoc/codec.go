package sqlitedoc

import (
	"bytes"
	"slices"
	"strings"

	"wanjia/events/docstore"
)

// A document's keys are kept twice: as rows of the key tables, where they are
// looked for, and joined in its own row, so that reading it is one look-up and
// replacing it knows what to take away. The separator cannot occur: the contract
// refuses NUL in keys, and "=" in names.
const separator = "\x00"

// row is a document ready to be bound. It shares nothing with the caller's, who
// may leave and reuse it while the writer still works.
type row struct {
	id      string
	version int64
	schema  int64
	body    []byte
	unique  []string
	index   []mark // by name
	uniq    string // unique, joined
	idx     string // index, joined
}

// mark is one index key.
type mark struct{ name, value string }

func encode(d docstore.Doc) row {
	r := row{
		id: d.ID, version: d.Version, schema: int64(d.Schema),
		body:   bytes.Clone(d.Body),
		unique: slices.Clone(d.Unique),
		uniq:   strings.Join(d.Unique, separator),
	}
	if len(d.Index) == 0 {
		return r
	}
	r.index = make([]mark, 0, len(d.Index))
	for name, value := range d.Index {
		r.index = append(r.index, mark{name, value})
	}
	slices.SortFunc(r.index, func(a, b mark) int { return strings.Compare(a.name, b.name) })
	var b strings.Builder
	for i, m := range r.index {
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(m.name)
		b.WriteByte('=')
		b.WriteString(m.value)
	}
	r.idx = b.String()
	return r
}

func splitUnique(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, separator)
}

func splitIndex(s string) []mark {
	if s == "" {
		return nil
	}
	marks := make([]mark, 0, 4)
	for pair := range strings.SplitSeq(s, separator) {
		name, value, _ := strings.Cut(pair, "=")
		marks = append(marks, mark{name, value})
	}
	return marks
}

func indexMap(s string) map[string]string {
	marks := splitIndex(s)
	if marks == nil {
		return nil
	}
	index := make(map[string]string, len(marks))
	for _, m := range marks {
		index[m.name] = m.value
	}
	return index
}
