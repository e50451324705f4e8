package community

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSealedCard(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte{7}, CardKeySize)
	card := CareCard{Address: "桂香苑 12栋 2单元 501", Support: "轮椅", DrugAllergy: "青霉素类", Contacts: []string{"邓海燕 15400000001"}}
	pair := CarePair{ID: "K1", Person: "p-gong"}
	if err := pair.Seal(key, card); err != nil {
		t.Fatal(err)
	}
	if got, err := pair.Open(key); err != nil || !cmp.Equal(got, card) {
		t.Fatalf("it opens as %+v: %v", got, err)
	}
	for _, secret := range []string{"青霉素", "15400000001", "轮椅", "501"} {
		if bytes.Contains(pair.Card, []byte(secret)) {
			t.Errorf("%s can be read in the sealed card", secret)
		}
	}
	again := CarePair{ID: "K1", Person: "p-gong"}
	if err := again.Seal(key, card); err != nil || bytes.Equal(again.Card, pair.Card) {
		t.Errorf("the same card is sealed to the same bytes: %v", err)
	}

	for i := range pair.Card {
		for bit := range 8 {
			flipped := pair
			flipped.Card = slices.Clone(pair.Card)
			flipped.Card[i] ^= 1 << bit
			if got, err := flipped.Open(key); !errors.Is(err, ErrCard) {
				t.Fatalf("bit %d of byte %d flipped: %+v, %v", bit, i, got, err)
			}
		}
	}
	otherKey := bytes.Repeat([]byte{8}, CardKeySize)
	for name, tt := range map[string]struct {
		pair CarePair
		key  []byte
	}{
		"another person": {CarePair{ID: "K1", Person: "p-wan", Card: pair.Card}, key},
		"another pair":   {CarePair{ID: "K2", Person: "p-gong", Card: pair.Card}, key},
		"another key":    {pair, otherKey},
		"cut short":      {CarePair{ID: "K1", Person: "p-gong", Card: pair.Card[:5]}, key},
		"the end gone":   {CarePair{ID: "K1", Person: "p-gong", Card: pair.Card[:len(pair.Card)-1]}, key},
	} {
		if got, err := tt.pair.Open(tt.key); !errors.Is(err, ErrCard) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if err := pair.Seal(key[:16], card); err == nil {
		t.Error("a short key seals")
	}
	if got, err := (CarePair{ID: "K3"}).Open(key); err != nil || !cmp.Equal(got, CareCard{}) {
		t.Errorf("no card: %+v, %v", got, err)
	}
}
