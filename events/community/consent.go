package community

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"wanjia/events/fault"
)

// Errors of consents.
var (
	ErrPurpose        = fault.New(fault.Invalid, "consent_purpose", "nobody is asked to agree to that")
	ErrHow            = fault.New(fault.Invalid, "consent_how", "a consent is given in the app, on paper, by word or to the building head")
	ErrWitness        = fault.New(fault.Invalid, "witness", "say who heard it")
	ErrConsentVersion = fault.New(fault.Conflict, "consent_version", "the text has changed; read it again before agreeing")
	ErrNeedsConsent   = fault.New(fault.Conflict, "needs_consent", "needs are kept only for those who agreed to it")
	// ErrGuardian: a child's affairs are said by one who answers for it.
	ErrGuardian = fault.New(fault.Forbidden, "guardian_needed", "for a child only its parent or guardian can say so")
	// ErrDelete: without the first consent nothing of a person may be kept.
	ErrDelete = fault.New(fault.Conflict, "delete_instead", "without this consent nothing can be kept; ask for everything to be deleted")
)

// ConsentAge is how old a child is, in years, before it can agree for itself.
const ConsentAge = 14

// Standing is what somebody said last on one purpose.
type Standing struct {
	Purpose Purpose
	State   string  // given, refused, withdrawn, never
	Consent Consent // the zero one where nobody asked
}

// Consents says what somebody agreed to, for every purpose, in the order of
// [Purposes]. For an unknown person all are never.
func (s *Service) Consents(ctx context.Context, person PersonID) ([]Standing, error) {
	list := make([]Standing, len(Purposes))
	for i, purpose := range Purposes {
		c, err := s.latest(ctx, person, purpose)
		if err != nil {
			return nil, err
		}
		list[i] = Standing{Purpose: purpose, State: c.state(), Consent: c}
	}
	return list, nil
}

func (c Consent) state() string {
	switch {
	case c.ID == "":
		return "never"
	case !c.Given:
		return "refused"
	case !c.Withdrawn.IsZero():
		return "withdrawn"
	}
	return "given"
}

// Agreed says whether somebody's consent to a purpose stands.
func (s *Service) Agreed(ctx context.Context, person PersonID, purpose Purpose) (bool, error) {
	c, err := s.latest(ctx, person, purpose)
	return c.Stands(), err
}

// latest is what somebody said last on a purpose, the zero consent for nothing.
func (s *Service) latest(ctx context.Context, person PersonID, purpose Purpose) (Consent, error) {
	page, _, err := s.Store.Consents.List(ctx, By{
		Index: "person", Prefix: string(person) + "/" + string(purpose) + "/", Limit: 1, Desc: true,
	})
	if err != nil {
		return Consent{}, fmt.Errorf("read consent to %s: %w", purpose, err)
	}
	if len(page) == 0 {
		return Consent{}, nil
	}
	return page[0], nil
}

// GiveConsent writes down what somebody agreed to or refused; c.ID, c.At and
// c.Withdrawn are set here. Saying the same again changes nothing, but that a guardian's
// word takes the place of a child's own. Refusing what was given withdraws it, see
// [Service.WithdrawConsent].
//
// It returns [ErrNoPerson]; [ErrPurpose], [ErrHow], [ErrWitness] and
// [ErrConsentVersion] for a consent that says too little; [ErrGuardian] where a child
// is under 14 and c.By does not answer for it ("" is whoever does), and where somebody
// else speaks for a grown-up; [ErrDelete] for a refusal of [ForService].
func (s *Service) GiveConsent(ctx context.Context, c Consent) (Consent, error) {
	p, err := s.live(ctx, c.Person)
	if err != nil {
		return Consent{}, err
	}
	return s.consent(ctx, p, c)
}

// live reads somebody who is neither merged away nor removed.
func (s *Service) live(ctx context.Context, id PersonID) (Person, error) {
	p, err := s.Store.People.Get(ctx, id)
	if err == nil && !p.Live() {
		err = ErrNoPerson
	}
	if err != nil {
		return Person{}, err
	}
	return p, nil
}

// consent is GiveConsent for somebody who may not be stored yet.
func (s *Service) consent(ctx context.Context, p Person, c Consent) (Consent, error) {
	if c.Version == "" {
		c.Version = ConsentVersion
	}
	if err := c.valid(); err != nil {
		return Consent{}, err
	}
	by, err := s.speaker(ctx, p, c)
	if err != nil {
		return Consent{}, err
	}
	c.By = by
	for {
		latest, err := s.latest(ctx, p.ID, c.Purpose)
		switch {
		case err != nil:
			return Consent{}, err
		case latest.ID != "" && latest.Given == c.Given && latest.Withdrawn.IsZero() && latest.Version == c.Version && (latest.By != p.ID || c.By == p.ID):
			return latest, nil
		case !c.Given && c.Purpose == ForService:
			return Consent{}, ErrDelete
		case !c.Given && latest.Stands():
			return s.WithdrawConsent(ctx, p.ID, c.Purpose)
		case !c.Given && latest.ID != "":
			return latest, nil // refused or withdrawn before
		}
		c.At, c.Withdrawn = s.Now(), time.Time{}
		c.ID = ConsentID("c-" + digest(string(p.ID), string(c.Purpose), string(latest.ID)))
		answers, err := s.Store.Consents.Add(ctx, c)
		if err != nil {
			return Consent{}, fmt.Errorf("add consent: %w", err)
		}
		if answers[0] == nil {
			return c, nil
		}
		if err := ctx.Err(); err != nil { // somebody said something meanwhile: look again
			return Consent{}, err
		}
	}
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:15]))
}

func (c Consent) valid() error {
	switch {
	case !slices.Contains(Purposes, c.Purpose):
		return ErrPurpose
	case !slices.Contains([]string{"app", "paper", "voice", "head"}, c.How):
		return ErrHow
	case c.Version != ConsentVersion:
		return ErrConsentVersion.With("version", ConsentVersion)
	case utf8.RuneCountInString(c.Witness) > maxName:
		return ErrWitness
	case (c.How == "voice" || c.How == "head") && strings.TrimSpace(c.Witness) == "":
		return ErrWitness
	}
	return nil
}

// speaker is who can have said it: grown-ups themselves, children under 14 through
// a guardian, those between either way.
func (s *Service) speaker(ctx context.Context, p Person, c Consent) (PersonID, error) {
	age, known := Age(p.Born, s.Now())
	child := known && age < 18
	if (c.By == "" || c.By == p.ID) && !(child && age < ConsentAge) {
		return p.ID, nil
	}
	if !child || c.By == p.ID {
		return "", ErrGuardian
	}
	relations, err := s.RelationsTo(ctx, p.ID)
	if err != nil {
		return "", err
	}
	for _, r := range relations {
		if r.Kind != KindGuardian || r.Agent == "" || !r.InForce(s.Now()) {
			continue
		}
		if c.By == "" || c.By == r.Agent {
			return r.Agent, nil
		}
		if same, err := s.samePerson(ctx, r.Agent, c.By); err != nil || same {
			return c.By, err
		}
	}
	return "", ErrGuardian
}
