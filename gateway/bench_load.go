package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"wanjia/gateway/loadtest"
)

// Kinds of request, as the figures call them.
const (
	kindHello = "hello"
	kindLook  = "look"  // at the pools' figures
	kindClaim = "claim" // first attempts
	kindRetry = "retry" // of a claim, which are never refused from memory
	kindJoin  = "join"  // the waiting list
	kindMine  = "mine"  // my claims
	kindOpen  = "open"  // the page, by who is signed in
)

// fetch is a request for a body that is the same for all.
func fetch(kind, addr, path, more string) loadtest.Request {
	return loadtest.Request{Kind: kind, Bytes: []byte("GET " + path + " HTTP/1.1\r\nHost: " + addr + "\r\n" + more + "\r\n")}
}

// as is the header of a visitor who is signed in.
func as(v visitor) string { return "Cookie: wanjia_session=" + v.token + "\r\n" }

// post is a press of a visitor's button.
func post(kind, addr, path string, v visitor, key, more string, party int) loadtest.Request {
	body := fmt.Sprintf(`{"party":%d}`, party)
	return loadtest.Request{Kind: kind, Bytes: fmt.Appendf(nil,
		"POST %s HTTP/1.1\r\nHost: %s\r\n%sSec-Fetch-Site: same-origin\r\nIdempotency-Key: %s\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, addr, as(v), key, more, len(body), body)}
}

const retryHeader = "X-Retry: 1\r\n"

// again is how long a visitor waits after 503 before the same press is sent again.
const again = 300 * time.Millisecond

// comes is how many come: two or three mostly, up to six.
func comes(i int) int { return []int{2, 3, 1, 4, 3, 2, 5, 3, 6, 1}[i%10] }

// presses are claims of one visitor after the other, through the pools from the
// given press on, each sent again when the answer is 503.
func (b *bench) presses(addr string, from, n int) *loadtest.Job {
	job := &loadtest.Job{Addr: addr, First: n, Requests: make([]loadtest.Request, 2*n)}
	visitors := b.house.visitors
	for i := range n {
		at := from + i
		path := "/v1/pools/" + benchPool(at/len(visitors)%benchClaimed) + "/claims"
		v, key := visitors[at%len(visitors)], fmt.Sprintf("press-%09d", at)
		first := post(kindClaim, addr, path, v, key, "", comes(at))
		retry := post(kindRetry, addr, path, v, key, retryHeader, comes(at))
		first.Keep, retry.Keep = true, true
		first.Then = []loadtest.Follow{{Status: http.StatusServiceUnavailable, Request: n + i, After: again}}
		retry.Then = first.Then
		job.Requests[i], job.Requests[n+i] = first, retry
	}
	return job
}

// opening is visitors who open the page, each once, from many addresses.
func opening(addr string, visitors []visitor) *loadtest.Job {
	job := &loadtest.Job{Addr: addr, Connections: 250, Sources: 250, For: time.Minute}
	for _, v := range visitors {
		job.Requests = append(job.Requests, fetch(kindOpen, addr, "/v1/me", as(v)))
	}
	return job
}

// refusals are presses on a pool that is sold out, by more than may claim: a retry is
// counted against what its account may do.
func (b *bench) refusals(addr, kind, more string) *loadtest.Job {
	job := &loadtest.Job{Addr: addr, Repeat: true}
	for i, v := range slices.Concat(b.house.visitors, b.house.late) {
		r := post(kind, addr, "/v1/pools/"+poolSold+"/claims", v, fmt.Sprintf("late-%09d", i), more, comes(i))
		r.Then = []loadtest.Follow{}
		job.Requests = append(job.Requests, r)
	}
	rand.Shuffle(len(job.Requests), func(i, j int) { job.Requests[i], job.Requests[j] = job.Requests[j], job.Requests[i] })
	return job
}

// Households of the rush: those that come at once, over so long, and then each second.
const (
	rushFirst   = 9_000
	rushWithin  = 10 * time.Second
	rushPerHour = 186_000 // as the other 15,000 come within five minutes
	rushThink   = 400 * time.Millisecond
)

// rush is households that look at the figures, press, and then either look at what
// they have or stand in line.
func (b *bench) rush(addr, pool string, lasts time.Duration) *loadtest.Job {
	job := &loadtest.Job{Addr: addr, Connections: 1000, Sources: 500, For: lasts + time.Second, At: b.arrivals(lasts)}
	n := len(job.At)
	job.First = n
	job.Requests = make([]loadtest.Request, 6*n)
	look := "/v1/sessions/" + pool + "/availability"
	claims, waits := "/v1/pools/"+pool+"/claims", "/v1/pools/"+pool+"/waitlist"
	for i := range n {
		v, key, size := b.house.visitors[i], fmt.Sprintf("%s-%09d", pool, i), 1+rand.IntN(benchParty)
		kinds := []loadtest.Request{
			fetch(kindLook, addr, look, ""),
			post(kindClaim, addr, claims, v, key, "", size),
			post(kindRetry, addr, claims, v, key, retryHeader, size),
			fetch(kindMine, addr, "/v1/me/claims", as(v)),
			post(kindJoin, addr, waits, v, key+"-wait", "", size),
			fetch(kindMine, addr, "/v1/me/waitlist", as(v)),
		}
		at := func(k int) int { return k*n + i }
		pressed := []loadtest.Follow{
			{Status: http.StatusCreated, Request: at(3)},
			{Status: http.StatusConflict, Request: at(4)},
			{Status: http.StatusServiceUnavailable, Request: at(2), After: time.Second},
		}
		kinds[0].Then = []loadtest.Follow{{Status: http.StatusOK, Request: at(1), After: rushThink}}
		kinds[1].Then, kinds[2].Then, kinds[1].Keep, kinds[2].Keep = pressed, pressed, true, true
		kinds[4].Then = []loadtest.Follow{
			{Status: http.StatusCreated, Request: at(5)},
			{Status: http.StatusConflict, Request: at(2)}, // there is room again
			{Status: http.StatusServiceUnavailable, Request: at(4), After: time.Second},
		}
		for k, r := range kinds {
			job.Requests[at(k)] = r
		}
	}
	return job
}

// arrivals are when households come, in order.
func (b *bench) arrivals(lasts time.Duration) []time.Duration {
	first := min(rushWithin, lasts)
	n := int(rushFirst * first.Seconds() / rushWithin.Seconds())
	later := int((lasts - first).Hours() * rushPerHour)
	at := make([]time.Duration, 0, n+later)
	for range min(n, len(b.house.visitors)) {
		at = append(at, rand.N(first))
	}
	for range min(later, len(b.house.visitors)-len(at)) {
		at = append(at, first+rand.N(lasts-first))
	}
	slices.Sort(at)
	return at
}
