package api

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
)

// allergenWords are the allergens as a card has them.
var allergenWords = map[banquet.Allergen]string{
	"G": "麸质", "C": "虾蟹", "F": "鱼", "E": "鸡蛋", "P": "花生", "S": "大豆", "M": "牛奶", "N": "坚果", "ML": "贝类", "SE": "芝麻",
	"MU": "菌菇", "MG": "芒果", "AL": "酒", "BK": "荞麦", "OT": "其他",
}

// ingredientWords are what a cook said is in a dish, as a card has them.
var ingredientWords = map[banquet.Ingredient]string{
	"egg": "蛋", "flour": "面粉", "soy_sauce": "酱油", "tofu": "豆制品", "peanut": "花生", "shrimp": "虾蟹", "fish": "鱼", "oyster": "蚝油或贝类",
	"sesame": "芝麻", "nuts": "坚果", "milk": "奶", "mushroom": "菌菇", "mango": "芒果", "wine": "料酒",
}

// getBanquetCards answers GET /v1/banquets/{event}/cards.pdf?building=: 200
// application/pdf, the cards of the dishes cooked in a building | 404 no_such_building,
// no_such_banquet | 503 no_font.
func (a *API) getBanquetCards(c *fiber.Ctx) error {
	ctx := c.UserContext()
	s, err := a.feast()
	if err != nil {
		return err
	}
	building := community.NodeID(c.Query("building"))
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return err
	}
	if _, ok := tree.Building(building); !ok || !tree.Within(building, a.reach(ctx, identity.ActForPeople)) {
		return community.ErrNoBuilding
	}
	id := events.ID(c.Params("event"))
	if _, err := s.Edition(ctx, id); err != nil {
		return err
	}
	event, err := a.Events.Event(ctx, id)
	if err != nil {
		return err
	}
	var body []byte
	var missing []rune
	err = a.audited(ctx, "banquet.cards", "building/"+string(building), building, "", "", map[string]string{"event": string(id)}, func(ctx context.Context) error {
		dishes, err := s.Cards(ctx, id, building)
		if err != nil {
			return err
		}
		cards := make([]paper.DishCard, len(dishes))
		for i, d := range dishes {
			cards[i] = dishCard(d, tree.BuildingName(building))
		}
		body, missing, err = paper.DishCards(a.Fonts, event.Title.ZH, cards, a.Now().In(events.Zone))
		return err
	})
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "no font has these characters", slog.String("characters", string(missing)), slog.String("building", string(building)))
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="dish-cards-`+string(building)+`.pdf"`)
	return c.Send(body)
}

func dishCard(d banquet.Dish, where string) paper.DishCard {
	w := paper.DishCard{Number: d.Number, Title: d.Title(), Story: d.Story, Where: where}
	var inside []string
	for _, q := range banquet.Questions {
		if d.Answers[q.Ingredient] == banquet.Yes && !slices.Contains(inside, ingredientWords[q.Ingredient]) {
			inside = append(inside, ingredientWords[q.Ingredient])
		}
	}
	w.Inside = strings.Join(inside, "、")
	for _, x := range d.MayContain {
		w.MayContain = append(w.MayContain, allergenWords[x])
	}
	return w
}
