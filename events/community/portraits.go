package community

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events/community/portrait"
	"wanjia/events/fault"
)

// Errors of portraits.
var (
	ErrNoPortrait     = fault.New(fault.NotFound, "no_such_portrait", "there is no photo")
	ErrNoDuty         = fault.New(fault.Conflict, "no_duty", "only who holds a post has a photo on the duty roster")
	ErrPhotoNotAgreed = fault.New(fault.Conflict, "photo_not_agreed", "they have not agreed to a photo on the duty roster")
	ErrNoPictures     = fault.New(fault.Unavailable, "pictures_closed", "no pictures can be kept here")
)

// Pictures keeps the bytes of portraits by key. Removing one that is not there is
// done already.
type Pictures interface {
	PutPicture(ctx context.Context, key string, jpeg []byte) error
	Picture(ctx context.Context, key string) ([]byte, error)
	RemovePicture(ctx context.Context, key string) error
}

// Portrait is the photo of somebody who holds a post, for the duty roster. Its bytes
// lie in [Pictures] under a key of their own: one that was replaced or taken back is
// never found under the new one's.
type Portrait struct {
	Person  PersonID  `json:"person"`
	Key     string    `json:"key,omitempty"` // "" while there is none
	Consent ConsentID `json:"consent,omitempty"`
	At      time.Time `json:"at,omitzero"`
	By      string    `json:"by,omitempty"`    // account that sent it
	Loose   []Loose   `json:"loose,omitempty"` // pictures nothing shows, to be taken away
}

// Loose is a picture that is being stored, or is shown no more.
type Loose struct {
	Key    string    `json:"key"`
	At     time.Time `json:"at"`
	Coming bool      `json:"coming,omitempty"` // being stored since
}

// looseKept is after how long a picture that was being stored counts as cut short; no
// request takes as long.
const looseKept = time.Hour

// PortraitKept is how long a portrait stays once the term of its holder's last post
// is over: so long somebody may be named again.
const PortraitKept = 30 * 24 * time.Hour

// SetPortrait keeps the portrait in a picture, see [portrait.Make], in place of one
// there was. It needs a post and a consent to [ForDutyPhoto] that stands. It returns
// [ErrNoPerson], [ErrNoDuty], [ErrPhotoNotAgreed], [portrait.ErrPicture],
// [portrait.ErrPictureSize] and [ErrNoPictures]. Repeating it is safe; one that was
// cut short leaves the portrait there was.
func (s *Service) SetPortrait(ctx context.Context, id PersonID, picture []byte, account string) (Portrait, error) {
	if s.Pictures == nil {
		return Portrait{}, ErrNoPictures
	}
	if _, err := s.live(ctx, id); err != nil {
		return Portrait{}, err
	}
	if on, err := s.onDuty(ctx, id); err != nil {
		return Portrait{}, err
	} else if !on {
		return Portrait{}, ErrNoDuty
	}
	if _, err := s.photoConsent(ctx, id); err != nil {
		return Portrait{}, err
	}
	jpeg, err := portrait.Make(ctx, picture)
	if err != nil {
		return Portrait{}, err
	}
	// The key is written down before the picture is: none can be left that nobody knows.
	key := "portraits/" + strings.ToLower(rand.Text()) + ".jpg"
	if err := s.loosen(ctx, id, key); err != nil {
		return Portrait{}, err
	}
	if err := s.Pictures.PutPicture(ctx, key, jpeg); err != nil {
		return Portrait{}, fmt.Errorf("keep a portrait: %w", err)
	}
	p, err := s.Store.Portraits.Change(ctx, id, func(p *Portrait) error {
		// Read in here: who takes the consent back meanwhile comes after this change and
		// takes the portrait with it, or before it, and then this is refused.
		consent, err := s.photoConsent(ctx, id)
		if err != nil {
			return err
		}
		coming := slices.IndexFunc(p.Loose, func(l Loose) bool { return l.Key == key })
		if coming < 0 { // it took so long that it was given up
			return context.DeadlineExceeded
		}
		p.Loose = slices.Delete(slices.Clone(p.Loose), coming, coming+1)
		p.drop(s.Now())
		p.Key, p.Consent, p.At, p.By = key, consent.ID, s.Now(), account
		return nil
	})
	if err != nil {
		return Portrait{}, errors.Join(err, s.Pictures.RemovePicture(ctx, key))
	}
	return s.tidy(ctx, p)
}

// loosen notes a key under which a picture is about to be kept.
func (s *Service) loosen(ctx context.Context, id PersonID, key string) error {
	note := func(p *Portrait) error {
		p.Loose = append(slices.Clone(p.Loose), Loose{Key: key, At: s.Now(), Coming: true})
		return nil
	}
	for {
		_, err := s.Store.Portraits.Change(ctx, id, note)
		if !errors.Is(err, ErrNoPortrait) {
			return err
		}
		if _, err := s.Store.Portraits.Add(ctx, Portrait{Person: id}); err != nil {
			return err
		}
	}
}

// drop has nothing show the portrait any more.
func (p *Portrait) drop(now time.Time) {
	if p.Key != "" {
		p.Loose = append(slices.Clone(p.Loose), Loose{Key: p.Key, At: now})
	}
	p.Key, p.Consent, p.At, p.By = "", "", time.Time{}, ""
}

// tidy takes the pictures away that nothing shows, but for those that another request
// may be storing just now. A record that says nothing more is forgotten.
func (s *Service) tidy(ctx context.Context, p Portrait) (Portrait, error) {
	var gone []string
	var err error
	for _, l := range p.Loose {
		if l.Coming && l.At.Add(looseKept).After(s.Now()) {
			continue
		}
		rerr := s.Pictures.RemovePicture(ctx, l.Key)
		if err = errors.Join(err, rerr); rerr == nil {
			gone = append(gone, l.Key)
		}
	}
	if len(gone) > 0 {
		var cerr error
		p, cerr = s.Store.Portraits.Change(ctx, p.Person, func(p *Portrait) error {
			p.Loose = slices.DeleteFunc(slices.Clone(p.Loose), func(l Loose) bool { return slices.Contains(gone, l.Key) })
			return nil
		})
		err = errors.Join(err, cerr)
	}
	if err != nil {
		return p, fmt.Errorf("take pictures away: %w", err)
	}
	return p, nil
}
