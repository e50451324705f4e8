package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkStart measures the real binary as it is shipped, from exec to the line
// that says ready: the first start of the demonstration, a second on the same
// data, and one after kill -9. RSS is of the service alone, two seconds after it
// is ready and without requests; redis is its child's.
func BenchmarkStart(b *testing.B) {
	binary := built(b)
	b.Run("first", func(b *testing.B) { starts(b, binary, syscall.SIGTERM, true) })
	b.Run("second", func(b *testing.B) { starts(b, binary, syscall.SIGTERM, false) })
	b.Run("after-kill", func(b *testing.B) { starts(b, binary, syscall.SIGKILL, false) })
	b.Run("idle", func(b *testing.B) {
		data := b.TempDir()
		for b.Loop() {
			c := start(b, binary, data)
			b.StopTimer()
			time.Sleep(2 * time.Second) // idle is what comes after the start, not a condition to wait for
			redis, err := os.ReadFile(filepath.Join(data, redisName, "redis.pid"))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(rss(b, strconv.Itoa(c.Process.Pid)), "MiB-RSS")
			b.ReportMetric(rss(b, strings.TrimSpace(string(redis))), "MiB-RSS-redis")
			stop(b, c, syscall.SIGTERM)
			b.StartTimer()
		}
	})
}

// built is the binary as it is shipped.
func built(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "wanjia")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// starts measures starts, each on fresh data or all on the same.
func starts(b *testing.B, binary string, end syscall.Signal, fresh bool) {
	data := b.TempDir()
	if !fresh {
		stop(b, start(b, binary, data), end)
	}
	for b.Loop() {
		c := start(b, binary, data)
		b.StopTimer()
		stop(b, c, end)
		if fresh {
			if err := os.RemoveAll(data); err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/start")
}

// start runs the binary with the small community until it says that it is ready.
func start(b *testing.B, binary, data string) *exec.Cmd {
	c, _ := launch(b, binary, "--demo", "S", "--data", data)
	return c
}

// launch runs the binary until it says that it is ready, and where.
func launch(b *testing.B, binary string, args ...string) (*exec.Cmd, string) {
	b.Helper()
	return await(b, exec.Command(binary, serving(args)...))
}

// launchOn is launch with the service, its redis-server and all else it starts held to
// one core of the machine.
func launchOn(b *testing.B, core int, binary string, args ...string) (*exec.Cmd, string) {
	b.Helper()
	return await(b, exec.Command("taskset", append([]string{"-c", strconv.Itoa(core), binary}, serving(args)...)...))
}

func serving(args []string) []string {
	return append([]string{"serve", "--listen", "127.0.0.1:0", "--log-level", "error"}, args...)
}

// await starts a service and reads what it prints until it says that it is ready.
func await(b *testing.B, c *exec.Cmd) (*exec.Cmd, string) {
	b.Helper()
	c.Env = []string{"PATH=" + os.Getenv("PATH")}
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if at := readyLine.FindStringSubmatch(lines.Text()); at != nil {
			return c, at[1]
		}
	}
	b.Fatalf("it ended before it was ready: %v", c.Wait())
	return nil, ""
}

func stop(b *testing.B, c *exec.Cmd, by syscall.Signal) {
	if err := c.Process.Signal(by); err != nil {
		b.Fatal(err)
	}
	if err := c.Wait(); err != nil && by != syscall.SIGKILL {
		b.Fatal(err)
	}
}

// rss is how much memory a process has resident, in MiB.
func rss(b *testing.B, pid string) float64 {
	status, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kb); n == 1 {
			return kb / 1024
		}
	}
	b.Fatal("the kernel does not tell the memory of a process")
	return 0
}
