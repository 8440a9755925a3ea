package org.egpo.jupyter;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Adds {@link Interrupts#check} to the compiled classes of cells: at the start of methods and before every jump back. */
public final class LoopChecks {
    private static final String OWNER = Interrupts.class.getName().replace('.', '/');

    private LoopChecks() {}

    /** {@code JJavaClassLoader.findClass}: the bytes of a cell's class. */
    public static Object get(Map<?, ?> classFiles, Object name) {
        byte[] classFile = (byte[]) classFiles.get(name);
        return classFile == null ? null : addTo(classFile);
    }

    /** Stack and frames stay as they are: the call takes nothing and returns nothing. */
    static byte[] addTo(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String signature, String[] exceptions) {
                        return new Checks(super.visitMethod(access, name, type, signature, exceptions), name);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Checks extends MethodVisitor {
        private final boolean atStart;
        private final Set<Label> seen = new HashSet<>();

        Checks(MethodVisitor next, String name) {
            super(Opcodes.ASM9, next);
            this.atStart = !name.startsWith("<");
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (atStart) {
                check();
            }
        }

        @Override
        public void visitLabel(Label label) {
            seen.add(label);
            super.visitLabel(label);
        }

        /** A switch jumps forward only: its cases stand behind it. */
        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (seen.contains(target)) {
                check();
            }
            super.visitJumpInsn(opcode, target);
        }

        private void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
        }
    }
}
