package config

import (
	"strings"
	"testing"
)

// Whatever a settings file holds, reading it ends, keeps names apart and never
// invents a setting.
func FuzzParseFile(f *testing.F) {
	for _, s := range []string{
		"", "# c\n", "WANJIA_LISTEN=:1\n", "A = \"x\\ty\"\r\nB=", "=\n==", "A=1\nA=2", "\ufeffA=1", "A=\"", "A=\"\\u00e9\"", "\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		lines, faults := parseFile(content)
		seen := map[string]bool{}
		last := 0
		for _, l := range lines {
			switch {
			case l.name == "" || strings.TrimSpace(l.name) != l.name || strings.Contains(l.name, "="):
				t.Errorf("name %q", l.name)
			case seen[l.name]:
				t.Errorf("%q came twice", l.name)
			case l.number <= last:
				t.Errorf("line %d after %d", l.number, last)
			}
			seen[l.name], last = true, l.number
		}
		if len(lines)+len(faults) > 1+strings.Count(content, "\n") {
			t.Errorf("%d settings and %d faults in %q", len(lines), len(faults), content)
		}
	})
}

// No text an operator may write makes a setter panic.
func FuzzSetters(f *testing.F) {
	for _, s := range []string{"", "127.0.0.1:8080", "api,work", "mongodb://u:p@h/", "1h", "10.0.0.0/8", "::1", "S", "true", "redis://[::1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range settings {
			_ = s.set(&Config{}, text)
			_ = Value{Setting: s, Text: text}.Shown()
		}
	})
}

// The part between the colon and the @ of an address is never shown.
func FuzzHideCredentials(f *testing.F) {
	f.Add("redis", "ann", "secret", "host:1/0")
	f.Add("mongodb", "", "a/b@c?d", "h1,h2/db?x=y")
	f.Fuzz(func(t *testing.T, scheme, user, password, rest string) {
		const mark = "MARKED"
		if strings.ContainsAny(scheme+user, ":@/?&") || strings.ContainsAny(rest, "@") ||
			strings.Contains(scheme+user+rest, mark) {
			return
		}
		if got := HideCredentials(scheme + "://" + user + ":" + password + mark + "@" + rest); strings.Contains(got, mark) {
			t.Errorf("shown: %q", got)
		}
	})
}
