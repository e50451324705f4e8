package streaming

import (
	"strings"
	"time"

	"wanjia/events/fault"
)

// StageRole is a part on a stage. The audience has none: it never enters a room.
type StageRole string

// The roles.
const (
	StagePerformer StageRole = "performer" // camera and microphone
	StageHost      StageRole = "host"      // also a screen
	StageBranch    StageRole = "branch"    // a branch venue: as a host
	StageDirector  StageRole = "director"  // sees and hears all, speaks to the stage, may show somebody out
	StageMonitor   StageRole = "monitor"   // only sees and hears
)

// Performs says whether somebody in this role may be seen by the public: not a
// director, who only speaks to the stage.
func (r StageRole) Performs() bool {
	return r == StagePerformer || r == StageHost || r == StageBranch
}

// Errors of the stage.
var (
	// ErrNoRole: nobody plays such a part on a stage.
	ErrNoRole = fault.New(fault.Invalid, "no_stage_role", "there is no such part on a stage")
	// ErrNoStage: there is no stage of that name.
	ErrNoStage = fault.New(fault.NotFound, "no_stage", "there is no such stage")
	// ErrStageAway: the server that carries the stage does not answer.
	ErrStageAway = fault.New(fault.Unavailable, "stage_unavailable", "the stage cannot be reached just now")
	// ErrUnsigned: what claims to come from the stage's server is not signed by it.
	ErrUnsigned = fault.New(fault.Unauthenticated, "webhook_unsigned", "this is not signed by the stage")
)

// StageID names a stage: its channel, "-", and "show" or "rehearsal". What is
// rehearsed is another room than what is shown.
type StageID string

// RoomOf is where a channel's show is performed in a state: what is planned and
// rehearsed is in another room than what is shown.
func RoomOf(c ChannelID, state ShowState) StageID {
	if state == ShowDraft || state == ShowRehearsal {
		return StageID(c + "-rehearsal")
	}
	return StageID(c + "-show")
}

// Channel is the channel that the stage is of. Errors: ErrNoStage.
func (s StageID) Channel() (ChannelID, error) {
	for _, kind := range []string{"-show", "-rehearsal"} {
		if c, ok := strings.CutSuffix(string(s), kind); ok && ChannelID(c).Valid() {
			return ChannelID(c), nil
		}
	}
	return "", ErrNoStage
}

// StagePass lets one person into one room.
type StagePass struct {
	URL   string // of the stage's server, ws:// or wss://
	Room  string
	Token string
	Until time.Time // by then they must have come in
}

// Guest is somebody in a room.
type Guest struct {
	Identity   string
	Name       string
	Role       StageRole
	Joined     time.Time
	Camera     bool // publishes pictures and has not covered them
	Microphone bool
	Codec      string // of the camera, "video/H264"
	Layers     int    // sizes that the camera sends
}
