package org.egpo.kernel;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Makes jars to load in tests. */
final class JarOfOneClass {
    private JarOfOneClass() {}

    static Path write(Path folder, String className, String source) throws Exception {
        String path = className.replace('.', '/');
        Path java = folder.resolve("src").resolve(path + ".java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, source);
        int rc = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.resolve("out").toString(), java.toString());
        if (rc != 0) {
            throw new IllegalStateException("the test's class does not compile");
        }
        Path jar = folder.resolve(className + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new JarEntry(path + ".class"));
            zip.write(Files.readAllBytes(folder.resolve("out").resolve(path + ".class")));
        }
        return jar;
    }

    /** A jar that holds only a manifest naming another jar beside it. */
    static Path manifest(Path folder, Path other) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, other.getFileName().toString());
        Path jar = folder.resolve("all.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
