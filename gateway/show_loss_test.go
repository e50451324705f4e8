package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom/livekittest"
)

// performerMark makes this test binary a performer: the folder of its film, the address
// of the stage and a token, by bars.
const performerMark = "WANJIA_TEST_PERFORMER"

// bePerformer performs until it is killed.
func bePerformer(words []string) {
	film, err := livekittest.Load(words[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, "the test's performer:", err)
		os.Exit(1)
	}
	livekittest.Stay(context.Background(), film, func() (streaming.StagePass, error) {
		return streaming.StagePass{URL: words[1], Token: words[2]}, nil
	})
}

// lossyNet is a network of its own for a performer, joined to ours by a cable that
// loses packets.
type lossyNet struct {
	t          *testing.T
	name, host string
}

// newLossyNet makes it. It needs to be root on a Linux with nftables.
func newLossyNet(t *testing.T) *lossyNet {
	t.Helper()
	if _, err := exec.LookPath("nft"); err != nil || os.Geteuid() != 0 {
		t.Skip("losing packets needs root and nftables: apt-get install nftables iproute2")
	}
	n := &lossyNet{t: t, name: fmt.Sprintf("wl%d", os.Getpid()%100000), host: "10.231.77.1"}
	t.Cleanup(func() {
		_ = exec.Command("ip", "link", "del", n.name+"a").Run()
		_ = exec.Command("ip", "netns", "del", n.name).Run()
	})
	for _, line := range []string{
		"ip netns add " + n.name, "ip link add " + n.name + "a type veth peer name " + n.name + "b", "ip link set " + n.name + "b netns " + n.name,
		"ip addr add 10.231.77.1/30 dev " + n.name + "a", "ip link set " + n.name + "a up",
		"ip netns exec " + n.name + " ip addr add 10.231.77.2/30 dev " + n.name + "b", "ip netns exec " + n.name + " ip link set " + n.name + "b up", "ip netns exec " + n.name + " ip link set lo up",
		"ip netns exec " + n.name + " nft add table inet loss", "ip netns exec " + n.name + " nft add chain inet loss out { type filter hook output priority 0 ; }",
		"ip netns exec " + n.name + " nft add chain inet loss in { type filter hook input priority 0 ; }",
	} {
		n.run(strings.Fields(line)...)
	}
	return n
}

func (n *lossyNet) run(words ...string) {
	n.t.Helper()
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		n.t.Fatalf("%s: %v: %s", strings.Join(words, " "), err, out)
	}
}

// lose makes the cable lose so many of 100 packets of media, both ways.
func (n *lossyNet) lose(percent int) {
	for _, chain := range []string{"out", "in"} {
		n.run("ip", "netns", "exec", n.name, "nft", "flush", "chain", "inet", "loss", chain)
		if percent > 0 {
			n.run("ip", "netns", "exec", n.name, "nft", "add", "rule", "inet", "loss", chain, "meta", "l4proto", "udp", "numgen", "random", "mod", "100", "<", fmt.Sprint(percent), "drop")
		}
	}
}

// TestLoss: a performer behind a network that loses packets. No picture in the public
// stream is broken; what the loss costs is counted. It is part of make soak.
func TestLoss(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: it takes minutes")
	}
	n := newLossyNet(t)
	stage := newStageServer(t, n.host)
	front := serveChild(t, append([]string{"--demo", "S", "--data", t.TempDir()}, stage.settings()...)...)
	dir := t.TempDir()
	if err := livekittest.DrawIn(t.Context(), dir, true); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	show := goOnAirWith(t, front, func(ctx context.Context, ask func() (streaming.StagePass, error)) {
		pass, err := ask()
		if err != nil {
			t.Error(err)
			return
		}
		c := exec.CommandContext(ctx, "ip", "netns", "exec", n.name, self)
		c.Env = []string{fmt.Sprintf("%s=%s|%s|%s", performerMark, dir, pass.URL, pass.Token), "PATH=" + os.Getenv("PATH")}
		_ = c.Run() // it is killed
	})
	defer show.end()
	for _, percent := range []int{1, 3, 5} {
		n.lose(percent)
		before, since := figuresOf(t, front), time.Now()
		time.Sleep(40 * time.Second) // of the loss itself
		n.lose(0)
		after := figuresOf(t, front)
		stall, others := show.pictures.hiccup(since, show.slate)
		cells := show.pictures.seen(since)
		faults := decodeFaults(t, show, since)
		t.Logf("%d %% lost: %d segments, %d of them not the programme, waited %v more than a segment; packets that never came %v, pictures kept out %v, gaps %v; %d broken pictures",
			percent, len(cells), others, stall, after["lost_packets"]-before["lost_packets"], after["dropped"]-before["dropped"], after["gaps"]-before["gaps"], faults)
		if faults > 0 || len(cells) < 10 {
			t.Error("a broken picture is public, or the show has stood still")
		}
	}
}

// figuresOf sums what a house counts of its channels.
func figuresOf(t *testing.T, s *service) map[string]float64 {
	t.Helper()
	sums := map[string]float64{}
	for line := range strings.Lines(get(t, s.url+"/metrics")) {
		name, ok := strings.CutPrefix(line, "wanjia_live_")
		if !ok {
			continue
		}
		var v float64
		if _, err := fmt.Sscan(name[strings.LastIndexByte(name, ' ')+1:], &v); err != nil {
			t.Fatal(err)
		}
		name, _, _ = strings.Cut(name, "{")
		sums[strings.TrimSuffix(name, "_total")] += v
	}
	return sums
}

// decodeFaults decodes everything that became public since a moment and counts what the
// decoder complains of.
func decodeFaults(t *testing.T, o *onAirShow, since time.Time) int {
	t.Helper()
	faults := 0
	var file strings.Builder
	decode := func() {
		if file.Len() == 0 {
			return
		}
		path := filepath.Join(t.TempDir(), "seen.mp4")
		if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		file.Reset()
		out, err := exec.Command("ffmpeg", "-nostdin", "-v", "warning", "-i", path, "-f", "null", "-").CombinedOutput()
		if text := strings.TrimSpace(string(out)); err != nil || text != "" {
			t.Logf("the decoder says: %.300s", text)
			faults += 1 + strings.Count(text, "\n")
		}
	}
	init := ""
	for _, c := range o.pictures.seen(since) {
		if c.gap {
			continue
		}
		if c.init != init {
			decode()
			init = c.init
			file.WriteString(mustFetch(t, o.pictures.url+"v180/"+init))
		}
		file.WriteString(mustFetch(t, o.pictures.url+"v180/"+c.uri))
	}
	decode()
	return faults
}

func mustFetch(t *testing.T, url string) string {
	t.Helper()
	body, err := fetched(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
