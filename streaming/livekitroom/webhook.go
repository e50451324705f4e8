package livekitroom

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"

	"github.com/livekit/protocol/auth"

	"wanjia/streaming"
)

// Event says that something has happened in a room. Messages may be lost, doubled
// and late: an event is a reason to look, never the news itself.
type Event struct {
	ID   string
	Kind string // "participant_joined"
	Room string
}

// maxEvent bounds a message in bytes.
const maxEvent = 1 << 20

// Event reads a message of the server: authorization is the header of that name,
// body what was sent, byte for byte. Errors: streaming.ErrUnsigned, whatever is wrong
// with it.
func (a Address) Event(authorization string, body []byte) (Event, error) {
	if len(body) > maxEvent {
		return Event{}, streaming.ErrUnsigned
	}
	token, err := auth.ParseAPIToken(authorization)
	if err != nil || token.APIKey() != a.Key {
		return Event{}, streaming.ErrUnsigned
	}
	_, claims, err := token.Verify(a.Secret)
	if err != nil {
		return Event{}, streaming.ErrUnsigned
	}
	sum := sha256.Sum256(body)
	if subtle.ConstantTimeCompare([]byte(claims.Sha256), []byte(base64.StdEncoding.EncodeToString(sum[:]))) != 1 {
		return Event{}, streaming.ErrUnsigned
	}
	var said struct {
		ID    string `json:"id"`
		Event string `json:"event"`
		Room  struct {
			Name string `json:"name"`
		} `json:"room"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return Event{}, streaming.ErrUnsigned
	}
	return Event{ID: said.ID, Kind: said.Event, Room: said.Room.Name}, nil
}
