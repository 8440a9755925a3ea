/**
 * What notebooks and kernels agree on: a bundle of MIME types, a place that shows it, and renderers of values found by
 * {@link java.util.ServiceLoader}. Knows neither the notebook library nor any kernel.
 */
package org.egpo.display;
