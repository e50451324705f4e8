package community_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/fault"
	"wanjia/events/store"
)

var (
	all    = community.Reach{community.Everything}
	bydoer = community.Doer{Account: "a-1", Name: "演示", Why: "两个小组合在一起"}
)

// newBranches opens a service on a general branch of two branches, GX-B1 with the
// groups 1 to 3 and GX-B2 with 4 and 5, of two buildings each.
func newBranches(t *testing.T, e docstore.Engine) *community.Service {
	t.Helper()
	s := &community.Service{Store: store.NewCommunity(e), Now: func() time.Time { return today }}
	nodes := []community.Node{
		{ID: "Z5", Kind: community.GeneralBranch, Name: "第五党总支", Committee: "五居委会"},
		{ID: "GX-B1", Kind: community.Branch, Parent: "Z5", Name: "桂香苑第一党支部", Estate: "GX"},
		{ID: "GX-B2", Kind: community.Branch, Parent: "Z5", Name: "桂香苑第二党支部", Estate: "GX"},
	}
	var buildings []community.Building
	for i := 1; i <= 5; i++ {
		group := community.NodeID(fmt.Sprintf("GX-G%02d", i))
		parent := community.NodeID("GX-B1")
		if i > 3 {
			parent = "GX-B2"
		}
		nodes = append(nodes, community.Node{ID: group, Kind: community.Group, Parent: parent, Name: fmt.Sprintf("第%d小组", i)})
		for n := 2*i - 1; n <= 2*i; n++ {
			buildings = append(buildings, community.Building{
				Code: community.NodeID(fmt.Sprintf("GX-%d", n)), Estate: "GX", Group: group, Number: n,
				Changed: today.AddDate(0, -1, 0),
			})
		}
	}
	ctx := t.Context()
	answers, err := s.Store.Nodes.Add(ctx, nodes...)
	answers2, err2 := s.Store.Buildings.Add(ctx, buildings...)
	_, err3 := s.Store.Estates.Add(ctx, community.Estate{Code: "GX", Name: "桂香苑", Parent: "Z5"})
	if err := errors.Join(append(append(answers, answers2...), err, err2, err3)...); err != nil {
		t.Fatal(err)
	}
	return s
}

// drawn is the organisation as text: each building's path, and each ended node.
func drawn(t *testing.T, s *community.Service) string {
	t.Helper()
	fresh := &community.Service{Store: s.Store, Now: s.Now}
	tree, err := fresh.Tree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for b := range tree.Below(all) {
		path := tree.Path(b.Code)
		if len(path) != 4 || path[0] != "Z5" {
			t.Errorf("the path of %s is %q", b.Code, path)
		}
		lines = append(lines, fmt.Sprint(path))
	}
	for n, err := range s.Store.Nodes.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprint(n.ID, " ", n.Name, " ended ", !n.Ended.IsZero(), " into ", n.Into))
	}
	return strings.Join(lines, "\n")
}

func TestMergeGroups(t *testing.T) {
	t.Parallel()
	s := newBranches(t, &docstoretest.Memory{})
	r, err := s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G01", "GX-G03"}, Name: "联合小组"}, bydoer)
	if err != nil || r.Done.IsZero() || r.Into[0].ID != "GX-G06" || r.ByName != "演示" {
		t.Fatalf("Merge = %+v, %v", r, err)
	}
	tree, err := s.Tree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := tree.Children("GX-G06"); !slices.Equal(got, []community.NodeID{"GX-1", "GX-2", "GX-5", "GX-6"}) {
		t.Errorf("the new group has %q", got)
	}
	if got := tree.Children("GX-B1"); !slices.Equal(got, []community.NodeID{"GX-G02", "GX-G06"}) {
		t.Errorf("the branch has %q", got)
	}
	if !tree.Within("GX-1", community.Reach{"GX-G03"}) || tree.Within("GX-3", community.Reach{"GX-G03"}) {
		t.Error("who had a role at a merged group has it at what came of it, and nowhere else")
	}
	for b := range tree.Below(all) {
		moved := slices.Contains([]community.NodeID{"GX-1", "GX-2", "GX-5", "GX-6"}, b.Code)
		if b.Changed.Equal(today) != moved {
			t.Errorf("%s was changed %v, moved %v", b.Code, b.Changed, moved)
		}
	}
	// The next new group is not called as one that ended.
	r, err = s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G02", "GX-G06"}, Name: "大联合小组"}, bydoer)
	if err != nil || r.Into[0].ID != "GX-G07" {
		t.Fatalf("second Merge = %+v, %v", r, err)
	}
	if tree, _ = s.Tree(t.Context()); !tree.Within("GX-3", community.Reach{"GX-G01"}) {
		t.Error("a role does not follow two merges")
	}
	list, next, err := s.Reorganisations(t.Context(), community.Reach{"GX-B1"}, "", 10)
	if err != nil || len(list) != 2 || next != "" {
		t.Errorf("history of the branch = %+v, %q, %v", list, next, err)
	}
	if list, _, err = s.Reorganisations(t.Context(), community.Reach{"GX-B2"}, "", 10); err != nil || len(list) != 0 {
		t.Errorf("history of the other branch = %+v, %v", list, err)
	}
}

func TestMergeBranchesIntoOne(t *testing.T) {
	t.Parallel()
	s := newBranches(t, &docstoretest.Memory{})
	r, err := s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-B2", "GX-B1"}, Into: "GX-B1", Name: "桂香苑党支部"}, bydoer)
	if err != nil || len(r.From) != 1 || len(r.Moves) != 2 {
		t.Fatalf("Merge = %+v, %v", r, err)
	}
	tree, _ := s.Tree(t.Context())
	if n, _ := tree.Node("GX-B1"); n.Name != "桂香苑党支部" || !n.Ended.IsZero() {
		t.Errorf("what goes on is %+v", n)
	}
	for b := range tree.Below(all) { // those of the second branch have another path now
		if moved := b.Number > 6; b.Changed.Equal(today) != moved {
			t.Errorf("%s was changed %v, moved %v", b.Code, b.Changed, moved)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	s := newBranches(t, &docstoretest.Memory{})
	r, err := s.Split(t.Context(), all, community.Split{Node: "GX-B1", Into: []community.Part{
		{Name: "东支部", Children: []community.NodeID{"GX-G02"}}, {Name: "西支部", Children: []community.NodeID{"GX-G03", "GX-G01"}},
	}}, bydoer)
	if err != nil || len(r.Into) != 2 || r.Into[0].ID != "GX-B3" || r.Into[1].Estate != "GX" {
		t.Fatalf("Split = %+v, %v", r, err)
	}
	tree, _ := s.Tree(t.Context())
	if tree.Within("GX-1", community.Reach{"GX-B1"}) || !tree.Within("GX-1", community.Reach{"GX-B4"}) {
		t.Error("a role at what was split reaches on, or the new part holds not what it should")
	}
}

func TestReorganiseRefuses(t *testing.T) {
	t.Parallel()
	s := newBranches(t, &docstoretest.Memory{})
	if _, err := s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G04", "GX-G05"}, Name: "第四五小组"}, bydoer); err != nil {
		t.Fatal(err)
	}
	before := drawn(t, s)
	ids := func(list ...community.NodeID) []community.NodeID { return list }
	for name, tt := range map[string]struct {
		reach community.Reach
		merge community.Merge
		want  error
	}{
		"one":              {all, community.Merge{From: ids("GX-G01"), Name: "新小组"}, community.ErrMerge},
		"none":             {all, community.Merge{Name: "新小组"}, community.ErrMerge},
		"the same twice":   {all, community.Merge{From: ids("GX-G01", "GX-G01"), Name: "新小组"}, community.ErrMerge},
		"itself":           {all, community.Merge{From: ids("GX-G01"), Into: "GX-G01"}, community.ErrMerge},
		"other kinds":      {all, community.Merge{From: ids("GX-G01", "GX-B1"), Name: "新小组"}, community.ErrMerge},
		"one in the other": {all, community.Merge{From: ids("GX-G01"), Into: "GX-B1"}, community.ErrMerge},
		"buildings":        {all, community.Merge{From: ids("GX-1", "GX-2"), Name: "新楼栋"}, community.ErrMerge},
		"other branches":   {all, community.Merge{From: ids("GX-G01", "GX-G06"), Name: "新小组"}, community.ErrMerge},
		"ended":            {all, community.Merge{From: ids("GX-G01", "GX-G04"), Name: "新小组"}, community.ErrEnded},
		"unknown":          {all, community.Merge{From: ids("GX-G01", "GX-G99"), Name: "新小组"}, community.ErrNoNode},
		"no name":          {all, community.Merge{From: ids("GX-G01", "GX-G02")}, community.ErrNodeName},
		"odd name":         {all, community.Merge{From: ids("GX-G01", "GX-G02"), Name: "<b>小组"}, community.ErrNodeName},
		"long name":        {all, community.Merge{From: ids("GX-G01", "GX-G02"), Name: strings.Repeat("组", 61)}, community.ErrNodeName},
		"name beside":      {all, community.Merge{From: ids("GX-G01", "GX-G02"), Name: "第3小组"}, community.ErrNodeName},
		"half outside":     {community.Reach{"GX-B1"}, community.Merge{From: ids("GX-G01"), Into: "GX-G06"}, community.ErrNoNode},
		"own part":         {community.Reach{"GX-B1", "GX-B2"}, community.Merge{From: ids("GX-B1", "GX-B2"), Name: "桂香苑党支部"}, community.ErrAbove},
		"nowhere":          {nil, community.Merge{From: ids("GX-G01", "GX-G02"), Name: "新小组"}, community.ErrNoNode},
	} {
		if _, err := s.Merge(t.Context(), tt.reach, tt.merge, bydoer); !errors.Is(err, tt.want) {
			t.Errorf("merge of %s: %v, want %v", name, err, tt.want)
		}
	}
	part := func(name string, children ...community.NodeID) community.Part {
		return community.Part{Name: name, Children: children}
	}
	for name, tt := range map[string]struct {
		reach community.Reach
		node  community.NodeID
		parts []community.Part
		want  error
	}{
		"one part":       {all, "GX-B1", []community.Part{part("东支部", "GX-G01", "GX-G02", "GX-G03")}, community.ErrSplit},
		"one forgotten":  {all, "GX-B1", []community.Part{part("东支部", "GX-G01"), part("西支部", "GX-G02")}, community.ErrSplit},
		"one twice":      {all, "GX-B1", []community.Part{part("东支部", "GX-G01", "GX-G03"), part("西支部", "GX-G02", "GX-G03")}, community.ErrSplit},
		"a stranger":     {all, "GX-B1", []community.Part{part("东支部", "GX-G01", "GX-G02"), part("西支部", "GX-G03", "GX-G06")}, community.ErrSplit},
		"an empty part":  {all, "GX-B1", []community.Part{part("东支部", "GX-G01", "GX-G02", "GX-G03"), part("西支部")}, community.ErrSplit},
		"the same names": {all, "GX-B1", []community.Part{part("东支部", "GX-G01"), part("东支部", "GX-G02", "GX-G03")}, community.ErrNodeName},
		"ended":          {all, "GX-G04", []community.Part{part("东小组", "GX-7"), part("西小组", "GX-8")}, community.ErrEnded},
		"a building":     {all, "GX-1", []community.Part{part("东楼", "GX-1"), part("西楼", "GX-2")}, community.ErrMerge},
		"own part":       {community.Reach{"GX-B1"}, "GX-B1", []community.Part{part("东支部", "GX-G01"), part("西支部", "GX-G02", "GX-G03")}, community.ErrAbove},
		"outside":        {community.Reach{"GX-B2"}, "GX-G01", []community.Part{part("东小组", "GX-1"), part("西小组", "GX-2")}, community.ErrNoNode},
	} {
		if _, err := s.Split(t.Context(), tt.reach, community.Split{Node: tt.node, Into: tt.parts}, bydoer); !errors.Is(err, tt.want) {
			t.Errorf("split with %s: %v, want %v", name, err, tt.want)
		}
	}
	if after := drawn(t, s); after != before {
		t.Errorf("what was refused changed something:\n%s\nwas\n%s", after, before)
	}
}

// failing is an engine that dies after some writes.
type failing struct {
	docstore.Engine
	mu   sync.Mutex
	left int
}

var errDead = errors.New("killed")

func (f *failing) spend() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left--; f.left < 0 {
		return errDead
	}
	return nil
}

func (f *failing) Insert(ctx context.Context, c string, docs []docstore.Doc) ([]error, error) {
	if err := f.spend(); err != nil {
		return nil, err
	}
	return f.Engine.Insert(ctx, c, docs)
}

func (f *failing) Replace(ctx context.Context, c string, d docstore.Doc) (int64, error) {
	if err := f.spend(); err != nil {
		return 0, err
	}
	return f.Engine.Replace(ctx, c, d)
}

func (f *failing) Delete(ctx context.Context, c, id string, version int64) error {
	if err := f.spend(); err != nil {
		return err
	}
	return f.Engine.Delete(ctx, c, id, version)
}

// TestKilledInTheMiddle kills merges and splits after every number of writes. The
// next start finishes what had begun, and forgets what had not.
func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*community.Service) (community.Reorganisation, error){
		"merge of groups": func(s *community.Service) (community.Reorganisation, error) {
			return s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G01", "GX-G02"}, Name: "联合小组"}, bydoer)
		},
		"merge of branches into one": func(s *community.Service) (community.Reorganisation, error) {
			return s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-B1"}, Into: "GX-B2", Name: "桂香苑党支部"}, bydoer)
		},
		"split": func(s *community.Service) (community.Reorganisation, error) {
			return s.Split(t.Context(), all, community.Split{Node: "GX-B1", Into: []community.Part{
				{Name: "东支部", Children: []community.NodeID{"GX-G02"}}, {Name: "西支部", Children: []community.NodeID{"GX-G03", "GX-G01"}},
			}}, bydoer)
		},
	} {
		whole := newBranches(t, &docstoretest.Memory{})
		before := drawn(t, whole)
		if _, err := act(whole); err != nil {
			t.Fatal(name, err)
		}
		want := drawn(t, whole)
		finished, forgotten := 0, 0
		for writes := 0; ; writes++ {
			memory := &docstoretest.Memory{}
			newBranches(t, memory)
			dying := &community.Service{Store: store.NewCommunity(&failing{Engine: memory, left: writes}), Now: func() time.Time { return today }}
			if _, err := act(dying); err == nil {
				break
			} else if !errors.Is(err, errDead) {
				t.Fatalf("%s, %d writes: %v", name, writes, err)
			}
			drawn(t, dying) // every building lies somewhere at every moment
			next := &community.Service{Store: store.NewCommunity(memory), Now: func() time.Time { return today.Add(time.Hour) }}
			for range 2 {
				if err := next.FinishReorganisations(t.Context()); err != nil {
					t.Fatalf("%s, %d writes: finish: %v", name, writes, err)
				}
			}
			switch got := drawn(t, next); got {
			case want:
				finished++
			case before:
				forgotten++
				if _, err := act(next); err != nil {
					t.Errorf("%s, %d writes: cannot be done anew: %v", name, writes, err)
				}
			default:
				t.Errorf("%s, %d writes: half done:\n%s", name, writes, got)
			}
			for r, err := range next.Store.Changes.All(t.Context()) {
				if err != nil || r.Done.IsZero() {
					t.Errorf("%s, %d writes: left open: %+v, %v", name, writes, r, err)
				}
			}
		}
		if forgotten != 2 || finished < 5 {
			t.Errorf("%s: forgotten %d times, want 2; finished %d times, want more", name, forgotten, finished)
		}
	}
}

// meeting is an engine at which two reorganisations meet: when they are written
// down, or, for the control that lets both keep what only one may hold, when they
// have been looked at again and begin.
type meeting struct {
	docstore.Engine
	both   *sync.WaitGroup
	once   *sync.Once
	unheld bool
}

func (m meeting) meet() {
	m.once.Do(func() {
		m.both.Done()
		m.both.Wait()
	})
}

func (m meeting) Insert(ctx context.Context, c string, docs []docstore.Doc) ([]error, error) {
	if c != "reorganisations" {
		return m.Engine.Insert(ctx, c, docs)
	}
	if m.unheld {
		docs[0].Unique = nil
		return m.Engine.Insert(ctx, c, docs)
	}
	answers, err := m.Engine.Insert(ctx, c, docs)
	m.meet()
	return answers, err
}

func (m meeting) Replace(ctx context.Context, c string, d docstore.Doc) (int64, error) {
	if c == "reorganisations" && m.unheld {
		d.Unique = nil
		m.meet()
	}
	return m.Engine.Replace(ctx, c, d)
}

// TestTwoAtOnce: of two reorganisations that touch one node one wins, and the other
// is told so; without the keys both would.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	pairs := map[string][2]func(*community.Service) (community.Reorganisation, error){
		"merges of one group": {
			func(s *community.Service) (community.Reorganisation, error) {
				return s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G01", "GX-G02"}, Into: "GX-G01"}, bydoer)
			},
			func(s *community.Service) (community.Reorganisation, error) {
				return s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G02", "GX-G03"}, Into: "GX-G03"}, bydoer)
			},
		},
		"a group while its branch is split": {
			func(s *community.Service) (community.Reorganisation, error) {
				return s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G01", "GX-G02"}, Name: "联合小组"}, bydoer)
			},
			func(s *community.Service) (community.Reorganisation, error) {
				return s.Split(t.Context(), all, community.Split{Node: "GX-B1", Into: []community.Part{
					{Name: "东支部", Children: []community.NodeID{"GX-G02"}}, {Name: "西支部", Children: []community.NodeID{"GX-G03", "GX-G01"}},
				}}, bydoer)
			},
		},
	}
	for name, pair := range pairs {
		for _, unheld := range []bool{false, true} {
			memory := &docstoretest.Memory{}
			newBranches(t, memory)
			var both, ended sync.WaitGroup
			both.Add(2)
			errs := [2]error{}
			for i, act := range pair {
				s := &community.Service{
					Store: store.NewCommunity(meeting{memory, &both, new(sync.Once), unheld}), Now: func() time.Time { return today },
				}
				ended.Go(func() { _, errs[i] = act(s) })
			}
			ended.Wait()
			won := 0
			for _, err := range errs {
				if err == nil {
					won++
				} else if !unheld && fault.Of(err).Kind != fault.Conflict {
					t.Errorf("%s: the other got %v, want a conflict", name, err)
				}
			}
			if !unheld && won != 1 {
				t.Errorf("%s: %d won, want one: %v", name, won, errs)
			}
			if unheld && won != 2 {
				t.Errorf("%s: the control shows nothing: %d won without keys, %v", name, won, errs)
			}
			if !unheld {
				drawn(t, &community.Service{Store: store.NewCommunity(memory), Now: time.Now})
			}
		}
	}
}

// late is an engine that lets something happen just before a reorganisation is
// written down.
type late struct {
	docstore.Engine
	once  *sync.Once
	first func()
}

func (l late) Insert(ctx context.Context, c string, docs []docstore.Doc) ([]error, error) {
	if c == "reorganisations" {
		l.once.Do(l.first)
	}
	return l.Engine.Insert(ctx, c, docs)
}

// TestPlanGrowsOld: a plan made before somebody else's was carried out is looked at
// again once its nodes are held.
func TestPlanGrowsOld(t *testing.T) {
	t.Parallel()
	memory := &docstoretest.Memory{}
	other := newBranches(t, memory)
	between := func() {
		if _, err := other.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G01", "GX-G02"}, Name: "联合小组"}, bydoer); err != nil {
			t.Error(err)
		}
	}
	s := &community.Service{Store: store.NewCommunity(late{memory, new(sync.Once), between}), Now: func() time.Time { return today }}
	_, err := s.Merge(t.Context(), all, community.Merge{From: []community.NodeID{"GX-G02", "GX-G03"}, Name: "另一小组"}, bydoer)
	if !errors.Is(err, community.ErrEnded) {
		t.Errorf("the late one got %v, want ErrEnded", err)
	}
	open := map[string]bool{}
	for r := range s.Store.Changes.All(t.Context()) {
		open[r.ID] = r.Done.IsZero()
	}
	if len(open) != 1 || slices.Contains(slices.Collect(maps.Values(open)), true) {
		t.Errorf("what was refused is still written down: %v", open)
	}
	drawn(t, s)
}

// TestFinishedLate: what is finished after others went on moves nothing they moved.
func TestFinishedLate(t *testing.T) {
	t.Parallel()
	s := newBranches(t, &docstoretest.Memory{})
	_, err := s.Store.Changes.Add(t.Context(), community.Reorganisation{
		ID: "late", Kind: "merge", At: today, Begun: today, From: []community.NodeID{"GX-G01"}, Above: []community.NodeID{"GX-B1"},
		Into:  []community.Node{{ID: "GX-G02", Kind: community.Group, Parent: "GX-B1", Name: "第2小组"}},
		Moves: []community.Move{{Node: "GX-1", From: "GX-G01", To: "GX-G02"}, {Node: "GX-2", From: "GX-G01", To: "GX-G02"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	change(t, s.Store.Buildings, "GX-2", func(b *community.Building) { b.Group = "GX-G03" }) // by somebody since
	if err := s.FinishReorganisations(t.Context()); err != nil {
		t.Fatal(err)
	}
	tree, err := s.Tree(t.Context())
	if err != nil || tree.Parent("GX-1") != "GX-G02" || tree.Parent("GX-2") != "GX-G03" {
		t.Errorf("GX-1 lies in %s, GX-2 in %s, %v", tree.Parent("GX-1"), tree.Parent("GX-2"), err)
	}
}
