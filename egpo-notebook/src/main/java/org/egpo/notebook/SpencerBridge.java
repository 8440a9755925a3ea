package org.egpo.notebook;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Function;

/** IJava and its fork JJava: one design, different package names. */
final class SpencerBridge implements KernelBridge {
    private final String name;
    private final Object kernel;
    private final String packages;
    private final Class<?> dataClass;

    private SpencerBridge(String name, Object kernel, String packages) throws ReflectiveOperationException {
        this.name = name;
        this.kernel = kernel;
        this.packages = packages;
        this.dataClass = Class.forName(
                packages + "kernel.display.DisplayData", true, kernel.getClass().getClassLoader());
    }

    /** IJava: {@code IJava.getKernelInstance()} is null when no kernel runs. */
    static Optional<SpencerBridge> ijava() {
        return find(
                "ijava", "io.github.spencerpark.ijava.IJava", "getKernelInstance", "io.github.spencerpark.jupyter.");
    }

    /** JJava: since 1.0-a6 {@code BaseKernel.notebookKernel()}, before that as IJava. */
    static Optional<SpencerBridge> jjava() {
        String packages = "org.dflib.jjava.jupyter.";
        return find("jjava", packages + "kernel.BaseKernel", "notebookKernel", packages)
                .or(() -> find("jjava", "org.dflib.jjava.JJava", "getKernelInstance", packages));
    }

    private static Optional<SpencerBridge> find(String name, String holder, String getter, String packages) {
        return Reflected.attempt(() -> Reflected.load(holder).getMethod(getter).invoke(null))
                .flatMap(kernel -> Reflected.attempt(() -> new SpencerBridge(name, kernel, packages)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        Reflected.call(() -> kernel.getClass().getMethod("display", dataClass).invoke(kernel, data(id, bundle)));
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        Reflected.call(() -> {
            Object io = kernel.getClass().getMethod("getIO").invoke(kernel);
            Object stream = io.getClass().getField("display").get(io);
            return stream.getClass().getMethod("updateDisplay", dataClass).invoke(stream, data(id, bundle));
        });
    }

    private Object data(String id, MimeBundle bundle) throws ReflectiveOperationException {
        Object data = dataClass.getConstructor().newInstance();
        Reflected.fill(data, bundle);
        dataClass.getMethod("setDisplayId", String.class).invoke(data, id);
        return data;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> boolean register(Class<T> type, Function<? super T, MimeBundle> renderer) {
        return Reflected.attempt(() -> {
                    Object registry = kernel.getClass().getMethod("getRenderer").invoke(kernel);
                    Class<?> function = Class.forName(
                            packages + "kernel.display.RenderFunction",
                            true,
                            kernel.getClass().getClassLoader());
                    InvocationHandler handler = (proxy, method, arguments) -> {
                        if (!method.getName().equals("render")) {
                            return Reflected.objectMethod(proxy, method.getName(), arguments);
                        }
                        Object out = arguments[1]
                                .getClass()
                                .getMethod("getOutputContainer")
                                .invoke(arguments[1]);
                        Reflected.fill(out, renderer.apply((T) arguments[0]));
                        return null;
                    };
                    Object registration = registry.getClass()
                            .getMethod("createRegistration", Class.class)
                            .invoke(registry, type);
                    String preferred = type == Object.class ? "text/plain" : "text/html";
                    registration
                            .getClass()
                            .getMethod("preferring", String[].class)
                            .invoke(registration, (Object) new String[] {preferred});
                    Object proxy =
                            Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function}, handler);
                    registration.getClass().getMethod("register", function).invoke(registration, proxy);
                    return true;
                })
                .isPresent();
    }
}
