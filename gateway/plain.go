package main

import (
	"errors"

	"wanjia/events/fault"
)

// plain is what a person at a terminal should read of err: the sentence of a
// fault that is theirs to mend, or else all there is to know.
func plain(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		switch f.Kind {
		case fault.Internal, fault.Unavailable:
		default:
			return f.Message
		}
	}
	return err.Error()
}
