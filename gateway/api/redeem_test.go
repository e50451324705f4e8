package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// TestRedeemRead: what is read the short way is what the decoder reads, and what is not
// of the usual form is left to the typed handler, which knows what to say.
func TestRedeemRead(t *testing.T) {
	t.Parallel()
	const usual = `{"now":"2027-02-19T19:31:00.25+08:00","record":{"seq":12,"nonce":"scan-0012","kind":"in","serial":"0102030405",` +
		`"persons":3,"children":1,"party":4,"at":"2027-02-19T11:30:59.125Z","rules":1,"prev":"","seal":"00112233445566778899aabbccddeeff"}}`
	const least = "{ \"record\" : {\"seal\":\"\",\"prev\":\"\",\"at\":\"2027-02-19T11:30:59Z\",\"persons\":0,\"kind\":\"in\",\"nonce\":\"12345678\",\n\"seq\":1 } ,\t\"now\":\"2027-02-19T19:31:00Z\" }\r\n"
	for _, body := range []string{usual, least} {
		var short, long GateRedeemInput
		if !short.read([]byte(body)) {
			t.Errorf("not taken: %s", body)
		}
		if err := json.Unmarshal([]byte(body), &long.Body); err != nil || !reflect.DeepEqual(short, long) {
			t.Errorf("read as %+v, not as %+v, %v", short.Body, long.Body, err)
		}
		for end := range len(strings.TrimSpace(body)) {
			if short.read([]byte(body[:end])) {
				t.Errorf("a piece was taken: %s", body[:end])
			}
		}
	}
	for _, change := range [][2]string{
		{`"seq":12`, `"seq":0`}, {`"seq":12`, `"seq":-1`}, {`"seq":12`, `"seq":012`}, {`"seq":12`, `"seq":1.5`}, {`"seq":12`, `"seq":1e2`}, {`"seq":12`, `"seq":"12"`},
		{`"seq":12`, `"seq":99999999999999999`}, {`"seq":12,`, ``}, {`"seq":12`, `"seq":12,"seq":13`}, {`"seq":12`, `"SEQ":12`},
		{`scan-0012`, `scan-01`}, {`scan-0012`, `scan 0012`}, {`scan-0012`, `scan\u002d0012`}, {`scan-0012`, strings.Repeat("a", 41)}, {`scan-0012`, `扫描扫描扫描`},
		{`"in"`, `"out"`}, {`"in"`, `"walk"`}, {`"in"`, `null`}, {`"in"`, `""`},
		{`0102030405`, `01020304050`}, {`"persons":3`, `"persons":64`}, {`"children":1`, `"children":64`}, {`"party":4`, `"party":64`}, {`"rules":1`, `"rules":-1`},
		{`00112233445566778899aabbccddeeff`, `00112233445566778899aabbccddeeff0`}, {`"prev":""`, `"prev":"00112233445566778899aabbccddeeff0"`},
		{`19T19:31`, `19 19:31`}, {`"now":`, `"then":`}, {`"record":`, `"more":1,"record":`}, {`"rules":1`, `"rules":1,"offline":false`}, {`"rules":1`, `"rules":1,"odd":1`},
		{`"prev":"",`, ``}, {`"kind":"in",`, ``}, {`"persons":3,`, ``}, {`"nonce":"scan-0012",`, ``}, {`"at":"2027-02-19T11:30:59.125Z",`, ``}, {`,"seal":"00112233445566778899aabbccddeeff"`, ``},
		{`{"now":"2027-02-19T19:31:00.25+08:00",`, `{`}, {`}}`, `}} 1`}, {`}}`, `},}`}, {`{"now"`, `[{"now"`},
		{`{"now":`, `{"now":"2027-02-19T19:31:00Z","now":`},
	} {
		body := strings.Replace(usual, change[0], change[1], 1)
		if body == usual {
			t.Fatalf("no such text: %s", change[0])
		}
		if in := new(GateRedeemInput); in.read([]byte(body)) {
			t.Errorf("taken as %+v: %s", in.Body, body)
		}
	}
}
