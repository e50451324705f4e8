//go:build race

package tables_test

func init() { watched = true }
