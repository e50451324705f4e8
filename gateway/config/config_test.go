package config_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/gateway/config"
)

// load reads the settings from an environment and a command line.
func load(t *testing.T, environ []string, args ...string) (*config.Config, []config.Value, error) {
	t.Helper()
	fs := flag.NewFlagSet("test", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	l := config.Loader{Environ: environ}
	l.Register(fs)
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	return l.Load()
}

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func find(t *testing.T, values []config.Value, env string) config.Value {
	t.Helper()
	for _, v := range values {
		if v.Env == env {
			return v
		}
	}
	t.Fatalf("no setting %s", env)
	return config.Value{}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, values, err := load(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:8080" || c.Data != "./data" || c.ShutdownAfter != 15*time.Second || !c.Serves("api") || !c.Serves("work") || !c.Serves("stream") || c.Serves("edge") {
		t.Errorf("defaults = %+v", c)
	}
	if got := find(t, values, "WANJIA_LISTEN"); got.Source != "default" {
		t.Errorf("source = %q, want default", got.Source)
	}
}

// Each source wins over the one before, and the value says which it was.
func TestOrderOfSources(t *testing.T) {
	t.Parallel()
	file := write(t, "# ours\n\nWANJIA_LISTEN = 127.0.0.1:1\nWANJIA_DATA=\" spaced \"\nWANJIA_ROLES = work\n")
	environ := []string{"WANJIA_CONFIG=" + file, "WANJIA_LISTEN=127.0.0.1:2", "WANJIA_ROLES=api", "HOME=/"}
	c, values, err := load(t, environ, "--listen", "127.0.0.1:3")
	if err != nil {
		t.Fatal(err)
	}
	for env, want := range map[string][2]string{
		"WANJIA_LISTEN":    {"127.0.0.1:3", "flag"},
		"WANJIA_ROLES":     {"api", "environment"},
		"WANJIA_DATA":      {" spaced ", file + " line 4"},
		"WANJIA_LOG_LEVEL": {"info", "default"},
	} {
		if v := find(t, values, env); v.Text != want[0] || v.Source != want[1] {
			t.Errorf("%s = %q from %q, want %q from %q", env, v.Text, v.Source, want[0], want[1])
		}
	}
	if c.Listen != "127.0.0.1:3" || c.Data != " spaced " || c.Serves("work") {
		t.Errorf("config = %+v", c)
	}

	other := write(t, "WANJIA_DATA=other")
	if c, _, err = load(t, environ, "--config", other); err != nil || c.Data != "other" {
		t.Errorf("--config did not win over WANJIA_CONFIG: %v %v", c.Data, err)
	}
}

func TestBadValues(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		environ []string
		want    string
	}{
		"unknown":           {[]string{"WANJIA_LISEN=:1"}, "did you mean WANJIA_LISTEN?"},
		"unknown and far":   {[]string{"WANJIA_XYZZYXYZZY=1"}, "`wanjia config` lists them all"},
		"address":           {[]string{"WANJIA_LISTEN=8080"}, "write host:port"},
		"port":              {[]string{"WANJIA_LISTEN=:http"}, "write host:port"},
		"port too large":    {[]string{"WANJIA_LISTEN=:70000"}, "write host:port"},
		"no data":           {[]string{"WANJIA_DATA="}, "must not be empty"},
		"role":              {[]string{"WANJIA_ROLES=api,cook"}, `the role "cook"; there are api, work`},
		"no role":           {[]string{"WANJIA_ROLES="}, `the role ""`},
		"demo":              {[]string{"WANJIA_DEMO=XL"}, "one of S"},
		"unit":              {[]string{"WANJIA_SHUTDOWN_AFTER=15"}, "number with a unit"},
		"no time":           {[]string{"WANJIA_REQUEST_TIMEOUT=0s"}, "longer than nothing"},
		"level":             {[]string{"WANJIA_LOG_LEVEL=loud"}, "one of debug, info, warn, error"},
		"mongo scheme":      {[]string{"WANJIA_MONGODB_URI=http://x"}, "must begin with mongodb:// or mongodb+srv://"},
		"mongo host":        {[]string{"WANJIA_MONGODB_URI=mongodb://u:p@/db"}, "names no host"},
		"endpoint":          {[]string{"WANJIA_S3_ENDPOINT=ftp://s3:9000"}, "is written https://host"},
		"half of S3":        {[]string{"WANJIA_S3_ENDPOINT=http://s3:9000"}, "WANJIA_S3_BUCKET is missing"},
		"other half of S3":  {[]string{"WANJIA_S3_BUCKET=b"}, "WANJIA_S3_ENDPOINT is missing"},
		"stage":             {[]string{"WANJIA_LIVEKIT_URL=http://k:7880"}, "is written ws://host:7880"},
		"stage without key": {[]string{"WANJIA_LIVEKIT_URL=ws://k:7880", "WANJIA_LIVEKIT_SECRET=0123456789abcdef0123456789abcdef"}, "WANJIA_LIVEKIT_KEY is missing"},
		"short secret":      {[]string{"WANJIA_LIVEKIT_URL=ws://k:7880", "WANJIA_LIVEKIT_KEY=k", "WANJIA_LIVEKIT_SECRET=short"}, "32 characters"},
		"key of no stage":   {[]string{"WANJIA_LIVEKIT_KEY=k"}, "WANJIA_LIVEKIT_URL is missing"},
		"half of TLS":       {[]string{"WANJIA_TLS_CERT=c.pem"}, "belong together"},
		"proxies":           {[]string{"WANJIA_TRUSTED_PROXIES=10.0.0.0/8,front"}, `"front"`},
		"no file":           {[]string{"WANJIA_CONFIG=/nowhere"}, "read the settings file"},
		"of tests, in flag": {[]string{"WANJIA_TEST=1"}, "no setting WANJIA_TEST"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, _, err := load(t, tt.environ); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
	if _, _, err := load(t, []string{"WANJIA_TEST_MONGODB_URI=x", "PATH=y", "wanjia_listen=z"}); err != nil {
		t.Errorf("names that are not ours: %v", err)
	}
}

// An operator mends everything in one go.
func TestAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	file := write(t, "nonsense\nWANJIA_LISTEN=x\nWANJIA_LISTEN=y\nWANJIA_DATA=\"a\nWANJIA_NOPE=1\nWANJIA_TEST_X=1\n")
	_, _, err := load(t, []string{"WANJIA_CONFIG=" + file, "WANJIA_DEMO=Z"}, "--log-level", "loud")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"line 1: is not NAME=value", "line 3: WANJIA_LISTEN is already set in line 2", "line 4: the quotes",
		"no setting WANJIA_NOPE (from " + file + " line 5)", "no setting WANJIA_TEST_X",
		`WANJIA_LISTEN (from ` + file + ` line 2) is "x"`, "WANJIA_DEMO (from environment)", "WANJIA_LOG_LEVEL (from flag)",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
}

// No secret reaches what is printed, neither as a value nor in an error.
func TestSecretsStayHidden(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	c, values, err := load(t, []string{
		"WANJIA_MONGODB_URI=mongodb://ann:" + secret + "@h1:1,h2:2/db?replicaSet=r",
		"WANJIA_REDIS_URL=redis+sentinel://:" + secret + "@h/m?sentinel_password=" + secret,
		"WANJIA_S3_ENDPOINT=http://s3:1", "WANJIA_S3_BUCKET=b", "WANJIA_S3_KEY=" + secret, "WANJIA_S3_SECRET=" + secret,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(c.MongoDB, secret) || c.S3.Secret != secret {
		t.Error("the secrets did not arrive")
	}
	for _, v := range values {
		if strings.Contains(v.Shown(), secret) {
			t.Errorf("%s shows %q", v.Env, v.Shown())
		}
	}
	if got, want := find(t, values, "WANJIA_MONGODB_URI").Shown(), "mongodb://ann:***@h1:1,h2:2/db?replicaSet=r"; got != want {
		t.Errorf("shown %q, want %q", got, want)
	}
	for _, environ := range [][]string{
		{"WANJIA_MONGODB_URI=mongo://ann:" + secret + "@h"}, {"WANJIA_S3_ENDPOINT=http://k:" + secret + "@h"},
	} {
		if _, _, err := load(t, environ); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("error = %v, want one without the secret", err)
		}
	}
}

func TestFlagNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range config.Settings() {
		if s.Doc == "" || !strings.HasSuffix(s.Doc, ".") {
			t.Errorf("%s: the sentence %q does not end as one", s.Env, s.Doc)
		}
		if seen[s.Env] {
			t.Errorf("%s is there twice", s.Env)
		}
		seen[s.Env] = true
	}
	if f := config.Settings()[0].Flag(); f != "listen" {
		t.Errorf("flag of WANJIA_LISTEN = %q", f)
	}
}

// What the caller checks is reported together with the rest.
func TestOthersCheck(t *testing.T) {
	t.Parallel()
	l := config.Loader{
		Environ: []string{"WANJIA_TLS_KEY=k.pem"},
		Check:   func(c *config.Config) error { return errors.New("no, not " + c.Data) },
	}
	_, _, err := l.Load()
	if err == nil || !strings.Contains(err.Error(), "no, not ./data") || !strings.Contains(err.Error(), "belong together") {
		t.Errorf("error = %v", err)
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"serve", "config", "doctor", "redis-url", "roles"}
	for s, want := range map[string]string{"sevre": "serve", "confg": "config", "docter": "doctor", "banana": "", "": "", "serve": "serve", "redis": "redis-url"} {
		if got := config.Nearest(s, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", s, got, want)
		}
	}
}
