package community

import "context"

// Narrowing is a part of somebody's reach; what is "" does not narrow. All that is
// said holds together.
type Narrowing struct {
	Node     NodeID
	Estate   EstateCode
	Building NodeID
}

// Narrow returns the part of the reach that is asked for. It returns [ErrNoNode],
// [ErrNoEstate] and [ErrNoBuilding] for what does not lie in the reach, or in what is
// left of it; of an estate the reach need hold a part only.
func (s *Service) Narrow(ctx context.Context, reach Reach, n Narrowing) (Reach, error) {
	if n == (Narrowing{}) {
		return reach, nil
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	if n.Node != "" {
		if !tree.has(n.Node) || !tree.Within(n.Node, reach) {
			return nil, ErrNoNode
		}
		reach = Reach{n.Node}
	}
	if n.Estate != "" {
		part := Reach{}
		for b := range tree.Below(reach) {
			if b.Estate == n.Estate {
				part = append(part, b.Code)
			}
		}
		if len(part) == 0 {
			return nil, ErrNoEstate
		}
		reach = part
	}
	if n.Building != "" {
		if _, err := s.BuildingIn(ctx, reach, n.Building); err != nil {
			return nil, err
		}
		reach = Reach{n.Building}
	}
	return reach, nil
}
