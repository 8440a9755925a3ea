package org.egpo.notebook;

import org.egpo.display.MimeBundle;
import org.egpo.display.ValueRenderer;
import org.knowm.xchart.internal.chartpart.Chart;

/** Shows an XChart chart that is a cell's last value. */
public final class ChartRenderer implements ValueRenderer {
    @Override
    public Class<?> type() {
        return Chart.class;
    }

    @Override
    public MimeBundle render(Object value) {
        return ChartPng.render((Chart<?, ?>) value);
    }
}
