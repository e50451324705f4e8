package livekitroom

// turn is a layer of what one participant shows.
type turn struct {
	identity string
	layer    int
}

// shows says whether a picture of a track may be shown. Where somebody who has come back
// still is there as they were, or has two cameras on, the pictures of one must not be
// decoded after those of the other: the newest track has the turn from its first picture
// that can be begun with, and an older one only when that has ended.
func (t *Tap) shows(of turn, h *heard, begins bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.turns[of]
	if now == h {
		return true
	}
	if _, there := t.tracks[now]; !begins || there && now.came > h.came {
		return false
	}
	if t.turns == nil {
		t.turns = map[turn]*heard{}
	}
	t.turns[of] = h
	return true
}

// begins says whether a picture can be begun with, or is what comes in front of one.
func begins(nalus [][]byte) bool {
	for _, n := range nalus {
		if n[0]&typeBits == typeIDR {
			return true
		}
	}
	return only(nalus, typeSPS, typePPS)
}
