package identity_test

import (
	"errors"
	"strings"
	"testing"

	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

func TestParsePhone(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"15400001234":         "15400001234",
		" 154 0000 1234 ":     "15400001234",
		"154-0000-1234":       "15400001234",
		"１５４００００１２３４":         "15400001234",
		"+8615400001234":      "15400001234",
		"+86 (154) 0000 1234": "15400001234",
		"＋８６　１５４　００００　１２３４": "15400001234",
		"8615400001234":      "15400001234",
		"0086 154 0000 1234": "15400001234",
		"":                   "",
		"1540000123":         "",
		"154000012345":       "",
		"25400001234":        "",
		"+15400001234":       "",
		"+86":                "",
		"++8615400001234":    "",
		"154+00001234":       "",
		"154000O1234":        "",
		"+008615400001234":   "",
		"15400001234;drop":   "",
		"٠١٢٣٤٥٦٧٨٩٠":        "",
	}
	for text, want := range tests {
		got, err := identity.ParsePhone(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParsePhone(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, s := range []string{"15400001234", "+86 154-0000-1234", "００８６１５４００００１２３４", "1\x00", "+", "86861540000123"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := identity.ParsePhone(text)
		if err != nil {
			if number != "" || !errors.Is(err, identity.ErrPhone) {
				t.Fatalf("ParsePhone(%q) = %q, %v", text, number, err)
			}
			return
		}
		if len(number) != 11 || number[0] != '1' || strings.Trim(number, "0123456789") != "" {
			t.Fatalf("ParsePhone(%q) = %q, which is no number", text, number)
		}
		if again, err := identity.ParsePhone("+86" + number); err != nil || again != number {
			t.Fatalf("%q, read again, is %q, %v", number, again, err)
		}
		if masked := identity.Mask(number); masked[3:7] != "****" || len(masked) != 11 {
			t.Fatalf("Mask(%q) = %q shows the middle", number, masked)
		}
	})
}

// FuzzToken: nothing but the very token speaks for anybody.
func FuzzToken(f *testing.F) {
	d := newDesk(&docstoretest.Memory{})
	if err := d.RequestCode(f.Context(), phone, "sms", identity.Device{}); err != nil {
		f.Fatal(err)
	}
	_, token, _, err := d.SignIn(f.Context(), phone, d.sent.list[0].Params["code"], identity.Device{})
	if err != nil {
		f.Fatal(err)
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		f.Fatalf("token %q has %d parts", token, len(parts))
	}
	f.Add(token)
	f.Add(token + "=")
	f.Add(token[:len(token)-1])
	f.Add(parts[0] + ".99999999999." + parts[2])
	f.Add(parts[0] + "." + parts[1] + ".")
	f.Add("." + token)
	f.Add("..")
	f.Add(strings.ToLower(token))
	f.Fuzz(func(t *testing.T, given string) {
		_, err := d.Authenticate(t.Context(), given)
		if (err == nil) != (given == token) {
			t.Fatalf("Authenticate(%q) = %v; the token is %q", given, err, token)
		}
		if err != nil && !errors.Is(err, identity.ErrSignIn) {
			t.Fatalf("Authenticate(%q) = %v", given, err)
		}
	})
}
