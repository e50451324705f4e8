package proof

// sayings are conditions after which an error is returned that refuses nothing: with or
// without them the outcome is the same, and they spare a write.
var sayings = map[string]string{
	"store/leases.go: errors.Is(err, docstore.ErrNotFound)":   "a lease that went between two reads is asked for again",
	`follow.go: p.Moved >= len(e.Moves) && p.Paused == rests`: "a pool that somebody else has had follow its edition is written once",
	`passing.go: c.Passing == nil`:                            "an offer that is taken back twice is written once",
	`store/claims.go: len(kept) == len(c.Errands)`:            "an errand that is struck twice is written once",
}

// elsewhere are files that belong neither to the engine nor to the gates.
var elsewhere = []string{"store/seating.go"} // halls and runs of a banquet
