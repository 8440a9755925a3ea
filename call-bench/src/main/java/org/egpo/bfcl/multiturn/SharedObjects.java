package org.egpo.bfcl.multiturn;

import java.util.List;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * The objects that the official Python classes of one process share: default list arguments and the card maps that the long
 * context adds. One run has one of these, used by the model's and by the reference's environments alike, because the
 * official scorer runs both in one process.
 */
final class SharedObjects {
    /** Stands in a signature for a default list that belongs to the process. */
    static final Value DEFAULT_LIST = new Value.ListValue(List.of());

    final PythonList defaultTags = new PythonList();
    final PythonList defaultMentions = new PythonList();
    private final Constants constants;
    private @Nullable PythonDict creditCards;

    SharedObjects(Constants constants) {
        this.constants = constants;
    }

    /** The cards of the long context. */
    PythonDict creditCards() {
        if (creditCards == null) {
            creditCards = PythonObjects.copy(constants.extension("CREDIT_CARD_EXTENSION"));
        }
        return creditCards;
    }
}
