package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"wanjia/ticketing"
)

// The opening of the banquet: both meals' places in one pool, of which only the online share
// is given out on the page.
const (
	poolOpening   = "bench-opening"
	openingPlaces = 28_000
)

// openingShares are how they are shared out, as the banquet's are.
func openingShares() []ticketing.Quota {
	return []ticketing.Quota{
		{Channel: ticketing.Online, Places: rushPlaces}, {Channel: ticketing.ThroughHead, Places: 5_600}, {Channel: ticketing.ThroughHotline, Places: 1_400},
		{Channel: "accessible", Places: 840}, {Channel: "reserve", Places: 700},
	}
}

// opening is 9,000 households in ten seconds on all places of the banquet. It holds what was
// given out against the pool's own order: no place twice, none of another channel's share,
// and numbers without a gap.
func (b *bench) opening(ctx context.Context, c *benchChild) error {
	row := benchRow{Name: "opening", What: "9,000 households in ten seconds on 28,000 seats, of which the page may give out 19,460"}
	r, err := b.press(ctx, b.rush(c.addr, poolOpening, min(rushWithin, b.o.rush)))
	if err != nil {
		return err
	}
	b.promised[c] = append(b.promised[c], r.Acks...)
	households := r.Kinds[kindLook].Statuses[http.StatusOK]
	var slowest, p99 time.Duration
	for _, f := range r.Kinds {
		slowest, p99 = max(slowest, f.Max), max(p99, f.P99)
	}
	waiting := 0
	if f := r.Kinds[kindJoin]; f != nil {
		waiting = f.Statuses[http.StatusCreated]
	}
	row.CPU, row.Max, row.P99 = r.CPU, milliseconds(slowest), milliseconds(p99)
	row.Reach = "no oversell, offline untouched, 99 % <= 2 s"
	given, offline, wrong, err := b.orderOf(ctx, c, poolOpening)
	if err != nil {
		return err
	}
	row.Figure = fmt.Sprintf("%d households: %d have %d places, %d a position; %d of the other channels' places touched; 99 %% within %.0f ms, slowest %.0f ms",
		households, len(r.Acks), given, waiting, offline, row.P99, row.Max)
	spoilt := odd(r, []int{http.StatusOK, http.StatusCreated, http.StatusConflict})
	switch {
	case wrong != "":
		spoilt = wrong
	case spoilt == "" && len(r.Acks)+waiting != households:
		spoilt = fmt.Sprintf("%d households have neither places nor a position", households-len(r.Acks)-waiting)
	}
	row.judge(p99 <= 2*time.Second, spoilt)
	row.failed = row.failed || wrong != ""
	b.addOf(c, row)
	return nil
}

// orderOf reads the order in which a pool's places were given, and says how many were,
// how many of them through other channels than the page, and what is wrong with it.
func (b *bench) orderOf(ctx context.Context, c *benchChild, pool string) (given, offline int, wrong string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.addr+"/v1/pools/"+pool+"/order", nil)
	if err != nil {
		return 0, 0, "", err
	}
	r.Header.Set("Authorization", "Bearer "+b.house.visitors[0].token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, 0, "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, 0, "", fmt.Errorf("read the order of %s: %s", pool, answer.Status)
	}
	taken, before := map[int]bool{}, int64(0)
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l ticketing.OrderLine
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return given, offline, "", err
		}
		if l.Seq == 0 {
			continue // the head, and who waits
		}
		switch {
		case before != 0 && l.Seq != before+1: // where numbers begin says how often the stock was built
			wrong = fmt.Sprintf("after number %d comes %d", before, l.Seq)
		case l.Channel != ticketing.Online:
			offline += len(l.Places)
			wrong = fmt.Sprintf("number %d was given through %s", l.Seq, l.Channel)
		}
		before = l.Seq
		for _, n := range l.Places {
			if taken[n] {
				wrong = fmt.Sprintf("place %d was given twice", n)
			}
			taken[n] = true
			given++
		}
	}
	if given > rushPlaces {
		wrong = fmt.Sprintf("%d places were given, %d are the page's", given, rushPlaces)
	}
	return given, offline, wrong, lines.Err()
}
