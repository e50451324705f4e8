package api

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// sentences checks that the pages say what codes mean, in both languages.
func sentences(t *testing.T, codes ...string) {
	t.Helper()
	for _, language := range []string{"zh", "en"} {
		files, err := filepath.Glob("../web/src/i18n/*." + language + ".ts")
		if err != nil || len(files) == 0 {
			t.Fatalf("the pages' words: %v, %v", files, err)
		}
		var all strings.Builder
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		for _, code := range codes {
			if !regexp.MustCompile(`[\s{]` + code + `: ['"\x60][^'"\x60]{8}`).MatchString(all.String()) {
				t.Errorf("%s has no sentence in %s", code, language)
			}
		}
	}
}

// crowded is a banquet with n households of one more beside those of the town, and a token
// for each.
func crowded(t *testing.T, n int) (h *house, tokens []string) {
	t.Helper()
	h = feasting(t)
	for i := range n {
		p := community.Person{
			ID: community.PersonID(fmt.Sprintf("p-x%d", i)), Name: fmt.Sprintf("来客%d", i), Born: "1980", Household: community.HouseholdID(fmt.Sprintf("h-x%d", i)), Building: "GX-12",
		}
		if _, err := h.Community.Store.People.Add(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, h.standing(t, fmt.Sprintf("154000006%02d", i), p.ID))
	}
	return h, tokens
}

// kept counts what is kept of a banquet: live registrations, dishes, and who makes them.
func (h *house) kept(t *testing.T) (registrations, dishes, shares int) {
	t.Helper()
	list, _, err := h.Banquet.Store.Registrations.List(t.Context(), community.By{Index: "building", Prefix: "banquet-2027/", Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	brought, _, err := h.Banquet.Store.Dishes.List(t.Context(), community.By{Index: "building", Prefix: "banquet-2027/", Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range brought {
		shares += len(d.Shares)
	}
	return len(list), len(brought), shares
}

const (
	atBanquet = "/v1/banquets/banquet-2027"
	theirs    = atBanquet + "/registration"
)

// A household twice, by whoever comes second and in whatever way: who was first is named, and
// what they wrote stays.
func TestHouseholdTwice(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	haiyan, head := h.haiyan(t), h.standing(t, "15400000006", communitytest.Tong)
	h.pressed(t, haiyan, "POST", theirs, `{"people":[{"person":"p-gong","way":"home"},{"person":"p-haiyan","way":"not"}]}`, 201, "")
	for range 2 {
		second := h.pressed(t, head, "POST", theirs, `{"people":[{"person":"p-gong","way":"not"}],"for":"p-gong","confirm":true,`+voice+`}`, 409, "registered")
		if !strings.Contains(second.text, `"by":"邓**"`) && !strings.Contains(second.text, `"by":"邓`) {
			t.Errorf("who was first is not said: %s", second.text)
		}
	}
	h.pressed(t, haiyan, "POST", theirs, `{"people":[{"person":"p-gong","way":"not"}]}`, 409, "registered")
	if mine := h.as(t, haiyan, "GET", theirs, "", 200).text; !strings.Contains(mine, `"mode":"delivery"`) {
		t.Errorf("what was registered first: %s", mine)
	}
	if n, _, _ := h.kept(t); n != 1 {
		t.Errorf("%d registrations", n)
	}
	sentences(t, "registered")
}

// Two agents for one person at once, and more: one registers her, all others are told who did.
func TestAgentsAtOnce(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	agents := map[string]string{
		h.haiyan(t): `{"people":[{"person":"p-gong","way":"home"}]}`,
		h.standing(t, "15400000005", communitytest.Li):           `{"people":[{"person":"p-gong","way":"home"},{"person":"p-li","way":"home"}]}`,
		h.standing(t, "15400000006", communitytest.Tong):         `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,` + voice + `}`,
		h.holding(t, "15400000034", identity.Hotline, "*"):       `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,` + voice + `}`,
		h.holding(t, "15400000035", identity.Organiser, "*"):     `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,` + voice + `}`,
		h.holding(t, "15400000036", identity.Secretary, "GX-12"): `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,` + voice + `}`,
	}
	var (
		mu       sync.Mutex
		wg       sync.WaitGroup
		statuses []int
		start    = make(chan struct{})
	)
	for token, body := range agents {
		wg.Go(func() {
			<-start
			res := h.do(t, "POST", theirs, body, bearer(token), "Idempotency-Key: at-once-"+token[:8])
			mu.Lock()
			defer mu.Unlock()
			statuses = append(statuses, res.StatusCode)
			if res.StatusCode != 201 && (res.problem(t).Code != "registered" || !strings.Contains(res.text, `"by":"`)) {
				t.Errorf("the second is told %d %s", res.StatusCode, res.text)
			}
		})
	}
	close(start)
	wg.Wait()
	slices.Sort(statuses)
	if want := []int{201, 409, 409, 409, 409, 409}; !slices.Equal(statuses, want) {
		t.Errorf("answers %v, want %v", statuses, want)
	}
	if n, _, _ := h.kept(t); n != 1 {
		t.Errorf("%d registrations", n)
	}
}

// Wishes in a ring are no mistake: all are kept. One for oneself, twice the same and a
// fourth are refused, and what was registered stays.
func TestWishesInARing(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	tokens := []string{h.haiyan(t), h.standing(t, "15400000006", communitytest.Tong), h.standing(t, "15400000008", communitytest.Wan)}
	people, doors := []string{"p-haiyan", "p-tong", "p-wan"}, []string{"GX-12-2-501", "GX-12-2-502", "GX-2-1-101"}
	for i, token := range tokens {
		h.pressed(t, token, "POST", theirs, fmt.Sprintf(`{"people":[{"person":%q,"way":"home"}],"wishes":[%q]}`, people[i], doors[(i+1)%3]), 201, "")
	}
	for name, wishes := range map[string]string{
		"oneself": `["GX-12-2-501"]`, "twice": `["GX-12-2-502","GX-12-2-502"]`, "four": `["GX-12-2-502","GX-2-1-101","HF-1-1-2703","GX-12-2-501"]`,
	} {
		rev := decoded[BanquetRegistration](t, h.do(t, "GET", theirs, "", bearer(tokens[0]))).Rev
		res := h.pressed(t, tokens[0], "PUT", theirs, fmt.Sprintf(`{"rev":%d,"people":[{"person":"p-haiyan","way":"home"}],"wishes":%s}`, rev, wishes), 400, "wishes")
		if now := decoded[BanquetRegistration](t, h.do(t, "GET", theirs, "", bearer(tokens[0]))); now.Rev != rev {
			t.Errorf("%s: refused with %s and changed nevertheless", name, res.text)
		}
	}
	for i, token := range tokens {
		if mine := decoded[BanquetRegistration](t, h.do(t, "GET", theirs, "", bearer(token))); len(mine.Wishes) != 1 || mine.Wishes[0] != doors[(i+1)%3] {
			t.Errorf("%s wishes for %v", people[i], mine.Wishes)
		}
	}
	sentences(t, "wishes", "wish_door")
}

// A dish group of seven: the seventh is told that six make it, and none of the six goes.
func TestDishOfSeven(t *testing.T) {
	t.Parallel()
	h, tokens := crowded(t, 7)
	for i, token := range tokens {
		h.pressed(t, token, "POST", theirs, fmt.Sprintf(`{"people":[{"person":"p-x%d","way":"not"}]}`, i), 201, "")
	}
	code := decoded[BanquetDish](t, h.pressed(t, tokens[0], "POST", atBanquet+"/dishes", `{"purpose":"eat","library":"15"}`, 201, "")).Code
	for _, token := range tokens[1:6] {
		h.pressed(t, token, "POST", atBanquet+"/dish-shares", `{"code":"`+code+`"}`, 201, "")
	}
	r, d, s := h.kept(t)
	for range 2 {
		h.pressed(t, tokens[6], "POST", atBanquet+"/dish-shares", `{"code":"`+code+`"}`, 409, "dish_full")
	}
	h.pressed(t, tokens[5], "POST", atBanquet+"/dish-shares", `{"code":"`+code+`"}`, 409, "dish_joined")
	if r2, d2, s2 := h.kept(t); r != 7 || d != 1 || s != 6 || r2 != r || d2 != d || s2 != s {
		t.Errorf("before %d registered, %d dishes by %d; after %d, %d by %d", r, d, s, r2, d2, s2)
	}
	h.pressed(t, tokens[6], "POST", atBanquet+"/dishes", `{"purpose":"eat","library":"01"}`, 201, "") // and may bring their own
	sentences(t, "dish_full", "dish_joined")
}

// An allergen typed as a story: it is refused with a word about where a story goes, whatever
// is in it, and the dish stays as it was; as a story it is kept as it was written.
func TestAllergenAsStory(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	haiyan := h.haiyan(t)
	h.pressed(t, haiyan, "POST", theirs, `{"people":[{"person":"p-haiyan","way":"not"}]}`, 201, "")
	dish := decoded[BanquetDish](t, h.pressed(t, haiyan, "POST", atBanquet+"/dishes", `{"purpose":"eat","library":"15","answers":{"egg":"yes"}}`, 201, ""))
	at := atBanquet + "/dishes/" + dish.ID
	for name, story := range map[string]string{
		"a story": "我家孩子对鸡蛋过敏，上回在外婆家吃了一口就起疹子", "pictures": "🥚🥜🦐👵🏻", "markup": "<script>alert(1)</script><b>egg</b>", "long": strings.Repeat("鸡蛋", 5_000),
	} {
		for field, code := range map[string]string{`"may_contain":[%q]`: "allergen_code", `"answers":{"egg":%q}`: "ingredient"} {
			res := h.do(t, "PUT", at, fmt.Sprintf(`{"purpose":"eat","library":"15",`+field+`,"rev":%d}`, story, dish.Rev), bearer(haiyan), "Idempotency-Key: story-"+code)
			long := name == "long" && res.StatusCode == 422 && res.problem(t).Code == "invalid_request" // longer than is read at all
			if !long && (res.StatusCode != 400 || res.problem(t).Code != code) {
				t.Errorf("%s as %s: %d %s", name, field, res.StatusCode, res.text)
			}
		}
	}
	now := decoded[BanquetRegistration](t, h.do(t, "GET", theirs, "", bearer(haiyan))).Dishes
	if len(now) != 1 || now[0].Rev != dish.Rev || !slices.Equal(now[0].MayContain, dish.MayContain) || len(dish.MayContain) == 0 {
		t.Errorf("the dish was %+v and is %+v", dish, now)
	}
	told := `<b>鸡蛋</b>是隔壁送的🥚`
	kept := decoded[BanquetDish](t, h.pressed(t, haiyan, "PUT", at, fmt.Sprintf(`{"purpose":"eat","library":"15","answers":{"egg":"yes"},"story":%q,"rev":%d}`, told, dish.Rev), 200, ""))
	if kept.Story != told || !slices.Equal(kept.MayContain, dish.MayContain) {
		t.Errorf("with a story: %+v", kept)
	}
	h.pressed(t, haiyan, "PUT", at, fmt.Sprintf(`{"purpose":"eat","library":"15","story":%q,"rev":%d}`, strings.Repeat("鸡", 301), kept.Rev), 400, "")
	sentences(t, "allergen_code", "ingredient", "dish_name")
}

// A kin group larger than a table: who would be too many is told so and stays registered.
func TestKinLargerThanATable(t *testing.T) {
	t.Parallel()
	h, tokens := crowded(t, 3)
	for i, n := range []int{6, 4, 1} { // people; a table has ten
		people := []banquet.Coming{}
		for range n {
			people = append(people, banquet.Coming{Person: community.PersonID(fmt.Sprintf("p-x%d", i)), Way: banquet.Comes})
		}
		household := community.HouseholdID(fmt.Sprintf("h-x%d", i))
		_, err := h.Banquet.Store.Registrations.Add(t.Context(), banquet.Registration{
			ID: banquet.NewRegistrationID("banquet-2027", household), Edition: "banquet-2027", Household: household, Building: "GX-12", State: banquet.Confirmed, Mode: banquet.ByMeal, Session: h.pool.Session, People: people,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	group := decoded[BanquetKin](t, h.pressed(t, tokens[0], "POST", atBanquet+"/kin", `{}`, 201, ""))
	h.pressed(t, tokens[1], "POST", atBanquet+"/kin", `{"code":"`+group.Code+`"}`, 201, "")
	for range 2 {
		res := h.pressed(t, tokens[2], "POST", atBanquet+"/kin", `{"code":"`+group.Code+`"}`, 409, "kin_table")
		if !strings.Contains(res.text, `"people":11`) || !strings.Contains(res.text, `"seats":10`) {
			t.Errorf("how many are too many is not said: %s", res.text)
		}
	}
	mine := decoded[BanquetRegistration](t, h.do(t, "GET", theirs, "", bearer(tokens[0])))
	if mine.Kin == nil || len(mine.Kin.Members) != 2 {
		t.Errorf("the group: %+v", mine.Kin)
	}
	if n, _, _ := h.kept(t); n != 3 {
		t.Errorf("%d are registered", n)
	}
	sentences(t, "kin_table", "kin_full")
}
