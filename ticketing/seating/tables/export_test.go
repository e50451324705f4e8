package tables

// Transport lets the tests compare it with every way there is.
var Transport = transport

// SolveWithout seats a plan with one rule switched off.
func SolveWithout(p *Plan, rule string) Result {
	r := allRules
	switch rule {
	case "kin":
		r.kin = false
	case "accessible":
		r.accessible = false
	case "only":
		r.only = false
	case "quiet":
		r.quiet = false
	case "ends":
		r.ends = false
	case "capacity":
		r.capacity = false
	case "approved":
		r.approved = false
	case "companion":
		r.companion = false
	case "allergens":
		r.allergens = false
	case "halal":
		r.halal = false
	default:
		panic("no rule " + rule)
	}
	return solve(p, r, nil)
}
