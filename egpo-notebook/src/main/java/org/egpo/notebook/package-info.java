/**
 * What a cell shows: HTML, formulas, tables, charts, progress and live plots. Works unchanged on every Java kernel; outside
 * a notebook the plain-text form is printed. The only room that knows Tablesaw, XChart and how kernels display.
 *
 * <p>All public methods that show something return nothing, because every Java kernel prints the value of a cell's last
 * expression, with or without a semicolon.
 */
package org.egpo.notebook;
