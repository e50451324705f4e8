package main

import (
	"fmt"
	"strconv"

	"wanjia/events/community"
	"wanjia/events/seed"
)

// place stores rows of the organisation and of doors.
func (f *filler) place(row seed.Row) error {
	switch r := row.(type) {
	case seed.GeneralBranch:
		return f.nodes.add(community.Node{ID: community.NodeID(r.ID), Kind: community.GeneralBranch, Name: r.Name, Committee: r.Committee, Synthetic: true})
	case seed.Branch:
		return f.nodes.add(community.Node{
			ID: community.NodeID(r.ID), Kind: community.Branch, Parent: community.NodeID(r.Parent), Name: r.Name,
			Estate: community.EstateCode(r.Estate), Synthetic: true,
		})
	case seed.Group:
		return f.nodes.add(community.Node{ID: community.NodeID(r.ID), Kind: community.Group, Parent: community.NodeID(r.Parent), Name: r.Name, Synthetic: true})
	case seed.Estate:
		return f.estates.add(community.Estate{
			Code: community.EstateCode(r.Code), Name: r.Name, Aliases: r.Aliases, Parent: community.NodeID(r.GeneralBranch),
			Holding: r.Holding, Form: r.Form, Synthetic: true,
		})
	case seed.Building:
		return f.buildings.add(community.Building{
			Code: community.NodeID(r.Code), Estate: community.EstateCode(r.Estate), Group: community.NodeID(r.Group), Number: r.Number,
			Aliases: r.Aliases, Form: r.Form, Floors: r.Floors, Units: r.Units, PerLanding: r.PerLanding, NoFourth: r.NoFourth,
			Households: r.Households, Lift: r.Lift, Built: r.BuiltYear, Changed: f.now().UTC(), Synthetic: true,
		})
	case seed.Household:
		f.building[r.ID] = community.NodeID(r.Building)
		return f.households.add(community.Household{
			ID: community.HouseholdID(r.ID), Code: r.Code, Building: community.NodeID(r.Building), Unit: r.Unit, Floor: r.Floor,
			Flat: r.Flat, Room: r.Room, Written: r.Written, Kind: r.Kind, Tenure: r.Tenure, MovedIn: community.Day(r.MovedIn),
			Known: r.Known, Delivery: r.Delivery, Changed: f.now().UTC(), Synthetic: true,
		})
	}
	return nil
}

// somebody stores people and what was agreed about them.
func (f *filler) somebody(row seed.Row) error {
	switch r := row.(type) {
	case seed.Person:
		f.at[r.ID] = len(f.waiting)
		f.waiting = append(f.waiting, f.person(r))
	case seed.Consent:
		return f.consents.add(community.Consent{
			ID: community.ConsentID(r.ID), Person: community.PersonID(r.Person), Purpose: community.Purpose(r.Purpose), Version: r.Version,
			Given: r.Given, At: r.At, By: community.PersonID(r.By), How: r.How, Withdrawn: r.Withdrawn, Synthetic: true,
		})
	case seed.Relation:
		f.related++ // the rows are in one order, so the numbers are the same every time
		return f.relations.add(community.Relation{
			ID: community.RelationID(fmt.Sprintf("R%06d", f.related)), Person: community.PersonID(r.Person), Agent: community.PersonID(r.Agent),
			Kind: r.Kind, Scope: r.Scope, From: community.Day(r.From), Until: community.Day(r.Until),
			Consent: community.ConsentID(r.Consent), Default: r.Default, Synthetic: true,
		})
	case seed.SecondRecord:
		if err := f.release(); err != nil {
			return err
		}
		p := f.person(r.Person)
		p.Created = f.now().UTC()
		p.Changed = p.Created
		return f.people.add(p)
	case seed.CarePair:
		pair := community.CarePair{
			ID: r.ID, Person: community.PersonID(r.Person), Visits: r.Visits, Key: r.Key, Since: community.Day(r.Since), Synthetic: true,
		}
		for _, h := range r.Helpers {
			pair.Helpers = append(pair.Helpers, community.PersonID(h))
		}
		f.carded[r.ID] = pair
	case seed.CareCard:
		pair, ok := f.carded[r.Pair]
		if !ok {
			return fmt.Errorf("a care card is of no pair: %s", r.Pair)
		}
		delete(f.carded, r.Pair)
		card := community.CareCard{Address: r.Address, Support: r.Support, DrugAllergy: r.DrugAllergy, Contacts: r.Contacts}
		if err := pair.Seal(f.key, card); err != nil {
			return err
		}
		return f.pairs.add(pair)
	}
	return nil
}

// person is somebody as one channel wrote them down, not stamped yet.
func (f *filler) person(r seed.Person) community.Person {
	return community.Person{
		ID: community.PersonID(r.ID), Household: community.HouseholdID(r.Household), Building: f.building[r.Household], Name: r.Name,
		Sex: r.Sex, Born: community.Day(r.Born), Role: r.Role, Phone: r.Phone, Ability: r.Ability, Language: r.Language,
		Channel: r.Channel, Synthetic: true,
	}
}

// office stores posts, teams and those in them.
func (f *filler) office(row seed.Row) error {
	switch r := row.(type) {
	case seed.Post:
		return f.posts.add(community.Post{
			ID: community.PostID(r.ID), Building: community.NodeID(r.Building), Kind: r.Kind, Title: r.Title,
			Holder: community.PersonID(r.Holder), Deputy: community.PersonID(r.Deputy), From: community.Day(r.From), Until: community.Day(r.Until),
			VacantSince: community.Day(r.VacantSince), DutyPhone: r.DutyPhone, Consent: community.ConsentID(r.Consent),
			Published: r.Published, Synthetic: true,
		})
	case seed.VolunteerTeam:
		return f.teams.add(community.Team{
			ID: community.TeamID(r.ID), Sort: "volunteer", Kind: r.Kind, Name: r.Name, Estate: community.EstateCode(r.Estate), Use: r.Use,
			Leader: community.PersonID(r.Leader), Hidden: !r.Public, Since: community.Day(r.Since), Synthetic: true,
		})
	case seed.CulturalTeam:
		return f.teams.add(community.Team{
			ID: community.TeamID(r.ID), Sort: "cultural", Kind: r.Kind, Name: r.Name, Estate: community.EstateCode(r.Estate),
			Leader: community.PersonID(r.Leader), Weekday: r.Weekday, Starts: r.Starts, Minutes: r.Minutes, Since: community.Day(r.Since), Synthetic: true,
		})
	case seed.Club:
		days := make([]int, 0, len(r.Weekdays))
		for _, day := range r.Weekdays {
			n, err := strconv.Atoi(day)
			if err != nil {
				return fmt.Errorf("club %s meets on %q: %w", r.ID, day, err)
			}
			days = append(days, n)
		}
		return f.teams.add(community.Team{
			ID: community.TeamID(r.ID), Sort: "club", Kind: r.Kind, Name: r.Name, Estate: community.EstateCode(r.Estate),
			Weekdays: days, Starts: r.Starts, Place: r.Pavilion, Synthetic: true,
		})
	case seed.Membership:
		return f.members.add(community.Membership{
			ID: r.Team + "/" + r.Person, Team: community.TeamID(r.Team), Person: community.PersonID(r.Person), Role: r.Role,
			Since: community.Day(r.Since), Synthetic: true,
		})
	case seed.Volunteer:
		return f.volunteers.add(community.Volunteer{
			Person: community.PersonID(r.Person), Number: r.ID, Since: community.Day(r.Since), HalfHoursThisYear: r.HalfHoursThisYear,
			HalfHours: r.HalfHours, Stars: r.Stars, Skills: r.Skills, Synthetic: true,
		})
	}
	return nil
}
