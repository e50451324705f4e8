package api

import (
	"wanjia/events/audit"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/community/portrait"
	"wanjia/events/fault"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// banquetTable is the banquet: who takes part, with whom and with what dish.
func (a *API) banquetTable() []Route {
	with := func(more []*fault.Error, list ...*fault.Error) []*fault.Error { return append(list, more...) }
	own := faults(banquet.ErrNoBanquet, errNobody, community.ErrUnconfirmed, errNotForThem)
	said := with(own, banquet.ErrNoSitting, banquet.ErrNobodyComes, banquet.ErrSittingOnly, banquet.ErrNotOfHome, banquet.ErrTwice, banquet.ErrWay,
		banquet.ErrWishes, banquet.ErrHighChairs, banquet.ErrChildrenOnly, errDoor, banquet.ErrTooLate)
	places := faults(ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrChildrenAlone, ticketing.ErrKeyReused, ticketing.ErrNotOpen, ticketing.ErrPaused, ticketing.ErrClosed,
		ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrPending, ticketing.ErrRebuilding, ticketing.ErrHoldLapsed, ticketing.ErrLapsed)
	dish := with(own, banquet.ErrNoDish, banquet.ErrNoRegistration, banquet.ErrTooLate, banquet.ErrDishOver)
	recipe := with(dish, banquet.ErrDishName, banquet.ErrAllergen, banquet.ErrIngredient, banquet.ErrCategory, banquet.ErrPurpose, banquet.ErrLibrary, banquet.ErrNoSitting, banquet.ErrOfficial)
	return []Route{
		row("GET", "/v1/banquets/{event}", "banquet", anyone, free, 0, false, "What everybody may know of a banquet's registration", typed(a.getBanquet), faults(banquet.ErrNoBanquet)),
		row("GET", "/v1/banquet-book", "banquet-book", anyone, free, 0, false, "The book of dishes, and what every cook is asked", typed(a.getBanquetBook), nil),
		row("GET", "/v1/banquets/{event}/registration", "my-banquet", signedIn, reading, 0, false, "What my household does, with whom and with what dish", typed(a.getBanquetRegistration), own),
		row("POST", "/v1/banquets/{event}/registration", "register-household", signedIn, taking, 201, false, "Register a household; its places are held for ten minutes", typed(a.postBanquetRegistration), with(with(said, places...), banquet.ErrRegistered, banquet.ErrOfflineUsed, banquet.ErrNotHeld, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrRoom, ticketing.ErrAlreadyWaiting)),
		row("PUT", "/v1/banquets/{event}/registration", "change-banquet", signedIn, taking, 200, false, "Change who comes, to which sitting, and with whom", typed(a.putBanquetRegistration), with(with(said, places...), banquet.ErrNoRegistration, banquet.ErrNotHeld, banquet.ErrChanged, banquet.ErrOfflineUsed, banquet.ErrWaitingFixed, ticketing.ErrNoMore, ticketing.ErrStarted, ticketing.ErrClaimOver, ticketing.ErrClaimChanged, ticketing.ErrSwap, ticketing.ErrPassing)),
		row("POST", "/v1/banquets/{event}/registration/extend", "extend-banquet", signedIn, taking, 200, false, "Hold the places ten minutes longer, once", typed(a.postBanquetExtend), with(own, banquet.ErrNoRegistration, banquet.ErrNotHeld, ticketing.ErrHoldLapsed, ticketing.ErrHoldExtended, ticketing.ErrAlreadyClaimed, ticketing.ErrRebuilding)),
		row("POST", "/v1/banquets/{event}/registration/confirm", "confirm-banquet", signedIn, taking, 200, false, "Make it final; repeating it answers the same", typed(a.postBanquetConfirm), with(with(own, places...), banquet.ErrNoRegistration, banquet.ErrNotHeld, ticketing.ErrOfferLapsed)),
		row("DELETE", "/v1/banquets/{event}/registration", "give-banquet-back", signedIn, taking, 200, false, "Give it back; repeating it changes nothing", typed(a.deleteBanquetRegistration), with(own, banquet.ErrNoRegistration, banquet.ErrNotHeld, banquet.ErrChanged, banquet.ErrTooLate)),

		row("POST", "/v1/banquets/{event}/kin", "banquet-kin", signedIn, taking, 201, false, "Begin a group that sits together, or ask to join one by its code", typed(a.postBanquetKin), with(own, banquet.ErrNoKin, banquet.ErrInKin, banquet.ErrKinFull, banquet.ErrKinTable, banquet.ErrKinTimes, banquet.ErrKinMeal)),
		row("POST", "/v1/banquets/{event}/kin/{code}/members/{household}", "banquet-kin-yes", signedIn, taking, 200, false, "Say yes to a household that asked to sit with one's group", typed(a.postBanquetKinYes), with(own, banquet.ErrNoKin, banquet.ErrKinSay)),
		row("DELETE", "/v1/banquets/{event}/kin/{code}/members/{household}", "leave-banquet-kin", signedIn, taking, 204, false, "Leave a group, or turn one down that asked", typed(a.deleteBanquetKin), with(own, banquet.ErrNoKin, banquet.ErrKinSay)),

		row("POST", "/v1/banquets/{event}/dishes", "make-dish", signedIn, taking, 201, false, "Bring a dish; it may stay undecided for now", typed(a.postBanquetDish), recipe),
		row("PUT", "/v1/banquets/{event}/dishes/{dish}", "change-dish", signedIn, taking, 200, false, "Say what a dish is, and what is in it", typed(a.putBanquetDish), with(recipe, banquet.ErrNotCook, banquet.ErrDishChanged)),
		row("POST", "/v1/banquets/{event}/dishes/{dish}/sure", "sure-dish", signedIn, taking, 200, false, "Say that a dish will come as it is", typed(a.postBanquetDishSure), with(dish, banquet.ErrNotCook)),
		row("POST", "/v1/banquets/{event}/dish-shares", "join-dish", signedIn, taking, 201, false, "Make a dish together with neighbours, by their code", typed(a.postBanquetJoin), with(dish, banquet.ErrDishCode, banquet.ErrInDish, banquet.ErrDishFull, banquet.ErrOfficial)),
		row("DELETE", "/v1/banquets/{event}/dishes/{dish}/share", "leave-dish", signedIn, taking, 200, false, "Leave those who make a dish; the last one withdraws it", typed(a.deleteBanquetShare), with(dish, banquet.ErrNotInDish, banquet.ErrCookLeaves)),
		row("POST", "/v1/banquets/{event}/dishes/{dish}/cook", "hand-dish-over", signedIn, taking, 200, false, "Have another household of the group cook", typed(a.postBanquetCook), with(dish, banquet.ErrNotCook, banquet.ErrNotInDish)),
		row("GET", "/v1/banquets/{event}/balance", "dish-balance", signedIn, reading, 0, false, "How the dishes of a building and its venue stand", typed(a.getBanquetBalance), faults(banquet.ErrNoBanquet, errNobody)),

		row("GET", "/v1/banquets/{event}/doors", "banquet-doors", holders, reading, 0, false, "What the households of a building do, and its own share of the places", typed(a.getBanquetDoors), faults(banquet.ErrNoBanquet, community.ErrNoBuilding)).needs(identity.ActForPeople),
		row("GET", "/v1/banquets/{event}/cards.pdf", "dish-cards", holders, reading, 0, false, "The cards of the dishes cooked in a building, to be cut", plain(a.getBanquetCards, "application/pdf", nil), faults(banquet.ErrNoBanquet, community.ErrNoBuilding, paper.ErrNoFont)).needs(identity.ActForPeople),
		row("GET", "/v1/banquets/{event}/sheets", "list-sheets", holders, reading, 0, false, "Photographs of a building's lists that came back on paper", typed(a.getSheets), faults(community.ErrNoBuilding)).needs(identity.ActForPeople),
		row("POST", "/v1/banquets/{event}/sheets", "add-sheet", holders, taking, 201, false, "Send a photograph of a building's list: the body is a JPEG or PNG of at most 6 MiB", plain(a.postSheet, "application/json", BanquetSheet{}), faults(banquet.ErrNoBanquet, community.ErrNoBuilding, banquet.ErrSheetFull, banquet.ErrNoSheetRoom, portrait.ErrPicture, portrait.ErrPictureSize)).needs(identity.ActForPeople),
		row("GET", "/v1/banquets/{event}/sheets/{sheet}", "get-sheet", holders, reading, 0, false, "A photograph with the doors of its building, and how far each row is typed", typed(a.getSheet), faults(banquet.ErrNoSheet)).needs(identity.ActForPeople),
		row("GET", "/v1/banquets/{event}/sheets/{sheet}/picture.jpg", "get-sheet-picture", holders, reading, 0, false, "The photograph itself, without anything the camera wrote into it", plain(a.getSheetPicture, "image/jpeg", nil), faults(banquet.ErrNoSheet, banquet.ErrNoSheetRoom)).needs(identity.ActForPeople),
		row("PUT", "/v1/banquets/{event}/sheets/{sheet}/rows/{door}", "mark-sheet-row", holders, taking, 200, false, "Write down that a row is typed, cannot be read, or was changed by hand", typed(a.putSheetRow), faults(banquet.ErrNoSheet, banquet.ErrSheetRow, errDoor)).needs(identity.ActForPeople),
		row("DELETE", "/v1/banquets/{event}/sheets/{sheet}", "remove-sheet", holders, taking, 204, false, "Take a photograph away", typed(a.deleteSheet), faults(banquet.ErrNoSheet, banquet.ErrNoSheetRoom)).needs(identity.ActForPeople),
		row("GET", "/v1/banquets/{event}/venues", "banquet-venues", holders, reading, 0, false, "The venues of a banquet and whether each was confirmed", typed(a.getBanquetVenues), faults(banquet.ErrNoBanquet)).needs(identity.SeeStock),
		row("PUT", "/v1/banquets/{event}/venues/{venue}", "confirm-venue", holders, taking, 200, false, "Confirm a venue for this year, or close it", typed(a.putBanquetVenue), faults(banquet.ErrNoVenue, banquet.ErrVenueState, banquet.ErrVenueChange, audit.ErrReason)).needs(identity.ChangeEvents),
		row("POST", "/v1/banquets/{event}/recalls", "order-recall", holders, taking, 201, false, "Recall dishes: whom they concern is kept and told; ordered again it adds whom they concern since", typed(a.postRecallOrder), faults(banquet.ErrNoDish, banquet.ErrRecallWhat, audit.ErrReason)).needs(identity.ChangeEvents),
		row("GET", "/v1/banquets/{event}/recalls", "list-recalls", holders, reading, 0, false, "The recalls of a banquet with how many households were told", typed(a.getRecallOrders), nil).needs(identity.ChangeEvents),
		row("GET", "/v1/banquets/{event}/recalls/{recall}", "get-recall", holders, reading, 0, false, "Whom a recall concerns, with tables and numbers: who was told, who not yet", typed(a.getRecallOrder), faults(banquet.ErrNoRecall)).needs(identity.ChangeEvents),
		row("POST", "/v1/banquets/{event}/recalls/{recall}/homes/{household}/told", "tell-of-recall", holders, taking, 200, false, "Write down that a household was told of a recall", typed(a.postRecallTold), faults(banquet.ErrNoRecallHome, community.ErrToldHow)).needs(identity.ChangeEvents),
		row("POST", "/v1/banquets/{event}/recall", "recall-dish", holders, taking, 200, false, "Find dishes with their tables, households and numbers", typed(a.postBanquetRecall), faults(banquet.ErrNoDish, banquet.ErrRecallWhat, audit.ErrReason)).needs(identity.ChangeEvents),
	}
}
