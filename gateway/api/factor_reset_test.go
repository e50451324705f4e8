package api

import (
	"fmt"
	"testing"

	"wanjia/gateway/identity"
)

// TestFactorReset: an administrator frees somebody who has lost their device, by
// number or account, with a reason that is written down.
func TestFactorReset(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	const number = "15400000040"
	head := h.holding(t, number, identity.Secretary, "GX-B1")
	const path = "/v1/second-factors/reset"
	h.refused(t, head, "POST", path, `{"phone":"15400000009","why":"lost"}`, 403, "forbidden")
	h.refused(t, h.admin, "POST", path, `{"phone":"15400000040","why":" "}`, 400, "reason")
	h.refused(t, h.admin, "POST", path, `{"why":"lost"}`, 400, "phone")
	h.refused(t, h.admin, "POST", path, `{"phone":"15400000041","why":"lost"}`, 404, "no_such_account")
	h.refused(t, h.admin, "POST", path, fmt.Sprintf(`{"phone":%q,"why":"lost"}`, adminPhone), 403, "own_factor")
	h.as(t, head, "GET", "/v1/roles", "", 200)

	account, err := h.Identity.AccountOf(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	h.as(t, h.admin, "POST", path, fmt.Sprintf(`{"account":%q,"why":"came to the office with a card"}`, account.ID), 204)
	h.refused(t, head, "GET", "/v1/me", "", 401, "sign_in")
	h.refused(t, h.admin, "POST", path, `{"phone":"15400000040","why":"lost"}`, 409, "second_factor_off")
	lines := h.auditLines(t, accountObject(account.ID))
	done := 0
	for _, l := range lines {
		if l.What == "account.factor_reset" && l.Outcome == "done" && l.Why == "came to the office with a card" && l.Role == "admin" {
			done++
		}
	}
	if done != 1 {
		t.Errorf("the log says %+v", lines)
	}
	list, err := h.Messages.To(t.Context(), number, 1)
	if err != nil || len(list) != 1 || list[0].Template != "factor_reset" {
		t.Errorf("told: %+v, %v", list, err)
	}
}
