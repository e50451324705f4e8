// Command mongowire serves the MongoDB wire protocol on loopback, with its data in
// SQLite files: FerretDB, for tests of the MongoDB engine where no MongoDB is at
// hand. It is a module of its own so that what FerretDB needs stays out of ours.
//
//	go run . -listen 127.0.0.1:0
//
// prints the URI to use, serves until SIGTERM or SIGINT and forgets its data, unless
// -data names a folder. It is no database to keep anything in: see the deviations
// in the tests beside it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "mongowire:", err)
		stop()
		os.Exit(1)
	}
}

// run serves until ctx ends. The first line on stdout is the URI.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("mongowire", flag.ContinueOnError)
	flags.SetOutput(stderr)
	listen := flags.String("listen", "127.0.0.1:0", "loopback `address` to serve on; port 0 takes a free one")
	data := flags.String("data", "", "`folder` to keep the data in; empty for a temporary one")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := loopback(*listen); err != nil {
		return err
	}
	folder := *data
	if folder == "" {
		if folder, err = os.MkdirTemp("", "mongowire-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	return serve(ctx, *listen, folder, log, func(uri string) { fmt.Fprintln(stdout, uri) })
}

// serve calls ready with the URI once it listens, and returns when ctx has ended
// and everything is closed.
func serve(ctx context.Context, listen, folder string, log *slog.Logger, ready func(uri string)) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: listen},
		Logger:    log,
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
	})
	if err != nil {
		return err
	}
	ready(f.MongoDBURI())
	return f.Run(ctx)
}

// loopback refuses to serve anybody but this machine: there is no password.
func loopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s is not a loopback address", host)
	}
	return nil
}
