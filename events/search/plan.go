package search

// plan is one way to understand a query. An entry answers it if it answers
// every part.
type plan struct {
	terms []term
	where *where
	tails []tail
	off   int
	fuzzy bool // parts may be answered nearly; at least one must be
	// mended: the text was put right before it was understood, so that whatever
	// answers it answers nearly.
	mended bool
	title  *bearers // who may be called so; nil for nothing known
	sieve  sieve    // what it asks of planes
	marked []uint64 // the slots of the window at hand that may answer
}

// may says whether the entry of s may answer the plan; a no is certain.
func (p *plan) may(s *signature) bool {
	if s.flags()&flagMany == 0 {
		if p.where != nil && !p.where.may(s) {
			return false
		}
		for _, t := range p.tails {
			if s.tail != uint16(t.n%10000)+1 {
				return false
			}
		}
	}
	for i := range p.terms {
		if !p.terms[i].may(s, p.fuzzy) {
			return false
		}
	}
	return true
}

func (w *where) may(s *signature) bool {
	if w.place.building != 0 && uint16(w.place.building) != s.building ||
		w.place.room != 0 && uint16(w.place.room) != s.room {
		return false
	}
	_, ok := w.estateOf(s.estate)
	return ok
}

// most is the highest score an entry with signature s may get; see [term.most].
func (p *plan) most(s *signature) int {
	sum := len(p.tails) * baseName
	if s.kind() != Person {
		sum -= len(p.terms) * offThing
	}
	for i := range p.terms {
		sum += p.terms[i].most(s, p.fuzzy)
	}
	if p.where != nil {
		sum += basePlace + bonusSide
	} else if p.fuzzy && len(p.tails) == 0 {
		sum -= p.leastFuzz(s)
	}
	score := sum/p.parts() - p.off
	if p.fuzzy || p.mended {
		return max(score*mostFuzzy/baseName, 1)
	}
	return max(score, leastStrict)
}

// leastFuzz is what it costs at least that a name is not exact.
func (p *plan) leastFuzz(s *signature) int {
	if len(p.terms) == 1 && p.terms[0].unheard(s) {
		return 0 // counted already
	}
	for i := range p.terms {
		if p.terms[i].chars != (set128{}) {
			return offSame
		}
	}
	return offNear
}

func (p *plan) parts() int {
	n := len(p.terms) + len(p.tails)
	if p.where != nil {
		n++
	}
	return n
}

// fit scores d.
func (p *plan) fit(m *matcher, d *doc, kind Kind) match {
	var total match
	if p.where != nil {
		fit := d.at(p.where, kind)
		if fit.score == 0 {
			return match{}
		}
		total = fit
	}
	for _, t := range p.tails {
		fit := d.called(t)
		if fit.score == 0 {
			return match{}
		}
		total.score += fit.score
		total.why |= fit.why
	}
	m.fuzzy = p.fuzzy
	for i := range p.terms {
		fit := m.names(&p.terms[i], d.keys)
		if fit.score == 0 {
			return match{}
		}
		total.score += fit.score
		total.why |= fit.why
		if kind != Person {
			total.score -= offThing
		}
	}
	total.score = total.score/p.parts() - p.off
	if p.title != nil {
		total.score -= p.title.misfit(d)
	}
	if p.mended {
		total.why |= whyFuzzy
	}
	if total.why&whyFuzzy != 0 {
		total.score = max(1, total.score*mostFuzzy/baseName)
	} else {
		total.score = max(leastStrict, total.score)
	}
	return total
}

// at scores the addresses of d.
func (d *doc) at(w *where, kind Kind) match {
	best := w.fit(d.place, kind)
	if d.more != nil {
		for _, p := range d.more.places {
			if fit := w.fit(p, kind); fit.score-offOther > best.score {
				best = fit
				best.score -= offOther
			}
		}
	}
	return best
}

// called scores the telephones of d.
func (d *doc) called(t tail) match {
	best := t.fit(d.phone)
	if d.more != nil {
		for _, phone := range d.more.phones {
			if fit := t.fit(phone); fit.score > best.score {
				best = fit
			}
		}
	}
	return best
}
