package api

// communityTable is people, households, places and posts.
func (a *API) communityTable() []Route {
	return nil
}
