package mongodoc

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.uber.org/goleak"

	"wanjia/events/docstore"
)

// once befalls the first command of that name only.
func once(name string, what trouble) func(string) trouble {
	var done atomic.Bool
	return func(command string) trouble {
		if command == name && done.CompareAndSwap(false, true) {
			return what
		}
		return none
	}
}

func always(name string, what trouble) func(string) trouble {
	return func(command string) trouble {
		if command == name {
			return what
		}
		return none
	}
}

func one(id string) []docstore.Doc {
	return []docstore.Doc{{ID: id, Version: 1, Body: []byte("1"), Unique: []string{"k" + id}}}
}

// TestTroubles: what each trouble of the server means to who called.
func TestTroubles(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		replica bool
		fault   func(string) trouble
		want    error // of the insert
		stored  bool
	}{
		"cut before, retried":      {true, once("insert", cutBefore), nil, true},
		"cut after, retried":       {true, once("insert", cutAfter), nil, true},
		"stepped down, retried":    {true, once("insert", stepDown), nil, true},
		"cut before, always":       {true, always("insert", cutBefore), docstore.ErrUnavailable, false},
		"cut after, always":        {true, always("insert", cutAfter), docstore.ErrUnavailable, true},
		"stepped down, always":     {true, always("insert", stepDown), docstore.ErrUnavailable, false},
		"cut before, no retries":   {false, once("insert", cutBefore), docstore.ErrUnavailable, false},
		"cut after, no retries":    {false, once("insert", cutAfter), docstore.ErrUnavailable, true},
		"write concern not met":    {true, always("insert", unsure), docstore.ErrUnavailable, true},
		"no room":                  {true, always("insert", diskFull), docstore.ErrFull, false},
		"indexes cannot be made":   {true, always("createIndexes", cutBefore), docstore.ErrUnavailable, false},
		"holder cannot be read":    {true, always("find", cutBefore), nil, true},
		"no room for the indexes":  {true, always("createIndexes", diskFull), docstore.ErrFull, false},
		"indexes made, answer cut": {true, once("createIndexes", cutAfter), docstore.ErrUnavailable, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startFake(t, tt.replica)
			store := open(t, s)
			s.troubles(tt.fault)
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // the driver tries again as long as it may
			answers, err := store.Insert(ctx, "claims", one("a"))
			cancel()
			if !errors.Is(err, tt.want) || err == nil && answers[0] != nil {
				t.Errorf("Insert = %v, %v, want %v", answers, err, tt.want)
			}
			s.troubles(nil)
			_, err = store.Get(t.Context(), "claims", "a")
			if stored := err == nil; stored != tt.stored {
				t.Errorf("Get = %v, want stored %t", err, tt.stored)
			}
			answers, err = store.Insert(t.Context(), "claims", one("a")) // a caller who repeats it
			if err != nil {
				t.Fatal(err)
			}
			d, ok := errors.AsType[*docstore.Duplicate](answers[0])
			if ok != tt.stored || ok && (d.Key != "" || d.Holder != "a") {
				t.Errorf("the same insert again = %v", answers[0])
			}
		})
	}
}

// TestPartly: when a later part of an insert is refused for want of room, the earlier
// is stored, and nobody may be told that nothing was.
func TestPartly(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	store := open(t, s)
	var inserts atomic.Int64
	s.troubles(func(command string) trouble {
		if command == "insert" && inserts.Add(1) == 2 {
			return diskFull
		}
		return none
	})
	_, err := store.Insert(t.Context(), "claims", append(one("a"), one("a")...)) // the second excludes the first: two commands
	if !errors.Is(err, docstore.ErrUnavailable) || errors.Is(err, docstore.ErrFull) {
		t.Errorf("Insert = %v, want %v", err, docstore.ErrUnavailable)
	}
	if _, err := store.Get(t.Context(), "claims", "a"); err != nil {
		t.Error(err)
	}
}

// TestUnsureChanges: a replace or a delete whose write concern was not met is not
// acknowledged, and one whose answer was lost is done once.
func TestUnsureChanges(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"update", "delete"} {
		s := startFake(t, true)
		store := open(t, s)
		if _, err := store.Insert(t.Context(), "claims", one("a")); err != nil {
			t.Fatal(err)
		}
		change := func(version int64) error {
			if command == "delete" {
				return store.Delete(t.Context(), "claims", "a", version)
			}
			d := one("a")[0]
			d.Version = version
			_, err := store.Replace(t.Context(), "claims", d)
			return err
		}
		s.troubles(always(command, unsure))
		if err := change(1); !errors.Is(err, docstore.ErrUnavailable) {
			t.Errorf("%s = %v, want %v", command, err, docstore.ErrUnavailable)
		}
		s.troubles(once(command, cutAfter))
		want, version := error(nil), int64(2)
		if command == "delete" {
			want = docstore.ErrNotFound // the one before did happen
		}
		if err := change(version); !errors.Is(err, want) {
			t.Errorf("%s = %v, want %v", command, err, want)
		}
	}
}

// TestMute: a server that accepts and never answers costs the caller its deadline,
// not more.
func TestMute(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	store := open(t, s)
	s.troubles(func(string) trouble { return mute })
	for name, call := range map[string]func(context.Context) error{
		"insert": func(ctx context.Context) error { _, err := store.Insert(ctx, "claims", one("a")); return err },
		"get":    func(ctx context.Context) error { _, err := store.Get(ctx, "claims", "a"); return err },
		"check":  func(ctx context.Context) error { _, err := store.Check(ctx); return err },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		start := time.Now()
		err := call(ctx)
		cancel()
		if took := time.Since(start); !errors.Is(err, docstore.ErrUnavailable) || took > 2*time.Second {
			t.Errorf("%s = %v after %v", name, err, took)
		}
	}
	s.troubles(nil)
	if _, err := store.Check(t.Context()); err != nil {
		t.Errorf("Check = %v when the server answers again", err)
	}
}

// TestGoneAndBack: a server that goes away is said so in seconds, and used again
// when it is back.
func TestGoneAndBack(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	store := open(t, s)
	if _, err := store.Insert(t.Context(), "claims", one("a")); err != nil {
		t.Fatal(err)
	}
	address := s.address()
	if err := s.listener.Close(); err != nil {
		t.Fatal(err)
	}
	s.drop()
	start := time.Now()
	_, err := store.Get(t.Context(), "claims", "a")
	if took := time.Since(start); !errors.Is(err, docstore.ErrUnavailable) || took > 2*selectionTimeout {
		t.Errorf("Get = %v after %v", err, took)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s.wg.Wait()
	s.listener = l
	s.wg.Go(s.accept)
	if _, err := store.Get(t.Context(), "claims", "a"); err != nil {
		t.Errorf("Get = %v when the server is back", err)
	}
}

// TestNoServer: a clear message, soon, and no credentials in it.
func TestNoServer(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	_, err = Open(t.Context(), "mongodb://lihua:s3cret%2Fword@"+address+"/house")
	if took := time.Since(start); took > 2*selectionTimeout || !errors.Is(err, docstore.ErrUnavailable) {
		t.Errorf("Open = %v after %v", err, took)
	}
	for _, want := range []string{address + "/house", "is the server running"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("Open = %v, want it to say %q", err, want)
		}
	}
	secretless(t, err.Error())
}

func secretless(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{"s3cret", "lihua:"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q shows the credentials", text)
		}
	}
}

// TestRefusedLogin: the fake knows no logins; the answer hides the password.
func TestRefusedLogin(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	_, err := Open(t.Context(), "mongodb://lihua:s3cret@"+s.address()+"/?authMechanism=PLAIN&authSource=$external")
	if !errors.Is(err, docstore.ErrUnavailable) {
		t.Errorf("Open = %v, want %v", err, docstore.ErrUnavailable)
	}
	secretless(t, err.Error())
}

// TestURIs: what cannot be read is said, and never shown.
func TestURIs(t *testing.T) {
	t.Parallel()
	for _, uri := range []string{
		"", "lihua:s3cret", "http://lihua:s3cret@host/", "mongodb://", "mongodb://lihua:s3cret@/", "mongodb://lihua:s3cret@host:port/",
		"mongodb://lihua:s3cret@host/a b", "mongodb://lihua:s3cret@host/a.b", "mongodb://lihua:s3cret@host/%zz", "mongodb://lihua:s3cret/x@host/db",
		"mongodb://lihua:s3c%ret@host/", "mongodb://lihua:s3cret@host:1@host:2/", "mongodb://lihua:s3cret@host/?w=x&maxPoolSize=s3cret",
		"mongodb://lihua:s3cret@host/?directConnection=maybe", "mongodb+srv://lihua:s3cret@host/", "mongodb+srv://lihua:s3cret@a.b.c:1/",
		"mongodb://lihua:s3cret@host/" + strings.Repeat("x", 64), "mongodb://lihua:s3cret@host/$db",
	} {
		store, err := Open(t.Context(), uri)
		if err == nil {
			t.Errorf("Open(%q) took it", uri)
			_ = store.Close()
			continue
		}
		if !errors.Is(err, docstore.ErrInvalid) {
			t.Errorf("Open(%q) = %v, want %v", uri, err, docstore.ErrInvalid)
		}
		secretless(t, err.Error())
	}
	for uri, want := range map[string]string{
		"mongodb://a": "wanjia", "mongodb://a/": "wanjia", "mongodb://a/?w=1": "wanjia", "mongodb://a,b:2/house?x=/y": "house",
		"mongodb://u:p%40@a,b/%E5%AE%B6": "家", "mongodb://a?w=1": "wanjia",
	} {
		if got, err := databaseOf(uri); got != want || err != nil {
			t.Errorf("databaseOf(%q) = %q, %v, want %q", uri, got, err, want)
		}
	}
}

// FuzzURI: no URI makes Open's reading of it panic, or show what it must not.
func FuzzURI(f *testing.F) {
	f.Add("mongodb://lihua:s3cret@host/db?w=1", "s3cret")
	f.Add("mongodb://a:b:c@d@e,f:1/%20?", "b:c")
	f.Fuzz(func(t *testing.T, uri, password string) {
		if strings.HasPrefix(uri, "mongodb+srv") {
			return // asks the name servers
		}
		_, _, err := clientOptions(uri)
		if err != nil && !errors.Is(err, docstore.ErrInvalid) {
			t.Errorf("clientOptions = %v", err)
		}
		if len(password) < 8 || strings.ContainsAny(password, "/?#[]@: %\"\\") {
			return // short ones are words of any message
		}
		if _, _, err := clientOptions("mongodb://u:" + password + "@" + uri); err != nil && strings.Contains(err.Error(), password) && !strings.Contains(uri, password) {
			t.Errorf("clientOptions shows the password: %v", err)
		}
	})
}

// TestTaken: which key is named when several are held, or when the holder has gone.
func TestTaken(t *testing.T) {
	t.Parallel()
	d := docstore.Doc{ID: "a", Unique: []string{"k1", "k2", "k3"}}
	raw, err := bson.Marshal(bson.D{{Key: "keyValue", Value: bson.D{{Key: "u", Value: "+k3"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		holders map[string]string
		raw     bson.Raw
		want    *docstore.Duplicate
	}{
		"first of two":     {map[string]string{"+k3": "x", "+k2": "y"}, raw, &docstore.Duplicate{Key: "k2", Holder: "y"}},
		"held by itself":   {map[string]string{"+k1": "a", "+k2": "y"}, raw, &docstore.Duplicate{Key: "k2", Holder: "y"}},
		"gone, named":      {nil, raw, &docstore.Duplicate{Key: "k3"}},
		"gone, not named":  {nil, nil, nil},
		"an id, not a key": {map[string]string{"=k1": "x"}, nil, nil},
	} {
		got := taken(tt.holders, d, tt.raw)
		if (got == nil) != (tt.want == nil) || got != nil && *got != *tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestNoGoroutineStays(t *testing.T) {
	s := startFake(t, true)
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	store, err := Open(t.Context(), "mongodb://"+s.address()+"/")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Insert(t.Context(), "claims", one("a")); err != nil {
		t.Error(err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	s.drop()
}
