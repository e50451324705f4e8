package api

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// TestOpenAPI holds the document in the repository, from which the web's types
// are made, to what the routes say.
func TestOpenAPI(t *testing.T) {
	got := OpenAPI()
	if !bytes.Equal(got, OpenAPI()) {
		t.Fatal("the document differs from one call to the next")
	}
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("openapi.json is not what the routes say; run: go test ./gateway/api -run TestOpenAPI -update")
	}
}
