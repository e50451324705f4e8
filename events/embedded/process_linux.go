package embedded

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// childAttr makes a child die with us, even when we are killed with no chance
// to say so, and keeps a Ctrl-C of the terminal from reaching it before we have
// drained.
func childAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}

// servesFolder says whether process pid is a redis-server whose working folder
// is dir. A number read from a stale file may by now belong to anybody.
func servesFolder(pid int, dir string) bool {
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	cwd, err := os.Readlink(filepath.Join(proc, "cwd"))
	if err != nil || cwd != dir {
		return false
	}
	name, err := os.ReadFile(filepath.Join(proc, "comm"))
	return err == nil && strings.HasPrefix(string(name), "redis-server")
}
