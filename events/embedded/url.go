package embedded

import (
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"wanjia/events/fault"
)

// ErrRedisURL: the address of Redis cannot be read. Its detail "why" says what
// is wrong and never quotes the address, which may hold a password.
var ErrRedisURL = fault.New(fault.Invalid, "redis_url", "the address of Redis cannot be read")

// Shapes of a Redis installation.
const (
	ShapeNode     = "node"
	ShapeCluster  = "cluster"
	ShapeSentinel = "sentinel"
)

// RedisAddress is a Redis address, read.
//
//	redis://[user:password@]host[:port][/db]          one node; a node of a cluster is recognised on opening
//	unix://[user:password@]/path/to/socket[?db=1]     one node on a Unix socket
//	redis://host:port,host:port                       a cluster, by some of its nodes
//	redis+cluster://[user:password@]host:port,...     the same, said aloud
//	redis+sentinel://[user:password@]host:port,.../mastername[/db]
//
// rediss, rediss+cluster and rediss+sentinel are the same over TLS. The port is
// 6379 unless given, 26379 for sentinels. Parameters: db; addr, a further
// host:port of a cluster, may be repeated; sentinel_username and
// sentinel_password. What has a meaning in an address is percent-encoded in
// names and passwords.
type RedisAddress struct {
	Shape    string   // ShapeNode, ShapeCluster or ShapeSentinel
	Network  string   // "tcp" or "unix"
	Addrs    []string // host:port each, or one path
	TLS      bool
	Username string
	Password string
	DB       int    // 0 in a cluster
	Master   string // the sentinels' name of the master

	SentinelUsername string
	SentinelPassword string

	Silence time.Duration // for so long Redis need not answer, 0 for the usual seconds; no part of the text
}

// String is the address without names and passwords, for logs and pages.
func (a RedisAddress) String() string {
	if a.Network == "unix" {
		return socketURL(a.Addrs[0])
	}
	scheme := "redis"
	if a.TLS {
		scheme = "rediss"
	}
	out := strings.Join(a.Addrs, ",")
	switch a.Shape {
	case ShapeCluster:
		return scheme + "+cluster://" + out
	case ShapeSentinel:
		scheme += "+sentinel"
		out += "/" + url.PathEscape(a.Master)
	}
	if a.DB != 0 {
		out += "/" + strconv.Itoa(a.DB)
	}
	return scheme + "://" + out
}

// ParseRedisURL reads an address. Every error is an [ErrRedisURL].
func ParseRedisURL(text string) (RedisAddress, error) {
	var a RedisAddress
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return a, badURL("it begins with none of redis://, rediss://, unix://, redis+cluster://, redis+sentinel://")
	}
	a.Network = "tcp"
	switch plain, secure := strings.CutPrefix(scheme, "rediss"); {
	case secure:
		a.TLS, scheme = true, "redis"+plain
	case scheme == "unix":
		a.Network = "unix"
	}
	switch scheme {
	case "redis", "unix":
		a.Shape = ShapeNode
	case "redis+cluster":
		a.Shape = ShapeCluster
	case "redis+sentinel":
		a.Shape = ShapeSentinel
	default:
		return a, badURL("it begins with none of redis://, rediss://, unix://, redis+cluster://, redis+sentinel://")
	}
	authority, path, query, err := splitURL(rest)
	if err != nil {
		return a, err
	}
	if a.Network == "tcp" && strings.Contains(path, "@") && !strings.Contains(authority, "@") {
		return a, badURL("a / stands before the @; write %2F where that belongs to a name or password")
	}
	if err := a.readHosts(authority); err != nil {
		return a, err
	}
	if err := a.readPath(path); err != nil {
		return a, err
	}
	if err := a.readQuery(query); err != nil {
		return a, err
	}
	if len(a.Addrs) > 1 && a.Shape == ShapeNode {
		a.Shape = ShapeCluster
	}
	if a.Shape == ShapeCluster && a.DB != 0 {
		return a, badURL("a cluster has only database 0")
	}
	return a, nil
}

func badURL(why string) error { return ErrRedisURL.With("why", why) }

// splitURL cuts what follows the scheme. It is done by hand because net/url
// refuses several hosts.
func splitURL(rest string) (authority, path string, query url.Values, err error) {
	if strings.Contains(rest, "#") {
		return "", "", nil, badURL("it holds a #; write %23 where that belongs to a name or password")
	}
	rest, raw, _ := strings.Cut(rest, "?")
	if query, err = url.ParseQuery(raw); err != nil {
		return "", "", nil, badURL("what follows the ? is not name=value&name=value")
	}
	authority = rest
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	return authority, path, query, nil
}

// readHosts reads user:password@host:port,host:port.
func (a *RedisAddress) readHosts(authority string) error {
	hosts := authority
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		hosts = authority[i+1:]
		name, password, _ := strings.Cut(authority[:i], ":")
		var err error
		if a.Username, err = url.PathUnescape(name); err != nil {
			return badURL("the user name is not percent-encoded as it should be")
		}
		if a.Password, err = url.PathUnescape(password); err != nil {
			return badURL("the password is not percent-encoded as it should be; write %25 for %")
		}
	}
	if a.Network == "unix" {
		if hosts != "" {
			return badURL("unix:// is followed by an absolute path: unix:///run/redis.sock")
		}
		return nil
	}
	for host := range strings.SplitSeq(hosts, ",") {
		if err := a.addHost(host); err != nil {
			return err
		}
	}
	return nil
}

func (a *RedisAddress) addHost(text string) error {
	port := "6379"
	if a.Shape == ShapeSentinel {
		port = "26379"
	}
	host := text
	if h, p, err := net.SplitHostPort(text); err == nil {
		host, port = h, p
	} else {
		host = strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")
		bare := host != text || !strings.Contains(text, ":") // [::1] needs its brackets
		if !bare {
			return badURL("a host is written host:port, or [address]:port for IPv6")
		}
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return badURL("a port is a number from 1 to 65535")
	}
	if host == "" || strings.ContainsAny(host, " \t\r\n[]@%\"<>\\^`{|}\x00") {
		return badURL("a host name is empty or has characters no host has")
	}
	a.Addrs = append(a.Addrs, net.JoinHostPort(host, port))
	return nil
}

// readPath reads /db, /mastername[/db] or the path of a socket.
func (a *RedisAddress) readPath(path string) error {
	if a.Network == "unix" {
		clear, err := url.PathUnescape(path)
		if err != nil || clear == "" || clear == "/" || strings.ContainsRune(clear, 0) {
			return badURL("unix:// is followed by an absolute path: unix:///run/redis.sock")
		}
		a.Addrs = []string{clear}
		return nil
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if a.Shape == ShapeSentinel {
		master, err := url.PathUnescape(parts[0])
		if err != nil || master == "" {
			return badURL("after the sentinels comes the name of the master: redis+sentinel://host:26379/mymaster")
		}
		a.Master, parts = master, parts[1:]
	}
	switch {
	case len(parts) == 0 || len(parts) == 1 && parts[0] == "":
		return nil
	case len(parts) == 1:
		return a.readDB(parts[0])
	}
	return badURL("the path has too many parts")
}

func (a *RedisAddress) readDB(text string) error {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return badURL("the database is a number: redis://host:6379/0")
	}
	a.DB = int(n)
	return nil
}

func (a *RedisAddress) readQuery(query url.Values) error {
	for name, values := range query {
		last := values[len(values)-1]
		switch {
		case name == "db":
			if err := a.readDB(last); err != nil {
				return err
			}
		case name == "addr" && a.Network == "tcp":
			for _, v := range values {
				if err := a.addHost(v); err != nil {
					return err
				}
			}
		case name == "sentinel_username" && a.Shape == ShapeSentinel:
			a.SentinelUsername = last
		case name == "sentinel_password" && a.Shape == ShapeSentinel:
			a.SentinelPassword = last
		default:
			return badURL("the parameters are db, addr and, with sentinels, sentinel_username and sentinel_password")
		}
	}
	return nil
}
