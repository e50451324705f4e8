// Command wanjia runs the great events of a community: bookings, the queue behind
// them and the pages in front, in one binary.
//
// This package alone knows every room of the house: it reads the settings, opens
// the parts, wires them by struct literals and ends them in reverse.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the binary also runs where no zone files are installed
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends the process at once
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "wanjia:", plain(err))
		os.Exit(1)
	}
}
