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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Ends the code of an interrupted cell. JJava only cancels a {@code Future}: a loop runs on and prints into later cells. Here
 * the thread is interrupted, cells' own loops and methods ask at every turn, and the cell waits until its code has ended: with
 * the code's own exception where it has one, such as a training run that says where its checkpoint is.
 */
public final class Interrupts {
    private static final String OWN = Interrupts.class.getName().replace('.', '/');
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);
    private static final long LOOK_MILLIS = 50;

    private static final Set<Thread> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Set<Thread> STOPPING = ConcurrentHashMap.newKeySet();
    /** Whether the running cell was interrupted. */
    static volatile boolean asked;

    private static volatile long askedAt;
    /** Whether any thread is to stop: all that a turn of a loop reads. */
    private static volatile boolean any;

    /** Leaves the code of a cell. No exception: {@code catch (Exception e)} must not keep a loop alive. */
    private static final class Stopped extends ThreadDeath {}

    private Interrupts() {}

    static void begin() {
        asked = false;
        any = !STOPPING.isEmpty();
    }

    /** What to say of an interrupted cell's code that runs on: in native code, or in a library that does not look. */
    static String leftRunning() {
        return STOPPING.isEmpty() ? "" : "; its code runs on until a library or native code lets it end";
    }

    /** {@code JJavaExecutionControl.interrupt}. */
    public static void stop(Object control) {
        askedAt = System.nanoTime();
        asked = true;
        STOPPING.addAll(RUNNING);
        any = true;
        Output.interrupt(STOPPING);
    }

    /** {@code JJavaClassLoader.findClass}: a cell's class, with {@link #check} at the start of methods and before every jump back. */
    public static Object addChecks(Map<?, ?> classFiles, Object name) {
        if (!(classFiles.get(name) instanceof byte[] classFile)) {
            return null;
        }
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, 0);
        for (MethodNode method : type.methods) {
            InsnList code = method.instructions;
            for (AbstractInsnNode node : code.toArray()) { // a switch jumps forward only
                if (node instanceof JumpInsnNode jump && code.indexOf(jump.label) < code.indexOf(jump)) {
                    code.insertBefore(jump, new MethodInsnNode(Opcodes.INVOKESTATIC, OWN, "check", "()V"));
                }
            }
            if (code.size() > 0 && !method.name.startsWith("<")) {
                code.insert(new MethodInsnNode(Opcodes.INVOKESTATIC, OWN, "check", "()V"));
            }
        }
        ClassWriter writer =
                new ClassWriter(0); // stack and frames stay as they are: the call takes and returns nothing
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
                any = asked || !STOPPING.isEmpty();
            }
        }
    }

    /** {@code JJavaExecutionControl.doInvoke}: waits for it. A cell that was interrupted ends as an error, after its streams. */
    public static Object get(Future<?> task) throws Exception {
        boolean isNested = RUNNING.contains(Thread.currentThread());
        do {
            try {
                Object value = task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (!asked || isNested) {
                    return value;
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() instanceof InvocationTargetException i ? i.getCause() : e.getCause();
                if (!asked || isNested || !isOfInterrupt(cause)) {
                    throw e;
                }
            } catch (TimeoutException e) {
                continue;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        } while (!asked
                || System.nanoTime() - askedAt < PATIENCE_NANOS
                        && !(task.isDone() && ForkJoinPool.commonPool().isQuiescent()));
        RUNNING.removeAll(STOPPING);
        throw new CancellationException();
    }

    private static boolean isOfInterrupt(Throwable e) {
        return e instanceof Stopped || e instanceof InterruptedException || e instanceof ClosedByInterruptException;
    }
}
