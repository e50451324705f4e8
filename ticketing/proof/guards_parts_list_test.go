package proof

import "slices"

// partGuards are the conditions on which a swap, the gates, the passes and the count of a
// crowd decide. Those that are in none of the lists spare work and decide nothing: what is
// remembered for seconds, made when it is asked for first, or written only if it differs.
var partGuards = slices.Concat(swapParts, checkinParts, crowdParts, passParts, resumeParts)
