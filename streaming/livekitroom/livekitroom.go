// Package livekitroom is the stage: it makes the rooms that hosts, performers and
// branch venues meet in, lets each of them do what their part needs and nothing
// more, and takes their pictures and sound out of the room for the packager. It
// alone knows LiveKit, RTP and WebRTC.
package livekitroom
