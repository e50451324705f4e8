package embedded_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/embedded"
	"wanjia/events/fault"
)

func TestParseRedisURL(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want   embedded.RedisAddress
		public string
	}{
		"redis://localhost": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "tcp", Addrs: []string{"localhost:6379"}},
			"redis://localhost:6379"},
		"redis://ann:p%40ss%2Fw%25rd@10.0.0.1:7000/3": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "tcp", Addrs: []string{"10.0.0.1:7000"}, Username: "ann", Password: "p@ss/w%rd", DB: 3},
			"redis://10.0.0.1:7000/3"},
		"redis://:p@ss@h": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "tcp", Addrs: []string{"h:6379"}, Password: "p@ss"},
			"redis://h:6379"},
		"rediss://[::1]:6380/?db=2": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "tcp", Addrs: []string{"[::1]:6380"}, TLS: true, DB: 2},
			"rediss://[::1]:6380/2"},
		"redis://[fe80::1]": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "tcp", Addrs: []string{"[fe80::1]:6379"}},
			"redis://[fe80::1]:6379"},
		"unix:///run/a%20b.sock?db=1": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "unix", Addrs: []string{"/run/a b.sock"}, DB: 1},
			"unix:///run/a%20b.sock"},
		"unix://:secret@/run/r.sock": {embedded.RedisAddress{Shape: embedded.ShapeNode, Network: "unix", Addrs: []string{"/run/r.sock"}, Password: "secret"},
			"unix:///run/r.sock"},
		"redis://a:1,b:2,c": {embedded.RedisAddress{Shape: embedded.ShapeCluster, Network: "tcp", Addrs: []string{"a:1", "b:2", "c:6379"}},
			"redis+cluster://a:1,b:2,c:6379"},
		"redis://a:1?addr=b:2&addr=c:3": {embedded.RedisAddress{Shape: embedded.ShapeCluster, Network: "tcp", Addrs: []string{"a:1", "b:2", "c:3"}},
			"redis+cluster://a:1,b:2,c:3"},
		"rediss+cluster://u:p@a:1": {embedded.RedisAddress{Shape: embedded.ShapeCluster, Network: "tcp", Addrs: []string{"a:1"}, TLS: true, Username: "u", Password: "p"},
			"rediss+cluster://a:1"},
		"redis+sentinel://u:p@s1,s2:5000/my%20master/4?sentinel_password=x&sentinel_username=y": {embedded.RedisAddress{
			Shape: embedded.ShapeSentinel, Network: "tcp", Addrs: []string{"s1:26379", "s2:5000"}, Username: "u", Password: "p",
			DB: 4, Master: "my master", SentinelUsername: "y", SentinelPassword: "x"},
			"redis+sentinel://s1:26379,s2:5000/my%20master/4"},
	}
	for text, tt := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := embedded.ParseRedisURL(text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.String() != tt.public {
				t.Errorf("shown as %s, want %s", got, tt.public)
			}
		})
	}
}

func TestParseRedisURLRefuses(t *testing.T) {
	t.Parallel()
	for text, hint := range map[string]string{
		"":                                   "begins with",
		"localhost:6379":                     "begins with",
		"http://h":                           "begins with",
		"redis:/h":                           "begins with",
		"rediss+unix://x":                    "begins with",
		"redis://":                           "host name",
		"redis://,":                          "host name",
		"redis://h:":                         "port",
		"redis://h:0":                        "port",
		"redis://h:65536":                    "port",
		"redis://h:port":                     "port",
		"redis://::1":                        "[address]",
		"redis://h/x":                        "number",
		"redis://h/1/2":                      "too many",
		"redis://h/-1":                       "number",
		"redis://h?db=x":                     "number",
		"redis://h?db=%zz":                   "name=value",
		"redis://h?pool_size=3":              "parameters",
		"redis://h?sentinel_password=sesame": "parameters",
		"redis://:ses/ame@h":                 "%2F",
		"redis://:ses#ame@h":                 "%23",
		"redis://:ses%ame@h":                 "%25",
		"redis+cluster://a,b/3":              "database 0",
		"redis://a,b/3":                      "database 0",
		"redis+sentinel://s":                 "master",
		"redis+sentinel://s/":                "master",
		"unix://":                            "absolute path",
		"unix://run/redis.sock":              "absolute path",
		"redis://:sesame@bad host":           "host name",
	} {
		_, err := embedded.ParseRedisURL(text)
		if !errors.Is(err, embedded.ErrRedisURL) {
			t.Errorf("%q: %v, want ErrRedisURL", text, err)
			continue
		}
		if why, _ := fault.Of(err).Details["why"].(string); !strings.Contains(why, hint) || strings.Contains(why, "ame") && strings.Contains(why, "ses") {
			t.Errorf("%q: %q does not say %q, or too much", text, why, hint)
		}
	}
}

// FuzzParseRedisURL: whatever is given, an address is usable or the error is ours;
// neither shows a secret, and what is shown leads to the same place.
func FuzzParseRedisURL(f *testing.F) {
	for _, seed := range []string{
		"redis://ann:secret@h:1/2", "rediss+cluster://:secret@a,b:2", "redis+sentinel://s:1,t/m/1?sentinel_password=secret",
		"unix://:secret@/tmp/x.sock?db=3", "redis://[::1]", "redis://a?addr=b", "redis://%zz", "unix:///%00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := embedded.ParseRedisURL(text)
		if err != nil {
			if !errors.Is(err, embedded.ErrRedisURL) {
				t.Fatalf("%q: %v is not an ErrRedisURL", text, err)
			}
			return
		}
		if len(a.Addrs) == 0 || a.DB < 0 || a.Shape == embedded.ShapeCluster && a.DB != 0 || a.Shape == embedded.ShapeSentinel && a.Master == "" {
			t.Fatalf("%q: %+v cannot be used", text, a)
		}
		again, err := embedded.ParseRedisURL(a.String())
		if err != nil {
			t.Fatalf("%q is shown as %q, which is no address: %v", text, a, err)
		}
		if a.Network == "unix" {
			again.DB = a.DB // a parameter, not shown
		}
		a.Username, a.Password, a.SentinelUsername, a.SentinelPassword = "", "", "", ""
		if diff := cmp.Diff(a, again); diff != "" {
			t.Fatalf("%q shown is another address (-read +shown):\n%s", text, diff)
		}
	})
}
