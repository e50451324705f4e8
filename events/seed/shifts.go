package seed

import (
	"fmt"
	"time"

	"wanjia/events"
)

// pavilions are where clubs meet, at full size.
var pavilions = []string{"望江亭", "听雨亭", "晚晴亭", "和睦亭", "桂影亭", "荷香亭", "沁芳亭", "揽月亭", "清风亭", "同乐亭", "春晖亭", "松风亭", "知鱼亭", "半山亭"}

// clubs are three at each pavilion.
func (t *town) clubs() []Club {
	var all []Club
	households := make([]int, len(t.estates))
	for i, e := range t.estates {
		households[i] = e.households
	}
	kinds := []struct {
		kind, noun string
		weekdays   []string
		starts     string
	}{
		{"song", "歌友会", []string{"3", "6"}, "15:00"},
		{"chess", "棋友会", []string{"1", "2", "3", "4", "5", "6", "7"}, "14:00"},
		{"book", "书友会", []string{"7"}, "09:30"},
	}
	at := 0
	for e, n := range apportion(max(3, t.part(len(pavilions))), households) {
		for range n {
			for _, k := range kinds {
				all = append(all, Club{
					ID: fmt.Sprintf("B%02d", len(all)+1), Kind: k.kind, Name: pavilions[at] + k.noun, Estate: t.estates[e].code,
					Pavilion: pavilions[at], Weekdays: k.weekdays, Starts: k.starts, Rain: "cancelled by a message before 12:00", Mark: t.mark(),
				})
			}
			at++
		}
	}
	return all
}

// watch is one time of an event that volunteers are needed for.
type watch struct {
	event  string
	starts time.Time
	hours  int
	places int
	posts  int // of all places
	uses   []use
}

// use is a kind of team with how many posts it takes, relative to the others.
type use struct {
	kind  string
	posts int
}

// watches of the edition: three half days at the banquet, three nights of lanterns,
// the gala's evening. At full size 1,260, 930 and 140 posts.
func (t *town) watches() []watch {
	lights := events.LunarDay(t.today, 1, 14)
	newYear := lights.AddDate(0, 0, -13)
	banquet := events.LunarDay(newYear.AddDate(0, 0, -20), 12, 24)
	year := newYear.Year()
	name := func(kind events.Kind) string { return fmt.Sprintf("%s-%d", kind, year) }
	var all []watch
	places := max(1, t.part(10))
	for _, starts := range []time.Time{at(banquet.AddDate(0, 0, -1), 13, 0), at(banquet, 7, 30), at(banquet, 13, 0)} {
		all = append(all, watch{
			event: name(events.Banquet), starts: starts, hours: 6, places: places, posts: t.part(1260) / 3,
			uses: []use{{"order", 16}, {"neighbours", 10}, {"environment", 6}, {"disabled", 4}, {"first_aid", 2}, {"media", 2}, {"youth", 1}, {"counsel", 1}},
		})
	}
	for night := range 3 {
		all = append(all, watch{
			event: name(events.Lantern), starts: at(lights.AddDate(0, 0, night), 17, 30), hours: 5, places: max(1, t.part(12)), posts: t.part(310),
			uses: []use{{"order", 180}, {"environment", 40}, {"repairs", 30}, {"first_aid", 24}, {"disabled", 16}, {"media", 10}, {"counsel", 10}},
		})
	}
	return append(all, watch{
		event: name(events.Gala), starts: at(newYear, 17, 0), hours: 6, places: max(1, t.part(9)), posts: t.part(140),
		uses: []use{{"arts", 80}, {"media", 30}, {"order", 20}, {"youth", 10}},
	})
}

// emitShifts yields every post of every watch with a team asked to fill it.
func (t *town) emitShifts(yield func(Row) error) error {
	d := t.dice("shifts")
	byKind := map[string][]int{}
	for i, x := range t.teams {
		kind := volunteerKinds[x.kind].kind
		byKind[kind] = append(byKind[kind], i)
	}
	number := 0
	for _, w := range t.watches() {
		weights := make([]int, len(w.uses))
		for i, u := range w.uses {
			weights[i] = u.posts
		}
		posts := make([]int, w.places)
		for i, u := range deck(d, apportion(w.posts, weights)) {
			number++
			place := i % w.places
			posts[place]++
			kind := w.uses[u].kind
			row := Shift{
				ID: fmt.Sprintf("F%05d", number), Event: w.event, Place: place + 1, Post: posts[place], Use: kind,
				Starts: w.starts, Ends: w.starts.Add(time.Duration(w.hours) * time.Hour),
				Team: teamID(one(d, byKind[kind])), Mark: t.mark(),
			}
			if err := yield(row); err != nil {
				return err
			}
		}
	}
	return nil
}
