package proof

// partGuards are the conditions on which the gates, the passes and the count of a crowd
// decide.
var partGuards = []partGuard{}
