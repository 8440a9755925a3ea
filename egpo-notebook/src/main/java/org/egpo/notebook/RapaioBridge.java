package org.egpo.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The Rapaio kernel. */
final class RapaioBridge implements KernelBridge {
    private static final String MAIN = "org.rapaio.jupyter.kernel.MainApp";
    private static final String PACKAGES = "org.rapaio.jupyter.kernel.";

    private final Object kernel;
    private final Class<?> dataClass;

    private RapaioBridge(Object kernel) throws ReflectiveOperationException {
        this.kernel = kernel;
        this.dataClass = Class.forName(
                PACKAGES + "display.DisplayData", true, kernel.getClass().getClassLoader());
    }

    /** Initialising the main class creates a kernel, so it is looked at only where it really is this process's main. */
    static Optional<RapaioBridge> find() {
        return isMain()
                ? Reflected.attempt(() ->
                        new RapaioBridge(Reflected.load(MAIN).getField("kernel").get(null)))
                : Optional.empty();
    }

    private static boolean isMain() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(e -> e.getKey().getName().equals("main") && e.getValue().length > 0)
                .anyMatch(e ->
                        e.getValue()[e.getValue().length - 1].getClassName().equals(MAIN));
    }

    @Override
    public String name() {
        return "rapaio";
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        Reflected.call(() -> kernel.getClass().getMethod("display", dataClass).invoke(kernel, data(id, bundle)));
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        Reflected.call(
                () -> kernel.getClass().getMethod("updateDisplay", dataClass).invoke(kernel, data(id, bundle)));
    }

    private Object data(String id, MimeBundle bundle) throws ReflectiveOperationException {
        Object data = dataClass.getMethod("fromText", String.class).invoke(null, "");
        Reflected.fill(data, bundle);
        dataClass.getMethod("setDisplayId", String.class).invoke(data, id);
        return data;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> boolean register(Class<T> type, Function<? super T, MimeBundle> renderer) {
        return Reflected.attempt(() -> {
                    ClassLoader loader = kernel.getClass().getClassLoader();
                    Class<?> system = Class.forName(PACKAGES + "display.DisplaySystem", true, loader);
                    Class<?> api = Class.forName(PACKAGES + "display.DisplayRenderer", true, loader);
                    InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
                        case "rendererClass" -> type;
                        case "canRender" -> true;
                        case "render" -> data("", renderer.apply((T) arguments[1]));
                        default -> Reflected.objectMethod(proxy, method.getName(), arguments);
                    };
                    Field renderers = system.getDeclaredField("spiDisplayRenderers");
                    renderers.setAccessible(true);
                    ((List<Object>) renderers.get(system.getMethod("inst").invoke(null)))
                            .add(0, Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, handler));
                    return true;
                })
                .isPresent();
    }
}
