package filelock_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/filelock"
)

func TestOneHolder(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	if held, err := filelock.Held(path); err != nil || held {
		t.Errorf("before there is a file: held %v, %v", held, err)
	}
	f, err := filelock.Take(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if held, err := filelock.Held(path); err != nil || !held {
		t.Errorf("while it is held: held %v, %v", held, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := filelock.Take(ctx, path); !errors.Is(err, filelock.ErrHeld) {
		t.Errorf("a second holder: %v", err)
	}
	if err := filelock.Free(f); err != nil {
		t.Fatal(err)
	}
	if held, err := filelock.Held(path); err != nil || held {
		t.Errorf("after it was freed: held %v, %v", held, err)
	}
}

func TestTakeWaitsForWhoIsGoing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	f, err := filelock.Take(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond, func() {
		if err := filelock.Free(f); err != nil {
			t.Error(err)
		}
	})
	again, err := filelock.Take(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := filelock.Free(again); err != nil {
		t.Error(err)
	}
}

// Children that are being started have copies of our files for a moment. A lock
// that was freed is free all the same.
func TestFreeWhileChildrenStart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	var stop atomic.Bool
	var children sync.WaitGroup
	children.Go(func() {
		for !stop.Load() {
			if err := exec.Command("true").Run(); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 200 {
		f, err := filelock.Take(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if err := filelock.Free(f); err != nil {
			t.Fatal(err)
		}
		if held, err := filelock.Held(path); err != nil || held {
			t.Fatalf("freed and yet held: %v, %v", held, err)
		}
	}
	stop.Store(true)
	children.Wait()
}

func TestTakeWhereNoFileCanBe(t *testing.T) {
	t.Parallel()
	_, err := filelock.Take(t.Context(), filepath.Join(t.TempDir(), "none", "lock"))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("take in a folder that is not there: %v", err)
	}
}
