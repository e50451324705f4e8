package community

type counted struct{}
