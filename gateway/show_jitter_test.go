package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// cableMark makes this test binary the cable between two networks: the name of its
// device in the one it is started in. Its device in the other is its third file.
const cableMark = "WANJIA_TEST_CABLE"

// A packet is on its way for this long, and for up to the jitter longer, each for
// itself: packets overtake each other.
const (
	onItsWay = 10 * time.Millisecond
	jitter   = 30 * time.Millisecond
)

// beCable carries packets until it is killed.
func beCable(name string) {
	near, err := openTun(name)
	if err != nil {
		fmt.Fprintln(os.Stderr, "the test's cable:", err)
		os.Exit(1)
	}
	far := os.NewFile(3, "far")
	go carry(near, far)
	fmt.Println("it is there")
	carry(far, near)
}

// carry takes packets from one end to the other.
func carry(from, to *os.File) {
	for {
		packet := make([]byte, 2048)
		n, err := from.Read(packet)
		if err != nil {
			fmt.Fprintln(os.Stderr, "the test's cable:", err)
			os.Exit(1)
		}
		time.AfterFunc(onItsWay+rand.N(jitter), func() { _, _ = to.Write(packet[:n]) }) // it is the cable
	}
}

// openTun opens a device of packets in the network of this process.
func openTun(name string) (*os.File, error) {
	fd, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("open /dev/net/tun: %w", err)
	}
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], name)
	request.flags = syscall.IFF_TUN | syscall.IFF_NO_PI
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TUNSETIFF, uintptr(unsafe.Pointer(&request))); errno != 0 {
		return nil, fmt.Errorf("make the device %s: %w", name, errno)
	}
	return os.NewFile(uintptr(fd), name), nil
}

// lossyNet is a network of its own for a performer, joined to ours by a cable on which
// packets take their time, and some are lost.
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
	t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", n.name).Run() })
	n.run("ip netns add " + n.name)
	far, err := openTun(n.name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = far.Close() }) // the device goes with it
	cable := n.inside(cableMark + "=" + n.name)
	cable.ExtraFiles = []*os.File{far}
	out, err := cable.StdoutPipe()
	if err == nil {
		err = cable.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cable.Process.Kill(); _ = cable.Wait() })
	if _, err := io.ReadAtLeast(out, make([]byte, 1), 1); err != nil {
		t.Fatalf("the cable is not there: %v", err)
	}
	for _, line := range []string{
		"ip addr add 10.231.77.1 peer 10.231.77.2 dev " + n.name, "ip link set " + n.name + " up",
		"@ip addr add 10.231.77.2 peer 10.231.77.1 dev " + n.name, "@ip link set " + n.name + " up", "@ip link set lo up",
		"@nft add table inet loss", "@nft add chain inet loss out { type filter hook output priority 0 ; }",
		"@nft add chain inet loss in { type filter hook input priority 0 ; }",
	} {
		n.run(line)
	}
	return n
}

// inside is this test binary as a process in the network.
func (n *lossyNet) inside(mark string) *exec.Cmd {
	n.t.Helper()
	self, err := os.Executable()
	if err != nil {
		n.t.Fatal(err)
	}
	c := exec.CommandContext(n.t.Context(), "ip", "netns", "exec", n.name, self)
	c.Env = []string{mark, "PATH=" + os.Getenv("PATH")}
	c.Stderr = os.Stderr
	return c
}

// run runs a line, in the network if it begins with an @.
func (n *lossyNet) run(line string) {
	n.t.Helper()
	if within, ok := strings.CutPrefix(line, "@"); ok {
		line = "ip netns exec " + n.name + " " + within
	}
	words := strings.Fields(line)
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		n.t.Fatalf("%s: %v: %s", line, err, out)
	}
}

// lose makes the cable lose so many of 100 packets of media, both ways.
func (n *lossyNet) lose(percent int) {
	n.t.Helper()
	for _, chain := range []string{"out", "in"} {
		n.run("@nft flush chain inet loss " + chain)
		if percent > 0 {
			n.run(fmt.Sprintf("@nft add rule inet loss %s meta l4proto udp numgen random mod 100 < %d counter drop", chain, percent))
		}
	}
}

// dropped is how many packets the cable has lost since it was told to lose any.
func (n *lossyNet) dropped() (packets int) {
	n.t.Helper()
	out, err := exec.Command("ip", "netns", "exec", n.name, "nft", "list", "table", "inet", "loss").Output()
	if err != nil {
		n.t.Fatal(err)
	}
	for _, part := range strings.Split(string(out), "counter packets ")[1:] {
		var k int
		if _, err := fmt.Sscan(part, &k); err != nil {
			n.t.Fatal(err)
		}
		packets += k
	}
	return packets
}
