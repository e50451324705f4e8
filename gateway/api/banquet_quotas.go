package api

import (
	"context"
	"time"

	"wanjia/events/banquet"
)

// BanquetQuota is the share of an estate, or of the whole community.
type BanquetQuota struct {
	Channel    string `json:"channel" enum:"online,offline,accessible,theme,reserve"`
	Estate     string `json:"estate" doc:"Empty for the whole community"`
	Households int    `json:"households"`
	Places     int    `json:"places" doc:"Of both meals"`
}

// BanquetReturn is a line of the log of places that went back.
type BanquetReturn struct {
	At        time.Time `json:"at"`
	Estate    string    `json:"estate"`
	Buildings int       `json:"buildings" doc:"That had offline places left"`
	Places    int       `json:"places" doc:"Which any building of the estate could use from then on"`
}

// banquetQuotas divides the places of both meals by the formula everybody may read.
func (a *API) banquetQuotas(ctx context.Context, e banquet.Edition) ([]BanquetQuota, error) {
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	out := []BanquetQuota{}
	for _, q := range e.Quotas(banquet.HomesOf(tree)) {
		out = append(out, BanquetQuota{Channel: q.Channel, Estate: string(q.Estate), Households: q.Households, Places: q.Places})
	}
	return out, nil
}
