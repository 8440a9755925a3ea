package org.egpo.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/** Resolves Maven coordinates with all they need: from the local repository first, then from Maven Central. */
public final class MavenMagic {
    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    private final List<RemoteRepository> repositories = new ArrayList<>();

    public MavenMagic() {
        String local = System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(session, new LocalRepository(local)));
        session.setConfigProperty("aether.connector.connectTimeout", 10_000);
        session.setConfigProperty("aether.connector.requestTimeout", 60_000);
        session.setSystemProperties(System.getProperties());
        repository("central", System.getProperty("egpo.maven.central", "https://repo.maven.apache.org/maven2"));
    }

    void repository(String name, String address) {
        repositories.add(new RemoteRepository.Builder(name, "default", address).build());
    }

    /**
     * @param coordinates {@code group:artifact:version}, or {@code group:artifact:extension:classifier:version}
     * @return absolute paths of all jars, in class path order
     * @throws IllegalArgumentException saying which coordinates are wrong or cannot be had
     */
    public List<String> resolve(List<String> coordinates) {
        if (coordinates.isEmpty()) {
            throw new IllegalArgumentException(
                    "%maven needs coordinates, such as org.apache.commons:commons-math3:3.6.1");
        }
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(repositories);
        for (String c : coordinates) {
            collect.addDependency(new Dependency(artifact(c), JavaScopes.RUNTIME));
        }
        try {
            return system
                    .resolveDependencies(
                            session,
                            new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(a -> a.getFile().getAbsolutePath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new IllegalArgumentException(
                    "cannot resolve " + String.join(" ", coordinates) + ": " + rootMessage(e));
        }
    }

    private static Artifact artifact(String coordinates) {
        try {
            return new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + coordinates
                    + "\" are no Maven coordinates; expected group:artifact:version, such as"
                    + " org.apache.commons:commons-math3:3.6.1");
        }
    }

    private static String rootMessage(Throwable e) {
        String message = String.valueOf(e.getMessage());
        while (e.getCause() != null) {
            e = e.getCause();
            message = e.getMessage() == null ? message : e.getMessage();
        }
        return message;
    }
}
