package org.egpo.bfcl.multiturn;

/** An object that is only ever printed, such as mpmath's {@code mpf('1.5')} or {@code Decimal('2')}. */
record Printed(String type, String repr) {}
