package redisstore

import (
	"encoding/json"
	"fmt"
	"time"

	"wanjia/streaming"
)

// record is [streaming.Record] as it is stored; names are short because thousands
// of them are read at once.
type record struct {
	Cell     int64   `json:"n"`
	Run      string  `json:"r"`
	Break    bool    `json:"b,omitzero"`
	Sequence int64   `json:"d"`
	Pieces   []piece `json:"p"`
}

type piece struct {
	Name     string  `json:"u,omitzero"`
	Init     string  `json:"i,omitzero"`
	Codec    string  `json:"c,omitzero"`
	Start    int64   `json:"t"` // nanoseconds
	Duration int64   `json:"l"` // nanoseconds
	Size     int64   `json:"s,omitzero"`
	Shares   []share `json:"q,omitzero"`
}

type share struct {
	Name        string `json:"u,omitzero"`
	Duration    int64  `json:"l"` // nanoseconds
	Independent bool   `json:"i,omitzero"`
}

func encode(r streaming.Record) string {
	stored := record{Cell: r.Cell, Run: r.Run, Break: r.Break, Sequence: r.Sequence, Pieces: make([]piece, len(r.Pieces))}
	for i, p := range r.Pieces {
		stored.Pieces[i] = piece{Name: p.Name, Init: p.Init, Codec: p.Codec, Start: int64(p.Start), Duration: int64(p.Duration), Size: p.Size}
		for _, q := range p.Shares {
			stored.Pieces[i].Shares = append(stored.Pieces[i].Shares, share{q.Name, int64(q.Duration), q.Independent})
		}
	}
	b, err := json.Marshal(stored)
	if err != nil {
		panic(err) // it is made of strings and numbers
	}
	return string(b)
}

func decode(text string) (streaming.Record, error) {
	var stored record
	if err := json.Unmarshal([]byte(text), &stored); err != nil {
		return streaming.Record{}, fmt.Errorf("read a stored record: %w", err)
	}
	r := streaming.Record{Cell: stored.Cell, Run: stored.Run, Break: stored.Break, Sequence: stored.Sequence, Pieces: make([]streaming.Piece, len(stored.Pieces))}
	for i, p := range stored.Pieces {
		r.Pieces[i] = streaming.Piece{Name: p.Name, Init: p.Init, Codec: p.Codec, Start: time.Duration(p.Start), Duration: time.Duration(p.Duration), Size: p.Size}
		for _, q := range p.Shares {
			r.Pieces[i].Shares = append(r.Pieces[i].Shares, streaming.Share{Name: q.Name, Duration: time.Duration(q.Duration), Independent: q.Independent})
		}
	}
	return r, nil
}

func decodeAll(texts []string) ([]streaming.Record, error) {
	out := make([]streaming.Record, len(texts))
	for i, text := range texts {
		r, err := decode(text)
		if err != nil {
			return nil, err
		}
		out[i] = r
	}
	return out, nil
}
