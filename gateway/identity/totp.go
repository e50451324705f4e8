package identity

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
	"rsc.io/qr"
)

// What every app that makes such codes takes for granted.
const (
	secretSize = 20 // bytes
	codeDigits = 6
	stepLength = 30 // seconds
)

// stepAt is which 30 s of all time a moment lies in.
func stepAt(t time.Time) int64 { return t.Unix() / stepLength }

// codeOf is the code of a secret in one step.
func codeOf(secret []byte, step int64) (string, error) {
	code, err := hotp.GenerateCode(encode(secret), uint64(max(0, step)))
	if err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	return code, nil
}

func encode(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// CodeAt is the code an app shows at a moment for the secret of an [Enrolment].
func CodeAt(secret string, at time.Time) (string, error) {
	plain, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	return codeOf(plain, stepAt(at))
}

// enrolment shows a secret to its owner.
func enrolment(a Account, secret []byte) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "万家", AccountName: a.Masked(), Secret: secret})
	if err != nil {
		return Enrolment{}, fmt.Errorf("describe second factor: %w", err)
	}
	picture, err := drawQR(key.URL())
	if err != nil {
		return Enrolment{}, err
	}
	return Enrolment{Secret: key.Secret(), URI: key.URL(), QR: picture}, nil
}

// drawQR draws a text as a QR code with its quiet zone.
func drawQR(text string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("draw a QR code: %w", err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	size := code.Size + 8
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+
		`<rect width="%d" height="%d" fill="#fff"/><path d="%s"/></svg>`, size, size, size, size, &path)
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg)), nil
}

// mac keys texts with the secret, for one use apart from all others.
func mac(key []byte, use string, texts ...string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(use + "\x00" + strings.Join(texts, "\x00")))
	return m.Sum(nil)
}

// sealSecret hides the secret of an account's second factor from whoever reads the
// documents without the house's secret.
func sealSecret(key []byte, id AccountID, secret []byte) []byte {
	box := sealing(key)
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce) // never fails
	return box.Seal(nonce, nonce, secret, []byte(id))
}

func openSecret(key []byte, id AccountID, sealed []byte) ([]byte, error) {
	box := sealing(key)
	if len(sealed) < box.NonceSize() {
		return nil, errors.New("open second factor: it is cut short")
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(id))
	if err != nil {
		return nil, fmt.Errorf("open second factor: %w", err)
	}
	return plain, nil
}

func sealing(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(mac(key, "second factor"))
	if err != nil {
		panic(err) // the key has 32 bytes
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has the block size it needs
	}
	return box
}
