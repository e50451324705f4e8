package seed

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"wanjia/events/fault"
)

// ErrCareCard is answered for a line that is no care card, or not of that key.
var ErrCareCard = fault.New(fault.Invalid, "care_card", "this is no care card that the key opens")

// cardLabel is what the cards are sealed for; under another they do not open.
var cardLabel = []byte("wanjia care card 1")

// CareKey is the key of the care cards of a made-up community. It follows from what
// chance started from, so it protects nothing: it is there so that the cards are
// sealed on disk and opened by the loader as real ones are.
func CareKey(rng uint64) []byte {
	secret := binary.BigEndian.AppendUint64(nil, rng)
	key, err := hkdf.Key(sha256.New, secret, nil, "wanjia demonstration care card key", 32)
	if err != nil {
		panic(err) // 32 bytes are never too many
	}
	return key
}

// sealCard is a card as a line of care_cards.enc: base64 of a nonce of 12 bytes and
// the card as JSON under AES-256-GCM. The nonce follows from key and card, so the
// same card is the same line and no nonce serves two cards.
func sealCard(key []byte, card CareCard) (string, error) {
	plain, err := json.Marshal(card)
	if err != nil {
		return "", fmt.Errorf("encode care card: %w", err)
	}
	gcm, err := cardCipher(key)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(plain) // never fails
	nonce := mac.Sum(nil)[:gcm.NonceSize()]
	return base64.StdEncoding.EncodeToString(gcm.Seal(nonce, nonce, plain, cardLabel)), nil
}

// OpenCareCard reads a line of care_cards.enc, or answers [ErrCareCard].
func OpenCareCard(key []byte, line string) (CareCard, error) {
	gcm, err := cardCipher(key)
	if err != nil {
		return CareCard{}, err
	}
	sealed, err := base64.StdEncoding.DecodeString(line)
	if err != nil || len(sealed) < gcm.NonceSize() {
		return CareCard{}, ErrCareCard
	}
	plain, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], cardLabel)
	if err != nil {
		return CareCard{}, ErrCareCard
	}
	var card CareCard
	if json.Unmarshal(plain, &card) != nil {
		return CareCard{}, ErrCareCard
	}
	return card, nil
}

func cardCipher(key []byte) (cipher.AEAD, error) {
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
