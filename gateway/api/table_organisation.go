package api

import (
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
)

// organisationTable is places, the organisation, posts and teams.
func (a *API) organisationTable() []Route {
	return []Route{
		row("GET", "/v1/estates", "list-estates", anyone, reading, 0, false, "The estates, the same bytes for everybody", plain(a.getEstates, "application/json", EstateList{}), nil),
		row("GET", "/v1/buildings", "list-buildings", anyone, reading, 0, false, "The buildings of an estate, of all without ?estate=", queried(plain(a.getBuildings, "application/json", BuildingList{}), "estate", "Code of an estate, as GX"), faults(community.ErrNoEstate)),
		row("GET", "/v1/buildings/{building}", "get-building", anyone, reading, 0, false, "One building and who answers for it, as far as they agreed to be named", plain(a.getBuilding, "application/json", BuildingPage{}), faults(community.ErrNoBuilding)),
		row("GET", "/v1/buildings/{building}/rooms", "list-rooms", anyone, reading, 0, false, "The rooms of every unit of a building, as their doors say", plain(a.getRooms, "application/json", RoomList{}), faults(community.ErrNoBuilding)),
		row("GET", "/v1/buildings/{building}/roster.pdf", "print-roster", holders, reading, 0, false, "The duty roster of a building for its wall, A3, with the names of those who agreed", plain(a.getRoster, "application/pdf", nil), faults(community.ErrNoBuilding, paper.ErrNoFont)).needs(identity.PrintRoster),
		row("GET", "/v1/organisation", "get-organisation", holders, reading, 0, false, "A node of the organisation with what lies below it, as far as the caller's reach goes", typed(a.getOrganisation), faults(community.ErrNoNode)).needs(identity.SeeOrganisation),
		row("GET", "/v1/organisation/estates", "list-estates-in-reach", holders, reading, 0, false, "The estates with a building in which the caller may look for people", typed(a.getEstatesInReach), nil).needs(identity.FindPeople),
		row("GET", "/v1/organisation/history", "organisation-history", holders, reading, 0, false, "Merges and splits, newest first", typed(a.getHistory), faults(errCursor)).needs(identity.SeeOrganisation),
		row("POST", "/v1/organisation/merges", "merge-nodes", holders, taking, 201, false, "Make several parts of the organisation one", typed(a.postMerge), faults(community.ErrMerge, community.ErrNodeName, community.ErrAbove, community.ErrNoNode, community.ErrEnded, community.ErrReorganising, audit.ErrReason)).needs(identity.ChangeOrganisation),
		row("POST", "/v1/organisation/splits", "split-node", holders, taking, 201, false, "Make several parts of one", typed(a.postSplit), faults(community.ErrMerge, community.ErrSplit, community.ErrNodeName, community.ErrAbove, community.ErrNoNode, community.ErrEnded, community.ErrReorganising, audit.ErrReason)).needs(identity.ChangeOrganisation),
		row("GET", "/v1/posts", "list-posts", holders, reading, 0, false, "The six posts of a building, with who holds and held them", typed(a.getPosts), faults(community.ErrNoBuilding)).needs(identity.SeeOrganisation),
		row("PUT", "/v1/posts/{post}", "change-post", holders, taking, 0, false, "Change a post; a new holder opens a new term", typed(a.putPost), faults(community.ErrNoPost, community.ErrNoPerson, community.ErrTerm, community.ErrHolder, community.ErrSeats, community.ErrDeputy, community.ErrDutyPhone, community.ErrNotAgreed, audit.ErrReason)).needs(identity.ChangeOrganisation),
		row("GET", "/v1/posts/{post}/portrait", "get-portrait", holders, reading, 0, false, "The photo of whoever holds a post, as it is printed on the duty roster", plain(a.getPostPortrait, "image/jpeg", nil), faults(community.ErrNoPost, community.ErrNoPortrait)).needs(identity.PrintRoster),
		row("PUT", "/v1/posts/{post}/portrait", "set-portrait", holders, taking, 204, false, "Send the photo of whoever holds a post: the body is a JPEG or PNG of at most 6 MiB", plain(a.putPostPortrait, "", nil), portraitFaults(community.ErrNoPost)).needs(identity.ChangeOrganisation),
		row("DELETE", "/v1/posts/{post}/portrait", "remove-portrait", holders, taking, 204, false, "Take the photo of whoever holds a post away", typed(a.deletePostPortrait), faults(community.ErrNoPost, community.ErrNoPerson, community.ErrNoPictures)).needs(identity.ChangeOrganisation),
		row("GET", "/v1/teams", "list-teams", holders, reading, 0, false, "Teams of volunteers, of culture and of sport", typed(a.getTeams), nil).needs(identity.SeeOrganisation),
		row("GET", "/v1/teams/{team}", "get-team", holders, reading, 0, false, "A team and who is in it; of a hidden one, only to those who may change it", typed(a.getTeam), faults(community.ErrNoTeam, errCursor)).needs(identity.SeeOrganisation),
		row("PUT", "/v1/teams/{team}/members/{person}", "set-member", holders, taking, 0, false, "Put somebody into a team, or give them another role in it", typed(a.putMember), faults(community.ErrNoTeam, community.ErrNoPerson, community.ErrTeamRole)).needs(identity.ChangeTeams),
		row("DELETE", "/v1/teams/{team}/members/{person}", "remove-member", holders, taking, 204, false, "Take somebody out of a team; repeating it changes nothing", typed(a.deleteMember), faults(community.ErrNoTeam)).needs(identity.ChangeTeams),
	}
}
