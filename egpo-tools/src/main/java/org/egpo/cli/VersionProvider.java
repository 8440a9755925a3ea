package org.egpo.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code egpo --version} prints. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = EgpoCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "EGPO Notebooks " + (version == null ? "(not packaged)" : version),
            "Java " + System.getProperty("java.version") + " on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
