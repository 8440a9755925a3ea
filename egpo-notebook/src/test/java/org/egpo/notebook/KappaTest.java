package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class KappaTest {
    private final List<String> a = new ArrayList<>();
    private final List<String> b = new ArrayList<>();

    private void said(int times, String byA, String byB) {
        a.addAll(Collections.nCopies(times, byA));
        b.addAll(Collections.nCopies(times, byB));
    }

    /** Worked by hand: p = 35/50, e = (25·30 + 25·20)/50² = 0.5, κ = 0.4, √(0.7·0.3/50)/0.5 = 0.1296. */
    @Test
    void handWorked() {
        said(20, "yes", "yes");
        said(5, "yes", "no");
        said(10, "no", "yes");
        said(15, "no", "no");
        Kappa k = Kappa.of(a, b);
        assertEquals(0.7, k.agreed(), 1e-12);
        assertEquals(0.4, k.kappa(), 1e-12);
        assertEquals(1.96 * 0.129615, k.half(), 1e-5);
        Table table =
                Cleaning.agreement(Table.create(StringColumn.create("labels", a), StringColumn.create("model", b)));
        assertEquals("labels and model", table.getString(0, "between"));
        assertEquals("0.40 ± 0.25", table.getString(0, "κ"));
        assertEquals(Kappa.of(b, a), k);
    }

    /** Who always says the same agrees by chance alone, however often that is right. */
    @Test
    void alwaysTheSameIsNoAgreement() {
        said(70, "right", "right");
        said(30, "wrong", "right");
        assertEquals(0, Kappa.of(a, b).kappa(), 1e-12);
        assertTrue(Double.isNaN(Kappa.of(b, b).kappa()));
    }
}
