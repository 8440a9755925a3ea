package org.egpo.call;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Coverage-guided fuzzing of the decoders: no text may make them throw. On demand:
 *
 * <pre>JAZZER_FUZZ=1 mvn -Pfuzz test -Dtest=CallFuzzTest</pre>
 */
class CallFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void decode(FuzzedDataProvider data) {
        CallFormat format = data.pickValue(CallFormat.values());
        boolean tag = data.consumeBoolean();
        String text = data.consumeRemainingAsString();
        CallDecoder.decode(text, format, tag);
        CallDecoder.decodeExecute(text);
        ModelText.of(text);
    }
}
