package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Portrait returns the photo of somebody as it may be shown now: their consent to it
// stands. Of those of several records that were merged, the one of the record that
// counts. It returns [ErrNoPortrait].
func (s *Service) Portrait(ctx context.Context, id PersonID) (Portrait, error) {
	if _, err := s.photoConsent(ctx, id); err != nil {
		if errors.Is(err, ErrPhotoNotAgreed) {
			err = ErrNoPortrait
		}
		return Portrait{}, err
	}
	list, err := s.portraits(ctx, id)
	if err != nil {
		return Portrait{}, err
	}
	for _, p := range slices.Backward(list) {
		if p.Key != "" {
			return p, nil
		}
	}
	return Portrait{}, ErrNoPortrait
}

// PortraitPicture returns the bytes of [Service.Portrait], a JPEG.
func (s *Service) PortraitPicture(ctx context.Context, id PersonID) ([]byte, error) {
	p, err := s.Portrait(ctx, id)
	if err != nil {
		return nil, err
	}
	if s.Pictures == nil {
		return nil, ErrNoPictures
	}
	picture, err := s.Pictures.Picture(ctx, p.Key)
	if err != nil {
		return nil, fmt.Errorf("portrait of %s: %w", id, err)
	}
	return picture, nil
}

// portraits are the records of portraits of somebody, that of the record that counts
// last.
func (s *Service) portraits(ctx context.Context, id PersonID) ([]Portrait, error) {
	merged, err := s.mergedInto(ctx, id)
	if err != nil {
		return nil, err
	}
	slices.Reverse(merged)
	return s.Store.Portraits.Many(ctx, append(merged, id))
}

// RemovePortrait takes the photo of somebody away, of every record of theirs. It may
// be repeated, and finishes one that was cut short.
func (s *Service) RemovePortrait(ctx context.Context, id PersonID) error {
	list, err := s.portraits(ctx, id)
	if err != nil {
		return err
	}
	for _, p := range list {
		err = errors.Join(err, s.removePortrait(ctx, p.Person))
	}
	return err
}

// removePortrait is RemovePortrait of one record.
func (s *Service) removePortrait(ctx context.Context, id PersonID) error {
	// First the word, so that nothing shows it any more.
	p, err := s.Store.Portraits.Change(ctx, id, func(p *Portrait) error { p.drop(s.Now()); return nil })
	if errors.Is(err, ErrNoPortrait) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove portrait: %w", err)
	}
	if s.Pictures == nil {
		return ErrNoPictures
	}
	p, err = s.tidy(ctx, p)
	if err != nil || len(p.Loose) > 0 { // one is coming: it will find no consent, and Forget takes it
		return err
	}
	return s.Store.Portraits.Remove(ctx, id)
}

// photoConsent returns the consent by which somebody's photo may be printed, or
// [ErrPhotoNotAgreed].
func (s *Service) photoConsent(ctx context.Context, id PersonID) (Consent, error) {
	c, err := s.latest(ctx, id, ForDutyPhoto)
	if err == nil && !c.Stands() {
		err = ErrPhotoNotAgreed
	}
	return c, err
}

// onDuty says whether somebody holds a post, is about to, or did until lately.
func (s *Service) onDuty(ctx context.Context, id PersonID) (bool, error) {
	posts, err := s.PostsOf(ctx, id)
	if err != nil {
		return false, err
	}
	since := Day(s.Now().Add(-PortraitKept).In(zone).Format(time.DateOnly))
	return slices.ContainsFunc(posts, func(p Post) bool { return p.Until == "" || p.Until >= since }), nil
}

// forgetPortraits takes away the photos of those who hold no post any more, or whose
// consent does not stand, and pictures nothing shows.
func (s *Service) forgetPortraits(ctx context.Context) (int, error) {
	if s.Pictures == nil {
		return 0, nil
	}
	n := 0
	for p, err := range s.Store.Portraits.All(ctx) {
		if err != nil {
			return n, fmt.Errorf("portraits to forget: %w", err)
		}
		keep, err := s.keepPortrait(ctx, p)
		if err != nil {
			return n, err
		}
		if keep && len(p.Loose) == 0 {
			continue
		}
		if keep {
			_, err = s.tidy(ctx, p)
		} else {
			err = s.removePortrait(ctx, p.Person)
			n++
		}
		if err != nil {
			return n, fmt.Errorf("forget portrait of %s: %w", p.Person, err)
		}
	}
	return n, nil
}

// keepPortrait says whether a portrait is for something still.
func (s *Service) keepPortrait(ctx context.Context, p Portrait) (bool, error) {
	who, err := s.lastRecord(ctx, p.Person)
	if errors.Is(err, ErrNoPerson) || err == nil && !who.Live() {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := s.photoConsent(ctx, who.ID); err != nil {
		if errors.Is(err, ErrPhotoNotAgreed) {
			err = nil
		}
		return false, err
	}
	return s.onDuty(ctx, who.ID)
}
