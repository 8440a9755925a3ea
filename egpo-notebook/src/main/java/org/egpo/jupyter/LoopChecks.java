package org.egpo.jupyter;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Adds {@link Interrupts#check} to the compiled classes of cells: at the start of methods and before every jump back. */
public final class LoopChecks {
    private LoopChecks() {}

    /** {@code JJavaClassLoader.findClass}: the bytes of a cell's class. */
    public static Object get(Map<?, ?> classFiles, Object name) {
        byte[] classFile = (byte[]) classFiles.get(name);
        return classFile == null ? null : addTo(classFile);
    }

    /** Stack and frames stay as they are: the call takes nothing and returns nothing. A switch jumps forward only. */
    private static byte[] addTo(byte[] classFile) {
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, 0);
        for (MethodNode method : type.methods) {
            InsnList code = method.instructions;
            for (AbstractInsnNode node : code.toArray()) {
                if (node instanceof JumpInsnNode jump && code.indexOf(jump.label) < code.indexOf(jump)) {
                    code.insertBefore(jump, check());
                }
            }
            if (code.size() > 0 && !method.name.startsWith("<")) {
                code.insert(check());
            }
        }
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private static AbstractInsnNode check() {
        String owner = Interrupts.class.getName().replace('.', '/');
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, "check", "()V", false);
    }
}
