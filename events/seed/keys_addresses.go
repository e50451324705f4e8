package seed

// addresses asks for doors in every way people give an address. Who is meant is
// everyone behind the door, of both households where two share it.
func (k *keyring) addresses() error {
	for _, kind := range addressKinds {
		if err := k.doors(kind.name, kind.scoped, func(a door) string { return kind.write(a, k.d) }); err != nil {
			return err
		}
	}
	return k.doors("address_typo", false, func(a door) string {
		text, _ := a.misspell(k.d)
		return text
	})
}

func (k *keyring) doors(kind string, scoped bool, write func(door) string) error {
	rows := 0
	for tries := 0; rows < k.most && tries < 40*k.most; tries++ {
		h := int32(k.d.n(len(k.t.homes)))
		who, homes := k.behind(h)
		if len(who) > enough {
			continue
		}
		a := k.t.door(int(h))
		scope := ""
		if scoped {
			scope = a.estate.code
		}
		n, err := k.row(kind, write(a), scope, who, homes)
		if err != nil {
			return err
		}
		rows += n
	}
	return nil
}

// behind is the records and the households of the door of household h.
func (k *keyring) behind(h int32) (who, homes []int32) {
	first, after := h, h+1
	if k.t.homes[h].second {
		first--
	} else if int(after) < len(k.t.homes) && k.t.homes[after].second {
		after++
	}
	for i := first; i < after; i++ {
		homes = append(homes, i)
		for p := k.t.homes[i].first; p < k.t.homes[i].after; p++ {
			who = append(who, p)
		}
		who = append(who, k.lodgers[i]...)
	}
	return who, homes
}
