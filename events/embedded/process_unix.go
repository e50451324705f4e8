//go:build unix && !linux

package embedded

import "syscall"

// childAttr keeps a Ctrl-C of the terminal from reaching a child before we have
// drained. There is no parent-death signal here: a child left over is found by
// its socket at the next start.
func childAttr() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// servesFolder cannot be told here, so no process is ended by its number.
func servesFolder(int, string) bool { return false }
