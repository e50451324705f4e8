package main

import (
	"context"
	"io"
	"log/slog"
	"os"

	"wanjia/gateway/api"
	"wanjia/gateway/config"
)

// newLog makes the log: JSON for machines, text for a person at a terminal.
func newLog(w io.Writer, c config.Log) *slog.Logger {
	opts := &slog.HandlerOptions{Level: c.Level}
	if c.Format == "text" || c.Format == "auto" && isTerminal(w) {
		return slog.New(withRequest{slog.NewTextHandler(w, opts)})
	}
	return slog.New(withRequest{slog.NewJSONHandler(w, opts)})
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// withRequest adds to each line which request it belongs to and who made it.
type withRequest struct{ slog.Handler }

// Handle implements [slog.Handler].
func (h withRequest) Handle(ctx context.Context, r slog.Record) error {
	r.AddAttrs(api.LogAttrs(ctx)...)
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (h withRequest) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withRequest{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements [slog.Handler].
func (h withRequest) WithGroup(name string) slog.Handler {
	return withRequest{h.Handler.WithGroup(name)}
}
