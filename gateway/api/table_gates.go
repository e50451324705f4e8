package api

import (
	"wanjia/events/paper"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// gateTable is passes and what becomes of them at the gates.
func (a *API) gateTable() []Route {
	may := faults(ticketing.ErrNoClaim, pass.ErrNone, pass.ErrClaimOver)
	return []Route{
		row("GET", "/v1/claims/{claim}/pass", "get-pass", signedIn, reading, 0, false, "The pass of a claim of mine, or of somebody I act for", typed(a.getPass), may),
		row("GET", "/v1/claims/{claim}/pass.png", "get-pass-png", signedIn, reading, 0, false, "Its QR code as a picture", plain(a.getPassPNG, "image/png", nil), may),
		row("GET", "/v1/claims/{claim}/pass.pdf", "get-pass-pdf", signedIn, reading, 0, false, "The pass on paper, in large print", plain(a.getPassPDF, "application/pdf", nil), append(may, paper.ErrNoFont)),
	}
}
