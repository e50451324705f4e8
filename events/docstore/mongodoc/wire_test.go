package mongodoc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// fakeServer speaks as much of MongoDB's wire protocol as the engine needs, and
// keeps to what MongoDB documents: the unique index over an array's elements, E11000
// with keyPattern and keyValue, atomic updates, a retried write answered from memory.
// It shows that the engine draws the right conclusions from such answers, under
// contention too, which the wire server of the nested module cannot. It does not show
// that MongoDB gives them: for that there is WANJIA_TEST_MONGODB_URI.
type fakeServer struct {
	fakeData
	listener net.Listener
	replica  bool // a replica set of one, else a single server
	wg       sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]bool
	fault func(command string) trouble // nil for none
	seen  []bson.Raw                   // commands, but for those that keep the connection
}

// trouble is what befalls a command.
type trouble uint8

const (
	none      trouble = iota
	cutBefore         // the connection ends, nothing was done
	cutAfter          // the connection ends when all was done
	mute              // no answer, ever
	unsure            // done, but a write concern error
	stepDown          // refused: this is not the primary any more
	diskFull          // refused: no space
)

func startFake(t *testing.T, replica bool) *fakeServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &fakeServer{listener: l, replica: replica, conns: map[net.Conn]bool{}}
	s.wg.Go(s.accept)
	t.Cleanup(func() {
		_ = l.Close()
		s.drop()
		s.wg.Wait()
	})
	return s
}

func (s *fakeServer) address() string { return s.listener.Addr().String() }

// drop ends all connections.
func (s *fakeServer) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.Close()
	}
}

// troubles sets what befalls the commands from now on.
func (s *fakeServer) troubles(fault func(command string) trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// commands returns what was seen and forgets it.
func (s *fakeServer) commands() []bson.Raw {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.seen
	s.seen = nil
	return seen
}

func (s *fakeServer) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[c] = true
		s.mu.Unlock()
		s.wg.Go(func() {
			_ = s.serve(c)
			_ = c.Close()
			s.mu.Lock()
			defer s.mu.Unlock()
			delete(s.conns, c)
		})
	}
}

const (
	opReply = 1
	opQuery = 2004
	opMsg   = 2013
)

// serve answers one connection until it ends.
func (s *fakeServer) serve(c net.Conn) error {
	for {
		head := make([]byte, 16)
		if _, err := io.ReadFull(c, head); err != nil {
			return err
		}
		size, id, code := binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:]), binary.LittleEndian.Uint32(head[12:])
		if size < 16 || size > 48<<20 {
			return fmt.Errorf("message of %d bytes", size)
		}
		body := make([]byte, size-16)
		if _, err := io.ReadFull(c, body); err != nil {
			return err
		}
		command, err := commandOf(code, body)
		if err != nil {
			return err
		}
		reply, err := s.answer(command)
		if errors.Is(err, errMute) {
			_, err = io.Copy(io.Discard, c) // until the other side gives up
			return err
		}
		if err != nil {
			return err
		}
		if err := send(c, id, code, reply); err != nil {
			return err
		}
	}
}

// commandOf reads the command of a message; documents sent beside it become the
// array they stand for.
func commandOf(code uint32, body []byte) (bson.Raw, error) {
	if code == opQuery { // the first hello of a connection: flags, name, skip, return
		at := 4
		for body[at] != 0 {
			at++
		}
		return bson.Raw(body[at+9:]), nil
	}
	if code != opMsg {
		return nil, fmt.Errorf("operation %d", code)
	}
	var command bson.D
	for rest := body[4:]; len(rest) > 4; {
		kind := rest[0]
		size := binary.LittleEndian.Uint32(rest[1:])
		section := rest[1 : 1+size]
		rest = rest[1+size:]
		if kind == 0 {
			if err := bson.Unmarshal(section, &command); err != nil {
				return nil, err
			}
			continue
		}
		at := 4
		for section[at] != 0 {
			at++
		}
		name, docs := string(section[4:at]), bson.A{}
		for section = section[at+1:]; len(section) > 0; {
			n := binary.LittleEndian.Uint32(section)
			docs = append(docs, bson.Raw(section[:n]))
			section = section[n:]
		}
		command = append(command, bson.E{Key: name, Value: docs})
	}
	return bson.Marshal(command)
}

func send(c net.Conn, to, code uint32, reply bson.D) error {
	raw, err := bson.Marshal(reply)
	if err != nil {
		return err
	}
	head, kind := make([]byte, 36), uint32(opReply)
	if code == opMsg { // flags and the kind of the one section; else flags, cursor, start, and one document
		head, kind = head[:21], opMsg
	} else {
		binary.LittleEndian.PutUint32(head[32:], 1)
	}
	binary.LittleEndian.PutUint32(head, uint32(len(head)+len(raw)))
	binary.LittleEndian.PutUint32(head[8:], to)
	binary.LittleEndian.PutUint32(head[12:], kind)
	_, err = c.Write(append(head, raw...))
	return err
}

var (
	errCut  = errors.New("cut on purpose")
	errMute = errors.New("mute on purpose")
)

// answer does a command, with the trouble that befalls it.
func (s *fakeServer) answer(raw bson.Raw) (bson.D, error) {
	elements, err := raw.Elements()
	if err != nil || len(elements) == 0 {
		return nil, errors.Join(err, errCut)
	}
	name := elements[0].Key()
	switch name {
	case "hello", "isMaster", "ismaster":
		return s.hello(), nil
	case "ping", "endSessions", "killCursors":
		return bson.D{{Key: "ok", Value: 1}}, nil
	}
	what := none
	s.mu.Lock()
	s.seen = append(s.seen, raw)
	if s.fault != nil {
		what = s.fault(name)
	}
	s.mu.Unlock()
	switch what {
	case cutBefore:
		return nil, errCut
	case mute:
		return nil, errMute
	case stepDown:
		return append(failure(10107, "NotWritablePrimary", "not primary"),
			bson.E{Key: "errorLabels", Value: bson.A{"RetryableWriteError"}}), nil
	case diskFull:
		return failure(14031, "OutOfDiskSpace", "available disk space is less than required minimum"), nil
	}
	reply := s.once(raw, name)
	switch what {
	case cutAfter:
		return nil, errCut
	case unsure:
		reply = append(reply, bson.E{Key: "writeConcernError", Value: bson.D{
			{Key: "code", Value: 64}, {Key: "codeName", Value: "WriteConcernFailed"}, {Key: "errmsg", Value: "waiting for replication timed out"},
		}})
	}
	return reply, nil
}

func failure(code int, name, text string) bson.D {
	return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: code}, {Key: "codeName", Value: name}, {Key: "errmsg", Value: text}}
}

func (s *fakeServer) hello() bson.D {
	d := bson.D{
		{Key: "ok", Value: 1}, {Key: "helloOk", Value: true}, {Key: "isWritablePrimary", Value: true}, {Key: "ismaster", Value: true},
		{Key: "minWireVersion", Value: 0}, {Key: "maxWireVersion", Value: 25}, {Key: "maxBsonObjectSize", Value: 16 << 20},
		{Key: "maxMessageSizeBytes", Value: 48_000_000}, {Key: "maxWriteBatchSize", Value: 100_000}, {Key: "logicalSessionTimeoutMinutes", Value: 30},
	}
	if s.replica {
		d = append(d, bson.E{Key: "setName", Value: "rs"}, bson.E{Key: "hosts", Value: bson.A{s.address()}}, bson.E{Key: "me", Value: s.address()})
	}
	return d
}
