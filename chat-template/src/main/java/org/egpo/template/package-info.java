/**
 * Chat templates of Hugging Face models: the part of the Jinja template language that they use, with Python's meaning of every
 * operation; all else is an error. {@link org.egpo.template.JinjaTemplate} is the door.
 */
package org.egpo.template;
