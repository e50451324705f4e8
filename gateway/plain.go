package main

import (
	"errors"
	"strings"

	"wanjia/events/fault"
)

// plain is what a person at a terminal should read of err: the sentence of a
// fault that is theirs to mend, or else all there is to know, without the codes
// that are for programs.
func plain(err error) string {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err.Error()
	}
	switch f.Kind {
	case fault.Internal, fault.Unavailable:
	default:
		return f.Message
	}
	// What surrounds the fault says more than its sentence for clients does, so
	// that stays only where it is alone.
	text := err.Error()
	for _, dress := range []string{": " + f.Error(), f.Error() + ": "} {
		text = strings.ReplaceAll(text, dress, "")
	}
	return strings.ReplaceAll(text, f.Error(), f.Message)
}
