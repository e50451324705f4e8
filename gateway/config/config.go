// Package config is the one list of settings and the only place that reads them.
//
// A setting has a name in the environment, a flag, a default and a sentence of
// documentation. [Load] reads the sources in order (default, file, environment,
// flag; the later wins) and reports everything that is wrong at once. Nothing here
// is global: the values are passed on from package main.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"time"
)

// Config is every setting of the program, checked.
type Config struct {
	Listen string // host:port; port 0 takes a free one
	Data   string // folder of the embedded parts
	Roles  []string
	Demo   string // size of the synthetic dataset: "" for none, "S", "M", "L"
	Font   string // files to print with, by commas; "" takes the system's

	MongoDB string // URI; "" means SQLite in Data
	Redis   string // URL of one node, a sentinel set or a cluster; "" means embedded
	S3      S3
	LiveKit LiveKit
	Live    Live
	TLS     TLS
	Log     Log
	Public  Public
	Edge    Edge

	TrustedProxies []netip.Prefix // whose X-Forwarded-* headers count
	ShutdownAfter  time.Duration  // how long requests and tasks may still take
	RequestTimeout time.Duration  // how long one request may take
	StatusFiles    string         // folder for the status pages of shows; "" for none
}

// S3 says where objects are kept; an empty Endpoint means a folder in Data.
type S3 struct {
	Endpoint string // http:// or https:// and host[:port]
	Bucket   string
	Region   string
	Key      string
	Secret   string
}

// LiveKit says where the stage's server is; an empty URL means one in this process.
type LiveKit struct {
	URL    string // ws:// or wss:// and host[:port]
	Key    string
	Secret string
}

// Live says how streams reach the public.
type Live struct {
	Keep  time.Duration // of shows and clips
	Line2 string        // http:// or https:// and host[:port] of a second way to the same streams; "" for none
}

// Edge says which main service a gate server belongs to; both are for its first start.
type Edge struct {
	Main string // http:// or https:// and host[:port]
	Code string // it is set up with, once
}

// Public is what the foot of every page says of whoever runs the house; an empty
// field is not shown.
type Public struct {
	Operator string // name of the body that runs it
	Hotline  string // number that people call
	ICP      string // 备案号, of the site's filing
	Police   string // 公安备案号
}

// TLS names the files of the certificate; empty means plain HTTP.
type TLS struct{ Cert, Key string }

// Log says how much is logged and in which form.
type Log struct {
	Level  slog.Level
	Format string // "json", "text", or "auto": text on a terminal, else json
}

// Serves says whether role is among the roles of this process.
func (c *Config) Serves(role string) bool {
	return slices.Contains(c.Roles, role)
}

// check is about settings that must fit each other.
func (c *Config) check() error {
	var errs []error
	if (c.TLS.Cert == "") != (c.TLS.Key == "") {
		errs = append(errs, errors.New("WANJIA_TLS_CERT and WANJIA_TLS_KEY belong together: set both or neither"))
	}
	if c.Serves("edge") && len(c.Roles) > 1 {
		errs = append(errs, errors.New("WANJIA_ROLES: edge is for a machine at the gates and runs alone"))
	}
	if c.S3.Endpoint != "" {
		for _, s := range []struct{ env, value string }{
			{"WANJIA_S3_BUCKET", c.S3.Bucket}, {"WANJIA_S3_KEY", c.S3.Key}, {"WANJIA_S3_SECRET", c.S3.Secret},
		} {
			if s.value == "" {
				errs = append(errs, fmt.Errorf("%s is missing: WANJIA_S3_ENDPOINT needs it", s.env))
			}
		}
	} else if c.S3.Bucket != "" {
		errs = append(errs, errors.New("WANJIA_S3_ENDPOINT is missing: WANJIA_S3_BUCKET is of no use without it"))
	}
	return errors.Join(append(errs, c.LiveKit.check())...)
}

// minStageSecret is the shortest secret that signs tokens safely, in characters.
const minStageSecret = 32

func (l LiveKit) check() error {
	var errs []error
	switch {
	case l.URL == "" && l.Key+l.Secret != "":
		errs = append(errs, errors.New("WANJIA_LIVEKIT_URL is missing: WANJIA_LIVEKIT_KEY and WANJIA_LIVEKIT_SECRET are of no use without it"))
	case l.URL != "" && l.Key == "":
		errs = append(errs, errors.New("WANJIA_LIVEKIT_KEY is missing: WANJIA_LIVEKIT_URL needs it"))
	}
	if l.URL != "" && len(l.Secret) < minStageSecret {
		errs = append(errs, fmt.Errorf("WANJIA_LIVEKIT_SECRET needs %d characters or more", minStageSecret))
	}
	return errors.Join(errs...)
}
