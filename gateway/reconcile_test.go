package main

import (
	"strings"
	"testing"

	"wanjia/events/embedded"
)

// TestReconcileAndRebuild compares Redis with the claims beside a running service
// and after it has stopped, damages Redis behind the service's back, and puts it in
// order again, without anything the holder has been told changing.
func TestReconcileAndRebuild(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, "--demo", "S", "--data", data)
	b, pool := s.signIn(resident), s.openPool()
	claim := b.book(pool)
	equal := func() {
		t.Helper()
		if got := prints(t, "reconcile", "--again", "10ms", "--data", data); !strings.Contains(got, "says what the claims say") {
			t.Errorf("reconcile printed %q", got)
		}
	}
	equal()

	h, _, err := holderOf(data)
	if err != nil {
		t.Fatal(err)
	}
	client, err := embedded.OpenRedis(t.Context(), h.Redis)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.HIncrBy(t.Context(), "pool:{"+pool+"}", "taken", 2).Err(); err != nil {
		t.Fatal(err)
	}
	var stdout, log output
	err = run(t.Context(), []string{"reconcile", "--again", "10ms", "--data", data}, nil, &stdout, &log)
	if err == nil || !strings.Contains(stdout.String(), pool) || !strings.Contains(stdout.String(), "5 by the counter") {
		t.Errorf("reconcile of a damaged pool: %v, printed\n%s", err, &stdout)
	}
	if got := prints(t, "rebuild", pool, "--data", data); got != "1 pools rebuilt\n" {
		t.Errorf("rebuild printed %q", got)
	}
	equal()
	b.holds(claim)
	for _, word := range []string{`"party":3`, `"given":1`} {
		if got := prints(t, "order", pool, "--data", data); !strings.Contains(got, word) {
			t.Errorf("the order of the pool, beside the service, has no %s:\n%s", word, got)
		}
	}
	refuses(t, []string{"order", "no-such-pool", "--data", data}, nil, "no-such-pool")
	refuses(t, []string{"rebuild", "no-such-pool", "--data", data}, nil, "no-such-pool")

	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	equal()
	if got := prints(t, "order", pool, "--data", data); !strings.Contains(got, `"given":1`) {
		t.Errorf("the order of the pool, the service stopped:\n%s", got)
	}
	if got := prints(t, "rebuild", "--data", data); !strings.HasSuffix(got, "pools rebuilt\n") {
		t.Errorf("rebuild printed %q", got)
	}
	equal()
}
