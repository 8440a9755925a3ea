package org.egpo.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/** Small steps of reflection shared by the bridges to stock kernels. */
final class Reflected {
    private Reflected() {}

    interface Call<T> {
        T run() throws ReflectiveOperationException;
    }

    /** Runs a call into a kernel; a failure says what the kernel said. */
    static <T> T call(Call<T> call) {
        System.out.flush();
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the kernel could not show the output: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the kernel could not show the output: " + e, e);
        }
    }

    /** The result of a call; empty where anything is missing. */
    static <T> Optional<T> attempt(Call<T> call) {
        try {
            return Optional.ofNullable(call.run());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** A class by name, from any loader in reach and without initialising it. */
    static Class<?> load(String name) throws ClassNotFoundException {
        ClassLoader[] loaders = {
            Reflected.class.getClassLoader(),
            Thread.currentThread().getContextClassLoader(),
            ClassLoader.getSystemClassLoader()
        };
        for (ClassLoader loader : loaders) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                // the next loader may have it
            }
        }
        throw new ClassNotFoundException(name);
    }

    /** Fills a kernel's own kind of bundle. */
    static void fill(Object data, MimeBundle bundle) throws ReflectiveOperationException {
        putAll(data, "putData", bundle.data());
        putAll(data, "putMetaData", bundle.metadata());
    }

    private static void putAll(Object data, String method, Map<String, Object> entries)
            throws ReflectiveOperationException {
        Method put = data.getClass().getMethod(method, String.class, Object.class);
        for (Map.Entry<String, Object> e : entries.entrySet()) {
            put.invoke(data, e.getKey(), e.getValue());
        }
    }

    /** Answers the methods of {@code Object} for a proxy. */
    static Object objectMethod(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> proxy.getClass().getName();
        };
    }
}
