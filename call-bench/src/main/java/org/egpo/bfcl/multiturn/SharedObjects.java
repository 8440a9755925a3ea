package org.egpo.bfcl.multiturn;

/**
 * The objects that the official Python classes of one process share: default list arguments and the card maps that the long
 * context adds. One run has one of these, used by the model's and by the reference's environments alike, because the
 * official scorer runs both in one process.
 */
final class SharedObjects {
    /** Stands in a signature for a default list that belongs to the process. */
    static final Object DEFAULT_LIST = new ListObject(java.util.List.of(), true);

    ListObject defaultTags = new ListObject();
    ListObject defaultMentions = new ListObject();
    private final Constants constants;
    private DictObject creditCards;

    SharedObjects(Constants constants) {
        this.constants = constants;
    }

    /** The cards of the long context. */
    DictObject creditCards() {
        if (creditCards == null) {
            creditCards = (DictObject) PythonObjects.of(constants.longContext("CREDIT_CARD_EXTENSION"));
        }
        return creditCards;
    }

    /** Makes another one hold copies of these objects. */
    void copyTo(SharedObjects other, ObjectCopies copies) {
        other.defaultTags = copies.list(defaultTags);
        other.defaultMentions = copies.list(defaultMentions);
        other.creditCards = creditCards == null ? null : copies.dict(creditCards);
    }
}
