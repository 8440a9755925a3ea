package org.egpo.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Ends the code of an interrupted cell. JJava only cancels a {@code Future}: a loop runs on and prints into later cells. Here
 * the thread is interrupted, cells' own loops and methods ask at every turn, and the cell waits until its code has ended: with
 * the code's own exception where it has one, such as a training run that says where its checkpoint is.
 */
public final class Interrupts {
    private static final Set<Thread> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Set<Thread> STOPPING = ConcurrentHashMap.newKeySet();
    /** Whether the running cell was interrupted. */
    static volatile boolean asked;
    /** When a cell that was interrupted ends, though its code does not; of the system's nanoseconds. */
    private static volatile long patientUntil;
    /** Whether any thread is to stop: all that a turn of a loop reads. */
    private static volatile boolean any;

    /** Leaves the code of a cell. No exception: {@code catch (Exception e)} must not keep a loop alive. */
    private static final class Stopped extends ThreadDeath {}

    private static final Set<Class<?>> OF_INTERRUPT =
            Set.of(Stopped.class, InterruptedException.class, ClosedByInterruptException.class);

    private Interrupts() {}

    /** What to say of an interrupted cell's code that runs on: in native code, or in a library that does not look. */
    static String leftRunning() {
        return STOPPING.isEmpty() ? "" : "; its code runs on until a library or native code lets it end";
    }

    /** {@code JJavaExecutionControl.interrupt}. */
    public static void stop(Object control) {
        patientUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2500);
        asked = true;
        STOPPING.addAll(RUNNING);
        any = true;
        synchronized (Output.class) { // not in the midst of sending, which would close the channel for good
            STOPPING.forEach(Thread::interrupt);
        }
    }

    /** {@code JJavaClassLoader.findClass}: a cell's class, with {@link #check} at the start of methods and before every jump back. */
    public static @Nullable Object addChecks(Map<?, ?> classFiles, Object name) {
        if (!(classFiles.get(name) instanceof byte[] classFile)) {
            return null;
        }
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, 0);
        for (MethodNode method : type.methods) {
            var code = method.instructions;
            for (var node : code.toArray()) { // a switch jumps forward only
                boolean isBack = node instanceof JumpInsnNode jump && code.indexOf(jump.label) < code.indexOf(jump);
                if (isBack || node == code.getFirst() && !method.name.startsWith("<")) {
                    code.insertBefore(
                            node,
                            new MethodInsnNode(Opcodes.INVOKESTATIC, "org/egpo/jupyter/Interrupts", "check", "()V"));
                }
            }
        }
        ClassWriter writer = new ClassWriter(0); // the call leaves stack and frames as they are
        type.accept(writer);
        return writer.toByteArray();
    }

    /** Called by every loop and every method of a cell. */
    public static void check() {
        if (any) {
            Thread me = Thread.currentThread();
            if (STOPPING.contains(me) || asked && me instanceof ForkJoinWorkerThread) {
                throw new Stopped();
            }
        }
    }

    /** {@code JJavaExecutionControl.doInvoke}: runs a snippet's code on a thread of its own. */
    public static Object invoke(Method method, Object receiver, Object[] arguments) throws Exception {
        Thread me = Thread.currentThread();
        any = asked || !STOPPING.isEmpty();
        boolean outermost = RUNNING.add(me);
        try {
            if (asked) {
                throw new Stopped();
            }
            return method.invoke(receiver, arguments);
        } finally {
            if (outermost) {
                RUNNING.remove(me);
                STOPPING.remove(me);
            }
        }
    }

    /** {@code JJavaExecutionControl.doInvoke}: waits for it. A cell that was interrupted ends as an error, after its streams. */
    public static Object get(Future<?> task) throws Exception {
        do {
            try {
                Object value = task.get(50, TimeUnit.MILLISECONDS);
                if (!asked) {
                    return value;
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() instanceof InvocationTargetException i ? i.getCause() : e.getCause();
                if (!asked || cause == null || !OF_INTERRUPT.contains(cause.getClass())) {
                    throw e;
                }
            } catch (TimeoutException e) {
                continue;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        } while (!asked
                || patientUntil - System.nanoTime() > 0
                        && !(task.isDone() && ForkJoinPool.commonPool().isQuiescent()));
        RUNNING.removeAll(STOPPING);
        throw new CancellationException();
    }
}
