package ticketing

import (
	"context"
	"errors"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors a claim can end in.
var (
	ErrNoPool         = fault.New(fault.NotFound, "no_such_pool", "there is no such pool of places")
	ErrNoClaim        = fault.New(fault.NotFound, "no_such_claim", "there is no such booking, or it is not yours to see")
	ErrNotOpen        = fault.New(fault.Conflict, "not_open", "booking has not opened yet")
	ErrClosed         = fault.New(fault.Conflict, "closed", "booking is closed")
	ErrSoldOut        = fault.New(fault.Conflict, "sold_out", "there are not enough places left for your party")
	ErrAlreadyClaimed = fault.New(fault.Conflict, "already_claimed", "you already hold places for this session")
	ErrPartySize      = fault.New(fault.Invalid, "party_size", "the party is too large or too small for this pool")
	ErrRebuilding     = fault.New(fault.Unavailable, "rebuilding", "this pool is being put in order; please press again in a moment")
)

// Request asks for places.
type Request struct {
	Pool    PoolID
	Holder  HolderID
	Agent   HolderID // who pressed, "" when the holder did
	Party   int      // persons
	Key     string   // the client's idempotency key
	Channel string   // "online", "building_head", "hotline"
}

var errTODO = errors.New("being written")

// Service is the rules of the inventory. Its fields are set once, before use.
type Service struct{}

// Claim takes places for a party, all or none.
func (s *Service) Claim(ctx context.Context, r Request) (Claim, error) { return Claim{}, errTODO }

// Release gives a claim of holder back; repeating it answers the same.
func (s *Service) Release(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	return Claim{}, errTODO
}

// ClaimOf returns a claim of holder, or ErrNoClaim.
func (s *Service) ClaimOf(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	return Claim{}, errTODO
}

// ClaimsOf returns the claims of holder, newest first.
func (s *Service) ClaimsOf(ctx context.Context, holder HolderID, page events.PageQuery) ([]Claim, string, error) {
	return nil, "", errTODO
}

// Availability returns what everybody may know of a session's pools.
func (s *Service) Availability(ctx context.Context, session events.SessionID) ([]Availability, error) {
	return nil, errTODO
}
