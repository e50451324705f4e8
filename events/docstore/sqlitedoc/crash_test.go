package sqlitedoc

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/docstore"
)

const (
	childStore = "WANJIA_TEST_CRASH_STORE" // path of the store: this process is the one to be killed
	childEarly = "WANJIA_TEST_CRASH_EARLY" // acknowledge before writing, for the negative control
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childStore); path != "" {
		if err := crashChild(path, os.Getenv(childEarly) != ""); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// The life of a document is settled by its id: inserted, perhaps replaced twice,
// perhaps deleted. So the parent knows what the step after the last acknowledged
// one would have been.
func steps(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return 1 + int(h.Sum32()%4)
}

// after is the document after so many steps; there is none after the fourth.
func after(id string, step int) docstore.Doc {
	d := claim(id)
	d.Version = int64(step)
	d.Body = fmt.Appendf(nil, `{"id":%q,"step":%d,"text":"%0*d"}`, id, step, 100*step*step, step)
	d.Unique = append(d.Unique[:2:2], fmt.Sprint("step/", id, "/", step))
	d.Index["step"] = strconv.Itoa(step)
	return d
}

const deleted = 4

// crashChild writes from several goroutines, some documents alone and some in
// groups, and says each step it was acknowledged, until it is killed.
func crashChild(path string, early bool) error {
	s, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	var wg sync.WaitGroup
	errs := make(chan error, 8)
	for g := range cap(errs) {
		wg.Go(func() {
			for n := 0; ; n++ {
				ids := make([]string, 1+(g+n)%5)
				for i := range ids {
					ids[i] = fmt.Sprintf("%s-%d-%d-%d", run, g, n, i)
				}
				if err := live(s, ids, early); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	return <-errs // never, unless something is wrong
}

func live(s *Store, ids []string, early bool) error {
	ctx := context.Background()
	for step := 1; step <= deleted; step++ {
		var acks strings.Builder
		var docs []docstore.Doc
		for _, id := range ids {
			if steps(id) >= step {
				fmt.Fprintf(&acks, "%s %d\n", id, step)
				docs = append(docs, after(id, step))
			}
		}
		if early {
			os.Stdout.WriteString(acks.String())
		}
		if step == 1 {
			answers, err := s.Insert(ctx, "claims", docs)
			if err := errors.Join(append(answers, err)...); err != nil {
				return err
			}
		}
		for _, d := range docs {
			var err error
			d.Version--
			switch {
			case step == deleted:
				err = s.Delete(ctx, "claims", d.ID, d.Version)
			case step > 1:
				_, err = s.Replace(ctx, "claims", d)
			}
			if err != nil {
				return err
			}
		}
		if !early {
			os.Stdout.WriteString(acks.String())
		}
	}
	return nil
}

// kill starts a child on the store, kills it at a random moment and adds the steps
// it was acknowledged to acked.
func kill(t *testing.T, path string, r *rand.Rand, early string, acked map[string]int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childStore+"="+path, childEarly+"="+early)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	stop := func() { _ = cmd.Process.Kill() } // SIGKILL
	if r.IntN(5) == 0 {
		time.AfterFunc(time.Duration(r.IntN(60))*time.Millisecond, stop) // perhaps while it opens the store
	} else if _, err := lines.Peek(1); err == nil {
		time.AfterFunc(time.Duration(r.IntN(40_000))*time.Microsecond, stop)
	}
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line cut off was no acknowledgement
		}
		id, step, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(step)
		if err != nil {
			t.Fatalf("the child said %q", line)
		}
		acked[id] = max(acked[id], n)
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child ended by itself: %v", err)
	}
}

// lost opens the store as the kill left it and says what is not as it should be.
func lost(t *testing.T, path string, acked map[string]int) []string {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	if err := s.Verify(t.Context()); err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	there := map[string]int{}
	for d, err := range s.All(t.Context(), "claims") {
		if err != nil {
			t.Fatal(err)
		}
		there[d.ID] = int(d.Version)
		if want := after(d.ID, int(d.Version)); fmt.Sprint(d) != fmt.Sprint(want) {
			wrong = append(wrong, fmt.Sprintf("half there: %v, want %v", d, want))
		}
	}
	for id, step := range acked {
		got, ok := there[id]
		switch {
		case !ok && (step == deleted || step == deleted-1 && steps(id) == deleted):
		case ok && (got == step || got == step+1):
		default:
			wrong = append(wrong, fmt.Sprintf("%s was acknowledged step %d of %d, is at %d", id, step, steps(id), got))
		}
	}
	return wrong
}

// TestKilled kills a writing process over and over: every acknowledged step is
// there, and no document is half there. WANJIA_TEST_KILLS says how often.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills := 24
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		kills = 3000
	}
	if n := os.Getenv("WANJIA_TEST_KILLS"); n != "" {
		var err error
		if kills, err = strconv.Atoi(n); err != nil {
			t.Fatal(err)
		}
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 3))
	var path string
	var acked map[string]int
	total := 0
	for k := range kills {
		if k%12 == 0 { // a store that was killed several times, but not one that grows for ever
			total += len(acked)
			path, acked = filepath.Join(t.TempDir(), "documents.db"), map[string]int{}
		}
		kill(t, path, r, "", acked)
		if wrong := lost(t, path, acked); len(wrong) > 0 {
			t.Fatalf("seed %d, kill %d, %d acknowledged: %d wrong, first: %s", seed, k, len(acked), len(wrong), wrong[0])
		}
	}
	t.Logf("%d kills, %d acknowledged documents, all there", kills, total+len(acked))
	if total+len(acked) < kills {
		t.Error("the children hardly wrote anything")
	}
}

// TestKilledControl: a store that acknowledges before it has written is caught.
func TestKilledControl(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(rand.Uint64(), 4))
	for range 40 {
		path, acked := filepath.Join(t.TempDir(), "documents.db"), map[string]int{}
		kill(t, path, r, "early", acked)
		if len(lost(t, path, acked)) > 0 {
			return
		}
	}
	t.Error("acknowledging too early was not noticed in 40 kills")
}
