package api

import "wanjia/gateway/identity"

// houseTable is what tells how the house is.
func (a *API) houseTable() []Route {
	return []Route{
		row("GET", "/livez", "livez", anyone, free, 0, false, "Whether the process is alive", plain(a.getLivez, "text/plain", nil), nil),
		row("GET", "/readyz", "readyz", anyone, free, 0, false, "Whether every part works, and which does not", plain(a.getReadyz, "application/json", Readiness{}), nil),
		row("GET", "/metrics", "metrics", anyone, free, 0, false, "Figures for Prometheus", plain(a.getMetrics, "text/plain", nil), nil),
		row("GET", "/openapi.json", "openapi", anyone, free, 0, false, "This document", plain(a.getSpec, "application/json", nil), nil),
		row("GET", "/docs", "docs", anyone, free, 0, false, "This document, to read", plain(a.getDocs, "text/html", nil), nil),
		row("GET", "/docs/{file}", "docs-file", anyone, free, 0, false, "What the documentation page is made of", plain(a.getDocs, "text/plain", nil), nil),
		row("GET", "/v1/about", "about", anyone, reading, 0, false, "What this is, and whether it is a demonstration", typed(a.getAbout), nil),
		row("GET", "/v1/system", "system", holders, reading, 0, false, "Parts, queues and documents", typed(a.getSystem), nil).needs(identity.RunHouse),
		row("ALL", "/console/queues", "queue-console", holders, free, 0, false, "The queue console", mounted(a.Queues), nil).needs(identity.RunHouse),
	}
}
