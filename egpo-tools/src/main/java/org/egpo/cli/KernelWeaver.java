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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Changes a few methods of JJava's classes so that they call ours; the changed classes go into a small jar that stands before
 * {@code jjava.jar} on the class path. Done once, when the kernel is installed. A JJava in which a method is not found is
 * refused by that method's name.
 */
final class KernelWeaver {
    private static final String JJAVA = "org/dflib/jjava/";
    private static final String OURS = "org/egpo/jupyter/";

    private enum Way {
        /** Our method is called first, with the object and the arguments. */
        BEFORE,
        /** Our method is called instead of the body, likewise. */
        INSTEAD,
        /** Where the method calls another, ours is called, with that call's object and arguments. */
        CALL
    }

    /**
     * @param method in which; {@code *} for all of the class
     * @param called simple name of a type, a dot and a method; only for {@link Way#CALL}
     * @param ours simple name of our type, a dot and a method
     */
    private record Change(String type, String method, Way way, String called, String ours) {
        String place() {
            return type.replace('/', '.') + "." + method + (called.isEmpty() ? "" : " calling " + called);
        }
    }

    /** Everything that is changed. */
    private static final List<Change> CHANGES = List.of(
            new Change("jupyter/channels/Loop", "run", Way.CALL, "LongSupplier.getAsLong", "Requests.turn"),
            new Change("jupyter/channels/ShellChannel", "*", Way.CALL, "ShellHandler.handle", "Requests.handle"),
            new Change("jupyter/channels/IOPubChannel", "bind", Way.BEFORE, "", "Output.keepAll"),
            new Change(
                    "jupyter/channels/DefaultReplyEnvironment",
                    "*",
                    Way.CALL,
                    "JupyterSocket.sendMessage",
                    "Output.send"),
            new Change("jupyter/kernel/BaseKernel", "replaceOutputStreams", Way.INSTEAD, "", "Cells.begin"),
            new Change("jupyter/kernel/BaseKernel", "getHistoryManager", Way.INSTEAD, "", "History.of"),
            new Change("jupyter/kernel/BaseKernel", "uninstallNotebookKernel", Way.BEFORE, "", "KernelMain.end"),
            new Change("jupyter/messages/publish/PublishError", "of", Way.INSTEAD, "", "Errors.published"),
            new Change("jupyter/messages/reply/ErrorReply", "of", Way.INSTEAD, "", "Errors.reply"),
            new Change(
                    "jupyter/kernel/magic/MagicsResolver",
                    "resolveLineMagics",
                    Way.CALL,
                    "Pattern.matcher",
                    "Magics.matcher"),
            new Change(
                    "jupyter/kernel/magic/MagicsResolver",
                    "resolveLineMagics",
                    Way.CALL,
                    "StringBuffer.toString",
                    "Magics.text"),
            new Change("kernel/JavaKernel", "inspect", Way.INSTEAD, "", "Help.inspect"),
            new Change("kernel/execution/CodeEvaluator", "eval", Way.BEFORE, "", "Cells.source"),
            new Change("kernel/execution/CodeEvaluator", "evalSingle", Way.CALL, "JShell.eval", "Cells.eval"),
            new Change("kernel/execution/JJavaExecutionControl", "interrupt", Way.INSTEAD, "", "Interrupts.stop"),
            new Change("kernel/execution/JJavaExecutionControl", "*", Way.CALL, "Method.invoke", "Interrupts.invoke"),
            new Change("kernel/execution/JJavaExecutionControl", "*", Way.CALL, "Future.get", "Interrupts.get"),
            new Change(
                    "kernel/execution/JJavaLoaderDelegate$JJavaClassLoader",
                    "findClass",
                    Way.CALL,
                    "Map.get",
                    "LoopChecks.get"));

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
                CHANGES.stream().collect(Collectors.groupingBy(Change::type, TreeMap::new, Collectors.toList()));
        try (JarFile in = new JarFile(jjava.toFile());
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(out))) {
            for (Map.Entry<String, List<Change>> type : types.entrySet()) {
                String name = JJAVA + type.getKey() + ".class";
                ZipEntry entry = in.getEntry(name);
                if (entry == null) {
                    throw new IOException(refusal(jjava, type.getValue().get(0)));
                }
                List<Change> missing = new ArrayList<>(type.getValue());
                byte[] woven = weave(in.getInputStream(entry).readAllBytes(), type.getValue(), missing);
                if (!missing.isEmpty()) {
                    throw new IOException(refusal(jjava, missing.get(0)));
                }
                jar.putNextEntry(new ZipEntry(name));
                jar.write(woven);
            }
        }
    }

    private static String refusal(Path jjava, Change change) {
        return jjava + " is another JJava than this project is made for: it has no " + JJAVA.replace('/', '.')
                + change.place() + ". Install the one that egpo-notebook/jupyter/requirements.txt names.";
    }

    private static byte[] weave(byte[] classFile, List<Change> changes, List<Change> missing) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
                        boolean bridge = (access & Opcodes.ACC_BRIDGE) != 0;
                        for (Change change : changes) {
                            boolean here = change.method.equals("*") || change.method.equals(name) && !bridge;
                            if (here && change.way == Way.CALL) {
                                method = new Calls(method, change, missing);
                            } else if (here) {
                                missing.remove(change);
                                method = enter(method, access, type, change);
                            }
                        }
                        return method;
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Calls our method with the object, where there is one, and the arguments. */
    private static MethodVisitor enter(MethodVisitor method, int access, String type, Change change) {
        boolean instead = change.way == Way.INSTEAD;
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        Type result = instead ? Type.getReturnType(type) : Type.VOID_TYPE;
        Runnable call = () -> {
            List<Type> arguments = new ArrayList<>(List.of(Type.getArgumentTypes(type)));
            if (!isStatic) {
                arguments.add(0, Type.getType(Object.class));
            }
            int slot = 0;
            for (Type argument : arguments) {
                method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
                slot += argument.getSize();
            }
            call(method, change, Type.getMethodDescriptor(result, arguments.toArray(Type[]::new)));
        };
        if (!instead) {
            return new MethodVisitor(Opcodes.ASM9, method) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    call.run();
                }
            };
        }
        method.visitCode();
        call.run();
        method.visitInsn(result.getOpcode(Opcodes.IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
        return null;
    }

    private static void call(MethodVisitor method, Change change, String type) {
        String[] ours = change.ours.split("\\.");
        method.visitMethodInsn(Opcodes.INVOKESTATIC, OURS + ours[0], ours[1], type, false);
    }

    private static final class Calls extends MethodVisitor {
        private final Change change;
        private final List<Change> missing;

        Calls(MethodVisitor next, Change change, List<Change> missing) {
            super(Opcodes.ASM9, next);
            this.change = change;
            this.missing = missing;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            if (opcode != Opcodes.INVOKESTATIC
                    && (owner.substring(owner.lastIndexOf('/') + 1) + "." + name).equals(change.called)) {
                missing.remove(change);
                call(mv, change, "(L" + owner + ";" + type.substring(1));
            } else {
                super.visitMethodInsn(opcode, owner, name, type, isInterface);
            }
        }
    }
}
