package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Parsers turn what an operator wrote into a value. Their errors finish the
// sentence "WANJIA_X ...", and never repeat a value that may hold a password.

func text(s string) (string, error) { return s, nil }

func filled(s string) (string, error) {
	if s == "" {
		return "", errors.New("must not be empty")
	}
	return s, nil
}

func address(s string) (string, error) {
	_, port, err := net.SplitHostPort(s)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return "", fmt.Errorf("is %q; write host:port, such as 127.0.0.1:8080", s)
	}
	return s, nil
}

func endpoint(s string) (string, error) {
	if s == "" {
		return s, nil
	}
	full := s
	if !strings.Contains(s, "://") {
		full = "https://" + s
	}
	u, err := url.Parse(full)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", errors.New("is written https://host or http://host:9000, and nothing more")
	}
	return s, nil
}

// stageURL is the address of a LiveKit server.
func stageURL(s string) (string, error) {
	if s == "" {
		return s, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "ws" && u.Scheme != "wss" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", errors.New("is written ws://host:7880 or wss://host, and nothing more")
	}
	return strings.TrimRight(s, "/"), nil
}

// allRoles are what a process can be.
var allRoles = []string{"api", "work", "stream", "edge"}

func roles(s string) ([]string, error) {
	var out []string
	for r := range strings.SplitSeq(s, ",") {
		r = strings.TrimSpace(r)
		if !slices.Contains(allRoles, r) {
			return nil, fmt.Errorf("names the role %q; there are %s", r, strings.Join(allRoles, ", "))
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out, nil
}

func oneOf(words ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		if slices.Contains(words, s) {
			return s, nil
		}
		named := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "" })
		return "", fmt.Errorf("is %q; it must be one of %s", s, strings.Join(named, ", "))
	}
}

// uri accepts "" or an address with one of the schemes and a host.
func uri(schemes ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		if s == "" {
			return s, nil
		}
		scheme, rest, ok := strings.Cut(s, "://")
		if !ok || !slices.Contains(schemes, scheme) {
			return "", fmt.Errorf("must begin with %s://", strings.Join(schemes, ":// or "))
		}
		// Not url.Parse: MongoDB's list of hosts is no URL in its eyes.
		host, _, _ := strings.Cut(rest, "/")
		if host = host[strings.LastIndexByte(host, '@')+1:]; host == "" {
			return "", errors.New("names no host")
		}
		return s, nil
	}
}

func duration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return 0, fmt.Errorf("is %q; write a number with a unit, such as 500ms, 15s or 10m", s)
	case d <= 0:
		return 0, fmt.Errorf("is %q; it must be longer than nothing", s)
	}
	return d, nil
}

func level(s string) (slog.Level, error) {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	l, ok := levels[strings.ToLower(s)]
	if !ok {
		return 0, fmt.Errorf("is %q; it must be one of debug, info, warn, error", s)
	}
	return l, nil
}

func networks(s string) ([]netip.Prefix, error) {
	if s == "" {
		return nil, nil
	}
	var out []netip.Prefix
	for n := range strings.SplitSeq(s, ",") {
		n = strings.TrimSpace(n)
		if addr, err := netip.ParseAddr(n); err == nil && addr.Zone() == "" {
			out = append(out, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(n)
		if err != nil {
			return nil, fmt.Errorf("holds %q, which is neither an address nor a network such as 10.0.0.0/8", n)
		}
		out = append(out, network)
	}
	return out, nil
}

// HideCredentials returns the address with the password in it, if any, replaced;
// it is safe on text that is no address at all.
func HideCredentials(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		if strings.Contains(s, "@") {
			return "(hidden)"
		}
		return s
	}
	// The last @ before the path: passwords written by hand hold raw ones, and
	// some hold slashes too, in which case everything before the @ is hidden.
	at := strings.LastIndexByte(rest, '@')
	if at < 0 {
		return hideQuery(scheme + "://" + rest)
	}
	user, _, secret := strings.Cut(rest[:at], ":")
	if secret {
		user += ":***"
	}
	return hideQuery(scheme + "://" + user + "@" + rest[at+1:])
}

// hideQuery hides passwords given as parameters.
func hideQuery(s string) string {
	base, query, ok := strings.Cut(s, "?")
	if !ok {
		return s
	}
	parts := strings.Split(query, "&")
	for i, p := range parts {
		name, _, _ := strings.Cut(p, "=")
		if plain, err := url.QueryUnescape(name); err != nil || strings.Contains(strings.ToLower(plain), "pass") {
			parts[i] = name + "=***"
		}
	}
	return base + "?" + strings.Join(parts, "&")
}
