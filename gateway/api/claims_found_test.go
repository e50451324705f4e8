package api

import (
	"net/url"
	"strings"
	"testing"

	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// TestFoundClaims: whoever may take bookings away finds them by code and by person, in
// their reach, and nobody else finds any.
func TestFoundClaims(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	wan := bearer(h.standing(t, "15400000008", communitytest.Wan))
	nobody := bearer(h.resident)
	everywhere, elsewhere := bearer(h.holding(t, "15400000033", identity.Organiser, "*")), bearer(h.holding(t, "15400000034", identity.Organiser, "HF-B1"))
	here, hotline := bearer(h.holding(t, "15400000035", identity.Organiser, "GX-B1")), bearer(h.holding(t, "15400000036", identity.Hotline, "*"))
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	one := decoded[Claim](t, h.do(t, "POST", claims, `{"party":3}`, wan, key("press-one")))
	two := decoded[Claim](t, h.do(t, "POST", claims, `{"party":2}`, nobody, key("press-two")))
	spaced := "?code=" + url.QueryEscape(" "+strings.ToUpper(one.Code[:4])+"-"+one.Code[4:])
	person := "?person=" + string(communitytest.Wan)
	for _, s := range []struct {
		name, query, who string
		status           int
		want, not        string
	}{
		{"by code", spaced, here, 200, string(one.ID), one.Code[:4] + "-"},
		{"by code, whose it is", spaced, here, 200, `"person":"` + string(communitytest.Wan) + `"`, "15400000008"},
		{"by code, out of reach", spaced, elsewhere, 200, `"items":[]`, string(one.ID)},
		{"of nobody known, in a part", "?code=" + two.Code, here, 200, `"items":[]`, string(two.ID)},
		{"of nobody known, everywhere", "?code=" + two.Code, everywhere, 200, string(two.ID), `"person":`},
		{"no such code", "?code=zzzzzzzz", everywhere, 200, `"items":[]`, "claimed"},
		{"by person", person, here, 200, string(one.ID), string(two.ID)},
		{"by person, out of reach", person, elsewhere, 404, "no_such_person", string(one.ID)},
		{"without either", "", here, 400, "which_claim", ""},
		{"with both", person + "&code=" + one.Code, here, 400, "which_claim", ""},
		{"one who may not", spaced, hotline, 403, "forbidden", string(one.ID)},
		{"its holder", spaced, wan, 403, "forbidden", string(one.ID)},
	} {
		res := h.do(t, "GET", "/v1/claims"+s.query, "", s.who)
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) || s.not != "" && strings.Contains(res.text, s.not) {
			t.Errorf("%s: %d %s, want %d with %s and without %s", s.name, res.StatusCode, res.text, s.status, s.want, s.not)
		}
	}
}
