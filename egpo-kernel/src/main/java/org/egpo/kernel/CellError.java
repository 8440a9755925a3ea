package org.egpo.kernel;

import java.util.List;

/**
 * Why a cell failed, as front ends show it.
 *
 * @param name the exception's class, or what else went wrong
 * @param value its message, with the root cause's
 * @param traceback lines to show
 */
record CellError(String name, String value, List<String> traceback) {}
