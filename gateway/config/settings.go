package config

import (
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Setting is one thing an operator can choose.
type Setting struct {
	Env     string // WANJIA_LISTEN; the flag is made from it
	Default string // as an operator would write it
	Doc     string // one sentence
	Secret  bool   // never printed

	set  func(*Config, string) error
	show func(string) string // how a value is printed; nil prints it as it is
}

// Flag is the setting's name on the command line: WANJIA_LOG_LEVEL is log-level.
func (s Setting) Flag() string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(s.Env, prefix)), "_", "-")
}

const (
	prefix     = "WANJIA_"
	testPrefix = "WANJIA_TEST_" // belongs to the tests, never a setting
	fileEnv    = "WANJIA_CONFIG"
)

// Settings is the list; `wanjia config`, the flags, the README's table and the
// check for unknown names are made from it.
func Settings() []Setting { return slices.Clone(settings) }

var settings = []Setting{
	{
		Env: "WANJIA_LISTEN", Default: "127.0.0.1:8080",
		Doc: "Address to listen on, host:port; port 0 takes a free one and prints it.",
		set: into(address, func(c *Config) *string { return &c.Listen }),
	}, {
		Env: "WANJIA_DATA", Default: "./data",
		Doc: "Folder of the embedded parts; made when it is not there.",
		set: into(filled, func(c *Config) *string { return &c.Data }),
	}, {
		Env: "WANJIA_ROLES", Default: "api,work,stream",
		Doc: "What this process does: api (web pages and HTTP interface), work (queue), stream (puts channels on air), by commas; or edge alone (a group of gates on a network of its own).",
		set: into(roles, func(c *Config) *[]string { return &c.Roles }),
	}, {
		Env:     "WANJIA_DEMO",
		Doc:     "Load the synthetic dataset of this size (S, M or L) once and open the demo logins on a loopback listener.",
		Default: "",
		set:     into(oneOf("", "S", "M", "L"), func(c *Config) *string { return &c.Demo }),
	}, {
		Env:  "WANJIA_MONGODB_URI",
		Doc:  "MongoDB replica set or sharded cluster; unset means SQLite in the data folder.",
		set:  into(uri("mongodb", "mongodb+srv"), func(c *Config) *string { return &c.MongoDB }),
		show: HideCredentials,
	}, {
		Env:  "WANJIA_REDIS_URL",
		Doc:  "Redis: redis://host:6379/0, redis+sentinel://host:26379/name or redis+cluster://host:6379,host:6379, rediss for TLS; unset means embedded.",
		set:  into(text, func(c *Config) *string { return &c.Redis }),
		show: HideCredentials,
	}, {
		Env: "WANJIA_S3_ENDPOINT",
		Doc: "S3 object storage, https://host or http://host:9000; unset means a folder in the data folder.",
		set: into(endpoint, func(c *Config) *string { return &c.S3.Endpoint }),
	}, {
		Env: "WANJIA_S3_BUCKET",
		Doc: "Bucket of the object storage.",
		set: into(text, func(c *Config) *string { return &c.S3.Bucket }),
	}, {
		Env: "WANJIA_S3_REGION", Default: "us-east-1",
		Doc: "Region of the object storage.",
		set: into(text, func(c *Config) *string { return &c.S3.Region }),
	}, {
		Env: "WANJIA_S3_KEY", Secret: true,
		Doc: "Access key of the object storage.",
		set: into(text, func(c *Config) *string { return &c.S3.Key }),
	}, {
		Env: "WANJIA_S3_SECRET", Secret: true,
		Doc: "Secret key of the object storage.",
		set: into(text, func(c *Config) *string { return &c.S3.Secret }),
	}, {
		Env: "WANJIA_LIVEKIT_URL",
		Doc: "LiveKit server that carries the stage, ws://host:7880 or wss://host; unset means one in this process, started when it is first needed.",
		set: into(stageURL, func(c *Config) *string { return &c.LiveKit.URL }),
	}, {
		Env: "WANJIA_LIVEKIT_KEY",
		Doc: "API key of the LiveKit server.",
		set: into(text, func(c *Config) *string { return &c.LiveKit.Key }),
	}, {
		Env: "WANJIA_LIVEKIT_SECRET", Secret: true,
		Doc: "Secret of that key, 32 characters or more.",
		set: into(text, func(c *Config) *string { return &c.LiveKit.Secret }),
	}, {
		Env: "WANJIA_REPLAY_KEEP", Default: "2160h",
		Doc: "How long a show that is over and the clips of its items may be watched again; then they are deleted.",
		set: into(duration, func(c *Config) *time.Duration { return &c.Live.Keep }),
	}, {
		Env: "WANJIA_LIVE_LINE2",
		Doc: "Second way to the same streams, https://host: an edge or a CDN in front of this house; players change over to it when the first fails. Unset means none.",
		set: into(endpoint, func(c *Config) *string { return &c.Live.Line2 }),
	}, {
		Env: "WANJIA_TLS_CERT",
		Doc: "Certificate chain, a PEM file, read anew when it changes; together with WANJIA_TLS_KEY the listener speaks HTTPS.",
		set: into(text, func(c *Config) *string { return &c.TLS.Cert }),
	}, {
		Env: "WANJIA_TLS_KEY",
		Doc: "Private key of the certificate, a PEM file.",
		set: into(text, func(c *Config) *string { return &c.TLS.Key }),
	}, {
		Env: "WANJIA_EDGE_MAIN",
		Doc: "Address of the main service that a gate server (role edge) belongs to, https://host; kept from its first start on.",
		set: into(endpoint, func(c *Config) *string { return &c.Edge.Main }),
	}, {
		Env: "WANJIA_EDGE_CODE", Secret: true,
		Doc: "Code from the console that a gate server is set up with at its first start; good once and for a day.",
		set: into(text, func(c *Config) *string { return &c.Edge.Code }),
	}, {
		Env: "WANJIA_TRUSTED_PROXIES",
		Doc: "Addresses or networks by commas whose X-Forwarded-For header is believed; unset believes none.",
		set: into(networks, func(c *Config) *[]netip.Prefix { return &c.TrustedProxies }),
	}, {
		Env: "WANJIA_FONT",
		Doc: "Font files (TTF, OTF, TTC) by commas to print rosters and passes with; unset takes the system's Chinese fonts.",
		set: into(text, func(c *Config) *string { return &c.Font }),
	}, {
		Env: "WANJIA_STATUS_FILES",
		Doc: "Folder in which the status pages of shows are kept as files, also packed, for a web server or a CDN in front: EVENT/index.html and EVENT/occupancy.json, written anew a second after a change and taken away at the end; unset keeps none.",
		set: into(text, func(c *Config) *string { return &c.StatusFiles }),
	}, {
		Env: "WANJIA_REQUEST_TIMEOUT", Default: "10s",
		Doc: "How long one request may take before it is answered with 503.",
		set: into(duration, func(c *Config) *time.Duration { return &c.RequestTimeout }),
	}, {
		Env: "WANJIA_SHUTDOWN_AFTER", Default: "15s",
		Doc: "How long requests and tasks under way may still take after SIGTERM.",
		set: into(duration, func(c *Config) *time.Duration { return &c.ShutdownAfter }),
	}, {
		Env: "WANJIA_OPERATOR",
		Doc: "Name of the body that runs this, for the foot of every page and the privacy page.",
		set: into(text, func(c *Config) *string { return &c.Public.Operator }),
	}, {
		Env: "WANJIA_HOTLINE",
		Doc: "Telephone number that people may call about anything, for the same two places.",
		set: into(text, func(c *Config) *string { return &c.Public.Hotline }),
	}, {
		Env: "WANJIA_FILING_ICP",
		Doc: "Number of the site's ICP filing (备案号), for the foot of every page; unset shows none.",
		set: into(text, func(c *Config) *string { return &c.Public.ICP }),
	}, {
		Env: "WANJIA_FILING_POLICE",
		Doc: "Number of the filing with the police (公安备案号), for the foot of every page; unset shows none.",
		set: into(text, func(c *Config) *string { return &c.Public.Police }),
	}, {
		Env: "WANJIA_LOG_LEVEL", Default: "info",
		Doc: "Least level that is logged: debug, info, warn or error.",
		set: into(level, func(c *Config) *slog.Level { return &c.Log.Level }),
	}, {
		Env: "WANJIA_LOG_FORMAT", Default: "auto",
		Doc: "Form of the log: json, text, or auto (text on a terminal, else json).",
		set: into(oneOf("auto", "json", "text"), func(c *Config) *string { return &c.Log.Format }),
	},
}

// into makes the setter of one field: parse the text, then store it.
func into[T any](parse func(string) (T, error), field func(*Config) *T) func(*Config, string) error {
	return func(c *Config, s string) error {
		v, err := parse(s)
		if err != nil {
			return err
		}
		*field(c) = v
		return nil
	}
}

// Table is the list as the README shows it, in Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| setting | flag | default | meaning |\n|---|---|---|---|\n")
	for _, s := range settings {
		def := ""
		if s.Default != "" {
			def = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s |\n", s.Env, s.Flag(), def, s.Doc)
	}
	return b.String()
}
