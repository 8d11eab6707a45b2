package machine

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// SecretSize is how long the secret is that keys are sealed with, in bytes.
const SecretSize = 32

// ErrSealed says that a key cannot be opened: it was sealed with another secret, for another machine, or was changed.
var ErrSealed = errors.New("key of a machine cannot be opened")

// Seal encrypts a key with AES-256-GCM under a secret, for one machine alone.
func Seal(secret []byte, id, key string) ([]byte, error) {
	gcm, err := cipherOf(secret)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, gcm.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("seal a key: %w", err)
	}
	return gcm.Seal(nonce, nonce, []byte(key), []byte(id)), nil
}

// Open decrypts a key that Seal has sealed for the same machine.
func Open(secret []byte, id string, sealed []byte) (string, error) {
	gcm, err := cipherOf(secret)
	if err != nil {
		return "", err
	}
	if len(sealed) < gcm.NonceSize() {
		return "", ErrSealed
	}
	key, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], []byte(id))
	if err != nil {
		return "", ErrSealed
	}
	return string(key), nil
}

func cipherOf(secret []byte) (cipher.AEAD, error) {
	if len(secret) != SecretSize {
		return nil, fmt.Errorf("secret of %d bytes, not %d", len(secret), SecretSize)
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("seal a key: %w", err)
	}
	return cipher.NewGCM(block)
}
