package livekitroom

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-logr/logr"
	"github.com/livekit/livekit-server/pkg/config"
	"github.com/livekit/livekit-server/pkg/routing"
	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/livekit-server/pkg/telemetry/prometheus"
	"github.com/livekit/protocol/logger"
	"github.com/livekit/server-sdk-go/v2"
)

// Address is a LiveKit server and the key to it.
type Address struct {
	URL    string // ws:// or wss://
	Key    string
	Secret string // at least 32 characters
}

// Built is a LiveKit server inside this process, for one machine and for tests. A
// process can have one, since LiveKit keeps its figures in process-wide variables.
type Built struct {
	server *service.LivekitServer
	at     Address
	ended  chan error
}

// BuiltConfig says how the built-in server listens.
type BuiltConfig struct {
	Host    string // the address it listens on, "127.0.0.1"; "" for all
	Webhook string // the URL that hears of events; "" for none
	Port    int    // 0 for a free one
	Key     string // and the secret to it; "" for ones that are made up
	Secret  string
	Log     *slog.Logger
}

// ErrTwice: a process can have one built-in server in its life.
var ErrTwice = errors.New("this process has had a built-in LiveKit already")

const (
	startWithin = 15 * time.Second
	stopWithin  = 10 * time.Second
)

var (
	builtOnce sync.Mutex
	built     bool
)

// StartBuilt starts the built-in server and returns when it answers. Where its key is
// made up anew, tokens of an earlier start are void.
func StartBuilt(ctx context.Context, c BuiltConfig) (*Built, error) {
	builtOnce.Lock()
	defer builtOnce.Unlock()
	if built {
		return nil, ErrTwice
	}
	at := Address{Key: "wanjia", Secret: rand.Text() + rand.Text()}
	if c.Key != "" {
		at.Key, at.Secret = c.Key, c.Secret
	}
	text, port, err := c.yaml(at)
	if err != nil {
		return nil, err
	}
	at.URL = "ws://" + net.JoinHostPort(orLoopback(c.Host), fmt.Sprint(port))
	Quiet(c.Log)
	conf, err := config.NewConfig(text, true, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("configure the built-in LiveKit: %w", err)
	}
	node, err := routing.NewLocalNode(conf)
	if err != nil {
		return nil, fmt.Errorf("make the node of the built-in LiveKit: %w", err)
	}
	built = true
	if err := prometheus.Init(string(node.NodeID()), node.NodeType()); err != nil {
		return nil, fmt.Errorf("set up the figures of the built-in LiveKit: %w", err)
	}
	server, err := service.InitializeServer(conf, node)
	if err != nil {
		return nil, fmt.Errorf("set up the built-in LiveKit: %w", err)
	}
	b := &Built{server: server, at: at, ended: make(chan error, 1)}
	go func() { b.ended <- server.Start() }()
	return b, b.wait(ctx)
}

// wait returns when the server answers.
func (b *Built) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	url := strings.Replace(b.at.URL, "ws", "http", 1)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
		if err != nil {
			return err
		}
		// It answers a little before it can be stopped.
		if answer, err := http.DefaultClient.Do(request); err == nil && answer.Body.Close() == nil && b.server.IsRunning() {
			return nil
		}
		select {
		case err := <-b.ended:
			return fmt.Errorf("the built-in LiveKit ended at its start: %w", err)
		case <-ctx.Done():
			return fmt.Errorf("the built-in LiveKit does not answer: %w", ctx.Err())
		case <-tick.C:
		}
	}
}

// Address is where it listens.
func (b *Built) Address() Address { return b.at }

// Close ends the server and what is connected to it.
func (b *Built) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, stopWithin)
	defer cancel()
	go b.server.Stop(true)
	select {
	case err := <-b.ended:
		return err
	case <-ctx.Done():
		return fmt.Errorf("the built-in LiveKit does not end: %w", ctx.Err())
	}
}

// yaml is the server's configuration and the port that it will have. Sound is Opus
// without redundancy, which costs a subscriber the sender's clock; a room is made by
// us before anybody can join; nothing is paused for want of bandwidth, since the
// packager is next door.
func (c BuiltConfig) yaml(at Address) (string, int, error) {
	web, err := c.Port, error(nil)
	if web == 0 {
		web, err = freeTCP(c.Host)
	}
	fallback, err2 := freeTCP(c.Host)
	media, err3 := freeUDP(c.Host)
	if err := errors.Join(err, err2, err3); err != nil {
		return "", 0, fmt.Errorf("find ports for the built-in LiveKit: %w", err)
	}
	text := fmt.Sprintf(`port: %d
bind_addresses: [%q]
keys: {%s: %s}
rtc:
  udp_port: %d
  tcp_port: %d
  use_external_ip: false
  congestion_control: {enabled: true, allow_pause: false}
room:
  auto_create: false
  empty_timeout: 300
  departure_timeout: 60
  enabled_codecs: [{mime: audio/opus}, {mime: video/h264}]
`, web, c.Host, at.Key, at.Secret, media, fallback)
	if ip := net.ParseIP(c.Host); ip != nil && ip.IsLoopback() {
		text = strings.Replace(text, "rtc:\n", fmt.Sprintf("rtc:\n  node_ip: %s\n  enable_loopback_candidate: true\n  interfaces: {includes: [lo]}\n", c.Host), 1)
	}
	if c.Webhook != "" {
		text += fmt.Sprintf("webhook:\n  api_key: %s\n  urls: [%q]\n", at.Key, c.Webhook)
	}
	return text, web, nil
}

func orLoopback(host string) string {
	if host == "" {
		return "127.0.0.1"
	}
	return host
}

func freeTCP(host string) (int, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func freeUDP(host string) (int, error) {
	l, err := net.ListenPacket("udp", net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	return l.LocalAddr().(*net.UDPAddr).Port, l.Close()
}

// Quiet sends what LiveKit's libraries say to log, from warnings on. They have one
// place for it in the whole process.
func Quiet(log *slog.Logger) {
	l := logger.LogRLogger(logr.FromSlogHandler(louder{log.Handler()}))
	logger.SetLogger(l, "livekit")
	lksdk.SetLogger(l)
}

// louder lets warnings and errors through.
type louder struct{ slog.Handler }

func (l louder) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && l.Handler.Enabled(ctx, level)
}

func (l louder) WithAttrs(a []slog.Attr) slog.Handler { return louder{l.Handler.WithAttrs(a)} }
func (l louder) WithGroup(n string) slog.Handler      { return louder{l.Handler.WithGroup(n)} }
