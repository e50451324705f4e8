package community

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"wanjia/events/fault"
)

// ErrCard is answered for a card that does not open: another key, another person's
// pair, or a byte that is not the one that was stored.
var ErrCard = fault.New(fault.Internal, "care_card_sealed", "the care card cannot be opened")

// CareCard is what the helpers of a care pair and the medic on duty may read. It is
// stored sealed, as [CarePair.Card].
type CareCard struct {
	Address     string   `json:"address"`
	Support     string   `json:"support"`
	DrugAllergy string   `json:"drug_allergy,omitempty"`
	Contacts    []string `json:"contacts,omitempty"` // name and number of whom to call
}

// CardKeySize is the size in bytes of the house's key for care cards.
const CardKeySize = 32

// Seal puts the card into the pair under the house's key: AES-256-GCM, bound to
// the pair and its person, so that a card copied into another's document does not
// open there.
func (c *CarePair) Seal(key []byte, card CareCard) error {
	gcm, err := cardCipher(key)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(card)
	if err != nil {
		return fmt.Errorf("encode care card: %w", err)
	}
	nonce := make([]byte, gcm.NonceSize(), gcm.NonceSize()+len(plain)+gcm.Overhead())
	rand.Read(nonce) // never fails; a few thousand cards never meet one twice
	c.Card = gcm.Seal(nonce, nonce, plain, c.cardLabel())
	return nil
}

// Open reads the card of the pair, or answers [ErrCard]. A pair without a card
// has an empty one.
func (c CarePair) Open(key []byte) (CareCard, error) {
	if len(c.Card) == 0 {
		return CareCard{}, nil
	}
	gcm, err := cardCipher(key)
	if err != nil {
		return CareCard{}, err
	}
	if len(c.Card) < gcm.NonceSize() {
		return CareCard{}, ErrCard
	}
	plain, err := gcm.Open(nil, c.Card[:gcm.NonceSize()], c.Card[gcm.NonceSize():], c.cardLabel())
	if err != nil {
		return CareCard{}, ErrCard
	}
	var card CareCard
	if json.Unmarshal(plain, &card) != nil {
		return CareCard{}, ErrCard
	}
	return card, nil
}

// cardLabel is what a card is sealed for; for another pair or person it does not open.
func (c CarePair) cardLabel() []byte {
	return fmt.Appendf(nil, "wanjia care card 1 %q %q", c.ID, c.Person)
}

func cardCipher(key []byte) (cipher.AEAD, error) {
	if len(key) != CardKeySize {
		return nil, fmt.Errorf("the key of care cards has %d bytes, not %d", len(key), CardKeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("key of care cards: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("key of care cards: %w", err)
	}
	return gcm, nil
}
