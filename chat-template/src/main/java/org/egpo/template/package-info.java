/** The part of the Jinja template language that chat templates use, with Python's meaning; all else is an error. */
package org.egpo.template;
