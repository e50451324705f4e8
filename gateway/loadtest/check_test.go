package loadtest

import "testing"

func TestCheck(t *testing.T) {
	t.Parallel()
	capacity := map[string]int{"a": 3, "b": 2}
	promise := func(id string, places ...int) Ack { return Ack{id, "a", places, "claimed"} }
	owned := func(id, pool string, places ...int) Stored { return Stored{id, pool, places, true} }
	tests := map[string]struct {
		promised       []Ack
		stored         []Stored
		oversold, lost int
	}{
		"nothing":           {},
		"as promised":       {[]Ack{promise("c1", 1, 2)}, []Stored{owned("c1", "a", 2, 1), owned("c2", "b", 1)}, 0, 0},
		"promised twice":    {[]Ack{promise("c1", 1), promise("c1", 1)}, []Stored{owned("c1", "a", 1)}, 0, 0},
		"given back since":  {[]Ack{promise("c1", 1)}, []Stored{{"c1", "a", nil, false}, owned("c2", "a", 1)}, 0, 0},
		"gone":              {[]Ack{promise("c1", 1), promise("c2", 2)}, []Stored{owned("c2", "a", 2)}, 0, 1},
		"other places":      {[]Ack{promise("c1", 1)}, []Stored{owned("c1", "a", 2)}, 0, 1},
		"held twice":        {nil, []Stored{owned("c1", "a", 1), owned("c2", "a", 1)}, 1, 0},
		"beyond the pool":   {nil, []Stored{owned("c1", "b", 3)}, 1, 0},
		"below the first":   {nil, []Stored{owned("c1", "b", 0)}, 1, 0},
		"more than it has":  {nil, []Stored{owned("c1", "b", 1, 2), owned("c2", "b", 2, 1)}, 2, 0},
		"a pool of nobody":  {nil, []Stored{owned("c1", "x", 1)}, 1, 0},
		"an unread promise": {[]Ack{{ID: "unreadable: {"}}, nil, 0, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Check(tt.promised, tt.stored, capacity)
			if v.Oversold != tt.oversold || v.Lost != tt.lost {
				t.Errorf("oversold %d, lost %d, want %d and %d", v.Oversold, v.Lost, tt.oversold, tt.lost)
			}
			if v.OK() != (v.First == "") {
				t.Errorf("OK is %v, and the first thing wrong is %q", v.OK(), v.First)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	const ok = "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello"
	for n := range len(ok) {
		if _, size, _, err := answer([]byte(ok[:n])); size != 0 || err != nil {
			t.Fatalf("of %d bytes: size %d, %v", n, size, err)
		}
	}
	tests := map[string]struct {
		text, body   string
		status, size int
	}{
		"whole":      {ok, "hello", 200, len(ok)},
		"more":       {ok + "HTTP", "hello", 200, len(ok)},
		"no body":    {"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", "", 304, 38},
		"no length":  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "", 0, 0},
		"no HTTP":    {"SSH-2.0-OpenSSH_9.2p1", "", 0, 0},
		"odd length": {"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "", 0, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, size, body, err := answer([]byte(tt.text))
			if status != tt.status || size != tt.size || string(body) != tt.body {
				t.Errorf("status %d, size %d, body %q, want %d, %d, %q", status, size, body, tt.status, tt.size, tt.body)
			}
			if (err != nil) != (tt.status == 0) {
				t.Errorf("err = %v", err)
			}
		})
	}
}
