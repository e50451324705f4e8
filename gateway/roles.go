package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"wanjia/gateway/api"
	"wanjia/workers"
)

// edgeRole answers HTTP on l.
func edgeRole(a *api.API, l net.Listener) role { return appRole(a.App(), l) }

// application is what answers HTTP.
type application interface {
	Listener(l net.Listener) error
	ShutdownWithContext(ctx context.Context) error
}

func appRole(app application, l net.Listener) role {
	return role{
		run: func() error { return app.Listener(l) },
		stop: func(ctx context.Context) error {
			start := time.Now()
			err := app.ShutdownWithContext(ctx)
			// Shutdown does nothing to a server that has not begun to listen yet;
			// closing what it is about to listen on does.
			_ = l.Close()
			if errors.Is(err, context.DeadlineExceeded) {
				return lateStop("requests", time.Since(start))
			}
			return nil // what else Shutdown says is about a listener that is closed already
		},
	}
}

// statusRole keeps the status pages of shows in a folder. Before it, edgeRole was called
// with a.
func statusRole(a *api.API, folder string) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run:  func() error { return a.KeepStatus(ctx, folder) },
		stop: func(context.Context) error { cancel(); return nil },
	}
}

// workRole does queued work.
func workRole(w *workers.Worker) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run:  func() error { return w.Run(ctx) },
		stop: func(context.Context) error { cancel(); return nil }, // the worker bounds its own drain
	}
}

// probeRole is for a process without the edge: an orchestrator asks it, too,
// whether it is well, and Prometheus for its figures.
func probeRole(s *services, l net.Listener) role {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		out := api.Readiness{Ready: true, Parts: s.Parts(r.Context())}
		for _, p := range out.Parts {
			out.Ready = out.Ready && p.State == "ok"
		}
		writeJSON(w, out.Ready, out)
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.house.metrics, promhttp.HandlerOpts{}))
	return serverRole(&http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}, l)
}

// serverRole serves s on l.
func serverRole(s *http.Server, l net.Listener) role {
	return role{
		run: func() error {
			if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		},
		stop: func(ctx context.Context) error {
			start := time.Now()
			if err := s.Shutdown(ctx); err != nil {
				return errors.Join(lateStop("requests", time.Since(start)), s.Close())
			}
			return nil
		},
	}
}

func writeJSON(w http.ResponseWriter, ok bool, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !ok {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(v) // whoever asked has left
}
