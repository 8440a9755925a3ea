package org.egpo.bfcl.multiturn;

import org.egpo.call.Value;

/** What a simulated function does once the checks in front of it have passed; raises what Python raises. */
@FunctionalInterface
interface Computation {
    Value get();
}
