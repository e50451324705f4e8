package api

import "wanjia/streaming"

// liveTable is what viewers read. It is free of limits and of who asks: one answer
// for everybody, from a cache where there is one.
func (a *API) liveTable() []Route {
	return []Route{
		row("GET", "/v1/channels", "list-channels", anyone, reading, 0, false, "What is on air", plain(a.getChannels, "application/json", ChannelList{}), nil),
		row("GET", "/live/{channel}/{file}", "live-playlist", anyone, free, 0, false, "The multivariant playlist of a channel: index.m3u8, or dvr.m3u8 for all of its window", plain(a.getLive, "application/vnd.apple.mpegurl", nil), faults(streaming.ErrNoChannel, streaming.ErrReload, streaming.ErrCrowded)),
		row("GET", "/live/{channel}/{track}/{file}", "live-object", anyone, free, 0, false, "A media playlist, an init segment or a segment of one rendition", plain(a.getLive, "video/mp4", nil), faults(streaming.ErrNoChannel, streaming.ErrReload, streaming.ErrCrowded)),
	}
}
