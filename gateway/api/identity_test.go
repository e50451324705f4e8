package api

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
)

func newIdentity(engine docstore.Engine, sender events.Sender) *identity.Service {
	return &identity.Service{Store: store.New(engine), Sender: sender, Now: time.Now}
}

// TestSigningInTellsNothing: over HTTP, too, a number with an account and one without
// are answered with the same status, text and headers.
func TestSigningInTellsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	h.token(t, "15400000031")
	h.Identity.Now = func() time.Time { return time.Now().Add(2 * time.Hour) } // the ceilings have forgotten that
	answer := func(path, body string) string {
		res := h.do(t, "POST", path, body)
		headers := slices.Sorted(maps.Keys(res.Header))
		text := regexp.MustCompile(`"request_id":"[^"]*"`).ReplaceAllString(res.text, "")
		return fmt.Sprint(res.StatusCode, headers, text)
	}
	for _, ask := range []struct{ path, body string }{
		{"/v1/auth/codes", `{"phone":"%s","via":"sms"}`}, {"/v1/auth/codes", `{"phone":"%s","via":"sms"}`},
		{"/v1/auth/sessions", `{"phone":"%s","code":"000001"}`}, {"/v1/auth/codes", `{"phone":"%s","via":"pigeon"}`},
	} {
		known, stranger := answer(ask.path, fmt.Sprintf(ask.body, "15400000031")), answer(ask.path, fmt.Sprintf(ask.body, "15400000077"))
		if known != stranger {
			t.Errorf("%s answers a number with an account\n%s\nand a stranger's\n%s", ask.path, known, stranger)
		}
	}
}
