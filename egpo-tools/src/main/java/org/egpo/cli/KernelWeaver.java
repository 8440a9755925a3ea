package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.egpo.call.Resources;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Changes a few methods of JJava's classes so that they call ours; the changed classes go into a small jar that stands before
 * {@code jjava.jar} on the class path. Done once, when the kernel is installed. A JJava in which a method is not found is
 * refused by that method's name.
 */
final class KernelWeaver {
    private static final String JJAVA = "org/dflib/jjava/";
    private static final String OURS = "org/egpo/jupyter/";

    /**
     * A line of {@code kernel-changes.txt}.
     *
     * @param type JJava's class
     * @param method in which; {@code *} for all of the class
     * @param way {@code before}: our method is called first, with the object and the arguments; {@code instead} of the body,
     *     likewise; else the call {@code Type.method} that ours replaces, with that call's object and arguments
     * @param ours simple name of our type, a dot and a method
     */
    private record Change(String type, String method, String way, String ours) {
        static List<Change> all() {
            return Resources.lines(KernelWeaver.class, "kernel-changes.txt").stream()
                    .map(line -> line.split("\\s+"))
                    .map(w -> new Change(w[0], w[1], w[2], w[3]))
                    .toList();
        }

        boolean isCall() {
            return way.contains(".");
        }

        /** Calls our method with what a method or call of this descriptor has. */
        MethodInsnNode call(String descriptor) {
            String[] name = ours.split("\\.");
            return new MethodInsnNode(Opcodes.INVOKESTATIC, OURS + name[0], name[1], descriptor, false);
        }

        @Override
        public String toString() {
            return (JJAVA + type).replace('/', '.') + "." + method + (isCall() ? " calling " + way : "");
        }
    }

    private KernelWeaver() {}

    /**
     * Writes the changed classes.
     *
     * @param jjava JJava's jar
     * @param out the jar to write
     * @throws IOException in one sentence, when this JJava is not the one that the changes were made for
     */
    static void weave(Path jjava, Path out) throws IOException {
        Map<String, List<Change>> types =
                Change.all().stream().collect(Collectors.groupingBy(Change::type, TreeMap::new, Collectors.toList()));
        try (JarFile in = new JarFile(jjava.toFile());
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(out))) {
            for (Map.Entry<String, List<Change>> type : types.entrySet()) {
                ZipEntry entry = in.getEntry(JJAVA + type.getKey() + ".class");
                List<Change> missing = new ArrayList<>(type.getValue());
                if (entry != null) {
                    jar.putNextEntry(new ZipEntry(entry.getName()));
                    jar.write(weave(in.getInputStream(entry).readAllBytes(), type.getValue(), missing));
                }
                if (!missing.isEmpty()) {
                    throw new IOException(jjava + " is another JJava than this project is made for: it has no "
                            + missing.get(0) + ". Install the one that egpo-notebook/jupyter/requirements.txt names.");
                }
            }
        }
    }

    private static byte[] weave(byte[] classFile, List<Change> changes, List<Change> missing) {
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, 0);
        for (Change change : changes) {
            for (MethodNode method : type.methods) {
                boolean isBridge = (method.access & Opcodes.ACC_BRIDGE) != 0;
                boolean isHere = change.method.equals("*") || change.method.equals(method.name) && !isBridge;
                if (isHere && (change.isCall() ? replaceCalls(method, change) : enter(method, change))) {
                    missing.remove(change);
                }
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }

    /** Calls ours with the object, where there is one, and the arguments. */
    private static boolean enter(MethodNode method, Change change) {
        boolean isInstead = change.way.equals("instead");
        Type result = isInstead ? Type.getReturnType(method.desc) : Type.VOID_TYPE;
        List<Type> arguments = new ArrayList<>(List.of(Type.getArgumentTypes(method.desc)));
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            arguments.add(0, Type.getType(Object.class));
        }
        InsnList code = new InsnList();
        int slot = 0;
        for (Type argument : arguments) {
            code.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), slot));
            slot += argument.getSize();
        }
        code.add(change.call(Type.getMethodDescriptor(result, arguments.toArray(Type[]::new))));
        if (isInstead) {
            code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
            method.instructions.clear();
            method.tryCatchBlocks.clear();
            method.localVariables = null;
        }
        method.instructions.insert(code);
        return true;
    }

    private static boolean replaceCalls(MethodNode method, Change change) {
        String called = change.way + (change.way.endsWith(")") ? "" : "(");
        boolean isFound = false;
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node instanceof MethodInsnNode call
                    && call.getOpcode() != Opcodes.INVOKESTATIC
                    && (call.owner.replaceFirst(".*/", "") + "." + call.name + call.desc).startsWith(called)) {
                method.instructions.set(call, change.call("(L" + call.owner + ";" + call.desc.substring(1)));
                isFound = true;
            }
        }
        return isFound;
    }
}
