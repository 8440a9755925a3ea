package org.egpo.rollout;

/** Who tells the model how to call and which tools there are. */
public enum PromptStyle {
    /**
     * {@link #TEMPLATE} where the model's chat template shows tools, else {@link #RULES}. Earlier calls that the template does not
     * show are written as text.
     */
    AUTO,
    /** The model's own chat template, which gets the tools and the messages as the data has them. */
    TEMPLATE,
    /** The paper's rules (Figure 8, in our words) and the tools as JSON, written into the one system message. */
    RULES
}
