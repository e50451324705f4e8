package proof

var resumeParts = []partGuard{
	{file: "release.go", cond: "c.Held", test: "TestHoldGoesOn"},
	{file: "release.go", cond: "resumed", test: "TestHoldGoesOn"},
	{file: "release.go", cond: "resumed", always: true, test: "TestHoldThatDoesNotGoOn"},
	{file: "release.go", cond: "!errors.Is(err, ErrNoClaim)", test: "TestReaperAsksFirst"},
	{file: "release.go", cond: "!errors.Is(err, ErrNoClaim)", always: true, test: "TestHoldGoesOn"},
	{file: "claim.go", cond: "grant.Verdict == Granted", test: "TestConfirmedAfterAll"},
	{file: "claim.go", cond: "grant.Verdict == Granted", always: true, test: "TestForgottenOnTheWay"},
}
