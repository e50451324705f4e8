//go:build race

package seed_test

func init() { watched = true }
