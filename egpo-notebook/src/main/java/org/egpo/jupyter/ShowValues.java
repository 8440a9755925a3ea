package org.egpo.jupyter;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.egpo.notebook.Values;

/** Makes JJava show tables, charts and arrays that are a cell's last value; found by JJava through the service loader. */
public final class ShowValues implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        Values.uniform();
    }
}
